"""Findings about the bound of a supported figure: 近 lost, 超过 for 不足, 最高 for 最低."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import extreme, markers
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.substitution import substitution
from summarywriter.checking.matching.values import Tie
from summarywriter.model import Bound, Edit, Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_ENDS = frozenset({"exact", "at-most", "at-least"})
"""Bounds that 最高 and 最低 may leave or give: 最高2万元, 最高每人2万元."""


_NEIGHBOURS: frozenset[frozenset[str]] = frozenset(
    {frozenset({"over", "at-least"}), frozenset({"near", "below"}), frozenset({"below", "at-most"})}
)
"""Bounds that differ by a hair: a warning, not an error."""
_END_BOUNDS = {"max": "at-most", "min": "at-least"}
_WHERE = ("前", "后", "句")
"""Where such a word may stand: before the figure, behind it, anywhere in its sentence."""


@cache
def _apart() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Words that bound an amount from afar, by bound and by where they stand.

    Other words that hold one are passed over: 节约 holds a 约 and is none.
    """
    words: dict[str, dict[str, re.Pattern[str]]] = defaultdict(dict)
    told: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in word_rows("bounds-apart"):
        bounds, others = told[row[0], row[1]]
        bounds += row[2].split()
        others += row[3].split() if len(row) > 3 else []
    for (bound, where), (bounds, others) in told.items():
        passed = "".join(f"(?:{re.escape(word)})|" for word in sorted(others, key=len, reverse=True))
        words[bound][where] = re.compile(f"{passed}({alternatives(bounds)})")
    return words


def bound_findings(
    layout: Layout, place: Place, fact: FactFigure, tie: Tie, scope: Scope
) -> Iterator[Finding]:
    """Yield at most one finding: the figure is rounded, or bounded otherwise than the fact's."""
    figure, wanted = place.figure, fact.place.figure
    phrase = figure.phrase(layout.text)
    if tie == "rounded":
        yield finding(
            "rounded", f"{quoted(phrase)}是约数，{says(fact)}。如无特别需要，请照录原数。",
            section=scope.heading, facts=(fact.line.id,), start=figure.phrase_start, end=figure.phrase_end,
        )  # fmt: skip
        return
    if figure.kind == "date":
        yield from _before_or_after(layout, place, fact, scope)
    if tie in ("part", "coarser") or layout.flat.endswith(_INCLUDING, 0, figure.phrase_start):
        return
    said, meant = extreme(layout, place), extreme(fact.line.layout, fact.place)
    if (said is None) != (meant is None):
        # 平均年龄 is held against 最高年龄, and bounds nothing.
        one, other = said or _mean(layout, place), meant or _mean(fact.line.layout, fact.place)
        if one and other:
            yield _wrong_end(one, other, place, fact, scope)
            return
    if _end_told(said, figure.bound) == _end_told(meant, wanted.bound) != "exact":
        return  # 标准最高为每户3000元 for 每户不超过3000元
    if said and meant:
        # 最高每人2万元 and 每人最高2万元 are one thing, 最高 and 最低 are two.
        if said.kind != meant.kind:
            yield _wrong_end(said, meant, place, fact, scope)
            return
        if {figure.bound, wanted.bound} <= _ENDS:
            return
    verdict = _verdict(figure.bound, wanted.bound)
    if verdict == "same" or (figure.bound == "exact" and _bounded_elsewhere(layout, place, wanted.bound)):
        return
    if _beyond(phrase, fact, told_apart=figure.kind in _DISTANCES) or _in_the_time(phrase, fact):
        return
    yield finding(
        "bound-changed",
        f"{quoted(phrase)}的限定词变了：{says(fact)}。请改为{quoted(fact.phrase)}。",
        section=scope.heading, severity="warning" if verdict == "hair" else "error",
        start=figure.phrase_start, end=figure.phrase_end, facts=(fact.line.id,),
        suggestion=substitution(layout, place, fact, scope.period),
    )  # fmt: skip


def _mean(layout: Layout, place: Place) -> Marker | None:
    """The 平均 before a figure."""
    return next((m for m in reversed(markers(layout, "extreme", *place.own)) if m.kind == "mean"), None)


def _in_the_time(phrase: str, fact: FactFigure) -> bool:
    """True for 30分钟内采摘1.86公斤 where the fact tells what was done in the time: 30分钟采摘1.86公斤."""
    if fact.place.figure.kind != "duration" or not phrase.endswith("内"):
        return False
    flat, figure = fact.line.layout.flat, fact.place.figure
    lasting = _LASTING.search(flat[fact.place.own[0] : figure.phrase_start])
    return lasting is None and _DONE_THEN.match(flat, figure.phrase_end) is not None


_LASTING = regex("(?:[为至到长是达]|历时|用时|耗时|为期|时间|时长|周期|工期)$")
_DONE_THEN = regex("[\u4e00-\u9fff]{2,10}\0")
_DISTANCES = frozenset({"percent", "point"})


def _beyond(phrase: str, fact: FactFigure, *, told_apart: bool) -> bool:
    """True for 超出3.4% where the fact names what is exceeded: 超出竞赛目标3.4%, 超计划1.5万吨."""
    before = fact.line.layout.flat[fact.place.clause[0] : fact.place.figure.phrase_start]
    if phrase.startswith("超") and _PAST_GOAL.search(before):
        return True
    return told_apart and any(phrase.startswith(word) and word in before for word in ("超出", "高于", "低于"))


_PAST_GOAL = regex("超[出过]?[\u4e00-\u9fff]{0,6}(?:计划|目标|预算|任务|指标)$")


_SIDE = regex("[以之]?([前后])")


def _end_told(end: Marker | None, bound: str) -> str:
    """The bound that 最高 or 最低 gives an exact figure."""
    return _END_BOUNDS[end.kind] if end is not None and bound == "exact" else bound


def _before_or_after(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 9月底后 for 9月底前."""
    said = _SIDE.match(layout.flat, place.figure.phrase_end)
    meant = _SIDE.match(fact.line.layout.flat, fact.place.figure.phrase_end)
    if said and meant and said[1] != meant[1]:
        yield finding(
            "bound-changed",
            f"{quoted(place.figure.text + said.group())}与事实不符：{says(fact)}，"
            f"是{quoted(meant.group())}。请照改。",
            section=scope.heading, start=place.figure.phrase_start, end=said.end(), facts=(fact.line.id,),
            suggestion=Edit(start=said.start(), end=said.end(), text=meant.group()),
        )  # fmt: skip


_INCLUDING = ("(含", "(不含", "(包括", "(包含")
"""99%以上（含99%）: the bound before the brackets is meant."""


def says(fact: FactFigure) -> str:
    """Return what a fact says of a figure, as messages tell it."""
    return f"{fact.line.label}写的是{quoted(fact.phrase)}（{fact.line.text}）"


def _bounded_elsewhere(layout: Layout, place: Place, bound: Bound) -> bool:
    """True where the bound stands apart from the figure.

    约减少往返1.6万次: before the verb. 1.2万立方米的采伐限额: in a noun behind. 预算36万元，支出在预算之内:
    in another clause. 分别不低于800元、500元: the first one's is meant of all.
    """
    stretches = (place.own, (place.after[0], place.clause[1]), place.sentence)
    where = dict(zip(_WHERE, stretches, strict=True))
    for side, words in _apart().get(bound, {}).items():
        said = layout.flat[slice(*where[side])]
        if any(match[1] for match in words.finditer(said)):
            return True
    return place.turn is not None and layout.places[place.turn.first].figure.bound == bound


def _wrong_end(said: Marker, meant: Marker, place: Place, fact: FactFigure, scope: Scope) -> Finding:
    return finding(
        "bound-changed",
        f"{quoted(said.word)}与事实不符：{says(fact)}，是{quoted(meant.word)}。请改为{quoted(meant.word)}。",
        section=scope.heading,
        start=said.start,
        end=max(said.end, place.figure.phrase_end),
        facts=(fact.line.id,),
        suggestion=Edit(start=said.start, end=said.end, text=meant.word),
    )


def _verdict(told: Bound, fact: Bound) -> Literal["same", "hair", "changed"]:
    """Compare two bounds: the same, differing by a hair, or changed."""
    if told == fact:
        return "same"
    return "hair" if frozenset({told, fact}) in _NEIGHBOURS else "changed"
