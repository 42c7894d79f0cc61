"""Second thoughts on matches: figures told twice while a like one is missing, and places changed."""

from __future__ import annotations

from collections import defaultdict

from summarywriter.checking.layout import Layout
from summarywriter.checking.matching import CLEAR, FAINT, SUPPORTING, Match, Matcher, Matching
from summarywriter.checking.subject import opposed, subjects
from summarywriter.checking.values import units_match

_DOUBT = 0.5
"""How much less a missing figure may be like than the told one and still be the one meant."""


def reconcile(layout: Layout, matcher: Matcher, matching: Matching) -> list[Match | None]:
    """Return the matches with mistaken tellings given to the figures they stand for."""
    matches = list(matching.matches)
    _take_for_missing(layout, matcher, matching, matches)
    _part_opposed(layout, matcher, matches)
    return matches


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
            if match.other_end is not None:
                tellers[match.other_end].append(t)
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
            matches[t] = Match(n, "other", alike, near=old.near)


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
    taken = {match.fact for t, match in enumerate(matches) if match is not None and t not in against}
    for t, match in against.items():
        figure = layout.places[t].figure
        for n in matcher.of_line[matcher.line_of[match.fact]]:
            other = matcher.figures[n]
            if n in taken or n == match.fact or opposed(marks[t], other.subject.marks):
                continue
            if units_match(figure, other.place.figure) and other.place.figure.kind == figure.kind:
                matches[t] = Match(n, "other", match.likeness, near=match.near)
                taken.add(n)
                break
