"""Findings put in words: where they are in their sentence, and what to put in place of what."""

from __future__ import annotations

from typing import NamedTuple

from summarywriter.model import Finding
from summarywriter.text import sentences

AROUND = 24
"""Characters of the sentence shown on either side of the words meant."""


class Quotation(NamedTuple):
    """The words meant, and what stands before and after them in their sentence, shortened with …."""

    before: str
    words: str
    after: str


def quotation(text: str, finding: Finding, around: int = AROUND) -> Quotation | None:
    """Return the words that a finding means in their sentence, ``None`` where it means none."""
    if finding.start is None or finding.end is None or finding.start >= len(text):
        return None
    start, end = finding.start, min(finding.end, len(text))
    # A sentence never reaches over a line's end, so the lines around are enough to look at.
    base = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[base : len(text) if line_end < 0 else line_end]
    own = next((s for s in sentences(line) if s.start <= start - base < s.end), None)
    low, high = (base + own.start, max(base + own.end, end)) if own else (start, end)
    left, right = max(low, start - around), min(high, end + around)
    before = ("…" if left > low else "") + text[left:start]
    after = text[end:right] + ("…" if right < high else "")
    return Quotation(*(part.replace("\n", " ") for part in (before, text[start:end], after)))


def advice(text: str, finding: Finding) -> str:
    """Return what to put in place of what, empty where that is not certain."""
    edit = finding.suggestion
    if edit is None:
        return ""
    old = text[edit.start : edit.end]
    if old and edit.text:
        return f"把“{old}”改为“{edit.text}”"
    return f"删去“{old}”" if old else f"补上“{edit.text}”"
