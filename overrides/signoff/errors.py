"""Everything that can go wrong with a call, as types.

::

    SignoffError
      ConfigurationError            settings are missing or wrong; nothing was sent
      VersionRequired               a modifying call without a version; nothing was sent
      InvalidValue                  a value cannot be read or sent (ValueError as well); nothing was sent
      EditClosed                    a unit of work goes on after a conflict; nothing was sent
      InterleavedChange             one's own change was made, somebody else's as well; no further one was sent
      CallError                     no usable answer
        ConnectionFailed            no connection; the request never left
          NoAnswer                  a read got no answer
        DeadlineExceeded            the call's time was up
        OutcomeUnknown              a change may or may not have been made: no answer, one that says nothing about it
      TokenError                    no access token
        ConsentRequired             the user's consent is not there, or not usable any more
      TokenStoreError               the place where a user's consent is kept cannot be used
      ConsentFailed                 asking a user for consent came to nothing
        ConsentDenied               the user said no
      DecodeError                   a success whose body is not what the description says
      ApiError                      the partner answered, but not with a described success
        BadRequest 400   Unauthorized 401   Forbidden 403   NotFound 404   Conflict 409
        VersionConflict 412
        UnprocessableContent 422    PreconditionRequired 428   RateLimited 429
        ServerError 500 to 511      (ServiceUnavailable 503)
        UnexpectedResponse          any other status, or a success of another kind than described

What a single partner tells more closely is derived from these (:mod:`signoff.smartbusiness.errors`), what has to do
with a user's consent stands in :mod:`signoff.consent_errors`.

Texts carry what the partner said about the error, never a body value, a credential or a query value. Every error can
be pickled; pickling drops the chained low-level exception, which may refer to sockets or to credentials.
"""

from typing import Any, ClassVar

from signoff._raw import RawResponse


class SignoffError(Exception):
    """Root of all errors that Signoff raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, dict(self.__dict__))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self}>"


def _restore(cls: type[SignoffError], args: tuple[Any, ...], state: dict[str, Any]) -> SignoffError:
    error = cls.__new__(cls, *args)
    error.args = args
    # Notes are a list: a copy that shared it would pass its notes on to the original.
    notes = state.pop("__notes__", ())
    error.__dict__.update(state)
    for note in notes:
        error.add_note(note)
    return error


class ConfigurationError(SignoffError):
    """A setting is missing or cannot be used. Nothing was sent."""


class VersionRequired(SignoffError):
    """A call that changes an existing resource came without the version it is based on. Nothing was sent."""


class EditClosed(SignoffError):
    """A unit of work was used after it had ended, or after a change whose result is not certain."""


class InvalidValue(SignoffError, ValueError):
    """A value that cannot be read as its model, or cannot be sent as JSON. Nothing was sent.

    ``pointer`` says where (a JSON pointer, RFC 6901, empty for the whole), ``expected`` what should be there. The value
    itself is not repeated: it may be personal. Raised by ``from_dict`` of every model and by calls whose arguments
    cannot be sent; in an answer the same is a :class:`DecodeError`.
    """

    def __init__(self, message: str, *, pointer: str, expected: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.expected = expected
        # Where in memory the object is that holds the member: whoever read it finds it among its own by this.
        self.place = 0


class CallError(SignoffError):
    """A call that got no usable answer. ``request_summary`` is its method and path, without values."""

    def __init__(self, message: str, *, request_summary: str) -> None:
        super().__init__(message)
        self.request_summary = request_summary

    @property
    def cause(self) -> BaseException | None:
        """The failure underneath, when this error was raised in this process."""
        return self.__cause__


class ConnectionFailed(CallError):
    """No connection could be made, so the request was never sent and nothing has changed."""


class NoAnswer(ConnectionFailed):
    """A read was sent but no answer came back. Nothing has changed."""


class OutcomeUnknown(CallError):
    """A change was sent but no clear answer came back: it may have been made.

    Sending it again could make it twice, or turn the caller's own success into a conflict. Read the resource and
    compare before deciding. ``reason`` says what happened instead of a clear answer. Where an answer of some kind came,
    it is the ``cause``, ``status`` its status, ``trace_id`` the partner's identifier and ``retry_after`` the seconds
    that it asks to wait.
    """

    def __init__(
        self,
        message: str,
        *,
        request_summary: str,
        reason: str,
        trace_id: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, request_summary=request_summary)
        self.reason = reason
        self.trace_id = trace_id
        self.status = status
        self.retry_after = retry_after


class DeadlineExceeded(CallError):
    """The time for the whole call was up. ``seconds`` is that time. Nothing was changed by this call."""

    def __init__(self, message: str, *, request_summary: str, seconds: float) -> None:
        super().__init__(message, request_summary=request_summary)
        self.seconds = seconds


class TokenError(SignoffError):
    """No access token could be obtained.

    ``status``, ``error`` and ``description`` are the token endpoint's own words where they are safe to repeat;
    ``unreachable`` says that the token host gave no answer at all. ``retry_after`` is in seconds.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        error: str | None = None,
        description: str | None = None,
        trace_id: str | None = None,
        unreachable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = error
        self.description = description
        self.trace_id = trace_id
        self.unreachable = unreachable
        self.retry_after = retry_after


class DecodeError(SignoffError):
    """The partner reported success, but the body or a header is not what the description says.

    ``response`` holds the answer as it arrived, ``pointer`` says where in its body (a JSON pointer, empty for the
    whole). For a modifying call the change has most likely been made.
    """

    def __init__(self, message: str, *, operation: str, trace_id: str | None, response: RawResponse) -> None:
        super().__init__(message)
        self.operation = operation
        self.trace_id = trace_id
        self.response = response
        self.pointer = ""


_LOOK = "Whether the change was made is not known: read the resource and compare before sending it again."


class ApiError(SignoffError):
    """The partner answered with something other than a described success.

    ``code``, ``message`` and ``user_message`` come from the partner's error object (``None`` when the answer had
    none); ``trace_id`` is the identifier to quote to the partner; ``path`` is the path template, or the path without
    its query when the operation is not known; ``retry_after`` is in seconds; ``unknown`` says of a change that the
    answer does not tell whether it was made. What a class below tells besides, it declares with a default.
    """

    title: ClassVar[str] = "error"
    advice: ClassVar[str] = "Quote the trace id to the partner if the reason is unclear."
    waits: ClassVar[bool] = False

    def __init__(
        self,
        *,
        status: int,
        method: str,
        path: str,
        response: RawResponse,
        code: str | None = None,
        message: str | None = None,
        user_message: str | None = None,
        trace_id: str | None = None,
        retry_after: float | None = None,
        detail: str | None = None,
        unknown: bool = False,
        **own: Any,
    ) -> None:
        super().__init__(status, method, path)
        self.status = status
        self.code = code
        self.message = message
        self.user_message = user_message
        self.trace_id = trace_id
        self.method = method
        self.path = path
        self.retry_after = retry_after
        self.response = response
        self.detail = detail
        self.unknown = unknown
        if foreign := [name for name in own if not hasattr(type(self), name)]:
            raise TypeError(f"{type(self).__name__} has no member {foreign[0]!r}")
        self.__dict__.update(own)

    def explain(self) -> str:
        """What to do next, with the wait that the partner asked for."""
        return _with_wait(self.advice, self.retry_after) if self.waits else self.advice

    def __str__(self) -> str:
        said = ": ".join(part for part in (self.code, self.message) if part)
        said = "; ".join(part for part in (said, self.detail) if part) or "no error object in the answer"
        if self.message is None:
            said = f"{said} ({self.response.described})"
        trace = f"trace id {self.trace_id}" if self.trace_id else "no trace id received"
        return f"{self.status} {self.title} on {self.method} {self.path}; {said} [{trace}]. {_LOOK if self.unknown else self.explain()}"


class BadRequest(ApiError):
    """400: the request does not have the form that the partner wants."""

    title = "bad request"
    advice = "Correct the request; sending it again unchanged cannot succeed."


class Unauthorized(ApiError):
    """401: the token was refused even after it had been renewed."""

    title = "unauthorized"
    advice = "A fresh token was refused as well: check that credentials, audience and environment belong together."


class Forbidden(ApiError):
    """403: these credentials may not do this."""

    title = "forbidden"
    advice = "Ask the partner to grant this operation to your credentials."


class NotFound(ApiError):
    """404: there is no such resource, or none that these credentials may see."""

    title = "not found"
    advice = "Check the id; a test environment may also have been reset since the id was given out."


class Conflict(ApiError):
    """409: the state of the resource does not allow the operation."""

    title = "conflict"
    advice = "Read the resource and do what its state asks for first."


class VersionConflict(ApiError):
    """412: the precondition was refused and nothing was changed.

    ``sent_version`` is what the call sent in ``If-Match``; ``None`` means it sent none, see :attr:`missing`.
    ``current_version`` is the version stored now, where the partner tells it or ``reapply`` has read it.
    """

    title = "precondition failed"

    sent_version: str | None = None
    current_version: str | None = None

    @property
    def missing(self) -> bool:
        """True when the call sent no version at all: then nobody else changed anything, the call was incomplete."""
        return self.sent_version is None

    def explain(self) -> str:
        """What to do next: it differs for a missing and for a stale version."""
        if self.missing:
            return "The call sent no If-Match: pass version= with the value that was read."
        current = f", stored is {self.current_version!r}" if self.current_version else ""
        return (
            f"Sent version {self.sent_version!r}{current}: read the resource again, decide whether the change still "
            "makes sense, and apply it to the new version (see reapply)."
        )


class InterleavedChange(SignoffError):
    """Somebody else changed the resource between one's own change and the next read of it.

    One's own ``change`` was made, so do not make it again; what was refused is the further change, of which nothing was
    sent. ``sent_version`` is the version that the own change was based on, ``current_version`` the one read afterwards,
    ``members`` the names of the members that differ from what one's own change explains.
    """

    def __init__(
        self,
        message: str,
        *,
        change: str,
        members: tuple[str, ...],
        sent_version: str | None,
        current_version: str | None,
        trace_id: str | None,
    ) -> None:
        super().__init__(message)
        self.change = change
        self.members = members
        self.sent_version = sent_version
        self.current_version = current_version
        self.trace_id = trace_id


class UnprocessableContent(ApiError):
    """422: the request is well formed but its content is refused."""

    title = "unprocessable content"
    advice = "Correct the values; sending them again unchanged cannot succeed."


class PreconditionRequired(ApiError):
    """428: the partner wants a version with this call."""

    title = "precondition required"
    advice = "Pass version= with the value that was read."


def _with_wait(advice: str, seconds: float | None) -> str:
    if not seconds:
        return advice
    wait = f"{seconds:.0f} s" if seconds <= 86_400 else "more than a day, as the partner asks"
    return f"Wait {wait}. {advice}"


class RateLimited(ApiError):
    """429: too many requests. ``retry_after`` says when to come back, if the partner told."""

    title = "rate limited"
    advice = "Slow down: other processes on the same address share the limit."
    waits = True


class ServerError(ApiError):
    """5xx: the fault is on the partner's side."""

    title = "server error"
    advice = "The fault is on the partner's side: quote the trace id to its support."


class ServiceUnavailable(ServerError):
    """503: the partner is out of service for the moment."""

    title = "service unavailable"
    advice = "Try again later; if it lasts, quote the trace id to the partner's support."
    waits = True


class UnexpectedResponse(ApiError):
    """An answer that the description does not foresee: another status, or another kind of content."""

    title = "unexpected response"
    advice = "Something between here and the partner may have answered: check the address, then quote the trace id."

    def explain(self) -> str:
        """What to do next. An answer with the API's own error object is the partner's, whatever its status."""
        own = "It is not described for this operation: quote the trace id to the partner's support."
        return _UNDESCRIBED.get(self.status) or (own if self.code or self.message else self.advice)


_UNDESCRIBED = {407: "Correct the proxy's address.", 413: "What was sent is larger than is taken: send less."}


def error_class(status: int) -> type[ApiError]:
    """The class for a status by the table of outcomes; one that HTTP's registry lacks, such as 520, is unexpected."""
    from signoff._pipeline.outcome import rule

    return rule(status).error
