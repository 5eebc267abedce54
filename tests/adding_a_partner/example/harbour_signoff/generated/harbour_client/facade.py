"""Skerry Harbour Berths API: resources and their operations, synchronous.

Made from the description by `signoff generate`. Change the description, not this file.
"""

from __future__ import annotations

from signoff._calls import Caller, CallOptions, Operation, arguments_of
from signoff.versions import Result

from . import models
from .types import UNSET

__all__ = [
    "BerthsResource",
    "BookingsResource",
    "HarbourResources",
]

_BERTHS_LIST = Operation(
    id="berths_list",
    method="GET",
    path="/berths",
    statuses=frozenset({200}),
    modifies=False,
)
_BERTHS_GET = Operation(
    id="berths_get",
    method="GET",
    path="/berths/{berth-id}",
    statuses=frozenset({200}),
    modifies=False,
)
_BOOKINGS_CREATE = Operation(
    id="bookings_create",
    method="POST",
    path="/bookings",
    statuses=frozenset({201}),
    modifies=False,
)
_BOOKINGS_GET = Operation(
    id="bookings_get",
    method="GET",
    path="/bookings/{booking-id}",
    statuses=frozenset({200}),
    modifies=False,
)
_BOOKINGS_CANCEL = Operation(
    id="bookings_cancel",
    method="POST",
    path="/bookings/{booking-id}/cancellation",
    statuses=frozenset({200}),
    modifies=False,
)


class BerthsResource:
    """Where boats lie."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        length: float | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.BerthList]:
        """List berths.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, RateLimited.

        Source: PAGE, berths (documented).
        """
        from .api.berths import berths_list as _endpoint

        return self._caller.result(
            _BERTHS_LIST,
            arguments_of(
                _BERTHS_LIST,
                _endpoint._get_kwargs,
                length=UNSET if length is None else length,
            ),
            _endpoint._parse_response,
            options,
        )

    def get(
        self,
        berth_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.Berth]:
        """Read a berth.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, NotFound, RateLimited.

        Source: PAGE, berths (documented).
        """
        from .api.berths import berths_get as _endpoint

        return self._caller.result(
            _BERTHS_GET,
            arguments_of(
                _BERTHS_GET,
                _endpoint._get_kwargs,
                berth_id=berth_id,
            ),
            _endpoint._parse_response,
            options,
        )


class BookingsResource:
    """Who lies where and when."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        body: models.BookingCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.Booking]:
        """Book a berth.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, NotFound, Conflict, RateLimited.

        Source: PAGE, bookings (documented).
        """
        from .api.bookings import bookings_create as _endpoint

        return self._caller.result(
            _BOOKINGS_CREATE,
            arguments_of(
                _BOOKINGS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    def get(
        self,
        booking_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.Booking]:
        """Read a booking.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, NotFound, RateLimited.

        Source: PAGE, bookings (documented).
        """
        from .api.bookings import bookings_get as _endpoint

        return self._caller.result(
            _BOOKINGS_GET,
            arguments_of(
                _BOOKINGS_GET,
                _endpoint._get_kwargs,
                booking_id=booking_id,
            ),
            _endpoint._parse_response,
            options,
        )

    def cancel(
        self,
        booking_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.Booking]:
        """Cancel a booking.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, NotFound, Conflict, RateLimited.

        Source: PAGE, bookings (documented).
        """
        from .api.bookings import bookings_cancel as _endpoint

        return self._caller.result(
            _BOOKINGS_CANCEL,
            arguments_of(
                _BOOKINGS_CANCEL,
                _endpoint._get_kwargs,
                booking_id=booking_id,
            ),
            _endpoint._parse_response,
            options,
        )


class HarbourResources:
    """All resources of the Skerry Harbour Berths API, version 1 of its description."""

    def __init__(self, caller: Caller) -> None:
        self.berths = BerthsResource(caller)
        self.bookings = BookingsResource(caller)
