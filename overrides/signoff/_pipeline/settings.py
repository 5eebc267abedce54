"""Checks of settings that users hand in, so that a mistake is named where it is made."""

import math

from signoff.errors import ConfigurationError


def check_seconds(name: str, value: object) -> None:
    """Refuse anything but a positive, finite number of seconds.

    :raises ConfigurationError: naming the setting.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < float(value) < math.inf:  # type: ignore[arg-type]
        raise ConfigurationError(f"{name} must be a positive number of seconds, not {value!r}")


def check_count(name: str, value: object, least: int, most: int) -> None:
    """Refuse anything but a whole number within bounds.

    :raises ConfigurationError: naming the setting.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ConfigurationError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
