"""Which figure of the facts each figure of the text tells: one assignment over the whole section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log, sqrt

from summarywriter.checking.assignment import assign
from summarywriter.checking.layout import Layout, Place, lay_out
from summarywriter.checking.subject import Traits, all_features, all_traits, harmony
from summarywriter.checking.told import Scope, Told
from summarywriter.checking.values import Tie, amount, compare, kin, same_number
from summarywriter.model import Figure

# What a pair is worth: its tie plus SUBJECT times the likeness of subjects (0 to 1).
SUBJECT = 2.0
TIE_WORTH: Mapping[Tie, float] = {
    "equal": 0.45, "declared": 0.42, "rounded": 0.38, "part": 0.3, "coarser": 0.2, "digits": 0.2,
    "other": 0.0,
}  # fmt: skip
SAME_BOUND = 0.2
SAME_FACT = 0.3
REPEATED = 0.25
CLEAR = 0.34
"""Likeness from which a figure of another value is taken to speak of the same thing."""
CLEAR_GENERIC = 0.6
"""The same where the units agree only because 个 fits any thing."""
FAINT = 0.05
"""Likeness below which an equal value alone does not make a match, unless the fact is told nearby."""
FAINT_AGAIN = 0.2
"""The same for a figure that was told before: a second telling must speak of the same thing."""
KEPT = 8
"""Candidates of another value kept for each figure of the text."""


@dataclass(frozen=True, slots=True)
class FactFigure:
    """A figure of a fact: its line, its number within the line, where it stands, what it speaks of."""

    line: Told
    index: int
    place: Place
    features: Mapping[str, float]
    traits: Traits


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of the text and the fact's figure it tells; ``repeated`` when that was told before.

    ``near`` is true when the same sentence tells the fact by another figure as well.
    ``other_end`` is the fact's next figure where the text tells two of them as one range.
    """

    fact: int
    tie: Tie
    likeness: float
    repeated: bool = False
    near: bool = False
    other_end: int | None = None


class Matcher:
    """The figures of a scope's facts, ready to be compared with those of a text."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.figures: list[FactFigure] = []
        self.clauses: list[str] = []
        self.of_line: dict[int, list[int]] = defaultdict(list)
        self.line_of: list[int] = []
        for number, line in enumerate(scope.facts):
            rows = zip(line.places, all_features(line.text), all_traits(line.text), strict=True)
            for index, (place, weights, marks) in enumerate(rows):
                self.of_line[number].append(len(self.figures))
                self.line_of.append(number)
                self.clauses.append(lay_out(line.text).clause(place))
                self.figures.append(FactFigure(line, index, place, weights, marks))
        count = max(1, len(self.figures))
        seen: dict[str, int] = defaultdict(int)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n, figure in enumerate(self.figures):
            for piece, weight in figure.features.items():
                self.postings[piece].append((n, weight))
                if weight >= 0.45:
                    seen[piece] += 1
        self.rarity = {piece: log(1 + count / max(1, seen[piece])) for piece in self.postings}
        self.unknown = log(1 + count)
        self.masses = [self._mass(f.features) for f in self.figures]
        self.by_value: dict[object, list[int]] = defaultdict(list)
        self.by_kind: dict[str, list[int]] = defaultdict(list)
        for n, figure in enumerate(self.figures):
            known = amount(figure.place.figure)
            self.by_value[known.value].append(n)
            self.by_kind[known.group].append(n)

    def _mass(self, weights: Mapping[str, float]) -> float:
        # Words of the wider sentence weigh little and must not drown the figure's own words.
        return sum(w * self.rarity.get(p, self.unknown) for p, w in weights.items() if w >= 0.2)

    def likenesses(self, weights: Mapping[str, float], marks: Traits) -> dict[int, float]:
        """Return how alike a subject is to each fact figure's (0 to about 1)."""
        shared: dict[int, float] = defaultdict(float)
        for piece, weight in weights.items():
            rarity = self.rarity.get(piece)
            if rarity is None:
                continue
            for n, other in self.postings[piece]:
                shared[n] += rarity * (weight if weight < other else other)
        mass = self._mass(weights)
        least = self.unknown
        return {
            n: s / sqrt(max(mass, least) * max(self.masses[n], least))
            + harmony(marks, self.figures[n].traits)
            for n, s in shared.items()
        }

    def match(self, layout: Layout) -> list[Match | None]:
        """Return for each figure of the text the fact's figure it tells, ``None`` for none."""
        rows: list[dict[int, float]] = []
        ties: list[dict[int, tuple[Tie, float]]] = []
        told = zip(layout.places, all_features(layout.text), all_traits(layout.text), strict=True)
        for place, weights, marks in told:
            likeness = self.likenesses(weights, marks)
            row, tie = self._candidates(layout, place, likeness)
            rows.append(row)
            ties.append(tie)
        taken = self._solve(rows, ties, {})
        near = self._near(layout, taken, ties)
        taken = self._solve(rows, ties, near)
        return [
            self._as_range(place.figure) or self._outcome(t, taken[t], rows, ties, near)
            for t, place in enumerate(layout.places)
        ]

    def _as_range(self, told: Figure) -> Match | None:
        """从5月6日打到5月24日 told as 5月6日至5月24日: the two ends stand apart in the fact."""
        if told.high is None:
            return None
        first, last = replace(told, high=None), replace(told, value=told.high, high=None)
        period = self.scope.period
        for figures in self.of_line.values():
            for n, following in pairwise(figures):
                one, two = self.figures[n].place.figure, self.figures[following].place.figure
                if (
                    one.kind == two.kind == told.kind and one.high is None and two.high is None
                    and compare(first, one, period) == "equal" and compare(last, two, period) == "equal"
                ):  # fmt: skip
                    return Match(n, "equal", 1.0, other_end=following)
        return None

    def _candidates(
        self, layout: Layout, place: Place, likeness: Mapping[int, float]
    ) -> tuple[dict[int, float], dict[int, tuple[Tie, float]]]:
        """Return what every fact figure that could be meant is worth, and how it ties."""
        told = place.figure
        words = layout.clause(place)
        row: dict[int, float] = {}
        ties: dict[int, tuple[Tie, float]] = {}
        others: list[tuple[float, int]] = []
        looked = set(likeness)
        looked.update(self.by_kind["date"] if told.kind == "date" else self.by_value[amount(told).value])
        for n in looked:
            figure = self.figures[n]
            fact = figure.place.figure
            alike = likeness.get(n, 0.0)
            tie = compare(told, fact, self.scope.period, self.scope.decimals, words, self.clauses[n])
            if tie == "none" or (tie == "other" and alike < _needed(told, fact)):
                continue
            if tie == "digits" and (alike < CLEAR / 2 or not kin(told, fact)):
                continue
            same = tie == "digits" or (tie == "other" and same_number(told, fact))
            worth = TIE_WORTH["digits" if same else tie] + SUBJECT * alike
            if told.bound == fact.bound:
                worth += SAME_BOUND
            if tie in ("other", "digits"):
                others.append((worth, n))
            row[n] = worth
            ties[n] = (tie, alike)
        if len(others) > KEPT:
            others.sort(reverse=True)
            for _, n in others[KEPT:]:
                del row[n], ties[n]
        return row, ties

    def _solve(
        self,
        rows: Sequence[Mapping[int, float]],
        ties: Sequence[Mapping[int, tuple[Tie, float]]],
        near: Mapping[int, frozenset[int]],
    ) -> list[int | None]:
        scores = [
            {
                n: worth + (SAME_FACT if self.line_of[n] in near.get(t, ()) else 0.0)
                for n, worth in row.items()
            }
            for t, row in enumerate(rows)
        ]
        outside = []
        for t, row in enumerate(scores):
            again = [worth - REPEATED for n, worth in row.items() if ties[t][n][0] in _SUPPORTING]
            outside.append(max(again, default=0.35))
        return assign(scores, outside)

    def _near(
        self, layout: Layout, taken: Sequence[int | None], ties: Sequence[Mapping[int, tuple[Tie, float]]]
    ) -> dict[int, frozenset[int]]:
        """For each figure the facts that its sentence tells by other figures."""
        sentences: dict[tuple[int, int], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for t, n in enumerate(taken):
            if n is not None and ties[t][n][0] in _SUPPORTING and ties[t][n][1] > CLEAR / 2:
                sentences[layout.places[t].sentence][self.line_of[n]].add(t)
        near = {}
        for t, place in enumerate(layout.places):
            lines = sentences.get(place.sentence)
            if lines:
                near[t] = frozenset(line for line, by in lines.items() if by - {t})
        return near

    def _outcome(
        self,
        t: int,
        taken: int | None,
        rows: Sequence[Mapping[int, float]],
        ties: Sequence[Mapping[int, tuple[Tie, float]]],
        near: Mapping[int, frozenset[int]],
    ) -> Match | None:
        if taken is not None:
            tie, alike = ties[t][taken]
            return Match(taken, tie, alike, near=self.line_of[taken] in near.get(t, ()))
        again = [
            (worth + (SAME_FACT if self.line_of[n] in near.get(t, ()) else 0.0), -n)
            for n, worth in rows[t].items()
            if ties[t][n][0] in _SUPPORTING
        ]
        if not again:
            return None
        n = -max(again)[1]
        tie, alike = ties[t][n]
        return Match(n, tie, alike, repeated=True, near=self.line_of[n] in near.get(t, ()))


def _needed(told: Figure, fact: Figure) -> float:
    """Likeness from which another value is taken for a changed one: more where only 个 ties the units."""
    generic = told.unit != fact.unit and "个" in (told.unit, fact.unit)
    return CLEAR_GENERIC if generic else CLEAR


_SUPPORTING: frozenset[Tie] = frozenset({"equal", "declared", "rounded", "part", "coarser"})
