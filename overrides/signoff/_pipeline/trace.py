"""Finding the partner's identifier of a request, the one thing its support will ask for."""

from collections.abc import Mapping

from signoff._scrub import Scrubber

_LONGEST = 200


def find_trace_id(
    headers: Mapping[str, str], header: str, in_body: object = None, scrubber: Scrubber | None = None
) -> str | None:
    """The identifier from the response header, else the one in the error object (SieSmart START, request IDs).

    Text that cannot be an identifier (blank, or unprintable) counts as absent, so that it never reaches a log. One that
    repeats a secret known to ``scrubber`` is without it.
    """
    return _clean(headers.get(header), scrubber) or _clean(in_body, scrubber)


def _clean(text: object, scrubber: Scrubber | None) -> str | None:
    if not isinstance(text, str):
        return None
    text = text.strip()
    if not text or not text.isprintable():
        return None
    # Before it is cut: half a secret would not be known any more.
    return (text if scrubber is None else scrubber.text(text))[:_LONGEST]
