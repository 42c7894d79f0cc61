"""Texts to be checked: prose of one section, or a whole document with headings."""

from __future__ import annotations

from pathlib import Path

from summarywriter.cli.reports import is_own
from summarywriter.documents import read_report, read_text, render_markdown
from summarywriter.markup import strip_number
from summarywriter.model import Sheet

_LONGEST_HEADING = 40
_SENTENCE_MARKS = ("。", "；", "，", "！", "？")


def read_manuscript(file: Path) -> str:
    """Return the text of a manuscript; a report's own file gives the text it holds.

    Raises:
        InputError: the file cannot be read.
    """
    if is_own(file) and file.suffix.lower() == ".json":
        return render_markdown(read_report(file))
    return read_text(file)


def is_document(text: str, sheet: Sheet) -> bool:
    """Tell whether a text has headings: those of Markdown, numbered ones, or the sheet's own."""
    headings = {section.heading for section in sheet.sections}
    return any(_is_heading(line.strip(), headings) for line in text.splitlines())


def _is_heading(line: str, headings: set[str]) -> bool:
    if line.startswith("#"):
        return True
    bare = strip_number(line)
    if bare in headings:
        return True
    return bare != line and 0 < len(bare) <= _LONGEST_HEADING and not any(m in bare for m in _SENTENCE_MARKS)
