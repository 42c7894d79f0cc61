"""Changes told right behind an amount, which are of that amount: 发送旅客386万人，同比增长8.2%."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from summarywriter.checking.layout import Layout
from summarywriter.checking.markers import markers, step
from summarywriter.checking.marks import has_words
from summarywriter.checking.matching import Match, Matcher
from summarywriter.checking.place import remembered

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
            one, other = matches[t], matches[u]
            assert one is not None
            assert other is not None
            matches[t] = Match(other.fact, "other", one.likeness, near=one.near)
            matches[u] = Match(one.fact, "other", other.likeness, near=other.near)


def part_by_company(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange two amounts of which each stands among the figures of the other's fact.

    216户困难职工7.6万元，38名劳模64.8万元 of facts that give 64.8万元 to the 216户.
    """
    company: dict[int, tuple[int, int]] = {}
    for clause, within in _by_clause(layout).items():
        lines = {
            t: matcher.line_of[match.fact] for t in within if (match := matches[t]) and match.tie == "equal"
        }
        if len(lines) != len(within) or len(within) != _COMPANY or clause[1] - clause[0] > _LONG:
            continue
        if any(layout.places[t].turn is not None for t in within):
            continue  # 存款、贷款余额分别为76.3亿元和58.9亿元
        for t, own in lines.items():
            others = {line for u, line in lines.items() if u != t}
            if len(others) == 1 and own not in others and layout.places[t].figure.kind == "money":
                company[t] = own, others.pop()
    for t, u in combinations(company, 2):
        one, other = matches[t], matches[u]
        alike = _noun(layout, t) == _noun(layout, u)  # 慰问金7.6万元, 慰问金64.8万元
        if alike and company[t] == company[u][::-1] and one is not None and other is not None:
            matches[t] = Match(other.fact, "other", one.likeness, near=one.near)
            matches[u] = Match(one.fact, "other", other.likeness, near=other.near)


def _noun(layout: Layout, t: int) -> str:
    """The two characters right before an amount."""
    start = layout.places[t].figure.phrase_start
    return layout.flat[max(0, start - 2) : start]


_COMPANY = 2
"""Figures of a clause of which one may be in the wrong company."""
_LONG = 40
"""Characters from which on a clause tells more than one thing."""


def _by_clause(layout: Layout) -> Mapping[tuple[int, int], list[int]]:
    """The figures of each clause that are neither dates nor ranks."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for t, place in enumerate(layout.places):
        if place.figure.kind not in ("date", "ordinal"):
            found[place.clause].append(t)
    return found


def _carrier_of(matcher: Matcher, n: int) -> int | None:
    """The fact's amount that carries its change ``n``."""
    line = matcher.line_of[n]
    within = matcher.of_line[line]
    carrier = carriers(matcher.scope.facts[line].layout).get(within.index(n))
    return within[carrier] if carrier is not None else None
