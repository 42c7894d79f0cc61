"""What an amount is told per: 每人500元, 人均500元, 500元/人, 每周不少于2次."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from summarywriter.figures.lexicon import lexicon
from summarywriter.resources import alternatives, word_rows

_GAP = r"[^，。；：、！？,;:!?（）()“”\n0-9每均一二两三四五六七八九十百千万第]{0,10}"


_NO_MEAN = frozenset("个各每全所")
"""What before 村均 makes 均 a word of its own: 11个村均超过20万元."""
_PER_KINDS = frozenset(("count", "measure", "duration"))


@cache
def _rate_words() -> Mapping[str, Mapping[str, str]]:
    """The words behind 每 and before 均, with the unit that each stands for."""
    units = lexicon().units
    found: dict[str, dict[str, str]] = {
        "每": {u.spelling: u.name for u in units.values() if u.kind in _PER_KINDS and u.spelling != "个"},
        "均": {},
    }
    for row in word_rows("rate-words"):
        place, words, name = row
        for word in words.split():
            known = units[word].name if word in units else word
            found[place][word] = known if name == "=" else name
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _rate_words()
    each, averaged = (alternatives(words[place]) for place in ("每", "均"))
    before = re.compile(
        rf"(?:(?P<both>人均)?(?:平均)?每一?(?P<each>{each})(?:每(?P<also>{each}))?(?:平均)?(?P<gap>{_GAP})"
        rf"|(?P<mean>{averaged})均(?!值|线|数)(?P<mgap>{_GAP}))$"
    )
    after = re.compile(rf"[ ]?(?:/|每)(?P<each>{each})(?:(?:/|每|·)(?P<also>{each}))?(?![a-zA-Z])")
    return before, after


def rate_after(text: str, end: int) -> tuple[str, int]:
    """Return what follows as “per” (``/人``, ``每人``) in normal spelling, and where it ends."""
    sign = text[end : end + 1]
    if sign not in ("/", "每") and not (sign == " " and text[end + 1 : end + 2] == "/"):
        return "", end
    match = _patterns()[1].match(text, end)
    if match is None:
        return "", end
    if sign == "每" and text[match.end() : match.end() + 1].strip("，。、；）)的计发补奖\n") and sign:
        return "", end
    return _name(match.group("each"), match.group("also")), match.end()


def rate_before(text: str, start: int, floor: int) -> tuple[str, int | None]:
    """Return what stands before as “per” (每人, 人均, 每周), and where an adjacent one begins.

    Words may stand between (每人发放500元); then the phrase does not reach back and the second
    part is ``None``.
    """
    low = max(floor, start - 16)
    if text.find("每", low, start) < 0 and text.find("均", low, start) < 0:
        return "", None
    match = _patterns()[0].search(text, low, start)
    if match is None:
        return "", None
    gap = match.group("gap") if match.group("each") else match.group("mgap")
    if match.group("mean"):
        previous = text[match.start() - 1 : match.start()]
        if previous in _NO_MEAN or (match.group("mean") == "年" and previous.isdigit()):
            return "", None
        name = _name(match.group("mean"), None)
    elif match.group("both"):
        name = _name("人", match.group("each"))
    else:
        name = _name(match.group("each"), match.group("also"))
    lead = match.start() if not gap or gap in lexicon().before else None
    return name, lead


def _name(each: str, also: str | None) -> str:
    words = _rate_words()
    names = {**words["均"], **words["每"]}
    return f"{names[each]}/{names[also]}" if also else names[each]
