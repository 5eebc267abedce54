"""Refusals of SmartBusiness: the application codes and the envelope that every error comes in."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from attrs import frozen

from signoff_contract.mock.http import Headers, Refusal, allowed


class Code(IntEnum):
    """The application codes (the vendor's base library)."""

    NONE = 0
    VALIDATION = 1000
    MISSING = 1100
    TYPE = 1101
    VALUE = 1102
    FORMAT = 1103
    UNCHANGEABLE = 1104
    TAKEN = 1105
    BAD_REQUEST = 2000
    WITH_KEY = 2100
    FILTER_KEY = 2101
    SORT_KEY = 2102
    LIMIT = 2103
    OFFSET = 2104
    NOT_FOUND = 3000
    FEATURE = 4000
    HARD_LIMIT = 4001
    SOFT_LIMIT = 4002
    TOTAL_LIMIT = 4003
    PERMISSION = 5000
    RATE = 6000
    METHOD = 7000
    OFFLINE = 8000


# What the shared parts refuse comes without an application code of this partner.
_BY_STATUS: Mapping[int, Code] = MappingProxyType(
    {400: Code.BAD_REQUEST, 404: Code.NOT_FOUND, 405: Code.METHOD, 429: Code.RATE, 503: Code.OFFLINE}
)


@frozen
class Fault(Refusal):
    """A refusal with the `meta` of its status, and what stands `beside` the envelope's own members.

    `silent` means an answer without any body.
    """

    meta: Mapping[str, Any] | None = None
    silent: bool = False
    beside: Mapping[str, Any] = MappingProxyType({})

    @property
    def words(self) -> tuple[str, ...]:
        """The message, the hint and, for each field that is refused, `key code message`."""
        meta, beside = self.meta or {}, self.beside
        fields = (f"{each['key']} {each['code']} {each['message']}" for each in meta.get("errors", ()))
        hints = (str(each) for each in (meta.get("hint"), beside.get("error")) if each)
        return (self.message, *hints, *fields)


@frozen
class Invalid:
    """One item of a validation error: the key of the field, one of the codes 1100 to 1105, what is wrong."""

    key: str
    code: Code
    message: str


def envelope(refusal: Refusal) -> dict[str, Any]:
    """The body of a refusal."""
    code = int(refusal.code) if refusal.code.isdigit() else int(_BY_STATUS.get(refusal.status, Code.NONE))
    body: dict[str, Any] = {"code": code, "message": refusal.message}
    if isinstance(refusal, Fault) and refusal.meta is not None:
        body["meta"] = dict(refusal.meta)
    elif refusal.status == 404:
        # The vendor's client reads the member on every 404 and takes nothing but a text.
        body["meta"] = {"entity_type": "path"}
    return body | dict(refusal.beside) if isinstance(refusal, Fault) else body


def bad_request(message: str, code: Code = Code.BAD_REQUEST) -> Fault:
    """400: the request cannot be understood, or the state of things forbids it."""
    return Fault(400, str(int(code)), message)


def unauthorized(hint: str) -> Fault:
    """401. The vendor's client reads both members of `meta`."""
    return Fault(
        401,
        str(int(Code.NONE)),
        "The resource owner or authorization server denied the request",
        headers=(("WWW-Authenticate", "Bearer"),),
        meta={"error_type": "access_denied", "hint": hint},
    )


def scope_missing(scope: str) -> Fault:
    """400 as the server library tells it: in OAuth's form, with the vendor's own word for it."""
    message = f"Some of the required scopes are missing in the request: {scope}"
    beside = {"error": "required_scopes_missing", "hint": scope}
    return Fault(400, str(int(Code.BAD_REQUEST)), message, beside=beside)


def no_permission() -> Fault:
    """403 without a body: the token may not do this."""
    return Fault(403, str(int(Code.PERMISSION)), "The permission is missing", silent=True)


def no_feature(feature: str, plans: Iterable[str]) -> Fault:
    """403 with a body: the plan of the account lacks a feature."""
    meta = {"feature": feature, "plans": list(plans)}
    return Fault(403, str(int(Code.FEATURE)), f"The plan has no {feature}; another plan is needed", meta=meta)


def over_limit(feature: str, limit: int, code: Code) -> Fault:
    """402: a limit of the plan was reached."""
    meta = {"feature": feature, "limit": limit}
    return Fault(402, str(int(code)), f"The plan allows {limit} of {feature}", meta=meta)


def not_found(entity: str) -> Fault:
    """404 for an entity of that kind."""
    return Fault(404, str(int(Code.NOT_FOUND)), f"There is no such {entity}", meta={"entity_type": entity})


def method_not_allowed(methods: Sequence[str]) -> Fault:
    """405: the message lists what the path takes, and so does Allow, which names HEAD beside GET."""
    message = f"The method is not allowed here; allowed: {', '.join(methods)}"
    headers: Headers = (("Allow", allowed(methods)),)
    return Fault(405, str(int(Code.METHOD)), message, headers=headers)


def too_large() -> Fault:
    """413: the body is longer than the server takes."""
    return Fault(413, str(int(Code.NONE)), "The body is longer than this server accepts")


def invalid(items: Iterable[Invalid]) -> Fault:
    """422 with one item per field: the first that was found for it."""
    errors: dict[str, dict[str, Any]] = {}
    for each in items:
        errors.setdefault(each.key, {"key": each.key, "code": int(each.code), "message": each.message})
    meta = {"errors": list(errors.values())}
    return Fault(422, str(int(Code.VALIDATION)), "The data are not valid", meta=meta)


def refused_field(key: str, code: Code, message: str) -> Fault:
    """422 for a single field."""
    return invalid([Invalid(key, code, message)])


def offline() -> Fault:
    """503: maintenance."""
    return Fault(503, str(int(Code.OFFLINE)), "The application is offline for maintenance; come back later")


def too_many(wait: float) -> Fault:
    """429. X-Rate-Limit-Reset says how many seconds to wait; no Retry-After is documented."""
    return Fault(429, str(int(Code.RATE)), f"Too many requests; a new period begins in {wait:.0f} s")
