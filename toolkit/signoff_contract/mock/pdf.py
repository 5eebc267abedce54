"""Real PDF files whose bytes depend on nothing but their content."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen


@frozen
class Paper:
    """What to print: a title, lines of name and value, and the instant that the file names as its creation."""

    title: str
    lines: tuple[tuple[str, str], ...]
    created: datetime


def print_paper(paper: Paper) -> bytes:
    """The paper as a PDF. Characters that the built-in fonts lack are shown as question marks."""
    from fpdf import FPDF  # it takes a tenth of a second to import, and most runs print nothing

    pdf = FPDF()
    pdf.set_creation_date(paper.created)
    pdf.set_producer("signoff mock")
    pdf.set_title(printable(paper.title))
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 12, printable(paper.title), new_x="LMARGIN", new_y="NEXT")
    for name, value in paper.lines:
        pdf.set_font("Helvetica", "B", 10)
        pdf.cell(50, 7, printable(name))
        pdf.set_font("Helvetica", "", 10)
        pdf.multi_cell(0, 7, printable(value) or "-", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def print_pages(title: str, pages: Sequence[Sequence[str]], created: datetime) -> bytes:
    """A PDF with exactly these pages, each of so many lines of text as fit."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(created)
    pdf.set_producer("signoff mock")
    pdf.set_title(printable(title))
    for page in pages:
        pdf.add_page()
        pdf.set_font("Helvetica", "", 10)
        for line in page:
            pdf.cell(0, 6, printable(line), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def printable(text: str) -> str:
    """The text with question marks for what the built-in fonts lack, and blanks for what is no character to see."""
    latin = text.encode("latin-1", "replace").decode("latin-1")
    return "".join(char if char.isprintable() else " " for char in latin)
