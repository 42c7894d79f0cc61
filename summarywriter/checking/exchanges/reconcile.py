"""Second thoughts on matches: figures told twice while a like one is missing, and places changed."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

from summarywriter.checking.exchanges.changed_places import change_places
from summarywriter.checking.exchanges.dated import keep_by_date, part_by_date, part_by_deeds
from summarywriter.checking.exchanges.headed import part_by_heads
from summarywriter.checking.exchanges.held import (
    INSIDE,
    between,
    part_of,
    sums_up,
)
from summarywriter.checking.exchanges.named_rows import part_by_names
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marks import has_words
from summarywriter.checking.layout.place import one_of
from summarywriter.checking.matching.matcher import (
    CLEAR,
    FAINT,
    SUPPORTING,
    Match,
    Matcher,
    Matching,
    exchange,
)
from summarywriter.checking.matching.periods import as_of_month_end
from summarywriter.checking.matching.subject import (
    Traits,
    before_for_after,
    holds,
    opposed,
    subjects,
    told_by_state,
)
from summarywriter.checking.matching.values import amount, compare, one_unit, units_match
from summarywriter.patterns import regex

_SURE = 0.8
_DOUBT = 0.5
"""How much less a missing figure may be like than the told one and still be the one meant."""


def reconcile(layout: Layout, matcher: Matcher, matching: Matching) -> list[Match | None]:
    """Return the matches with mistaken tellings given to the figures they stand for."""
    told = zip(layout.places, matching.matches, strict=True)
    matches = [None if one_of(layout, place) else match for place, match in told]
    _take_back(layout, matcher, matches)
    _undo(layout, matcher, matches)
    _let_go(matches)
    _take_for_missing(layout, matcher, matching, matches)
    _part_opposed(layout, matcher, matches)
    _turn_round(layout, matcher, matches)
    _count_off(layout, matcher, matches)
    change_places(layout, matcher, matching, matches)
    part_by_names(layout, matcher, matches)
    part_by_date(layout, matcher, matching, matches)
    part_by_deeds(layout, matcher, matches)
    keep_by_date(layout, matcher, matches)
    part_by_heads(layout, matcher, matches)
    _give_back(layout, matcher, matching, matches)
    _until_the_end(layout, matcher, matches)
    return matches


def _until_the_end(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """截至6月30日 tells 截至6月底, 9月底前 tells 9月30日前, 6月末在册 what was so on 6月30日."""
    for t, match in enumerate(matches):
        told = layout.places[t].figure
        if match is None or match.tie != "other" or told.kind != "date":
            continue
        until = layout.flat.endswith(_UNTIL, 0, told.phrase_start)
        until = until or _BY.match(layout.flat, told.phrase_end) is not None
        until = until or "末" in (told.text[-1], matcher.figures[match.fact].place.figure.text[-1])
        if until and as_of_month_end(told, matcher.figures[match.fact].place.figure, matcher.scope.period):
            matches[t] = match.telling(match.fact, "equal")


_UNTIL = ("截至", "截止", "到", "至")
_BY = regex("[之以]?前")


def _take_back(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Read a text kindly first: a figure taken for a changed one while another tells that one again.

    Where the first one's own amount is one that nothing tells, each is given its own; whether the two
    changed places is asked later, of both readings alike.
    """
    holders = {m.fact: t for t, m in enumerate(matches) if m is not None and not m.repeated}
    for t, again in enumerate(matches):
        if again is None or not again.repeated or again.tie != "equal":
            continue
        u = holders.get(again.fact)
        held = matches[u] if u is not None else None
        if u is None or held is None or held.tie != "other":
            continue
        figure = layout.places[u].figure
        own = [
            n for n in matcher.of_line[matcher.line_of[again.fact]]
            if n not in holders
            and compare(figure, matcher.figures[n].place.figure, matcher.scope.period) == "equal"
        ]  # fmt: skip
        if own:
            matches[t] = again.telling(again.fact, "equal")
            matches[u] = held.telling(own[0], "equal")
            holders[again.fact], holders[own[0]] = t, u


def _undo(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """Read two figures that seem to have changed places as they stand where one sums or holds the other."""
    changed: dict[int, list[int]] = defaultdict(list)
    for t, match in enumerate(matches):
        if match is not None and match.tie == "other":
            changed[matcher.line_of[match.fact]].append(t)
    for t, u in (pair for together in changed.values() for pair in combinations(together, 2)):
        one, two = matches[t], matches[u]
        a, b = layout.places[t].figure, layout.places[u].figure
        if one is None or two is None or a.kind == "date" or not one_unit(a, b):
            continue
        pairs = ((a, two.fact), (b, one.fact))
        exchanged = all(
            compare(told, matcher.figures[own].place.figure, matcher.scope.period) == "equal"
            for told, own in pairs
        )
        told = subjects(layout.text)
        mine, theirs = (matcher.figures[m.fact].subject.marks for m in (one, two))
        if told_by_state((told[t].marks, told[u].marks), (mine, theirs)):
            continue  # 授权21项，其中发明专利4项，另有17项正在申报: which is which the states tell
        if exchanged and (part_of(layout, t, u) or sums_up(layout, t, u)):
            exchange(matches, t, u, "equal")


def _turn_round(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """五项任务完成八项 for 8项任务完成5项: the same words between two figures that changed places."""
    for t, (first, second) in enumerate(pairwise(layout.places)):
        one, two = matches[t], matches[t + 1]
        if one is None or two is None or one.tie != "equal" or two.tie != "equal":
            continue
        line = matcher.line_of[one.fact]
        if line != matcher.line_of[two.fact] or not one_unit(first.figure, second.figure):
            continue
        facts = [matcher.figures[n].place for n in (one.fact, two.fact)]
        if first.clause != second.clause or facts[0].clause != facts[1].clause:
            continue
        said = between(layout, first, second)
        meant = between(matcher.scope.facts[line].layout, facts[1], facts[0])
        inside = INSIDE.match(said) and amount(first.figure).value < amount(second.figure).value  # type: ignore[operator]
        if has_words(said, 0, len(said)) and (said == meant or inside):
            exchange(matches, t, t + 1)


def _count_off(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """三个车间分别生产42万件、36万件和28万件: a row without names goes by the order of the fact."""
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    for t, place in enumerate(layout.places):
        if place.turn is not None and place.turn.name is None:
            rows[place.clause].append(t)
    for row in rows.values():
        lines = {matcher.line_of[m.fact] for t in row if (m := matches[t]) is not None}
        for line in lines if len(lines) == 1 else ():
            first = layout.places[row[0]].figure
            series = [
                n for n in matcher.of_line[line]
                if matcher.figures[n].place.figure.kind == first.kind
                and units_match(matcher.figures[n].place.figure, first)
            ]  # fmt: skip
            if len(series) != len(row):
                continue
            for t, n in zip(row, series, strict=True):
                figure, wanted = layout.places[t].figure, matcher.figures[n].place.figure
                if compare(figure, wanted, matcher.scope.period) == "other":
                    matches[t] = Match(n, "other", CLEAR, near=frozenset((line,)))


def _give_back(layout: Layout, matcher: Matcher, matching: Matching, matches: list[Match | None]) -> None:
    """Let a figure taken for a changed one tell its own amount again where nothing else tells that.

    A changed figure whose new amount happens to be one of the facts' that is told nowhere would be
    two faults at once; that it tells this one in other words is likelier.
    """
    told = {n for m in matches if m is not None for n in (m.fact, *m.also)}
    for t, match in enumerate(matches):
        if match is None or match.tie != "other":
            continue
        figure = layout.places[t].figure
        own = [
            n for n in matcher.by_value.get(amount(figure).low_key, ())
            if n not in told
            and figure.kind != "date"
            and (matching.likenesses[t].get(n, 0.0) >= FAINT or matcher.line_of[n] in match.near)
            and compare(figure, matcher.figures[n].place.figure, matcher.scope.period) == "equal"
        ]  # fmt: skip
        if own:
            n = max(own, key=lambda n: (matching.likenesses[t].get(n, 0.0), -n))
            matches[t] = Match(n, "equal", matching.likenesses[t].get(n, 0.0), near=match.near)
            told.add(n)


def _let_go(matches: list[Match | None]) -> None:
    """Part a figure from one that another figure of the text tells as it is, unless they are much alike.

    In 讲座12场、培训8场，共20场 the last is no changed 8场: that is told.
    """
    rightly = {m.fact for m in matches if m is not None and m.tie in SUPPORTING}
    for t, match in enumerate(matches):
        if (
            match is not None
            and match.tie not in SUPPORTING
            and match.fact in rightly
            and match.likeness < _SURE
        ):
            matches[t] = None


def _take_for_missing(
    layout: Layout, matcher: Matcher, matching: Matching, matches: list[Match | None]
) -> None:
    """Take a figure told twice for a changed one where a like figure of the facts is not told at all.

    A figure that is told again, while another of its unit that the words around fit as well is
    missing, is that other one with its value mistaken.
    """
    tellers: dict[int, list[int]] = defaultdict(list)
    for t, match in enumerate(matches):
        if match is not None:
            tellers[match.fact].append(t)
            for other in match.also:
                tellers[other].append(t)
    if all(len(ts) < 2 for ts in tellers.values()):
        return
    for n, fact in enumerate(matcher.figures):
        figure = fact.place.figure
        if tellers.get(n) or not fact.line.required or figure.article or figure.kind == "date":
            continue
        best: tuple[float, int, float] | None = None
        for told, ts in tellers.items():
            if len(ts) < 2 or not units_match(figure, matcher.figures[told].place.figure):
                continue
            for t in ts:
                match = matches[t]
                assert match is not None
                if match.tie not in SUPPORTING or "各" in layout.clause(layout.places[t]):
                    continue
                alike = matching.likenesses[t].get(n, 0.0)
                gain = alike - match.likeness
                if alike >= (FAINT if matcher.line_of[n] in match.near else CLEAR) and gain > -_DOUBT:
                    best = max(best, (gain, t, alike)) if best else (gain, t, alike)
        if best:
            _, t, alike = best
            old = matches[t]
            assert old is not None
            tellers[old.fact].remove(t)
            tellers[n].append(t)
            tie = compare(layout.places[t].figure, figure, matcher.scope.period)
            matches[t] = Match(n, "equal" if tie == "equal" else "other", alike, near=old.near)


def _part_opposed(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """缩短7.2天，降至0.4天: two figures of a fact whose marking words tell that they changed places."""
    marks = [subject.marks for subject in subjects(layout.text)]
    against = {
        t: match
        for t, match in enumerate(matches)
        if match is not None
        and match.tie == "equal"
        and opposed(marks[t], matcher.figures[match.fact].subject.marks)
    }
    taken = {match.fact: t for t, match in enumerate(matches) if match is not None and t not in against}
    for t, match in against.items():
        figure = layout.places[t].figure
        for n in matcher.of_line[matcher.line_of[match.fact]]:
            other = matcher.figures[n]
            if n == match.fact or opposed(marks[t], other.subject.marks):
                continue
            if not units_match(figure, other.place.figure) or other.place.figure.kind != figure.kind:
                continue
            turned = before_for_after(marks[t], matcher.figures[match.fact].subject.marks)
            if n in taken and not (
                turned and _gives_way(matcher, matches[taken[n]], marks[taken[n]], match.fact)
            ):
                continue
            if n in taken:
                held = matches[taken[n]]
                assert held is not None
                matches[taken[n]] = held.telling(match.fact, "other")
                taken[match.fact] = taken[n]
            matches[t] = match.telling(n, "other")
            taken[n] = t
            break


def _gives_way(matcher: Matcher, held: Match | None, marks: Traits, to: int) -> bool:
    """True when a figure may as well tell another amount: 为11.4%，先前是8.9% for 由11.4%降到8.9%."""
    if held is None or held.tie != "equal":
        return False
    own, other = matcher.figures[held.fact], matcher.figures[to]
    return (
        matcher.line_of[held.fact] == matcher.line_of[to]
        and one_unit(own.place.figure, other.place.figure)
        and not holds(marks, own.subject.marks, other.subject.marks)
        and not opposed(marks, other.subject.marks)
    )
