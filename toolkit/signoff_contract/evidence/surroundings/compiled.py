"""Compiled copies of modules: whether the one that Python would run is what its source compiles to.

A copy in `__pycache__` has no digest in the list of its distribution. Python runs it instead of the source when its head
names the time and size of the source, or says that nobody has to look.
"""

import marshal
import sys
from collections.abc import Iterable, Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

_HEAD = 16
_BY_HASH = 0b01


def strange_copies(sources: Iterable[Path]) -> Iterator[Path]:
    """The sources whose compiled copy this interpreter would run, and which do not compile to it."""
    for source in sources:
        try:
            content = Path(cache_from_source(str(source))).read_bytes()
            text, found = source.read_bytes(), source.stat()
        except (OSError, NotImplementedError):
            continue
        if content[:4] != MAGIC_NUMBER or len(content) < _HEAD:
            continue
        flags, first, second = (int.from_bytes(content[at : at + 4], "little") for at in (4, 8, 12))
        if not flags & _BY_HASH and (first, second) != (int(found.st_mtime) & 0xFFFFFFFF, found.st_size & 0xFFFFFFFF):
            # Python compiles it anew.
            continue
        try:
            same = marshal.loads(content[_HEAD:]) == compile(  # noqa: S302 - loads code, runs none; it is what Python would run
                text, str(source), "exec", dont_inherit=True, optimize=sys.flags.optimize
            )
        except (ValueError, EOFError, TypeError, SyntaxError):
            same = False
        if not same:
            yield source
