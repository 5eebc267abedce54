"""Header fields as they travelled: in order, with the case of their names, and as often as they came."""

from collections.abc import Iterable, Mapping

from signoff.runtime import HeaderView

Fields = Mapping[str, str] | Iterable[tuple[str, str]]


class Headers(HeaderView):
    """A case-insensitive view that also keeps the fields as they stood on the wire, in `pairs`."""

    __slots__ = ("pairs",)

    def __init__(self, fields: Fields = ()) -> None:
        self.pairs = tuple(fields.items() if isinstance(fields, Mapping) else fields)
        super().__init__(self.pairs)

    @classmethod
    def from_raw(cls, raw: Iterable[tuple[bytes, bytes]]) -> "Headers":
        """From undecoded fields, in latin-1, which gives every byte back."""
        return cls((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def headers_of(fields: Fields) -> Headers:
    """The fields of a mapping or of pairs; of another view in its order, without the case that it does not know."""
    if isinstance(fields, Headers):
        return fields
    return Headers(fields.fields() if isinstance(fields, HeaderView) else fields)
