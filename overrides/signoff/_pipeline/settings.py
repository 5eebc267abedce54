"""Checks of settings that users hand in, so that a mistake is named where it is made."""

import inspect
import ipaddress
import math
import time

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


def check_methods(name: str, value: object, wanted: str, *methods: str) -> None:
    """Refuse an object that cannot do what is asked of it, or a class where an object is meant.

    :raises ConfigurationError: naming the setting and what is ``wanted``.
    """
    if isinstance(value, type) or not all(callable(getattr(value, method, None)) for method in methods):
        raise ConfigurationError(f"{name} must be {wanted}, not {_name(value)}")


def check_clock(value: object) -> None:
    """Refuse what tells no time; None stands for the machine's clock.

    :raises ConfigurationError: it is of another kind.
    """
    if value is not None:
        check_methods("clock", value, "an object with monotonic() and now()", "monotonic", "now")


def check_sleep(value: object, *, awaited: bool) -> None:
    """Refuse what cannot let time pass for this kind of client.

    :raises ConfigurationError: it is no function, or one of the other kind.
    """
    if not callable(value):
        raise ConfigurationError(f"sleep must be a function that takes seconds, not {_name(value)}")
    coroutine = inspect.iscoroutinefunction(value) or inspect.iscoroutinefunction(getattr(value, "__call__", None))  # noqa: B004
    if coroutine and not awaited:
        raise ConfigurationError("sleep must not be a coroutine function: a synchronous client does not await it")
    if value is time.sleep and awaited:
        raise ConfigurationError("sleep must be a coroutine function such as anyio.sleep: this client awaits it")


def check_transport(value: object, *, awaited: bool) -> None:
    """Refuse what is no transport for this kind of client.

    :raises ConfigurationError: saying what is wanted; a value that may be a proxy's address is not repeated.
    """
    import httpx2

    wanted: type = httpx2.AsyncBaseTransport if awaited else httpx2.BaseTransport
    if isinstance(value, wanted):
        return
    example = f"httpx2.{'Async' if awaited else ''}HTTPTransport()"
    hint = ""
    if isinstance(value, str | httpx2.URL | httpx2.Proxy):
        hint = f". For a proxy give {example.removesuffix(')')}proxy=...)"
    elif isinstance(value, type):
        hint = f". Make one of it: {value.__name__}()"
    elif isinstance(value, httpx2.BaseTransport | httpx2.AsyncBaseTransport):
        hint = f". {'An asynchronous' if awaited else 'A synchronous'} client needs {example} or another of its kind"
    elif type(value).__module__.partition(".")[0] == "httpx":
        hint = f". Signoff uses httpx2, not httpx: give {example}"
    elif callable(getattr(value, "transport", None)):
        hint = ". Give its .transport()"
    elif isinstance(value, httpx2.Client | httpx2.AsyncClient):
        hint = f". A client is no transport: give {example}"
    raise ConfigurationError(f"transport must be an httpx2.{wanted.__name__}, not {_name(value)}{hint}")


def _name(value: object) -> str:
    return f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__


def check_url(name: str, text: str) -> None:
    """Refuse what is no absolute https URL; plain http is accepted on loopback.

    :raises ConfigurationError: naming the setting.
    """
    # Only here: whoever asks for nothing but `is_loopback` loads no HTTP library.
    import httpx2

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
