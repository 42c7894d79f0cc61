"""Spans, sentences and paragraphs of plain Chinese text. All offsets are code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarywriter.patterns import regex

GROUP_MARK = "### "
"""A line of a section's text that starts so is a group's heading (see :func:`blocks`)."""

_WIDE = {"\u3000": " ", **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}}
_FULL_WIDTH = regex("[\u3000\uff01-\uff5e]")
_SENTENCE = regex(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|\n|$)")


_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the direction of what is shown after them: 12 may look like 21."""

_UNSEEN = regex(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{_TURNING}]")


class Span(NamedTuple):
    """A half-open stretch ``source[start:end]``."""

    start: int
    end: int

    def of(self, source: str) -> str:
        """Return the text the span covers."""
        return source[self.start : self.end]


class Block(NamedTuple):
    """One line of a section's text: a group's heading or a paragraph, without its mark."""

    kind: Literal["group", "paragraph"]
    text: str
    start: int


def seen(text: str) -> str:
    """Return the text without what no one sees and no file can hold: controls, halves of characters,
    marks that turn the direction of writing."""
    return _UNSEEN.sub("", text)


def narrow(text: str) -> str:
    """Turn full-width letters, digits and marks into half-width ones, length unchanged."""
    for char in set(_FULL_WIDTH.findall(text)):
        text = text.replace(char, _WIDE[char])
    return text


_HANZI = "\u4e00-\u9fff"
_LOOSE = regex(
    rf"(?<=[{_HANZI}）)”》])[ \u00a0\u2009\u202f\u3000]+(?=[0-9])"
    rf"|(?<=[0-9%‰])[ \u00a0\u2009\u202f\u3000]+(?=[{_HANZI}])|\r(?=\n)"
)


def closed_up(text: str) -> tuple[str, Sequence[int]]:
    """Return the text without spaces between hanzi and digits and without the ``\\r`` of line ends.

    The numbers tell where each character stood, and last where the text ended.
    """
    kept: list[int] = []
    end = 0
    for gap in _LOOSE.finditer(text):
        kept.extend(range(end, gap.start()))
        end = gap.end()
    if not end:
        return text, range(len(text) + 1)
    kept.extend(range(end, len(text) + 1))
    return "".join(text[at] for at in kept[:-1]), kept


def sentences(text: str) -> list[Span]:
    """Split into sentences at 。！？ and line ends; closing quotes stay with their sentence.

    Blank stretches are left out; a span starts and ends on a non-space character.
    """
    spans = []
    for match in _SENTENCE.finditer(text):
        piece = match.group()
        stripped = piece.strip()
        if stripped:
            start = match.start() + len(piece) - len(piece.lstrip())
            spans.append(Span(start, start + len(stripped)))
    return spans


def blocks(text: str) -> list[Block]:
    """Split a section's text into its group headings and paragraphs, one line each."""
    found = []
    start = 0
    for line in text.split("\n"):
        if line.startswith(GROUP_MARK):
            found.append(Block("group", line[len(GROUP_MARK) :], start + len(GROUP_MARK)))
        elif line.strip():
            found.append(Block("paragraph", line, start))
        start += len(line) + 1
    return found
