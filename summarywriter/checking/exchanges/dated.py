"""Two amounts of one thing that changed places: each stands beside the date of the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.within import beginning
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher, Matching, exchange
from summarywriter.checking.matching.periods import repeats_period
from summarywriter.checking.matching.subject import canonical
from summarywriter.checking.matching.values import compare, one_unit
from summarywriter.model import Figure
from summarywriter.patterns import regex

_ALIKE = 0.5
"""Likeness from which a figure's words speak of another amount's thing."""
_NEARLY = 0.8
"""How much of the likeness to its own thing that must be at least: the dates are no words."""


def part_by_date(layout: Layout, matcher: Matcher, matching: Matching, matches: list[Match | None]) -> None:
    """Exchange 三季度收入18.6亿元 and 收入6.7亿元 where the facts tell 6.7亿元 of the third quarter."""
    tellers = {m.fact: t for t, m in enumerate(matches) if m is not None and m.tie == "equal" and not m.also}
    for n, u in sorted(tellers.items()):
        date, match = _date_before(layout, layout.places[u]), matches[u]
        period = matcher.scope.period
        if date is None or match is None or match.fact != n or match.tie != "equal":
            continue
        if layout.places[u].figure.kind == "date":
            continue
        if (period is not None and repeats_period(date, period)) or _dated(matcher, n, date):
            continue
        alike = matching.likenesses[u]
        others = [
            (other, t) for other, t in ((other, tellers.get(other)) for other in sorted(alike))
            if t is not None and other != n
            and (_in_one_row(matcher, n, other) or alike[other] >= max(_ALIKE, _NEARLY * alike.get(n, 0.0)))
            and one_unit(matcher.figures[n].place.figure, matcher.figures[other].place.figure)
            and _stands_by(matcher, other, date)
            and (held := matches[t]) is not None and held.fact == other and held.tie == "equal"
            and not _same(_date_before(layout, layout.places[t]), date, period)
        ]  # fmt: skip
        if len(others) == 1:
            exchange(matches, u, others[0][1])


def dates_hold(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for 培训1960人次；二季度培训1120人次 where the fact tells 二季度 of the second alone.

    Each is a figure of the text and the fact figure it tells.
    """
    for (told, own), (_, strange) in ((one, other), (other, one)):
        date = _date_before(layout, layout.places[told])
        if date is not None and _stands_by(matcher, own, date) and not _stands_by(matcher, strange, date):
            return True
    return False


def part_by_deeds(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Exchange the days of 10月启动、5月收官 where the fact tells 5月启动、10月收官."""
    days: dict[int, list[tuple[int, Match]]] = defaultdict(list)
    for t, match in enumerate(matches):
        if match is not None and match.tie == "equal" and layout.places[t].figure.kind == "date":
            days[matcher.line_of[match.fact]].append((t, match))
    pairs = (pair for of_line in days.values() for pair in combinations(of_line, 2))
    for (t, one), (u, other) in pairs:
        if one.fact == other.fact:
            continue
        said = [_deed(layout, layout.places[n].figure) for n in (t, u)]
        facts = [matcher.figures[match.fact] for match in (one, other)]
        meant = [_deed(fact.line.layout, fact.place.figure) for fact in facts]
        if said[0] != said[1] and said == meant[::-1] and all(said):
            exchange(matches, t, u)


_DEED = regex(
    "(?:正式|全面|顺利|[起前底初末])?([\u4e00-\u9fff]{2})|,[\u4e00-\u9fff]*([\u4e00-\u9fff]{2})(?=[,;。!?\n]|$)"
)


def _deed(layout: Layout, date: Figure) -> str:
    """The two characters that tell what was done on a date, with synonyms made one.

    They stand right behind it, or end the clause behind its comma: 4月23日，读书季启动.
    """
    behind = _DEED.match(layout.flat, date.phrase_end)
    return canonical(behind[1] or behind[2]) if behind else ""


def keep_by_date(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Give 4月走访企业22家，3月15家 back to 3月走访企业15家，4月22家: a date and its amount are one.

    So are those of 7月96.2%→9月98.5%; dates of one list (6月12日、9月5日) are in no order.
    """
    period = matcher.scope.period
    for t, u in _dated_amounts(layout):
        held = [match for match in (matches[t], matches[u]) if match is not None]
        if len(held) == 2 and all(match.tie == "equal" for match in held):
            continue
        told = layout.places[t].figure, layout.places[u].figure
        if period is not None and repeats_period(told[0], period):
            continue  # 上半年脱困59户，新建档12户: the period tells nothing of which is which
        for line in sorted({matcher.line_of[match.fact] for match in held}):
            of_line = matcher.of_line[line]
            if sum(matcher.figures[n].place.figure.kind == "date" for n in of_line) < _TWO:
                continue  # 8月甲地设2个，乙地设1个: the one day is of both
            meant = {
                (of_line[m], of_line[n])
                for m, n in _dated_amounts(matcher.scope.facts[line].layout)
                if _equal(matcher, told[0], of_line[m]) and _equal(matcher, told[1], of_line[n])
            }
            if len(meant) == 1:
                date, amount = meant.pop()
                for at, n in ((t, date), (u, amount)):
                    old = matches[at] or held[0]
                    matches[at] = old.telling(n, "equal")
                break
    for t, match in enumerate(matches):
        if match is None or match.tie != "other" or layout.places[t].figure.kind != "date":
            continue
        for n in _listed_with(matcher, match.fact):
            if _equal(matcher, layout.places[t].figure, n):
                matches[t] = match.telling(n, "equal")
                break


def _equal(matcher: Matcher, told: Figure, n: int) -> bool:
    return compare(told, matcher.figures[n].place.figure, matcher.scope.period) == "equal"


def _listed_with(matcher: Matcher, n: int) -> list[int]:
    """The dates that stand in one list with a fact's date, with nothing but marks between."""
    line = matcher.line_of[n]
    of_line, flat = matcher.of_line[line], matcher.scope.facts[line].layout.flat
    at, listed = of_line.index(n), []
    for step in (-1, 1):
        k = at + step
        while 0 <= k < len(of_line):
            first, last = sorted((k, k - step))
            one, other = (matcher.figures[of_line[m]].place.figure for m in (first, last))
            if matcher.figures[of_line[k]].place.figure.kind != "date":
                break
            if flat[one.phrase_end : other.phrase_start] not in _JOINTS:
                break
            listed.append(of_line[k])
            k += step
    return listed


_JOINTS = frozenset(("、", "和", "及", "与", ",", "以及"))


@remembered
def _dated_amounts(layout: Layout) -> list[tuple[int, int]]:
    """The dates with the one amount that each stands before in its clause, as numbers of places."""
    found = []
    places = [(n, place) for n, place in enumerate(layout.places) if not place.figure.article]
    for k, ((t, place), (u, following)) in enumerate(pairwise(places)):
        if place.figure.kind != "date" or following.figure.kind == "date" or not _in_one(layout, t, u):
            continue
        alone = k + 2 == len(places) or not _in_one(layout, t, places[k + 2][0])
        begins = place.figure.phrase_start == place.clause[0] and alone
        between = layout.flat[place.figure.phrase_end : following.figure.phrase_start]
        if begins or between in _BESIDE:
            found.append((t, u))
    return found


_TWO = 2
_BESIDE = frozenset(("", "的", "为", "是", "达", "末", "底", "末为", "底为", "末的", "底的", "末达", "底达"))
"""What may stand between a date and its own amount: 7月的96.2%, 6月末为18.42亿元."""


def _in_one(layout: Layout, t: int, u: int) -> bool:
    """True for two figures of one clause."""
    return layout.places[t].clause == layout.places[u].clause


def _date_before(layout: Layout, place: Place) -> Figure | None:
    """The one date before a figure in its clause; of 3月、5月分别2场、3场 the one of its turn."""
    turn = _date_of_turn(layout, place)
    if turn is not None:
        return turn
    dates = _dates_between(layout, place.clause[0], place.figure.phrase_start)
    return dates[0] if len(dates) == 1 else None


def _date_of_turn(layout: Layout, place: Place) -> Figure | None:
    """The 5月 of the second figure of 3月、5月分别2场、3场, and of 3月和5月各办一次，分别2场、3场."""
    if place.turn is None:
        return None
    for start in (place.clause[0], place.sentence[0]):
        dates = _dates_between(layout, start, place.figure.phrase_start)
        if len(dates) == place.turn.size:
            return dates[place.turn.order]
    return None


def _dates_between(layout: Layout, start: int, end: int) -> list[Figure]:
    within = (layout.figures[n] for n in beginning(layout.figures, start, end))
    return [figure for figure in within if figure.kind == "date"]


def _in_one_row(matcher: Matcher, n: int, other: int) -> bool:
    """True for two figures of 3月、5月分别2场、3场: their dates alone tell which is which."""
    one, two = (matcher.figures[m] for m in (n, other))
    if one.line is not two.line or one.place.turn is None or two.place.turn is None:
        return False
    return (
        one.place.turn.first == two.place.turn.first and _date_of_turn(one.line.layout, one.place) is not None
    )


def _dated(matcher: Matcher, n: int, date: Figure) -> bool:
    """True when a figure's clause tells that date or one within it; if it tells none, when its fact does."""
    fact = matcher.figures[n]
    every = [p for p in fact.line.places if p.figure.kind == "date"]
    dates = _dates_beside(fact) or [p.figure for p in every]
    return any(compare(date, told, matcher.scope.period) in ("equal", "coarser") for told in dates)


def _stands_by(matcher: Matcher, n: int, date: Figure) -> bool:
    """True when that very date stands in the clause of a fact's figure, or is that of its turn."""
    dates = _dates_beside(matcher.figures[n])
    return any(compare(date, told, matcher.scope.period) == "equal" for told in dates)


def _dates_beside(fact: FactFigure) -> list[Figure]:
    """The dates of a fact figure's clause; of a row's the one of its turn."""
    turn = _date_of_turn(fact.line.layout, fact.place)
    if turn is not None:
        return [turn]
    return [p.figure for p in fact.line.places if p.figure.kind == "date" and p.clause == fact.place.clause]


def _same(one: Figure | None, other: Figure, period: Period | None) -> bool:
    return one is not None and compare(one, other, period) == "equal"
