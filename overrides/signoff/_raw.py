"""An answer that is kept with an error."""

from attrs import field, frozen

from signoff._headers import HeaderView
from signoff._scrub import one_line


@frozen(repr=False)
class RawResponse:
    """An answer as it arrived, kept for diagnosis.

    ``content`` is the body after content decoding; ``truncated`` says that only its beginning was kept. The content
    may hold personal data, so the repr shows its size only.
    """

    status: int
    headers: HeaderView = field(factory=HeaderView)
    content: bytes = b""
    truncated: bool = False

    def __repr__(self) -> str:
        size = f"{'more than ' if self.truncated else ''}{len(self.content)} bytes"
        return f"<RawResponse {self.status}, {self._kind}, {size}>"

    @property
    def described(self) -> str:
        """What the body is, without anything of it."""
        if not self.content:
            return "empty body"
        return f"{self._kind}, {len(self.content)} bytes{' kept' if self.truncated else ''}"

    @property
    def _kind(self) -> str:
        return one_line(self.headers.get("content-type") or "no content type", 60)
