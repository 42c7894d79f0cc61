"""Second thoughts on matches: figures told twice while a like one is missing, and places changed."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from summarywriter.checking.layout import Layout, Place, lay_out
from summarywriter.checking.matching import CLEAR, FAINT, SUPPORTING, Match, Matcher, Matching
from summarywriter.checking.subject import opposed, subjects
from summarywriter.checking.values import amount, compare, units_match

_LIGHT = re.compile(r"[已共均都有了就]|累计")
_SURE = 0.6
_DOUBT = 0.5
"""How much less a missing figure may be like than the told one and still be the one meant."""


def reconcile(layout: Layout, matcher: Matcher, matching: Matching) -> list[Match | None]:
    """Return the matches with mistaken tellings given to the figures they stand for."""
    matches = list(matching.matches)
    _let_go(matches)
    _take_for_missing(layout, matcher, matching, matches)
    _part_opposed(layout, matcher, matches)
    _turn_round(layout, matcher, matches)
    _give_back(layout, matcher, matching, matches)
    return matches


def _turn_round(layout: Layout, matcher: Matcher, matches: list[Match | None]) -> None:
    """五项任务完成八项 for 8项任务完成5项: the same words between two figures that changed places."""
    for t, (first, second) in enumerate(pairwise(layout.places)):
        one, two = matches[t], matches[t + 1]
        if one is None or two is None or one.tie != "equal" or two.tie != "equal":
            continue
        line = matcher.line_of[one.fact]
        if line != matcher.line_of[two.fact] or not units_match(first.figure, second.figure):
            continue
        facts = [matcher.figures[n].place for n in (one.fact, two.fact)]
        if first.clause != second.clause or facts[0].clause != facts[1].clause:
            continue
        said = _between(layout, first, second)
        meant = _between(lay_out(matcher.scope.facts[line].text), facts[1], facts[0])
        inside = "中" in said and amount(first.figure).value < amount(second.figure).value  # type: ignore[operator]
        if said and (said == meant or inside):
            matches[t] = Match(two.fact, "other", one.likeness, near=one.near)
            matches[t + 1] = Match(one.fact, "other", two.likeness, near=two.near)


def _between(layout: Layout, first: Place, second: Place) -> str:
    """The words from one figure to the next, without 已 共 均; empty where the figures stand otherwise."""
    return _LIGHT.sub("", layout.flat[first.figure.phrase_end : second.figure.phrase_start])


def _give_back(layout: Layout, matcher: Matcher, matching: Matching, matches: list[Match | None]) -> None:
    """Let a figure taken for a changed one tell its own amount again where nothing else tells that.

    A changed figure whose new amount happens to be one of the facts' that is told nowhere would be
    two faults at once; that it tells this one in other words is likelier.
    """
    told = {m.fact for m in matches if m is not None} | {m.other_end for m in matches if m is not None}
    for t, match in enumerate(matches):
        if match is None or match.tie != "other":
            continue
        figure = layout.places[t].figure
        own = [
            n for n in matcher.by_value[amount(figure).value]
            if n not in told
            and figure.kind != "date"
            and (matching.likenesses[t].get(n, 0.0) >= FAINT or matcher.line_of[n] in match.near)
            and compare(figure, matcher.figures[n].place.figure, matcher.scope.period) == "equal"
        ]  # fmt: skip
        if own:
            n = max(own, key=lambda n: matching.likenesses[t].get(n, 0.0))
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
