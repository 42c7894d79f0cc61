"""Whether a text to be checked is prose of one section or a whole document."""

from __future__ import annotations

from summarywriter.markup import strip_number
from summarywriter.model import Sheet
from summarywriter.patterns import regex

_MARKED = regex(r"#{1,2}(?!#)")
_LONGEST_HEADING = 40
_SENTENCE_MARKS = regex(r"[。；，！？;!?]")


def is_document(text: str, sheet: Sheet) -> bool:
    """Tell whether a text has headings: those of Markdown, numbered ones, or the sheet's own.

    ``###`` alone makes no document: the prose of one section has its groups marked so.
    """
    headings = {section.heading for section in sheet.sections}
    return any(_is_heading(line.strip(), headings) for line in text.splitlines())


def _is_heading(line: str, headings: set[str]) -> bool:
    if line.startswith("#"):
        return _MARKED.match(line) is not None
    bare = strip_number(line)
    if bare in headings:
        return True
    return bare != line and 0 < len(bare) <= _LONGEST_HEADING and not _SENTENCE_MARKS.search(bare)
