"""Between the bytes of the wire and the values that mocks know."""

from signoff_contract.mock.http import Request
from signoff_contract.traffic.relay.origin import Arrived


def request_of(arrived: Arrived) -> Request:
    """The request as a mock knows it."""
    head = arrived.head
    target = head.target.decode("latin-1")
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head.fields]
    if not target.startswith("/") and "://" in target:
        # The address in the target counts for more than Host (RFC 9112, 3.2.2).
        authority, target = _apart(target)
        headers = [(name, authority if name.lower() == "host" else value) for name, value in headers]
    path, _, query = target.partition("?")
    return Request(
        head.method.decode("latin-1"),
        path,
        query,
        tuple(headers),
        arrived.body,
        arrived.address,
        arrived.truncated,
        arrived.scheme,
    )


def with_body(request: Request, body: bytes, *, truncated: bool) -> Request:
    """The same request with its body."""
    return Request(
        request.method, request.path, request.query, request.headers, body, request.address, truncated, request.scheme
    )


def _apart(target: str) -> tuple[str, str]:
    """The authority of an address, and its path and query."""
    rest = target.partition("://")[2]
    end = min((place for place in (rest.find(sign) for sign in "/?") if place >= 0), default=len(rest))
    authority, path = rest[:end], rest[end:]
    return authority, path if path.startswith("/") else f"/{path}"


def path_of(target: bytes) -> str:
    """The path of a target, also of one that came with something malformed; empty where it has none."""
    text = target.decode("latin-1")
    if not text.startswith("/") and "://" in text:
        text = _apart(text)[1]
    return text.partition("?")[0]
