"""From text to figures: one pattern that finds the candidates, and the rules in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from summarywriter.figures import (
    amounts,
    codes,
    dates,
    markers,
    names,
    ordinals,
    passing,
    ranks,
    shares,
)
from summarywriter.figures.lexicon import lexicon, words_for
from summarywriter.figures.numerals import FORMAL, HANZI, NUMBER, PLAIN, read_number
from summarywriter.figures.spot import Answer, Found, Spot, spot_at
from summarywriter.figures.titles import CLOSING, LONGEST, closing, kept
from summarywriter.model.figure import Figure
from summarywriter.patterns import regex

Rule: TypeAlias = Callable[[Spot], Answer]

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TO = "至到—–-~～〜―－"
_AND = "、和与及"


class When(NamedTuple):
    """A rule and where it can apply at all: a look at the characters beside saves a call.

    ``before`` and ``after`` are the characters that may stand there, ``None`` for any; with
    ``either`` one of the two is enough. ``digits`` limits a rule to Arabic (true) or Chinese
    (false) numerals.
    """

    rule: Rule
    before: str | None = None
    after: str | None = None
    either: bool = False
    digits: bool | None = None

    def fits(self, before: str, after: str, digits: bool) -> bool:
        """True when the rule has to be asked."""
        if self.digits is not None and self.digits is not digits:
            return False
        left = self.before is None or (before in self.before if before else "^" in self.before)
        right = self.after is None or (after != "" and after in self.after)
        return left or right if self.either else left and right


NUMERAL_RULES = (
    When(passing.phrase),                                                    # 两学一做, 进一步, 五一
    When(passing.placeholder, "多余几（(：:" + "".join(passing.BLANKS), "_＿○*Xx×", either=True),  # X万余人
    When(codes.document, before="〔[（(【", digits=True),                      # 〔2024〕7号
    When(markers.marker, before="^其" + "".join(markers.OPENERS)),             # 一、 1. 一是
    When(passing.weekday, before="周期拜", digits=False),                      # 周三
    When(passing.form, after="届个件人项居步班部字连联", digits=False),           # 三个同步, 三件套
    When(passing.indefinite, digits=False),                                  # 一企一策, 新一轮
    When(names.latin, _LATIN + " -.@\\_=&#?%/φΦ", _LATIN + "@", either=True, digits=True),  # G60, 5G
    When(codes.combined, before="+", after="+ 合", either=True, digits=True),  # 3+3, 1+N, 7合1
    When(dates.clock, after=":：时点 "),                                       # 8:30, 9时
    When(shares.proportion, after=":：∶ /", digits=True),                      # 1:3, 68:52
    When(shares.versus, after="比"),                                          # 2比1
    When(dates.months, after=_AND, digits=True),                             # 6、7、8三个月
    When(dates.calendar, "前头第", "年月季学财 -/." + _TO + _AND, either=True),    # 2024年6月24日, 3至6月
    When(dates.calendar_number, digits=True),                                # 2024.06, 20240624
    When(dates.cohort, after="级届 "),                                         # 二〇二四届毕业生
    When(dates.day_alone, after="日号 "),                                      # 24日
    When(ordinals.top, before="前后"),                                        # 前三名
    When(ordinals.placed, after=_AND + _TO),                                  # 分列二、三位
    When(ordinals.session, after="届"),                                       # 二届一次
    When(ordinals.ranked, before="第 "),                                      # 第四届
    When(ordinals.prize, after="等 " + _AND + _TO),                                 # 二等奖
    When(ranks.medals, after="金银铜"),                                       # 2金1银
    When(ranks.graded, after="星楼年期类 "),                                   # 五星级, 四楼
    When(ranks.level, after="级 " + _AND + _TO),                              # 三级响应
    When(shares.half, after="半"),                                            # 一半
    When(shares.per_cent, after="分"),                                        # 百分之五
    When(shares.fraction, after="分"),                                        # 三分之一
    When(shares.tenths, after="成 、" + _TO),                                  # 九成
    When(shares.discount, after="折"),                                        # 五折
    When(codes.line, digits=True),                                           # 12351
    When(names.labelled),                                                    # 附件1, 五公司
    When(amounts.amount),                                                    # 12场, 3.5万元, 3至5天
    When(passing.leftover),
)  # fmt: skip
"""The rules for a numeral, in order: the first that answers decides."""

WORD_RULES: dict[str, tuple[Rule, ...]] = {
    "上": (dates.calendar,), "下": (dates.calendar,), "前": (dates.calendar,),
    "后": (dates.calendar,), "元": (dates.calendar,), "年": (dates.part_of_year,),
    "首": (dates.calendar, ordinals.first), "榜": (ordinals.first,),
    "夺": (ranks.triumph,), "折": (ranks.triumph,), "头": (ranks.triumph,), "桂": (ranks.triumph,),
    "次": (ranks.second,), "捧": (ranks.triumph,), "摘": (ranks.triumph,), "问": (ranks.triumph,),
    **dict.fromkeys(ranks.ROMAN, (ranks.roman,)),
    "冠": (ranks.champion,), "亚": (ranks.champion,), "季": (ranks.champion,),
    "金": (ranks.metal,), "银": (ranks.metal,), "铜": (ranks.metal,), "特": (ranks.special_prize,),
    "翻": (shares.doubled,), "对": (shares.half,),
    "半": (passing.phrase, passing.half_yearly, shares.half, amounts.half_of),
    "俩": (amounts.both,), "仨": (amounts.both,), "h": (names.address,), "w": (names.address,),
}  # fmt: skip
"""The rules for a word that tells a figure without a numeral, by its first character."""

_FOLLOWED = {
    "[几数]": "[十百千万亿]", f"[{FORMAL}]": f"[{FORMAL}万亿]", "[上下前后]": "半年",
    "h": "ttps?://", "w": r"ww\.", "年": "年?[初底末]",
    "夺": "[冠魁]", "折": "桂", "头": "[筹名]", "桂": "冠", "捧": "杯", "摘": "冠", "问": "鼎",
    "次": "之(?:[，。、；,;\n]|$)",
    f"[{ranks.ROMAN}]": "[级期类]",
    "榜": "首", "冠": "[军亚、]", "亚": "军", "季": "军", "金": "[、和与银铜奖牌]", "银": "[、和与铜奖牌]",
    "铜": "[奖牌]", "特": "等奖", "翻": "[了番一两二三四五1-9约近将超逾]", "元": "月", "对": "半",
}  # fmt: skip
"""What makes a character that is no numeral a candidate: it is asked only before these."""
_ALWAYS = f"0-9{PLAIN}半俩仨{''.join(CLOSING)}"
_HEADS = f"{_ALWAYS}{FORMAL}上下前后几数hw年首榜冠亚季金银铜特翻元对夺折头桂捧摘问次{ranks.ROMAN}"
_OVER = "(?<=上)(?=[百千万亿])(?<![以线网岗会晚早马手身桌台场街车校院课班厅路迈登踏跨跃升站攀赶追]上)"
_SINGLE = "零〇○一二两三四五六七八九十"
_CONTINUED = f"{HANZI}金银铜几个分成折半点级届等年月日号周季星楼类余多来比下合:：∶时 "


@cache
def _words() -> str:
    """Return the pattern of the words that tell a figure without a numeral, 首 with its units."""
    units = "".join(sorted({re.escape(word[0]) for word in words_for("first-unit")}))
    followed = {**_FOLLOWED, "首": f"(?:[{units}季，。、；,;\n]|$)"}
    return f"{_OVER}|" + "|".join(f"(?<={head})(?={tail})" for head, tail in followed.items())


@cache
def _every() -> re.Pattern[str]:
    """Every numeral, every word that tells a figure, every opening mark."""
    return re.compile(f"[{_HEADS}](?:(?<=[{_ALWAYS}])|{_words()})")


@cache
def _likely() -> re.Pattern[str]:
    """As :func:`_every`, without what can be no figure by the characters beside it.

    A single Chinese digit needs a unit, another numeral or 第, 前, 后 beside it, and marks need
    something between them that is worth a look. This only saves time: half of a report's numerals
    are 一是, 进一步, 统一 and the like.
    """
    units = "".join(sorted({re.escape(unit[0]) for unit in lexicon().units}))
    single = (
        f"(?<=[第前后头].)|(?<=[为至到]零)|(?=[{_CONTINUED}{units}])|(?=[{_AND}{re.escape(_TO)}][0-9{HANZI}])"
    )
    rest = "".join(c for c in PLAIN if c not in _SINGLE)
    marks = "|".join(
        f"(?<={re.escape(opening)})(?![^{_HEADS}{closing_}\n]{{0,{LONGEST}}}{closing_})"
        for opening, closing_ in CLOSING.items()
    )
    return re.compile(f"[{_HEADS}](?:(?<=[0-9{rest}半俩仨])|(?<=[{_SINGLE}])(?:{single})|{_words()}|{marks})")


_NUMERALS = frozenset("0123456789上几数" + HANZI)
_WIDE = regex("[０-９Ａ-Ｚａ-ｚ％．＄萬億兩個點]")
_NARROW = {
    **{code: code - 0xFEE0 for first in (0xFF10, 0xFF21, 0xFF41) for code in range(first, first + 26)},
    **str.maketrans("％．＋－／＄萬億兩個點", "%.+-/$万亿两个点"),
}
_WIDE_COMMA = regex("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


class Numeral(NamedTuple):
    """A numeral of a text: figures (``kind`` is ``"figure"``), or the kind of non-figure it is."""

    start: int
    end: int
    kind: str
    figures: tuple[Figure, ...]


def find_figures(text: str) -> list[Figure]:
    """Return every figure of ``text`` in order, without overlaps; offsets are code points.

    Never raises on any string; the time grows linearly with its length.
    """
    return list(_in_short(text)) if len(text) <= _SHORT else _in(text)


_SHORT = 300
"""Characters of a text whose figures are remembered: those of a fact are asked for again and again."""


@lru_cache(maxsize=2048)
def _in_short(text: str) -> tuple[Figure, ...]:
    return tuple(_in(text))


def _in(text: str) -> list[Figure]:
    flat = _flatten(text)
    found = _walk(_likely(), flat, 0, len(flat), None)
    return found if flat is text else [_as_written(figure, text) for figure in found]


def numerals(text: str) -> list[Numeral]:
    """Return every numeral of ``text``, figures and non-figures, with what each is."""
    log: list[Numeral] = []
    flat = _flatten(text)
    _walk(_every(), flat, 0, len(flat), log)
    if flat is text:
        return log
    return [n._replace(figures=tuple(_as_written(f, text) for f in n.figures)) for n in log]


def _as_written(figure: Figure, text: str) -> Figure:
    return replace(figure, text=text[figure.start : figure.end])


def _flatten(text: str) -> str:
    """Digits, letters and signs half-width; the length stays the same."""
    return _WIDE_COMMA.sub(",", text).translate(_NARROW) if _WIDE.search(text) else text


_fitting: dict[tuple[str, str, bool], tuple[Rule, ...]] = {}


def _rules_at(before: str, after: str, digits: bool) -> tuple[Rule, ...]:
    """The rules to ask for a numeral between these characters; remembered for the common ones."""
    key = (before, after, digits)
    rules = _fitting.get(key)
    if rules is None:
        rules = tuple(when.rule for when in NUMERAL_RULES if when.fits(before, after, digits))
        if len(_fitting) < 20000:
            _fitting[key] = rules
    return rules


def _walk(
    candidates: re.Pattern[str], text: str, start: int, stop: int, log: list[Numeral] | None
) -> list[Figure]:
    """Return the figures of ``text[start:stop]``; every numeral goes into ``log``, if there is one."""
    found: list[Figure] = []
    last: Figure | None = None
    position = floor = start
    while candidate := candidates.search(text, position, stop):
        begin = candidate.start()
        head = text[begin]
        position = begin + 1
        if head in CLOSING:
            end = closing(text, begin, stop)
            if end < 0:
                continue
            figures = kept(text, begin, end, _walk(candidates, text, position, end, None))
            kind, position = "figure" if figures else "title", end + 1
        else:
            answer = _ask(text, begin, floor, last)
            if answer is None:
                continue
            if isinstance(answer, Figure):
                kind, figures = "figure", [answer]
            elif isinstance(answer, Found):
                kind, figures = "figure", list(answer.figures)
                position = max(answer.end, position)
            else:
                kind, figures = answer.kind, []
                position = max(answer.end, position)
        if figures:
            found += figures
            last = figures[-1]
            floor = last.phrase_end
            position = max(position, floor)
        if log is not None:
            log.append(Numeral(begin, position, kind, tuple(figures)))
    return found


def _ask(text: str, begin: int, floor: int, last: Figure | None) -> Answer:
    """Ask the rules about the candidate at ``begin`` until one answers."""
    head = text[begin]
    token = NUMBER.match(text, begin) if head in _NUMERALS else None
    if token is None:
        spot = spot_at(text, begin, begin + 1, floor, None, last)
        rules = WORD_RULES.get(head, ())
    else:
        spot = spot_at(text, begin, token.end(), floor, read_number(token.group()), last)
        rules = _rules_at(spot.before, spot.after, head <= "9")
    for rule in rules:
        answer = rule(spot)
        if answer is not None:
            return answer
    return None
