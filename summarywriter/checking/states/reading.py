"""What the figures of a text were read to tell, by the clause and the sentence in which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.periods import says_period
from summarywriter.checking.wording.telling import Telling, tellings, told_by_words


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """A text and the facts' figures that its figures tell.

    ``told`` gives for each fact figure the text's figures that tell it, ``of_clause`` the fact figures of
    each clause by its number in ``clauses``, ``of_sentence`` the facts of each sentence, those without
    figures too; ``tellings`` tells where these stand.
    """

    layout: Layout
    matcher: Matcher
    told: Mapping[int, Sequence[int]]
    clauses: Sequence[tuple[int, int]]
    of_clause: Mapping[int, Set[int]]
    of_sentence: Mapping[tuple[int, int], Set[int]]
    tellings: Mapping[int, Telling | None]

    @property
    def scope(self) -> Scope:
        """What supports the text."""
        return self.matcher.scope


def reading_of(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Reading:
    """Return what a text was read to tell."""
    spans = all_clauses(layout)
    of_clause: dict[int, set[int]] = defaultdict(set)
    of_sentence: dict[tuple[int, int], set[int]] = defaultdict(set)
    for n, ts in told.items():
        told_by = matcher.scope.facts[matcher.line_of[n]]
        counted = any(place.figure.kind != "date" for place in told_by.places)
        for t in _plainly(layout, ts):
            place = layout.places[t]
            if counted and says_period(place.figure, matcher.scope.period):
                continue  # 2024年上半年 at the head of a report tells no fact that has 上半年 in it
            of_clause[clause_at(spans, place.figure.start)].add(n)
            of_sentence[place.sentence].add(matcher.line_of[n])
    bare = tellings(layout, matcher)
    known = {matcher.line_of[n] for n in told} | bare.keys()
    lost = [n for n, fact in enumerate(matcher.scope.facts) if fact.required and n not in known]
    for line, where in (*bare.items(), *told_by_words(layout, matcher, lost).items()):
        if where is not None:
            of_sentence[where[1]].add(line)
    return Reading(layout, matcher, told, spans, dict(of_clause), dict(of_sentence), bare)


def _plainly(layout: Layout, told: Sequence[int]) -> Sequence[int]:
    """The figures that tell a fact's figure, without 一篇 where others do: it may be of anything."""
    plain = [t for t in told if not layout.places[t].figure.article]
    return plain or told
