"""Numbers of lists and sections: 一、 (一) 1. 1） 一是 其一, 1.2 加强."""

from __future__ import annotations

import re

from summarywriter.figures.lexicon import unit_at
from summarywriter.figures.moments import to_int
from summarywriter.figures.spot import Answer, Passed, Spot
from summarywriter.patterns import regex

OPENERS = frozenset("。；;：:，,\n\r\t \u3000\u00a0！？!?>》（(、—“")
"""What may stand before a list marker."""
_SENTENCE_ENDS = frozenset("。；;：: \u3000")
_HZ = "一二三四五六七八九十"
_POINTING = frozenset("是要曰来则")
_CLOSING = frozenset(")） ")
_MARKING = frozenset("、，)）.． ")
_MARK = regex(rf"(?:[{_HZ}]{{1,3}}(?:、|，|[)）]|[.．](?![0-9]))|[0-9]{{1,2}}(?:、|[)）]|[.．](?![0-9])))")
_CLOSED = regex(rf"(?:[{_HZ}]{{1,3}}|[0-9]{{1,2}})[ ]?[)）]")
_POINT = regex(rf"[{_HZ}]{{1,2}}(?:是|要|曰|来(?=[，、])|则(?=[，、]))")
_SERIES = regex(rf"[{_HZ}0-9]{{1,2}}(?:[、和][{_HZ}0-9]){{0,5}}(?:等奖|季度|月|等功)")
_SECTION = regex(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9])")
_FIRST_PART = regex(r"[0-9]{1,2}\.(?=[0-9])")
_YEAR_ITEM = regex(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
_YEAR_DOTTED = regex(r"(?:19|20)[0-9]{2}\.")
_NEXT_DIGIT = regex(rf"[2-9{_HZ}]")
_LINE_DRESS = " \t\u3000\u00a0>#*-“"


_GOES_ON = regex(r"[^\S\n]*\S")


def marker(spot: Spot) -> Answer:
    """一、 (一) 1. 1、 1） at a line's or sentence's start; 一是 一要 其一."""
    text, start, before, after = spot.text, spot.start, spot.before, spot.after
    if before == "其":
        return Passed("list-marker", spot.end) if unit_at(text, spot.end) is None else None
    if after in _POINTING:
        match = _POINT.match(text, start)
        return Passed("list-marker", match.end()) if match else None
    if before in ("(", "（") and after in _CLOSING:
        match = _CLOSED.match(text, start)
        if match:
            return Passed("list-marker", match.end())
    if after not in _MARKING and "." not in spot.token:
        return None
    opened = _opens_line(text, start, before)
    if not opened and before not in _SENTENCE_ENDS:
        return None
    match = _MARK.match(text, start)
    if match is None:
        return _numbered(spot) if opened else None
    sign = match.group()[-1]
    # Within a line a point without decimals makes an entry too (附件：1. 统计表), unless the line ends there.
    pointed = sign in ".．" and _GOES_ON.match(text, match.end()) is not None
    if not opened and not pointed and (text[start] not in _HZ or sign != "、"):
        return None
    if sign == "，" or _SERIES.match(text, match.end()) or _estimated(text, match):
        return None
    return Passed("list-marker", match.end())


def _opens_line(text: str, start: int, before: str) -> bool:
    """True when nothing but spaces and marks of a list or quotation stands before on the line."""
    if not before or before in "\n>":
        return True
    if before not in _LINE_DRESS:
        return False
    return not text[max(0, start - 6) : start].rpartition("\n")[2].strip(_LINE_DRESS)


def _estimated(text: str, match: re.Match[str]) -> bool:
    """3、4个人 or 三、四级手术 at a line's start: neighbours with a unit, no list number."""
    sign = match.group()
    following = _NEXT_DIGIT.match(text, match.end()) if len(sign) == 2 and sign[1] == "、" else None
    if following is None or to_int(following.group()) != to_int(sign[0]) + 1:
        return False
    unit = unit_at(text, following.end())
    return unit is not None and unit.kind in ("count", "duration") and unit.name not in ("年", "月")


def _numbered(spot: Spot) -> Answer:
    """1.5万人 is an amount, 1.2 加强 a section, 3.12家 the third item with twelve, 1.2024年 the first."""
    text, start, end = spot.text, spot.start, spot.end
    match = _YEAR_ITEM.match(text, start)
    if match:
        return Passed("list-marker", match.end())
    match = _SECTION.match(text, start)
    if match is None:
        return None
    if match.end() > end or match.group().count(".") > 1:
        return None if _YEAR_DOTTED.match(text, start) else Passed("section", match.end())
    unit = unit_at(text, end)
    if unit is None:
        following = text[end : end + 1]
        heading = following in (" ", "\u3000") or ("一" <= following <= "鿿" and following not in "折成")
        return Passed("section", end) if heading and match.end() == end and following else None
    if unit.kind == "count" and spot.token.replace(".", "").isdigit():
        first = _FIRST_PART.match(text, start)
        return Passed("list-marker", first.end()) if first else None
    return None
