"""Contains all the data models used in inputs/outputs; each is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .berth import Berth as Berth
    from .berth_list import BerthList as BerthList
    from .booking import Booking as Booking
    from .booking_create import BookingCreate as BookingCreate
    from .error import Error as Error
    from .skipper import Skipper as Skipper
else:
    _MODULES = {
        "Berth": "berth",
        "BerthList": "berth_list",
        "Booking": "booking",
        "BookingCreate": "booking_create",
        "Error": "error",
        "Skipper": "skipper",
    }

    def __getattr__(name: str) -> Any:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


__all__ = (
    "Berth",
    "BerthList",
    "Booking",
    "BookingCreate",
    "Error",
    "Skipper",
)
