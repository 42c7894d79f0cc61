"""Numbers before headings: taken off on the way in, put on in the office's style on the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarywriter.errors import InputError
from summarywriter.patterns import regex
from summarywriter.resources import word_rows
from summarywriter.text import narrow

GENERAL = "general"
"""The genre whose numbering is used where none is given."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FURTHER = ("一、", "（一）", "1.", "（1）", "①")
"""Marks for levels below those a style names, in the order of GB/T 9704-2012, 7.3.3."""

_SAMPLE = regex(r"(?P<before>[^一1①]*)(?P<token>[一1①])(?P<after>[^一1①]*)")
_LEVELS = 4
_LONGEST = 40
"""Characters of a line that are looked at: more than any number with what must be seen after it."""

_HANZI = "一二三四五六七八九十"
NUMERAL = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""A Chinese number up to 99, as a pattern: 三八 and 五一 are days of the year, not numbers."""

_MARKS = regex(
    rf"""
    (?P<entry>                                               # numbers of list entries
      (?P<arabic>\d{{1,3}}) [ ]? (?P<stop>[.．、])            # 1.  1、
    | [(] [ ]? \d{{1,3}} [ ]? [)] [、.．]?                    # （1）
    | \d{{1,3}} [)] [、.．]?                                  # 1）
    | [①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇⒈-⒛] [、.．]?                       # ① ⑴ ⒈
    )[ \t]*
    | (?:
      (?P<hanzi>{NUMERAL}) [ ]? [、．.]                     # 一、
    | [(] [ ]? {NUMERAL} [ ]? [)] [、.．]?                   # （一）
    | [㈠-㈩Ⅰ-Ⅻ] [、.．]?                                     # ㈠ Ⅰ
    | 第 {NUMERAL} [,、:]                                    # 第一，
    | 第 (?:{NUMERAL}|\d{{1,3}}) (?:部分|章|节) [ ,、:.．]  # 第一部分：
    | {NUMERAL} 是 (?!否) [,:]?                              # 一是
    )[ \t]*
    """,
    re.VERBOSE,
)
_HOLIDAYS = ("中秋", "国庆", "春节", "元旦")
_QUARTER_OR_SO = regex(r"[一二三四五六七八九十](?=季|月|期|级|线|等|批|轮|类|届|号|楼)")
_MOMENT = regex(r"\d{4}年|\d{1,2}月(?!份?[~～—-])|\d{1,2}日")


@dataclass(frozen=True)
class NumberingStyle:
    """How each level is numbered: ``levels`` are samples of the first mark (``一、``, ``（1）``)."""

    levels: tuple[str, ...]

    def mark(self, level: int, n: int) -> str:
        """Return the mark of the ``n``-th (from 1) heading of ``level``: 1 sections, 2 groups."""
        match = _SAMPLE.fullmatch(self._sample(level))
        assert match is not None  # samples are checked when the style is made
        token = match["token"]
        number = hanzi_number(n) if token == "一" else str(n) if token == "1" else _circled(n)
        return f"{match['before']}{number}{match['after']}"

    def _sample(self, level: int) -> str:
        if level <= len(self.levels):
            return self.levels[level - 1]
        # The standard's own order goes on after the kind of number used last.
        last = _kind(self.levels[-1])
        further = _FURTHER[_FURTHER.index(last) + 1 :] or _FURTHER[-1:]
        return further[min(level - len(self.levels), len(further)) - 1]


def style(genre: str = "", numbering: str = "") -> NumberingStyle:
    """Return the style that ``numbering`` shows (``一、/（一）/1.``), else the genre's usual one.

    Raises:
        InputError: ``numbering`` cannot be read as samples of first marks.
    """
    written = numbering.strip() or dict(usual_numberings()).get(genre) or dict(usual_numberings())[GENERAL]
    levels = tuple(level.strip() for level in written.split("/"))
    wrong = [level for level in levels if not _SAMPLE.fullmatch(level)]
    if wrong or len(levels) > _LEVELS:
        listed = "、".join(f"“{level}”" for level in wrong) or f"共{len(levels)}级"
        raise InputError(
            f"看不懂编号样式“{written}”（{listed}）。请照每级第一个编号的样子写，各级用“/”分开，"
            f"最多{_LEVELS}级，例如 一、/（一）/1./（1）。"
        )
    return NumberingStyle(levels)


def usual_numberings() -> tuple[tuple[str, str], ...]:
    """Return every genre with its usual numbering (words/genres.tsv)."""
    return tuple((row[0], row[2]) for row in word_rows("genres"))


def hanzi_number(n: int) -> str:
    """Write ``n`` (1 to 9999) in Chinese: 一, 十, 十一, 二十, 一百零一."""
    if not 1 <= n <= 9999:
        raise ValueError(f"hanzi_number takes 1 to 9999, not {n}")
    written, gap = "", False
    for worth, place in _PLACES:
        digit, n = divmod(n, worth)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + place
        gap = bool(written) and not digit
    if n:
        written += ("零" if gap else "") + _DIGITS[n]
    # 十一, not 一十一, at the very front only.
    return written[1:] if written.startswith("一十") else written


def strip_number(line: str) -> str:
    """Take a heading's number off: ``一、`` ``（一）`` ``1.`` ``1、`` ``（1）`` ``①`` ``第一，`` ``一是``.

    What only looks like one stays: ``1.5万人入会``, ``3月启动``, ``第一季度``, ``3、5天``,
    ``二、三季度``. A line that is nothing but a number stays too.
    """
    return line[number_length(line) :]


def number_length(line: str, *, entry: bool = False) -> int:
    """Return how many characters of ``line`` are its number and the space after it (0: none).

    With ``entry`` only numbers that make a line a list's entry count (``1.`` ``（1）`` ``①``),
    not those that make it a heading or stand in prose (``一、`` ``（一）`` ``第一，`` ``一是``).
    """
    plain = narrow(line[:_LONGEST])
    match = _MARKS.match(plain)
    if match is None or match.end() == len(line) or (entry and match["entry"] is None):
        return 0
    if match["arabic"] and _goes_on(match["arabic"], match["stop"], plain, match.end("stop")):
        return 0
    if match["hanzi"] and _adjacent(match["hanzi"], plain[match.end() :]):
        return 0
    return match.end()


def _goes_on(number: str, stop: str, plain: str, end: int) -> bool:
    """Tell whether the number and what follows it are one figure (1.5万人, 3、5天)."""
    rest = plain[end:]
    if not rest[:1].isdecimal():
        return False
    if stop == "、":
        follower = re.match(r"\d+", rest)
        assert follower is not None
        # 3、5天 and 7、8月 are estimates; 1、12场 and 1、2024年 are an entry's number and text.
        return 0 < int(follower.group()) - int(number) <= 2 and len(follower.group()) <= 2
    # 1.2024年 and 2.5月12日 cannot be decimals; everything else after a point can.
    return _MOMENT.match(rest) is None


def _adjacent(number: str, rest: str) -> bool:
    """Tell 二、三季度 and 十一、中秋 (the day, 1 October) from an entry's number."""
    if number == "十一" and rest.startswith(_HOLIDAYS):
        return True
    follower = _QUARTER_OR_SO.match(rest)
    return follower is not None and _HANZI.find(follower.group()) == _HANZI.find(number) + 1


def _kind(sample: str) -> str:
    match = _SAMPLE.fullmatch(sample)
    assert match is not None
    bracketed = match["before"].endswith(("（", "("))
    if match["token"] == "一":
        return "（一）" if bracketed else "一、"
    if match["token"] == "1":
        return "（1）" if bracketed else "1."
    return "①"


def _circled(n: int) -> str:
    return _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"（{n}）"
