"""The last look before evidence is written: no byte of any file may hold a secret, in whatever form.

Texts are compared by what is left of them when everything is gone that a writer may put in between: blanks, line
ends, quotes, marks of quoting and wrapping. Each file is looked at as it is and once more with escapes undone (JSON,
HTML, percent, quoted-printable), because a value may have been written in any of them.
"""

import base64
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import field, frozen

from signoff_contract.traffic.scrub import Secret

SHORTEST = 6
"""Shorter values are not looked for: they stand in ordinary words and digests by chance."""

# From so many letters and digits on, every other sign in between is disregarded; shorter ones would then be found in
# rows of numbers.
_TELLING = 12
_ROUNDS = 3
_BLOCKS = (1 << 16, 1 << 11)
_MOST_SHOWN = 20

_WORD = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + bytes(range(128, 256)))
_NOT_A_WORD = bytes(sign for sign in range(256) if sign not in _WORD)
_WRAPPING = b"\0\t\n\v\f\r \"'=\\|>*#"

# JSON within JSON escapes the backslash of an escape once more.
_ESCAPED = re.compile(rb"(?:\\+u[0-9a-fA-F]{4})+|\\+x[0-9a-fA-F]{2}|\\+[nrtbfv0]")
_BACKSLASHES = re.compile(rb"\\+")
_ENTITY = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_PRINTABLE = re.compile(rb"=([0-9a-fA-F]{2})")
_TAG = re.compile(rb"<[^<>]{0,500}>")


class LeakError(Exception):
    """Evidence was not written because a secret stands in it; the message says in which file and where."""


@frozen
class Hit:
    """One secret in one file: `name` is the secret's name, never its value.

    `line` counts from 1 and `offset` is in bytes from 0, both of where it begins; None when it stands in the file's
    own name. `form` says how it is written there.
    """

    file: str
    name: str
    form: str
    line: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        place = "in its name" if self.line is None else f"line {self.line}, byte {self.offset}"
        file = "a file" if self.line is None else self.file
        return f"{file}: {place}: {self.name} ({self.form})"


@frozen
class _Needle:
    """One form of a secret, reduced like the view that it is looked for in."""

    form: str
    content: bytes = field(repr=False)
    view: Callable[[bytes], bytes]


def too_short(secrets: Iterable[Secret]) -> list[str]:
    """The names of the secrets that are too short to be looked for."""
    return [secret.name for secret in secrets if not _needles(secret.value)]


def refuse_leaks(files: Mapping[str, bytes], secrets: Iterable[Secret]) -> None:
    """Makes sure that no file holds a secret. Raises LeakError."""
    if hits := scan(files, secrets):
        shown = "\n".join(f"  {hit}" for hit in hits[:_MOST_SHOWN])
        more = f"\n  and {len(hits) - _MOST_SHOWN} more" if len(hits) > _MOST_SHOWN else ""
        raise LeakError(
            f"no evidence was written: it would hold what must not leave the house.\n{shown}{more}\n"
            "Find out how it got there: a member that the description calls public, a text of your own, a file that "
            "was added. Mark the member in the description (x-sensitivity) or take the text out, and run again."
        )


def scan(files: Mapping[str, bytes], secrets: Iterable[Secret]) -> list[Hit]:
    """Where secrets stand in files, at most once for each file and secret, in the order of the files.

    Every byte is looked at, and the names of the files. A secret is found as it is, in other letter case, in URL,
    JSON, HTML, quoted-printable, hexadecimal or Base64 encoding, in UTF-8, UTF-16 or Latin-1, and broken over lines.
    """
    wanted: dict[bytes, tuple[str, list[_Needle]]] = {}
    for secret in secrets:
        if needles := _needles(secret.value):
            wanted.setdefault(secret.value.strip().encode(errors="surrogatepass"), (secret.name, needles))
    hits: list[Hit] = []
    for file, content in files.items():
        named, inside = _Reading(file.encode(errors="surrogatepass")), _Reading(content)
        for name, needles in wanted.values():
            if (form := named.form_of(needles)) is not None:
                hits.append(Hit(file, name, form))
            if (form := inside.form_of(needles)) is not None:
                offset = _place(content, needles)
                hits.append(Hit(file, name, form, content.count(b"\n", 0, offset) + 1, offset))
    return hits


class _Reading:
    """A text in all the ways it is read, each made when it is first asked for."""

    def __init__(self, content: bytes) -> None:
        self._levels = list(_levels(content))
        self._views: dict[Callable[[bytes], bytes], list[bytes]] = {}

    def form_of(self, needles: Iterable[_Needle]) -> str | None:
        """The form of the first needle that is found; None without any."""
        return next((needle.form for needle in needles if self._holds(needle)), None)

    def _holds(self, needle: _Needle) -> bool:
        if needle.view not in self._views:
            self._views[needle.view] = list(dict.fromkeys(map(needle.view, self._levels)))
        return any(needle.content in view for view in self._views[needle.view])


def _place(content: bytes, needles: list[_Needle]) -> int:
    """Where a secret begins that is known to be there: sought in ever smaller blocks, then by halving."""
    front = 0
    for size in _BLOCKS:
        for start in range(0, len(content), size):
            block = content[start : start + 2 * size]
            if _Reading(block).form_of(needles) is not None:
                front, content = front + start, block
                break
    return front + _beginning(content, needles)


def _beginning(content: bytes, needles: list[_Needle]) -> int:
    """By halving: first the shortest beginning of the text that holds it, then its own start."""
    low, high = 0, len(content)
    while low < high:
        middle = (low + high) // 2
        if _Reading(content[:middle]).form_of(needles) is None:
            low = middle + 1
        else:
            high = middle
    end = high
    low = 0
    while low < high:
        middle = (low + high + 1) // 2
        if _Reading(content[middle:end]).form_of(needles) is None:
            high = middle - 1
        else:
            low = middle
    return low


# How a text is read.


def _letters(content: bytes) -> bytes:
    return content.translate(None, _NOT_A_WORD)


def _folded_letters(content: bytes) -> bytes:
    return _letters(content).lower()


def _folded(content: bytes) -> bytes:
    return content.translate(None, _WRAPPING).lower()


def _levels(content: bytes) -> Iterator[bytes]:
    """The text as it is, and with the escapes undone that it may be written in."""
    yield content
    undone = content
    for _ in range(_ROUNDS):
        before = undone
        undone = _PERCENT.sub(_byte, _ENTITY.sub(_sign, _ESCAPED.sub(_character, undone)))
        if undone == before:
            break
        yield undone
    # Apart from the others: many an equals sign is followed by two hexadecimal digits and escapes nothing.
    printable = _PRINTABLE.sub(_byte, content)
    if printable != content:
        yield printable
    untagged = _TAG.sub(b"", undone)
    if untagged != undone:
        yield untagged


def _byte(found: "re.Match[bytes]") -> bytes:
    return bytes.fromhex(found[1].decode())


def _sign(found: "re.Match[bytes]") -> bytes:
    return html.unescape(found[0].decode()).encode(errors="surrogatepass")


def _character(found: "re.Match[bytes]") -> bytes:
    escape = _BACKSLASHES.sub(rb"\\", found[0])
    if escape.startswith(b"\\x"):
        return bytes.fromhex(escape[2:].decode())
    if not escape.startswith(b"\\u"):
        return b"\n"
    text: str = json.loads(b'"' + escape + b'"')
    return text.encode(errors="surrogatepass")


# What is looked for.


def _needles(value: str) -> list[_Needle]:
    value = value.strip()
    if len(value) < SHORTEST:
        return []
    needles: list[_Needle] = []
    for text in dict.fromkeys(_spellings(value)):
        for raw in _encodings(text):
            needles.extend(_written(raw))
    raw = value.encode(errors="surrogatepass")
    needles.append(_Needle("hexadecimal", raw.hex().encode(), _folded_letters))
    for shift in range(3):
        inner = _letters(_base64_inside(raw, shift).translate(None, b"+/"))
        if len(inner) >= SHORTEST:
            needles.append(_Needle("Base64", inner, _letters))
    unique = {(needle.content, needle.view): needle for needle in reversed(needles) if needle.content}
    return list(reversed(unique.values()))


def _written(raw: bytes) -> Iterator[_Needle]:
    letters = _folded_letters(raw)
    if len(letters) >= _TELLING:
        yield _Needle("as text", letters, _folded_letters)
    else:
        yield _Needle("as text", _folded(raw), _folded)


def _spellings(value: str) -> Iterator[str]:
    for form in (value, value.lower(), value.upper()):
        yield form
        if not form.isascii():
            yield unicodedata.normalize("NFC", form)
            yield unicodedata.normalize("NFD", form)


def _encodings(text: str) -> Iterator[bytes]:
    yield text.encode(errors="surrogatepass")
    if text.isascii():
        # In UTF-16 every second byte is then zero, and zeros are disregarded.
        return
    yield text.encode("utf-16-le", errors="surrogatepass")
    yield text.encode("utf-16-be", errors="surrogatepass")
    try:
        yield text.encode("latin-1")
    except UnicodeEncodeError:
        return


def _base64_inside(raw: bytes, shift: int) -> bytes:
    """The signs that only `raw` decides when `shift` other bytes stand before it in what is encoded.

    Its outer signs also depend on its neighbours.
    """
    encoded = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
    partial = 1 if (shift + len(raw)) % 3 else 0
    return encoded[(0, 2, 3)[shift] : len(encoded) - partial]
