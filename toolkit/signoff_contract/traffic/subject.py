"""What an exchange is about: the token that it carries or brings, the object that its path names, what its answer tells."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from attrs import frozen

from signoff_contract.description import Description, Operation

from .exchange import Exchange, Malformed
from .wire import lifetime_of, media_type_of

_FORM = "application/x-www-form-urlencoded"


def bearer(exchange: Exchange) -> str:
    """The bearer token of a request; empty when it has none."""
    scheme, _, token = (exchange.request_headers.get("authorization") or "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


@frozen(repr=False)
class Grant:
    """A token that an answer brought, and for how many seconds it was said to live.

    The lifetime is None where the answer does not say it in a number that a time can have.
    """

    token: str
    lifetime: float | None


def grant_of(exchange: Exchange) -> Grant | None:
    """The token that the answer of a token call brings; None when it brings none that can be read."""
    if exchange.kind != "token" or exchange.status not in {200, 201}:
        return None
    try:
        body = exchange.json()
        return Grant(str(body["access_token"]), lifetime_of(body))
    except (Malformed, AttributeError, KeyError, TypeError, ValueError):
        return None


def object_of(exchange: Exchange, operation: Operation | None, parameter: str | None = None) -> str | None:
    """The object that a call is about, as its path up to and including its first value, such as `/proposals/12`.

    All that lies below an object is about it. With `parameter` the value of that path parameter ends it. None where the
    path names no object: a list, a creation, a call that is not described.
    """
    if operation is None or not operation.path_names or operation.match(exchange.path) is None:
        return None
    above = path_above(operation, parameter or operation.path_names[0])
    return None if above is None else "/".join(exchange.path.split("/")[: above.count("/") + 2])


def path_above(operation: Operation, parameter: str) -> str | None:
    """The described path in front of the segment that a path parameter fills; None where it fills none by itself."""
    above, found, below = operation.path.partition(f"/{{{parameter}}}")
    return above if found and below[:1] in {"", "/"} else None


def guarded(description: Description) -> tuple[str, str] | None:
    """Which objects a precondition guards: the path of their collection, and the path parameter that names one.

    They follow from the operations for which the description requires If-Match. None where there are none, or where
    these are about objects of several kinds: then each object is told by its own path.
    """
    found = {
        (above, each.path_names[0])
        for each in description
        if each.needs_precondition and each.path_names and (above := path_above(each, each.path_names[0])) is not None
    }
    return found.pop() if len(found) == 1 else None


def told(exchange: Exchange) -> Any:
    """The JSON of an answer with exact decimals, in the names that the plan uses. Raises Malformed."""
    body = exchange.json(exact=True)
    return body if exchange.told is None else exchange.told(body)


def sent_object(exchange: Exchange) -> Mapping[str, Any]:
    """The members that a request sends, as a form or as a JSON object; none where it sends neither."""
    if media_type_of(exchange.request_headers) == _FORM:
        form = parse_qs(exchange.request_body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in form.items()}
    try:
        body = exchange.request_json()
    except Malformed:
        return {}
    return body if isinstance(body, dict) else {}
