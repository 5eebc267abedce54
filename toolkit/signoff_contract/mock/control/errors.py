"""Why a call of the control plane is refused; each has the status that it is answered with."""

from attrs import frozen

from .plain import Unreadable


@frozen
class ControlError(Exception):
    """A call that is not carried out; nothing has changed. `fields` are places and what is wrong there."""

    status: int
    code: str
    message: str
    fields: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message


def not_offered(partner: str, what: str, why: str = "") -> ControlError:
    """The mock cannot do that."""
    reason = why or f"its mock does not bring what is needed; {OFFERS} says what it can do"
    return ControlError(409, "NOT_OFFERED", f"{what} is not offered for {partner}: {reason}")


def unknown(what: str, message: str) -> ControlError:
    """There is no such thing."""
    return ControlError(404, f"UNKNOWN_{what}", message)


def unfit(message: str, *fields: tuple[str, str]) -> ControlError:
    """What was given does not fit."""
    return ControlError(400, "UNFIT", message, fields)


def unreadable(error: Unreadable, what: str) -> ControlError:
    """A value from outside could not be taken."""
    return ControlError(400, "UNREADABLE", f"The {what} does not fit: {error}", ((error.place, error.why),))


OFFERS = "`offers` of GET /_signoff/mocks"
