"""Which figure of the facts each figure of the text tells: one assignment over the whole section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from summarywriter.checking.assignment import assign
from summarywriter.checking.calendar import Period
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.subject import all_features
from summarywriter.checking.told import Scope, Told
from summarywriter.checking.values import Tie, amount, compare, kin, units_match

# What a pair is worth: its tie plus SUBJECT times the likeness of subjects (0 to 1).
SUBJECT = 2.0
TIE_WORTH: Mapping[Tie, float] = {
    "equal": 1.0, "declared": 0.95, "rounded": 0.9, "part": 0.8, "coarser": 0.6, "digits": 0.5, "other": 0.0,
}  # fmt: skip
SAME_BOUND = 0.08
SAME_FACT = 0.3
REPEATED = 0.25
CLEAR = 0.34
"""Likeness from which a figure of another value is taken to speak of the same thing."""
FAINT = 0.05
"""Likeness below which even an equal value does not make a match."""
KEPT = 8
"""Candidates of another value kept for each figure of the text."""


@dataclass(frozen=True, slots=True)
class FactFigure:
    """A figure of a fact: its line, its number within the line, where it stands, what it speaks of."""

    line: Told
    index: int
    place: Place
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of the text and the fact's figure it tells; ``repeated`` when that was told before."""

    fact: int
    tie: Tie
    likeness: float
    repeated: bool = False


class Matcher:
    """The figures of a scope's facts, ready to be compared with those of a text."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.figures: list[FactFigure] = []
        self.of_line: dict[int, list[int]] = defaultdict(list)
        self.line_of: list[int] = []
        for number, line in enumerate(scope.facts):
            for index, (place, weights) in enumerate(zip(line.places, all_features(line.text), strict=True)):
                self.of_line[number].append(len(self.figures))
                self.line_of.append(number)
                self.figures.append(FactFigure(line, index, place, weights))
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

    def likenesses(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Return how alike the subject ``weights`` is to each fact figure's (0 to about 1)."""
        shared: dict[int, float] = defaultdict(float)
        for piece, weight in weights.items():
            rarity = self.rarity.get(piece)
            if rarity is None:
                continue
            for n, other in self.postings[piece]:
                shared[n] += rarity * (weight if weight < other else other)
        mass = self._mass(weights)
        least = self.unknown
        return {n: s / sqrt(max(mass, least) * max(self.masses[n], least)) for n, s in shared.items()}

    def match(self, layout: Layout) -> list[Match | None]:
        """Return for each figure of the text the fact's figure it tells, ``None`` for none."""
        period, decimals = self.scope.period, self.scope.decimals
        rows: list[dict[int, float]] = []
        ties: list[dict[int, tuple[Tie, float]]] = []
        for place, weights in zip(layout.places, all_features(layout.text), strict=True):
            likeness = self.likenesses(weights)
            row, tie = self._candidates(place, likeness, period, decimals)
            rows.append(row)
            ties.append(tie)
        taken = self._solve(rows, ties, {})
        near = self._near(layout, taken, ties)
        taken = self._solve(rows, ties, near)
        return [self._outcome(t, taken[t], rows, ties, near) for t in range(len(rows))]

    def _candidates(
        self, place: Place, likeness: Mapping[int, float], period: Period | None, decimals: int | None
    ) -> tuple[dict[int, float], dict[int, tuple[Tie, float]]]:
        told = place.figure
        row: dict[int, float] = {}
        ties: dict[int, tuple[Tie, float]] = {}
        others: list[tuple[float, int]] = []
        looked = set(self.by_value[amount(told).value]) | set(likeness)
        if told.kind == "date":
            looked |= set(self.by_kind["date"])
        for n in looked:
            fact = self.figures[n].place.figure
            if not kin(told, fact):
                continue
            alike = likeness.get(n, 0.0)
            tie = compare(told, fact, period, decimals)
            if tie == "none":
                if not kin(told, fact) or told.kind == "date":
                    continue
                tie = "none"
            if tie in ("other", "none", "digits") and alike < CLEAR:
                if tie != "digits" or alike < CLEAR / 2:
                    continue
            worth = TIE_WORTH.get(tie, -0.6) + SUBJECT * alike
            if told.bound == fact.bound:
                worth += SAME_BOUND
            if tie == "other" and not units_match(told, fact):
                continue
            if tie in ("other", "none"):
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
            return Match(taken, tie, alike)
        again = [
            (worth + (SAME_FACT if self.line_of[n] in near.get(t, ()) else 0.0), -n)
            for n, worth in rows[t].items()
            if ties[t][n][0] in _SUPPORTING
        ]
        if not again:
            return None
        n = -max(again)[1]
        tie, alike = ties[t][n]
        return Match(n, tie, alike, repeated=True)


_SUPPORTING: frozenset[Tie] = frozenset({"equal", "declared", "rounded", "part", "coarser"})
