"""docs/adding-a-partner.md shows the example as it is: every excerpt, and every figure."""

import re
from collections.abc import Iterator

import pytest
from tests.cli.conftest import Run
from tests.test_docs import Block, blocks

from .conftest import EXAMPLE, Installed

PAGE = "docs/adding-a-partner.md"
_FROM = re.compile(r"(?:not run: )?from (?P<path>\S+)")
_GAP = re.compile(r"^ *\.\.\.\n", re.MULTILINE)


def excerpts() -> list[Block]:
    return [block for block in blocks(PAGE) if _FROM.fullmatch(block.mark)]


def pieces(block: Block) -> Iterator[str]:
    """What stands between lines of three dots; the first line of a piece has to begin a line of the file."""
    for piece in _GAP.split(block.text):
        yield f"\n{piece}"


@pytest.mark.parametrize("block", excerpts(), ids=lambda block: f"line {block.line}")
def test_an_excerpt_stands_in_its_file_in_this_order(block: Block) -> None:
    matched = _FROM.fullmatch(block.mark)
    assert matched is not None
    text = "\n" + (EXAMPLE / matched["path"]).read_text(encoding="utf-8")
    begin = 0
    for piece in pieces(block):
        found = text.find(piece, begin)
        assert found >= 0, f"{PAGE}:{block.line}: {matched['path']} has no such lines here:\n{piece}"
        begin = found + len(piece) - 1


def test_every_file_of_the_example_is_shown() -> None:
    shown = {matched["path"] for block in excerpts() if (matched := _FROM.fullmatch(block.mark))}
    files = {
        str(path.relative_to(EXAMPLE))
        for path in EXAMPLE.rglob("*")
        if path.is_file() and "generated" not in path.parts and path.suffix != ".pyc" and path.name != "__init__.py"
    }
    assert files <= shown
    assert all(block.mark for block in blocks(PAGE) if block.kind not in {"console", "sh"})


@pytest.mark.usefixtures("installed")
def test_what_the_commands_are_shown_to_print_is_what_they_print(signoff: Run, installed: Installed) -> None:
    printed = {
        block.text.split("\n", 1)[0]: block.text.split("\n", 1)[1] for block in blocks(PAGE) if block.kind == "console"
    }
    assert printed["$ signoff lint harbour"] == signoff("lint", "harbour").err
    assert printed["$ signoff requirements harbour --check"] == signoff("requirements", "harbour", "--check").out
    written = signoff("generate", "harbour", "--output", str(installed.site / "again")).out
    assert printed["$ signoff generate harbour --output harbour_signoff/generated"] == written
    run = signoff("certify", "harbour").out.splitlines()
    shown = printed["$ signoff certify harbour"].splitlines()
    for line in shown:
        assert line in run or line.startswith("target mock at harbour.test, ") or line == "  ...", line
