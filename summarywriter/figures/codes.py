"""Codes: 〔2024〕7号, 12351, 7合1, 3+3, 1+N, telephone and identity numbers."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.figures.lexicon import any_of, unit_at, words_for
from summarywriter.figures.spot import Answer, Spot, build
from summarywriter.patterns import regex

_DOCUMENT = regex(
    r"[〔\[（(【]((?:19|20)[0-9]{2})[〕\]）)】][ ]?(?:第[ ]?)?"
    r"([0-9]{1,5})((?:[-—–至、][0-9]{1,5}){0,3})[ ]?号"
)
_PLUS = regex(r"(?:[0-9]{1,6}|[NnXx])(?:[ ]?\+[ ]?(?:[0-9]{1,6}|[NnXx](?![A-Za-z]))){1,8}")
_INTO_ONE = regex(r"[0-9]{1,3}合[0-9一]")
_PHONE = regex(
    r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-—][0-9]{7,8}(?:-[0-9]{1,5})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|[0-9]{17}[0-9Xx]"
    r"|[2-8][0-9]{6,7})(?![0-9])"
)
_DASHES = frozenset("-—")
_LETTERS = ("N+", "n+", "X+")


def document(spot: Spot) -> Answer:
    """〔2024〕7号: year and number of a document are one code, brackets made 〔〕."""
    if spot.start - 1 < spot.floor:
        return None
    match = _DOCUMENT.match(spot.text, spot.start - 1)
    if match is None:
        return None
    code = f"〔{match.group(1)}〕{int(match.group(2))}{match.group(3)}号"
    return build(spot, match.start(), match.end(), "code", code)


def combined(spot: Spot) -> Answer:
    """3+3, 1+N, 1+16+1, 7合1: the text itself is the code."""
    text, start = spot.text, spot.start
    begin = start - 2 if text[max(spot.floor, start - 2) : start] in _LETTERS else start
    match = _PLUS.match(text, begin) or _INTO_ONE.match(text, start)
    if match is None:
        return None
    return build(spot, match.start(), match.end(), "code", match.group().replace(" ", "").upper())


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind a number that is dialled."""
    return (
        re.compile(any_of("line-before") + r"[：:为是号]{0,2}[“\"]?$"),
        re.compile(r"[”’\"']?[^，。；\n0-9]{0,8}?" + any_of("line-after")),
    )


def line(spot: Spot) -> Answer:
    """12351, 0571-87654321, an identity number: codes, when no unit follows."""
    text, start, token = spot.text, spot.start, spot.token
    if len(token) < 3:
        return None
    if len(token) < 7 and spot.after not in _DASHES and unit_at(text, spot.end) is not None:
        return None  # the usual case, told at once
    before, after = _beside()
    called = before.search(text, max(0, start - 8), start)
    match = _PHONE.match(text, start)
    if match and (called or len(match.group()) not in (7, 8)) and unit_at(text, match.end()) is None:
        return build(spot, start, match.end(), "code", match.group().upper())
    if not token.isdigit() or unit_at(text, spot.end) is not None:
        return None
    if len(token) > 8 or (called and len(token) > 4):
        return build(spot, start, spot.end, "code", token)
    short = token in words_for("hotline-short") or (4 <= len(token) <= 6 and token[:2] not in ("19", "20"))
    if token in words_for("hotline") or (short and (called or after.match(text, spot.end))):
        return build(spot, start, spot.end, "code", token)
    return None
