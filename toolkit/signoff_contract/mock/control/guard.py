"""Who may use the control plane of a served mock: any page that is open in a browser can send requests to loopback.

| # | check | answer when it fails |
| --- | --- | --- |
| 1 | the control plane is on: the mock listens on loopback, or a control token was set | 403 |
| 2 | one Host, of an address that was announced, so that no foreign name leads here | 421 |
| 3 | Origin absent, or the mock's own | 403 |
| 4 | the control token, where one was set | 401 |
| 5 | a change comes as `application/json`, which a foreign page cannot send without asking first | 415 |

Answers carry no header of CORS. Whoever knows the control token may come by any name: a container is reached under others
than it knows of itself, and no foreign page can send that header.
"""

from collections.abc import Collection
from hmac import compare_digest
from typing import Final, Protocol

from attrs import define, field

from signoff_contract.mock.http import JSON, Request

from .desk import VARIABLE
from .errors import ControlError

HEADER: Final = "X-Signoff-Control-Token"
CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Place(Protocol):
    """Where the mocks are reached: `origins` are all that were announced, `is_open` says whether others reach them."""

    @property
    def origin(self) -> str: ...

    @property
    def origins(self) -> Collection[str]: ...

    @property
    def is_open(self) -> bool: ...


@define(eq=False)
class Guard:
    """Checks every call of the control plane. `token` is the value of SIGNOFF_CONTROL_TOKEN, if it was set."""

    token: str | None = field(default=None, repr=False)

    def check(self, request: Request, place: Place) -> None:
        """Raises ControlError when the call is not let in."""
        if place.is_open and not self.token:
            raise ControlError(
                403,
                "CONTROL_OFF",
                f"The control plane is off, because other machines can reach this mock; set {VARIABLE} and start it "
                f"again, or let it listen on 127.0.0.1",
            )
        knows = self.knows(request)
        own = self._own(request, place, named=knows)
        for origin in request.lines("origin"):
            if origin.lower() not in own:
                message = "Pages from elsewhere may not use the control plane; open it at the mock's own address"
                raise ControlError(403, "FOREIGN_ORIGIN", message)
        if self.token and not knows:
            raise ControlError(
                401,
                "CONTROL_TOKEN",
                f"Send the value of {VARIABLE} in the header {HEADER}",
                headers=(("WWW-Authenticate", f'{HEADER} realm="control plane"'),),
            )
        if request.method in CHANGING and _media_type(request) != JSON:
            message = f"Changes are sent with Content-Type: {JSON}, with or without a body"
            raise ControlError(415, "MEDIA_TYPE", message)

    def check_page(self, request: Request, place: Place) -> None:
        """The same for what holds nothing of the mock: no token is needed. Raises ControlError."""
        if place.is_open and not self.token:
            self.check(request, place)
        if not place.is_open:
            self._own(request, place, named=False)

    def knows(self, request: Request) -> bool:
        """Whether a request carries the control token."""
        lines = request.lines(HEADER)
        given = lines[0] if len(lines) == 1 else ""
        return bool(self.token) and compare_digest(given.encode("utf-8", "replace"), (self.token or "").encode())

    def _own(self, request: Request, place: Place, *, named: bool) -> Collection[str]:
        """The origins that count as the mock's own. Raises ControlError unless the request came by one of them."""
        hosts = request.lines("host")
        came_by = f"{request.scheme}://{hosts[0].strip().lower()}" if len(hosts) == 1 else ""
        announced = {each.lower() for each in place.origins} | {place.origin.lower()}
        if came_by in announced:
            return announced
        if came_by and named and place.is_open:
            return {*announced, came_by}
        message = f"This host is none of the mock's; go to {place.origin}"
        if place.is_open:
            # A container is called by names that it does not know of; there a wrong token ends here.
            message += f", or send the value of {VARIABLE} in the header {HEADER}"
        raise ControlError(421, "FOREIGN_HOST", message)


def _media_type(request: Request) -> str:
    return (request.header("content-type") or "").partition(";")[0].strip().lower()
