"""Lines as they were copied → whole, clean paragraphs, each with the number it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from summarywriter.documents.ends import ends_document
from summarywriter.library.intake.marks import full_width
from summarywriter.library.intake.reading import Hint, OldLine
from summarywriter.markup.escapes import UNVERIFIED, join
from summarywriter.markup.facts import is_rule
from summarywriter.markup.numbering import number_length
from summarywriter.patterns import regex
from summarywriter.resources import any_pattern, word_rows
from summarywriter.text import sentences

Kind = Literal["", "part", "hanzi", "bracket", "arabic", "listed", "paren", "first", "item"]
"""How a paragraph is numbered: 第一部分 一、 （一） 1. 1、 （1） 第一， 一是; empty where it is not."""

SAMPLES: dict[Kind, str] = {
    "part": "一、", "hanzi": "一、", "bracket": "（一）", "arabic": "1.", "listed": "1、", "paren": "（1）",
    "first": "第一，", "item": "一是",
}  # fmt: skip
"""The first mark of each kind, as a sheet's numbering writes it."""

HEADING_LENGTH = 40
"""Characters up to which a line of its own can be a heading."""

COUNT = r"[0-9一二三四五六七八九十]{1,3}[】\]）]?"
TITLE = regex(
    r"(?:总结|小结|述职|汇报|报告)(?:材料|情况)?(?:[和及与暨][^，。]{2,20}(?:计划|打算|思路|安排|要点))?"
    r"(?:（[^（）]{1,12}）)?"
    rf"[ ]?(?P<tail>(?:范文)?[【\[（]?(?:篇|之)?[ ]?{COUNT})?\Z"
)
"""How a report's title ends, with the number that a collection gives it."""

_DIGITS = "一二三四五六七八九十"
_N = rf"(?P<n>[{_DIGITS}]{{1,3}})"
_M = rf"(?P<m>[{_DIGITS}]{{1,3}})"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("part", regex(rf"第{_N}(?:部分|章)[，、： ]?")),
    ("hanzi", regex(rf"{_N} ?[、．.]")),
    ("bracket", regex(rf"[（(] ?{_N} ?[)）]")),
    ("arabic", regex(r"(?P<n>\d{1,2}) ?[.．]")),
    ("listed", regex(r"(?P<n>\d{1,2}) ?、")),
    ("paren", regex(r"[（(] ?(?P<n>\d{1,2}) ?[)）]|(?P<m>\d{1,2})[)）]")),
    ("first", regex(rf"第{_N}[，、：]|其{_M}[，、：]")),
    ("item", regex(rf"{_N}(?:是(?!否)|要)")),
)
_UNSTRIPPED = regex(rf"[{_DIGITS}]{{1,3}}(?:是(?!否)|要)|第[{_DIGITS}]{{1,3}}(?:部分|章)|其[{_DIGITS}][，、]")
"""Numbers of prose that are none of a heading's (:func:`number_length`)."""
_INVISIBLE = regex(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f]")
_QUOTE = regex(r"\A[\s\u3000]*(?:[>＞][\s\u3000]*)+")
_EMPHASIS = regex(r"\*\*(?=\S)([^*\n]+?)\*\*")
_ENDED = regex(r"[。！？!?；;：:…][”’」』）)》】〕]*\Z")
_INSIDE = regex(r"[，。；！？,;]")
_BULLET = regex(r"\A[-*+•·●◆■]\s+")
_GOES_ON = ("，", ",", "、")
"""Marks that no paragraph ends with, not even before an empty line."""
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its marks in full width; ``text`` begins with its number where it has one.

    ``kind`` and ``ordinal`` (from 1, 0 without a number) tell the number, ``bare`` is the text
    without it. ``level`` is the depth of a heading told by its style, 0 for all others.
    """

    text: str
    hint: Hint = ""
    level: int = 0
    tagged: bool = False
    kind: Kind = ""
    ordinal: int = 0

    @property
    def bare(self) -> str:
        """The text without its number."""
        return self.text[_mark_length(self.text, self.kind) :].strip() if self.kind else self.text

    @property
    def heading_like(self) -> bool:
        """Tell whether the whole paragraph could be a heading: short and one sentence."""
        return _heading_like(self.bare)


def paragraphs(lines: Iterable[OldLine], dropped: list[str]) -> list[Paragraph]:
    """Return the paragraphs of ``lines``; what a web page said of itself goes to ``dropped``."""
    found = []
    for line in _joined([_clean(line) for line in lines if not is_rule(line.text)]):
        text = _without_frame(full_width(line.text), dropped)
        if text:
            kind, ordinal = number_of(text)
            found.append(Paragraph(text, line.hint, line.level, line.tagged, kind, ordinal))
    return found


def number_of(text: str) -> tuple[Kind, int]:
    """Return how a text is numbered and with which number, ``("", 0)`` where it is not."""
    if not number_length(text) and not _UNSTRIPPED.match(text):
        return "", 0
    for kind, pattern in _KINDS:
        match = pattern.match(text)
        if match:
            named = match.groupdict()
            return kind, _value(named.get("n") or named.get("m") or "一")
    return "", 0


def split_heading(text: str) -> tuple[str, str] | None:
    """Return heading and rest of ``政治引领不断深化。在工会干部中……``, ``None`` where none runs in."""
    match = re.match(r"([^。！？；：]{2,40})[。：](?=.)", text, re.DOTALL)
    if match is None or "，" in match[1][25:] or len(match[1]) > HEADING_LENGTH:
        return None
    return match[1], text[match.end() :].strip()


def _clean(line: OldLine) -> OldLine:
    text = _INVISIBLE.sub("", line.text).replace(UNVERIFIED, "")
    text = _EMPHASIS.sub(r"\1", _QUOTE.sub("", text))
    text = text.replace("\u3000", " ").replace("\xa0", " ").strip()
    return replace(line, text=_BULLET.sub("", text).strip())


def _joined(lines: Sequence[OldLine]) -> Iterator[OldLine]:
    """Join the lines that were broken in the middle of a sentence."""
    held: OldLine | None = None
    gap = False
    for line in lines:
        if not line.text:
            gap = True
            continue
        if held is not None and _broken(held, line) and not (gap and not held.text.endswith(_GOES_ON)):
            held = replace(held, text=join(held.text, line.text))
        else:
            if held is not None:
                yield held
            held = line
        gap = False
    if held is not None:
        yield held


def _broken(before: OldLine, line: OldLine) -> bool:
    if before.hint or line.hint or before.tagged or line.tagged or _ENDED.search(before.text):
        return False
    if ends_document(line.text) or (ends_document(before.text) and not before.text.endswith(_GOES_ON)):
        return False
    if _titles(full_width(before.text)):
        return False
    if number_of(full_width(line.text[:50]))[0]:
        return False
    if before.text.endswith(_GOES_ON):
        return True
    kind, _ = number_of(full_width(before.text[:50]))
    if kind and kind not in ("first", "item"):
        return len(before.text) > HEADING_LENGTH or re.search(r"[。；;]", before.text) is not None
    return len(before.text) > _SHORT or _INSIDE.search(before.text) is not None


def _titles(text: str) -> bool:
    """Tell a report's title by its end: what follows it is no more of the same line, however long it is."""
    return TITLE.search(text) is not None and not re.search(r"[，。；：！？]", text)


def _heading_like(text: str) -> bool:
    inner = text.rstrip("。：: ")
    return 0 < len(inner) <= HEADING_LENGTH and not re.search(r"[。！？；：!?;]", inner)


def _mark_length(text: str, kind: Kind) -> int:
    length = number_length(text)
    if length:
        return length
    match = dict(_KINDS)[kind].match(text)
    return match.end() if match else 0


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if "十" in number:
        tens, _, ones = number.partition("十")
        return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(ones) + 1 if ones else 0)
    return _DIGITS.index(number[-1]) + 1


@cache
def _frames() -> re.Pattern[str]:
    return re.compile(any_pattern("web-frames", word_rows("web-frames")))


def _without_frame(text: str, dropped: list[str]) -> str:
    """Take the sentences off with which a web page speaks of itself."""
    if not _frames().search(text):
        return text
    if len(text) <= HEADING_LENGTH or (len(text) <= 200 and len(sentences(text)) <= 3):
        # A page's own introduction is short; what else it says there is no part of a report either.
        dropped.append(text)
        return ""
    kept = []
    for span in sentences(text):
        if _frames().search(span.of(text)):
            dropped.append(span.of(text))
        else:
            kept.append(span.of(text))
    return "".join(kept)
