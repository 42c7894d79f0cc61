"""A unit or bound that a draft says beside a slot and the slot says too is said once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from summarywriter.resources import word_rows
from summarywriter.text import narrow

_DIGITS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十两半"


@cache
def _kept_words() -> Mapping[str, tuple[str, ...]]:
    rows = word_rows("slot-joins")
    return {place: tuple(word for where, word in rows if where == place) for place in ("after", "before")}


def tail_said_again(words: str, following: str) -> int:
    """Return how many characters after a slot only repeat the end of its words."""
    spaces = len(following) - len(following.lstrip(" "))
    rest = following[spaces:]
    if rest.startswith(_kept_words()["after"]):
        return 0
    tail = narrow(words[max((words.rfind(c) for c in _DIGITS), default=-1) + 1 :])
    near = narrow(rest)
    for length in range(min(len(tail), len(near)), 0, -1):
        if near[:length] == tail[-length:] and not near[:length].isspace():
            return spaces + length
    for length in range(min(len(tail), len(near)), 0, -1):
        # 12场次 followed by 场: the draft names the unit by half.
        if near[:length] == tail[:length] and not _is_number_word(near[0]):
            return spaces + length
    return 0


def _is_number_word(char: str) -> bool:
    return char in "千百万亿余多几"


def less_head(before: str, words: str) -> str:
    """Return the text before a slot without an end that only repeats the beginning of its words."""
    if words.endswith(("%", "％")) and before.endswith("百分之"):
        return before[:-3]
    digits = [at for at in (words.find(c) for c in _DIGITS) if at >= 0]
    head = words[: min(digits, default=len(words) - 1)]
    stripped = before.rstrip(" ")
    for length in range(len(head), 0, -1):
        if stripped.endswith(head[:length]):
            whole = any(stripped.endswith(word) and len(word) > length for word in _kept_words()["before"])
            return before if whole else stripped[: len(stripped) - length]
    return before
