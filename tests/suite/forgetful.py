"""A redactor that keeps nothing, for runs that are asked for verdicts only."""

from typing import Any

from signoff_contract.traffic.exchange import RecordedBody
from signoff_contract.traffic.redaction import Redactor


class Forgetful(Redactor):
    """Keeps nothing of what went over the wire, so that a run takes half its time.

    For runs that are asked what checks said; what may be kept, and what is taken out, has tests of its own.
    """

    def headers(self, headers: Any, origin: Any = None) -> tuple[tuple[str, str], ...]:
        return ()

    def url(self, url: str, path: str, operation: Any, caller: Any = None) -> str:
        return path

    def body(self, content: bytes, content_type: Any, place: Any, **further: Any) -> RecordedBody:
        return RecordedBody(None, len(content))

    def render(self, schema: Any, pointer: str, value: Any) -> Any:
        return None

    def scrub(self, text: str) -> str:
        return text

    def scrub_value(self, value: str) -> str:
        return value

    def scrub_secrets(self, text: str) -> str:
        return text

    def scrub_kept(self, value: Any) -> Any:
        return value
