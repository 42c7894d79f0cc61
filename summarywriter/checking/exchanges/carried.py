"""Figures that belong to the one before them: 旅客386万人，同比增长8.2%; 困难职工216户，慰问金64.8万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.marks import has_words
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import Match, Matcher, exchange
from summarywriter.checking.matching.values import one_unit

_LEADING = ("direction", "base", "pace")
"""Families of words that lead from an amount to its change and name nothing."""
_REACH = 16


@remembered
def carriers(layout: Layout) -> Mapping[int, int]:
    """Return the changes of a text that stand right behind an amount, each with that amount's place."""
    found: dict[int, int] = {}
    for t in range(1, len(layout.places)):
        last, place = layout.places[t - 1], layout.places[t]
        start, end = last.figure.phrase_end, place.figure.phrase_start
        if last.figure.kind in ("date", "ordinal") or not 0 < end - start <= _REACH or t - 1 in found:
            continue
        change = step(layout, place)
        if change is not None and change.kind == "by" and not _says_more(layout, start, change.start):
            found[t] = t - 1
    return found


def _says_more(layout: Layout, start: int, end: int) -> bool:
    """True when other than marking words lead to a change, or another item stands between."""
    if any(mark in layout.flat[start:end] for mark in "、;。\n"):
        return True
    led = max((word.end for name in _LEADING for word in markers(layout, name, start, end)), default=start)
    return has_words(layout.flat, led, end)


def part_by_carriers(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange two changes of which each stands behind the amount that the facts give the other."""
    carrying = carriers(layout)
    known: dict[int, tuple[int, int]] = {}
    for t, a in carrying.items():
        change, amount = matches[t], matches[a]
        if change is not None and amount is not None and change.tie == amount.tie == "equal":
            own = _carrier_of(matcher, change.fact)
            if own is not None and own != amount.fact:
                known[t] = own, amount.fact
    for t, u in combinations(known, 2):
        if known[t] == known[u][::-1]:
            exchange(matches, t, u)


def part_by_company(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange two amounts of which each stands beside the figure of the other's fact.

    216户困难职工7.6万元，38名劳模64.8万元 of facts that give 64.8万元 to the 216户.
    """
    beside: dict[int, tuple[int, int]] = {}
    for first, second in _couples(layout):
        one, other = matches[first], matches[second]
        if one is not None and other is not None and one.tie == other.tie == "equal":
            lines = matcher.line_of[other.fact], matcher.line_of[one.fact]
            if lines[0] != lines[1]:
                beside[second] = lines
    for t, u in combinations(beside, 2):
        one_thing = _lead(layout, t) == _lead(layout, u)
        if not one_thing or beside[t] != beside[u][::-1]:
            continue
        if one_unit(layout.places[t].figure, layout.places[u].figure):
            exchange(matches, t, u)


def _lead(layout: Layout, t: int) -> str:
    """The two characters right before an amount: 慰问金7.6万元, 慰问金64.8万元 tell of one thing."""
    start = layout.places[t].figure.phrase_start
    return layout.flat[max(0, start - 2) : start]


def _couples(layout: Layout) -> Iterator[tuple[int, int]]:
    """The figures of a clause, and of a group of clauses, two by two, where none stands in a row."""
    for span in ("clause", "group"):
        within: dict[tuple[int, int], list[int]] = defaultdict(list)
        for t, place in enumerate(layout.places):
            if place.figure.kind not in ("date", "ordinal"):
                within[getattr(place, span)].append(t)
        for found in within.values():
            if not len(found) % 2 and all(layout.places[t].turn is None for t in found):
                yield from zip(found[::2], found[1::2], strict=True)


def _carrier_of(matcher: Matcher, n: int) -> int | None:
    """The fact's amount that carries its change ``n``."""
    line = matcher.line_of[n]
    within = matcher.of_line[line]
    carrier = carriers(matcher.scope.facts[line].layout).get(within.index(n))
    return within[carrier] if carrier is not None else None
