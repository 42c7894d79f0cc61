"""How alike the subjects of a text's figures are to those of the facts' figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from math import log, sqrt

from summarywriter.checking.matching.subject import Subject, Traits, harmony

OWN = 0.2
"""Weight from which words are a figure's own: those of the wider sentence must not drown them."""
TELLING = 0.45
"""Weight from which a word is one that others are rarer or more common than."""
COMMON = 30
"""Figures that share a word from which the word finds none of them, in a long scope."""
LOOKED_AT = 24
"""Figures looked at for each figure of the text in a long scope."""


class Likeness:
    """The subjects of a scope's figures, by number, ready to be compared with those of a text."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        count = max(1, len(subjects))
        seen: dict[str, int] = defaultdict(int)
        for subject in subjects:
            for piece, weight in subject.words.items():
                seen[piece] += weight >= TELLING
        self.unknown = log(1 + count)
        self.rarity = {piece: log(1 + count / max(1, times)) for piece, times in seen.items()}
        self.holders: dict[str, dict[int, float]] = {}
        """For each piece the figures that have it among their words: its weight there by its rarity."""
        self.masses: list[float] = []
        for n, subject in enumerate(subjects):
            mass = 0.0
            for piece, weight in subject.words.items():
                rare = weight * self.rarity[piece]
                self.holders.setdefault(piece, {})[n] = rare
                if weight >= OWN:
                    mass += rare
            self.masses.append(max(mass, self.unknown))
        # Few sets of marking words occur, each with many figures.
        self.marks = list(dict.fromkeys(subject.marks for subject in subjects))
        order = {marks: k for k, marks in enumerate(self.marks)}
        self.marks_of = [order[subject.marks] for subject in subjects]
        self.harmonies: dict[Traits, list[float]] = {}

    def among(self, subject: Subject, fitting: Set[int]) -> dict[int, float]:
        """Return how alike ``subject`` is to each of the figures ``fitting``, from 0 to about 1.

        Figures that share no word with it are left out.
        """
        mass, shared = 0.0, dict.fromkeys(fitting, 0.0)
        for piece, weight in subject.words.items():
            holders = self.holders.get(piece)
            rare = weight * (self.unknown if holders is None else self.rarity[piece])
            if weight >= OWN:
                mass += rare
            if holders is None:
                continue
            if len(holders) > len(shared):
                for n in holders.keys() & fitting:
                    other = holders[n]
                    shared[n] += rare if rare < other else other
            else:
                for n, other in holders.items():
                    if n in shared:
                        shared[n] += rare if rare < other else other
        mass = max(mass, self.unknown)
        harmonies = self._harmonies(subject.marks)
        return {
            n: worth / sqrt(mass * self.masses[n]) + harmonies[self.marks_of[n]]
            for n, worth in shared.items()
            if worth
        }

    def _harmonies(self, marks: Traits) -> list[float]:
        """How far marking words speak for or against each of those that the facts' figures have."""
        if marks not in self.harmonies:
            self.harmonies[marks] = [harmony(marks, other) for other in self.marks]
        return self.harmonies[marks]

    def likeliest(self, subject: Subject, fitting: Set[int]) -> set[int]:
        """Return the few of the figures ``fitting`` that share most of the rarer words of ``subject``."""
        shared: dict[int, float] = defaultdict(float)
        for piece, weight in subject.words.items():
            holders = self.holders.get(piece)
            if holders is not None and len(holders) <= COMMON:
                rare = weight * self.rarity[piece]
                for n in holders.keys() & fitting:
                    shared[n] += min(rare, holders[n])
        return set(sorted(shared, key=lambda n: (-shared[n], n))[:LOOKED_AT])
