"""What the interview asks about a fact: bounds that can be read in two ways, rates it could compute."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeGuard

from summarywriter.figures import find_figures
from summarywriter.model import Figure
from summarywriter.patterns import regex

_AMOUNTS = frozenset({"count", "money", "measure"})
_BOUNDS = {
    "about": "大约{}", "near": "接近{}", "below": "不到{}", "at-most": "最多{}", "over": "超过{}",
    "at-least": "至少{}", "vague": "没有准数",
}  # fmt: skip
_LAST_YEAR = regex(r"(?:去年|上年)(?:同期|同口径|上半年)?(?!全年|年?[底末初])|同期")
_GOAL = regex(
    r"(?:全年|年度|年初|上半年|半年|季度|本年)?(?:工作|建会|入会|发展)?(?:目标|任务|计划|指标)(?:任务|数|值)?"
)
_DONE = regex(r"完成|实现|已|实际|新建|新增")
_CHANGE = regex(r"[增减升降多少]|提高|翻")
"""Words that make the figure behind them a difference and no value of its own."""
_LONGEST_GAP = 10
"""Characters between 去年同期 and the value it stands for; further away it is about something else."""


class Ask(NamedTuple):
    """One question about a fact.

    ``bound``: the words at ``start:end`` are understood as ``told``; an exact figure may replace them.
    ``rate``: ``told`` is the arithmetic, and ``addition`` goes behind the fact once it is confirmed.
    """

    kind: Literal["bound", "rate"]
    told: str
    start: int
    end: int
    words: str
    addition: str = ""

    @property
    def prompt(self) -> str:
        """The question, in one line."""
        if self.kind == "bound":
            return f"“{self.words}”按“{self.told}”理解（对就回车，有准数就写准数）> "
        return f"{self.told}，写入吗？（y 写入，回车不写）> "


def asks(text: str) -> list[Ask]:
    """Return the questions about a fact's text, in order of place; none where nothing is doubtful."""
    figures = find_figures(text)
    return [*_bounds(text, figures), *_rates(text, figures)]


def answered(text: str, ask: Ask, typed: str) -> str | None:
    """Return the fact's text after an answer, ``None`` when what was typed is no answer to ``ask``."""
    reply = typed.strip()
    if reply.lower() in ("n", "no", "否", "不", "不写", "不用") or not reply:
        return text
    yes = reply.lower() in ("y", "yes", "是", "对", "好", "写入", "写")
    if ask.kind == "rate":
        return text.rstrip("。；;") + ask.addition if yes else None
    if yes:
        return text
    found = find_figures(reply)
    if len(found) == 1 and (found[0].phrase_start, found[0].phrase_end) == (0, len(reply)):
        return text[: ask.start] + reply + text[ask.end :]
    return None


def _bounds(text: str, figures: list[Figure]) -> list[Ask]:
    """Ask about estimates in characters: 近千名, 数十场, 三五天. Digits with 余 or 约 are plain enough."""
    found = []
    for figure in figures:
        if figure.kind not in _AMOUNTS or any(c.isdigit() and c.isascii() for c in figure.text):
            continue
        if figure.bound == "exact" and figure.high is None:
            continue
        told = _meaning(figure)
        words = figure.phrase(text)
        if told and told != words:
            found.append(Ask("bound", told, figure.phrase_start, figure.phrase_end, words))
    return found


def _meaning(figure: Figure) -> str:
    if not _plain(figure.value):
        return ""
    unit = figure.unit or ""
    value = _written(figure.value, unit)
    if _plain(figure.high):
        value = f"{_written(figure.value, '')}到{_written(figure.high, unit)}"
    return _BOUNDS.get(figure.bound, "{}").format(value)


def _written(value: Decimal | Fraction, unit: str) -> str:
    exact = Fraction(value)
    if unit == "元" and exact >= 10**8:
        return f"{_decimal(exact / 10**8, 4)}亿元"
    if unit == "元" and exact >= 10000:
        return f"{_decimal(exact / 10000, 4)}万元"
    return f"{_decimal(exact, 4)}{unit}"


def _rates(text: str, figures: list[Figure]) -> list[Ask]:
    if any(figure.kind in ("percent", "point", "ratio") for figure in figures):
        # A rate is stated already: the clerk's own is the one that counts.
        return []
    amounts = [f for f in figures if f.kind in _AMOUNTS and f.bound == "exact" and f.high is None]
    found = []
    for base in amounts:
        others = [f for f in amounts if f is not base and f.unit == base.unit and _plain(f.value)]
        others = [f for f in others if not any(_before(text, f, figures, w) for w in (_LAST_YEAR, _CHANGE))]
        if not (others and _plain(base.value) and base.value > 0):
            continue
        last_year = _before(text, base, figures, _LAST_YEAR)
        goal = _before(text, base, figures, _GOAL)
        if last_year is not None and len(others) == 1:
            found += _growth(text, others[0], base)
        elif goal is not None:
            done = [f for f in others if _before(text, f, figures, _DONE)] or others
            found += _share(text, done[0], base, goal) if len(done) == 1 else []
    return found


def _before(text: str, figure: Figure, figures: list[Figure], word: re.Pattern[str]) -> str | None:
    """Return the ``word`` that stands right before a figure and means its value, ``None`` without one."""
    low = max((f.phrase_end for f in figures if f.phrase_end <= figure.start), default=0)
    low = max(low, *(text.rfind(mark, 0, figure.start) + 1 for mark in "，；。、"))
    hits = list(word.finditer(text, low, figure.start))
    if not hits:
        return None
    gap = text[hits[-1].end() : figure.start]
    if len(gap) > _LONGEST_GAP or (word is _LAST_YEAR and _CHANGE.search(gap)):
        return None
    return hits[-1].group()


def _growth(text: str, now: Figure, before: Figure) -> list[Ask]:
    new, old = _fraction(now), _fraction(before)
    if new == old:
        return []
    change = abs(new - old) / old * 100
    word = "增长" if new > old else "下降"
    percent = _decimal(change, 1)
    if percent == "0":
        return []
    larger, smaller = (now, before) if new > old else (before, now)
    sum_ = f"（{larger.text}-{smaller.text}）÷{before.text}{_equals(change)}{percent}%"
    told = f"“{now.text}”比去年同期“{before.text}”{word}{percent}%，即{sum_}"
    return [Ask("rate", told, before.start, before.end, before.text, f"，同比{word}{percent}%")]


def _share(text: str, done: Figure, goal: Figure, name: str) -> list[Ask]:
    share = _fraction(done) / _fraction(goal) * 100
    percent = _decimal(share, 1)
    sum_ = f"{done.text}÷{goal.text}{_equals(share)}{percent}%"
    told = f"“{done.text}”完成{name}“{goal.text}”的{percent}%，即{sum_}"
    return [Ask("rate", told, goal.start, goal.end, goal.text, f"，完成{name}的{percent}%")]


def _fraction(figure: Figure) -> Fraction:
    assert _plain(figure.value)
    return Fraction(figure.value)


def _equals(value: Fraction) -> str:
    return "=" if (value * 10).denominator == 1 else "≈"


def _decimal(value: Fraction, places: int) -> str:
    """Return the value rounded half up to at most ``places`` decimals, without trailing zeros."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = f"{rounded:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _plain(value: object) -> TypeGuard[Decimal | Fraction]:
    return isinstance(value, (Decimal, Fraction))
