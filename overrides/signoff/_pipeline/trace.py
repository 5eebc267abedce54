"""Finding the partner's identifier of a request, the one thing its support will ask for."""

from collections.abc import Mapping

_LONGEST = 200


def find_trace_id(headers: Mapping[str, str], header: str, in_body: object = None) -> str | None:
    """The identifier from the response header, else the one in the error object (SieSmart START, request IDs).

    Text that cannot be an identifier (blank, or unprintable) counts as absent, so that it never reaches a log.
    """
    return _clean(headers.get(header)) or _clean(in_body)


def _clean(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    text = text.strip()
    return text[:_LONGEST] if text and text.isprintable() else None
