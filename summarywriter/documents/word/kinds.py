"""Which style a printed line has; third and fourth level headings stand in a section's own text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarywriter.documents.lines import Line
from summarywriter.documents.word.styles import (
    BODY_STYLE,
    GROUP_STYLE,
    ITEM_STYLE,
    PART_STYLE,
    SECTION_STYLE,
    SIGNOFF_STYLE,
    SUBITEM_STYLE,
    TITLE_STYLE,
)
from summarywriter.markup.numbering import number_length
from summarywriter.patterns import regex

_HEADING_LENGTH = 26
_IN_BRACKETS = regex(r"[（(]")
_NO_HEADING = regex(r"[。！？；;，,：:]|[0-9０-９]")
"""Marks and digits that a heading has none of, and an entry of a list may have."""


def styles_of(lines: Sequence[Line]) -> list[str]:
    """Return the name of every line's style."""
    styles = [_style(line) for line in lines]
    for n, (line, after) in enumerate(pairwise(lines)):
        if line.kind == "paragraph" and _heads(line, after):
            styles[n] = SUBITEM_STYLE if _IN_BRACKETS.match(line.text) else ITEM_STYLE
    return styles


def _style(line: Line) -> str:
    if line.kind == "heading":
        return SECTION_STYLE if line.level else PART_STYLE
    return {"title": TITLE_STYLE, "group": GROUP_STYLE, "signoff": SIGNOFF_STYLE}.get(line.kind, BODY_STYLE)


def _heads(line: Line, after: Line) -> bool:
    """Tell ``1.困难帮扶``, with a paragraph of the same section below it, from an entry of a list."""
    length = number_length(line.text, entry=True)
    if not length or len(line.text) > _HEADING_LENGTH or _NO_HEADING.search(line.text, length):
        return False
    if after.kind != "paragraph" or after.section != line.section:
        return False
    # Below 1. may stand （1）, but another 1. makes both of them a list's entries.
    alike = bool(_IN_BRACKETS.match(after.text)) == bool(_IN_BRACKETS.match(line.text))
    return not (alike and number_length(after.text, entry=True))
