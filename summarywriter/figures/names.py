"""Numbers that are part of a name: G60, 5G, A4, 附件1, 101国道, 3号井, 五公司, web addresses."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.figures.lexicon import any_of, unit_at, words_for
from summarywriter.figures.spot import Answer, Passed, Spot
from summarywriter.patterns import regex

_URL = regex(r"(?:https?://|www\.)[!-~]*")
_SINCE = regex(r"[0-9]{2}(?:、[0-9]{2}){1,3}后")
_TIMES = regex(r"[0-9]{1,6}[ ]?[×xX*✕][ ]?[0-9]{1,6}(?:小时|天|米(?:接力)?)?")
_LATIN_WORD = regex(r"[A-Za-z][A-Za-z/]*[ \-]$")
_LETTERS = regex(r"[A-Za-z][A-Za-z.\-/]*$")
_REST = regex(r"[!-+\--~]{0,200}")


def latin(spot: Spot) -> Answer:
    """G60, A4, 5G, 4S, 5A级, PM2.5, ISO 9001, a mail address: digits in a Latin name.

    QQ群12个 and MV3部 are counts: two letters or more, then a number with a unit.
    """
    text, start, end, before = spot.text, spot.start, spot.end, spot.before
    if before and before in " -":
        if _LATIN_WORD.search(text, max(0, start - 12), start) and unit_at(text, end) is None:
            return Passed("name", _rest(text, end))
    elif before and before in "@\\_=&#?%φΦ":
        return Passed("name", end)
    if (before.isascii() and before.isalpha()) or (
        before and before in ".-/" and _is_letter(text, start - 2)
    ):
        letters = _LETTERS.search(text, max(0, start - 12), start)
        unit = unit_at(text, end)
        if letters and len(letters.group()) >= 2 and unit is not None and not unit.spelling.isascii():
            return None if unit.spelling != "级" else Passed("name", end)
        return Passed("name", _rest(text, end))
    if _is_letter(text, end) and unit_at(text, end) is None:
        return Passed("name", _rest(text, end))
    return Passed("name", _rest(text, end)) if spot.after == "@" else None


def _is_letter(text: str, position: int) -> bool:
    char = text[position : position + 1] if position >= 0 else ""
    return char.isascii() and char.isalpha()


def _rest(text: str, end: int) -> int:
    match = _REST.match(text, end)
    return match.end() if match else end


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    label = f"(?<![比案条惯])(?:{any_of('label-before')})[：:]?$"  # 例3, but no 比例7:3
    return re.compile("[ ]?" + any_of("name-after")), re.compile(label)


@cache
def _heads() -> frozenset[str]:
    """The characters a name can go on with behind its number."""
    return frozenset(word[0] for word in words_for("name-after")) | frozenset("×xX*✕版# 、^班")


@cache
def _tails() -> frozenset[str]:
    """The characters a label can end with before its number."""
    return frozenset(word[-1] for word in words_for("label-before")) | frozenset("[^：:")


def label_before(text: str, start: int) -> bool:
    """True when the word before a number makes it a label: 附件1, 表2, 编号：2024-018."""
    return _patterns()[1].search(text, max(0, start - 4), start) is not None


def labelled(spot: Spot) -> Answer:
    """附件1, 表2, 101国道, 3号井, 五公司, 90后, 7×24小时, 2.0版: the number belongs to a name."""
    if spot.after not in _heads() and spot.before not in _tails():
        return None
    if spot.number is not None and spot.number.scales:
        return None  # 30万大关
    text, start, end = spot.text, spot.start, spot.end
    named, label = _patterns()
    match = _TIMES.match(text, start) or named.match(text, end) or _SINCE.match(text, start)
    if match:
        return Passed("name", match.end())
    if spot.number is None or spot.number.hanzi:
        return None
    if spot.after == "^" or spot.before == "^":
        return Passed("name", end)
    if spot.after == "]" and spot.before == "[" and len(spot.token) < 4:
        return Passed("label", end)
    flight = spot.after == "班" and len(spot.token) > 2 and spot.number.bound is None
    if flight and not text.startswith("班次", end):
        return Passed("name", end + 1)
    if spot.after == "版" and "." in spot.token:
        return Passed("name", end)
    if (
        spot.after not in (".", "%")
        and label.search(text, max(0, start - 4), start)
        and unit_at(text, end) is None
    ):
        return Passed("label", _rest(text, end))
    return None


def address(spot: Spot) -> Answer:
    """A web address: nothing in it is a figure."""
    match = _URL.match(spot.text, spot.start)
    return Passed("address", match.end()) if match else None
