"""Header fields as they arrived: read-only, case-insensitive, and careful when printed."""

from collections.abc import Iterable, Iterator, Mapping

SHOWN_HEADERS = frozenset(
    {
        "allow",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "etag",
        "if-match",
        "retry-after",
        "user-agent",
        "x-b2b-trace-id",
        "x-rate-limit-limit",
        "x-rate-limit-remaining",
        "x-rate-limit-reset",
        "x-request-id",
    }
)
"""Names whose values may be printed. Everything else is shown by name only."""

REDACTED = "[redacted]"


class HeaderView(Mapping[str, str]):
    """An immutable, case-insensitive view of header fields.

    Values are decoded as latin-1, the one decoding that gives every byte back unchanged, so that an entity tag can
    be returned byte for byte. Fields that occur more than once are joined with a comma, as HTTP allows;
    :meth:`values_of` gives them separately. The repr shows values of well-known harmless fields only.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        pairs = fields.items() if isinstance(fields, Mapping) else fields
        collected: dict[str, list[str]] = {}
        for name, value in pairs:
            collected.setdefault(name.lower(), []).append(value)
        self._fields = {name: tuple(values) for name, values in collected.items()}

    @classmethod
    def from_raw(cls, raw: Iterable[tuple[bytes, bytes]]) -> "HeaderView":
        """Build the view from undecoded header fields."""
        return cls((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)

    def values_of(self, name: str) -> tuple[str, ...]:
        """All values of one field, in the order received; empty when the field is absent."""
        return self._fields.get(name.lower(), ())

    def fields(self) -> list[tuple[str, str]]:
        """Each field with its name in small letters; one that occurs more than once is there as often."""
        return [(name, value) for name, values in self._fields.items() for value in values]

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._fields[name.lower()])

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __hash__(self) -> int:
        return hash(frozenset(self._fields.items()))

    def __eq__(self, other: object) -> bool:
        return self._fields == other._fields if isinstance(other, HeaderView) else NotImplemented

    def __repr__(self) -> str:
        return f"HeaderView({show_headers(self)!r})"


def show_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Header fields fit for a log or a repr: the values of unlisted names are replaced."""
    return {name: value if name.lower() in SHOWN_HEADERS else REDACTED for name, value in headers.items()}
