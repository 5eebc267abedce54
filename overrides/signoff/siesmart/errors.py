"""How SieSmart says what went wrong."""

from attrs import frozen

from signoff._pipeline.status import ErrorShape


@frozen
class SieSmartErrors(ErrorShape):
    """SieSmart's error object. Its names are not published beyond the fact that the request identifier is inside, so
    these are proposed ones, and this is the one place where they stand."""

    trace_id: str = "traceId"
    code: str = "code"
    message: str = "message"
    user_message: str = "userMessage"
