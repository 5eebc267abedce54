"""Checks of settings that users hand in, so that a mistake is named where it is made."""

import ipaddress
import math

import httpx2

from signoff.errors import ConfigurationError


def check_seconds(name: str, value: object) -> None:
    """Refuse anything but a positive, finite number of seconds.

    :raises ConfigurationError: naming the setting.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < value < math.inf:  # type: ignore[operator]
        raise ConfigurationError(f"{name} must be a positive number of seconds, not {value!r}")


def check_count(name: str, value: object, least: int, most: int) -> None:
    """Refuse anything but a whole number within bounds.

    :raises ConfigurationError: naming the setting.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ConfigurationError(f"{name} must be a whole number from {least} to {most}, not {value!r}")


def check_kind(name: str, value: object, *kinds: type) -> None:
    """Refuse a value of another type, without repeating it: it may be a credential in the wrong place.

    :raises ConfigurationError: naming the setting.
    """
    if not isinstance(value, kinds):
        raise ConfigurationError(f"{name} must be {kinds[0].__name__}, not {type(value).__name__}")


def check_url(name: str, text: str) -> None:
    """Refuse what is no absolute https URL; plain http is accepted on loopback.

    :raises ConfigurationError: naming the setting.
    """
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, TypeError) as problem:
        raise ConfigurationError(f"{name} is no usable URL: {problem}") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise ConfigurationError(f"{name} must be an absolute https URL")
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError(f"{name} must not contain credentials, a query or a fragment")
    if url.scheme == "http" and not is_loopback(url.host):
        raise ConfigurationError(f"{name} must be https; plain http is accepted on this machine (loopback) only")


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
