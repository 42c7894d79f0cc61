"""States told before what they are of: 已经完工的门诊药房改造工程 for 门诊药房改造工程正在施工."""

from __future__ import annotations

from collections.abc import Iterator, Set

from summarywriter.checking.layout.layout import Layout, all_clauses
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import PLAIN
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.states.state_findings import changed
from summarywriter.model import Finding
from summarywriter.patterns import regex

_THING = regex("[\u4e00-\u9fff]{0,4}?的([\u4e00-\u9fff]{4})")
"""What a state is of, as far as it takes to know the thing again."""
_OVER = frozenset({"done", "producing"})
_GOING_ON = frozenset({"begun", "doing"})


def attributed(layout: Layout, scope: Scope, known: Set[int]) -> Iterator[Finding]:
    """Yield a state before the thing that it is of, where the one fact on the thing tells the other one.

    Nothing is said of the facts ``known`` to be told in another state.
    """
    for said in markers(layout, "state", 0, len(layout.flat)):
        thing = _THING.match(layout.flat, said.end)
        if thing is None or said.kind not in _OVER | _GOING_ON or said.word in PLAIN:
            continue
        lines = [n for n, fact in enumerate(scope.facts) if thing[1] in fact.layout.flat]
        if len(lines) != 1 or lines[0] in known:
            continue
        fact = scope.facts[lines[0]]
        over, going_on = _states(fact, _OVER), _states(fact, _GOING_ON)
        meant, own = (going_on, over) if said.kind in _OVER else (over, going_on)
        kinds = {m.kind for m in meant}
        if meant and not own and not any(m.kind in kinds for m in _around(layout, said)):
            yield changed(layout, scope, fact, said, meant[0])


def _around(layout: Layout, said: Marker) -> list[Marker]:
    """The states of the sentence in which one is told: 进入调解的203件，调解成功172件."""
    start = max(layout.flat.rfind(mark, 0, said.start) for mark in "。\n") + 1
    ends = (layout.flat.find(mark, said.end) for mark in "。\n")
    return markers(layout, "state", start, min((end for end in ends if end >= 0), default=len(layout.flat)))


def _states(fact: Told, kinds: Set[str]) -> list[Marker]:
    """The words of a fact that tell one of such states, but not as planned: 预计11月投用."""
    told = []
    for clause in all_clauses(fact.layout):
        found = [m for m in markers(fact.layout, "state", *clause) if m.word not in PLAIN]
        if all(m.kind != "planned" for m in found):
            told += [m for m in found if m.kind in kinds]
    return told
