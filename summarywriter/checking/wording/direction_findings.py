"""Up told as down beside a figure, early as late, over as under, income as expense."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.deals import same_sides
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import difference, governing, markers, signed
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.wording.marker_change import MOVING, marker_changed
from summarywriter.checking.wording.stock_findings import stocks
from summarywriter.model import Finding
from summarywriter.patterns import regex

_DIRECTIONS = (
    ("direction", "升降说反了"),
    ("pace", "提前和推迟说反了"),
    ("excess", "超额和不足说反了"),
    ("purse", "收入和支出说反了"),
)
_UP = {"over": "up", "under": "down"}
"""The direction of 超支 and 节约, held against that of 比预算少 where only one side has each."""


def directions(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield at most one finding of each family of directions about a figure whose value is right."""
    yield from _direction(layout, place, fact, scope)
    yield from _exceeded(layout, place, fact, scope)


def _direction(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    other = fact.line.layout
    for family, what in _DIRECTIONS:
        if place.figure.kind not in MOVING and family != "pace":
            continue
        apart = family == "direction"
        said = governing(layout, family, place) or (difference(layout, place) if apart else None)
        if said is None and apart:
            said = _quicker(layout, place)
        if said is None:
            if apart:
                yield from _sign_lost(layout, place, fact, scope)
            continue
        meant = governing(other, family, fact.place) or (difference(other, fact.place) if apart else None)
        if meant is None and apart:
            meant = _quicker(other, fact.place)
        if meant and said.kind != meant.kind:
            if same_sides(layout, place.clause, other, fact.place.clause):
                continue  # 西线比东线少 of 东线比西线多
            yield marker_changed(layout, "direction-changed", what, said, meant, fact, scope, place)
        elif apart and meant is None and said.kind == "down":
            yield from _fallen(layout, place, fact, scope, said)


_QUICK = regex("(?P<down>[快早])[了出]?$|(?P<up>[慢晚])[了出]?$")


def _quicker(layout: Layout, place: Place) -> Marker | None:
    """The 快了 of 比二季度快了4分钟: the time has become less."""
    told = _QUICK.search(layout.flat, *place.own) if place.figure.kind == "duration" else None
    return told and Marker(told.lastgroup or "", told[0], told.start(), told.end())


def _exceeded(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 比预算超出4.3万元 for 比预算节省4.3万元: one side tells a difference, the other 超支 or 节约."""
    other = fact.line.layout
    said, meant = difference(layout, place), difference(other, fact.place)
    if (said is None) == (meant is None):
        return
    if said is None:
        said = _right_before(layout, place)
        turned = said and meant and _UP[said.kind] != meant.kind
    else:
        meant = _right_before(other, fact.place)
        turned = said and meant and _UP[meant.kind] != said.kind
    if said and meant and turned:
        yield marker_changed(layout, "direction-changed", "超额和不足说反了", said, meant, fact, scope, place)


def _right_before(layout: Layout, place: Place) -> Marker | None:
    """The 节省 of 节省4.3万元, not the 结余 of 年末结余比上年多3万元."""
    found = markers(layout, "excess", *place.own)
    return found[-1] if found and place.figure.phrase_start - found[-1].end <= 1 else None


def _fallen(layout: Layout, place: Place, fact: FactFigure, scope: Scope, said: Marker) -> Iterator[Finding]:
    """Yield 减少到5700名 for 累计达到5700名: what has mounted up has not fallen."""
    change = step(layout, place)
    if change is None or change.kind != "to" or "total" not in stocks(fact.line.layout, fact.place):
        return
    if any(m.kind == "down" for m in markers(fact.line.layout, "direction", 0, len(fact.line.text))):
        return
    yield finding(
        "direction-changed",
        f"{quoted(said.word)}与事实不符：{fact.line.label}说的是累计数，没有下降（{fact.line.text}）。请按事实改正。",
        section=scope.heading, start=said.start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


def _sign_lost(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 增速为3.1% for 增速-3.1%: nothing in the sentence tells that it fell."""
    meant = signed(fact.line.layout, fact.place)
    if meant is None or meant.kind != "down" or markers(layout, "direction", *place.sentence):
        return
    yield finding(
        "direction-changed",
        f"少了“下降”，升降说反了：{fact.line.label}写的是{quoted(fact.line.text)}。请写明下降。",
        section=scope.heading, start=place.clause[0], end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
