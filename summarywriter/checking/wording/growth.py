"""What has grown: 惠及人数较上年增长8.5% for 发放3650万元，同比增长8.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.within import counting_from
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_KINDS: Mapping[str, frozenset[str]] = {
    "persons": frozenset({"人", "人次", "户", "家"}), "money": frozenset({"元"}),
    "households": frozenset({"户", "人"}), "units": frozenset({"家", "户"}),
    "area": frozenset({"平方米", "亩", "公顷"}), "cases": frozenset({"件", "起", "宗", "人次", "人"}),
}  # fmt: skip
"""The units of the nouns of words/quantities.tsv, kind by kind."""
_GROWING = frozenset({"percent", "point", "ratio"})


@cache
def _nouns() -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds: dict[str, str] = {}
    for row in word_rows("quantities"):
        kinds.update(dict.fromkeys(row[1].split(), row[0]))
    every = alternatives(kinds)
    return re.compile(rf"(?P<noun>[\u4e00-\u9fff]{{0,4}}?(?P<end>{every}))(?=同比|环比|[较比与同])"), kinds


def other_growth(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the noun of a growth rate that counts other things than what the fact's rate is of."""
    if place.figure.kind not in _GROWING or governing(layout, "base", place) is None:
        return
    said = _noun(layout, place)
    if said is None:
        yield from _others_noun(layout, place, fact, scope)
        return
    if said["end"] in fact.line.text:
        return
    meant = _noun(fact.line.layout, fact.place)
    kind = _nouns()[1][said["end"]]
    own = meant is not None and _nouns()[1][meant["end"]]
    grown = None if meant else _before(fact.line.layout, fact.place)
    if own == kind or (meant is None and (grown is None or _fits(grown, kind))):
        return
    what = meant["noun"] if meant is not None else grown.text if grown is not None else fact.phrase
    yield finding(
        "misattributed",
        f"{quoted(said['noun'])}与事实不符：{fact.line.label}里{quoted(fact.phrase)}说的是{quoted(what)}"
        f"（{fact.line.text}）。请按事实改正。",
        section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


_GROWN = regex("[\u4e00-\u9fff]{3,8}(?=同比|环比|[较比与同](?:上年|去年|上季|上月|年初|上半年))")


def _others_noun(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 680人次参加，图书流通点同比增长23%: what another fact counts before this fact's rate."""
    start = max(place.clause[0], layout.flat.rfind(",", 0, place.figure.phrase_start) + 1)
    said = _GROWN.match(layout.flat, start, place.figure.phrase_start)
    if said is None or pairs_of(said.group()) & pairs_of(fact.line.layout.flat):
        return
    if not any(said.group() in other.layout.flat for other in scope.facts if other is not fact.line):
        return
    yield finding(
        "misattributed",
        f"{quoted(said.group())}与事实不符：{fact.line.label}里{quoted(fact.phrase)}说的不是它"
        f"（{fact.line.text}）。请按事实改正。",
        section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


def _noun(layout: Layout, place: Place) -> re.Match[str] | None:
    """The noun before the words of comparison in a figure's clause."""
    found = list(_nouns()[0].finditer(layout.flat, place.clause[0], place.figure.phrase_start))
    return found[-1] if found else None


def _before(layout: Layout, place: Place) -> Figure | None:
    """The amount right before a rate that has no noun of its own: 发放3650万元，同比增长8.5%."""
    before = counting_from(layout.figures, place.group[0], place.figure.start)
    before = [f for f in before if f.end <= place.figure.start and f.kind not in ("date", "ordinal")]
    return before[-1] if before else None


def _fits(figure: Figure, kind: str) -> bool:
    """True where a figure counts what a noun of the kind names, or nothing that any of them does."""
    unit = figure.unit or ""
    return unit in _KINDS[kind] or not any(unit in units for units in _KINDS.values())
