"""Which figure of the facts each figure of the text tells: one assignment over the whole section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.calendar import another_of
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.rates_apart import rate_words, told_per
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.assignment import assign
from summarywriter.checking.matching.likeness import LOOKED_AT, Likeness
from summarywriter.checking.matching.line_index import LineIndex
from summarywriter.checking.matching.subject import Subject, counted, subjects
from summarywriter.checking.matching.together import told_as_one
from summarywriter.checking.matching.values import (
    Tie,
    amount,
    comparable,
    compare,
    kin,
    numbers,
    same_number,
    significant,
)
from summarywriter.model import Figure, Moment

# What a pair is worth: its tie plus SUBJECT times the likeness of subjects (0 to 1).
SUBJECT = 2.0
TIE_WORTH: Mapping[Tie, float] = {
    "equal": 0.3, "declared": 0.27, "rounded": 0.25, "part": 0.2, "coarser": 0.1, "digits": 0.15,
    "other": 0.0,
}  # fmt: skip
TOLD_EXACTLY = 0.2
"""What each further digit of an equal number adds, up to three: 1386 is hardly told by chance."""
SAME_BOUND = 0.2
SAME_FACT = 0.27
"""Less than an equal value is worth beside another: of two like facts told at once each keeps its own."""
REPEATED = 0.25
AGAIN = 0.9
"""Of two figures that tell one thing the likelier is the first telling."""
ALONE = 0.35
"""The worth of a figure that nothing supports: less, and it is taken for a changed one."""
CLEAR = 0.34
"""Likeness from which a figure of another value is taken to speak of the same thing."""
CLEAR_GENERIC = 0.6
"""The same where the units agree only because 个 fits any thing."""
GENERIC = 0.4
"""How much less a changed value is worth where only 个 ties the units: 18条 is no changed 四个."""
FAINT = 0.05
"""Likeness below which an equal value alone does not make a match, unless the fact is told nearby."""
FAINT_AGAIN = 0.2
"""The same for a figure that was told before: a second telling must speak of the same thing."""
FAINT_NEAR = 0.15
"""The same where the sentence tells other figures of that fact."""
MANY = 60
"""Figures that could be meant from which only the likelier ones are looked at."""
KEPT = 8
"""Candidates of another value kept for each figure of the text."""
_NONE: frozenset[int] = frozenset()
DAYS = frozenset({"月", "天", "小时"})
"""Units of lengths of time that have other ways to be told than their number: 48小时, 两天."""


@dataclass(frozen=True, slots=True)
class FactFigure:
    """A figure of a fact: its line, its number within the line, where it stands, what it speaks of."""

    line: Told
    index: int
    place: Place
    subject: Subject

    @property
    def phrase(self) -> str:
        """The figure as the fact writes it, bound words included."""
        return self.place.figure.phrase(self.line.text)


class Candidate(NamedTuple):
    """A fact figure that a figure of the text could tell: tie, likeness of subjects, worth."""

    tie: Tie
    likeness: float
    worth: float


Candidates: TypeAlias = dict[int, Candidate]
Near: TypeAlias = dict[int, frozenset[int]]
"""For each figure of the text the lines that its sentence tells by other figures."""


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of the text and the fact's figure it tells; ``repeated`` when that was told before.

    ``near`` are the lines that the same sentence tells by other figures.
    ``also`` are further figures of the fact where the text tells several of them as one range.
    """

    fact: int
    tie: Tie
    likeness: float
    repeated: bool = False
    near: frozenset[int] = frozenset()
    also: tuple[int, ...] = ()

    def telling(self, fact: int, tie: Tie) -> Match:
        """The match with another figure of the facts."""
        return Match(fact, tie, self.likeness, near=self.near)


def exchange(matches: list[Match | None], t: int, u: int, tie: Tie = "other") -> None:
    """Give two matched figures of a text each other's figures of the facts, with a new tie."""
    one, other = matches[t], matches[u]
    assert one is not None
    assert other is not None
    matches[t], matches[u] = one.telling(other.fact, tie), other.telling(one.fact, tie)


class Matching(NamedTuple):
    """The matches of a text's figures, and how alike each is to each of the facts' figures."""

    matches: list[Match | None]
    likenesses: list[dict[int, float]]


class Matcher:
    """The figures of a scope's facts, ready to be compared with those of a text."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.figures: list[FactFigure] = []
        self.clauses: list[str] = []
        self.of_line: dict[int, list[int]] = {}
        """The figures of each line that has any, as all that is looked up here: read, never added to."""
        self.line_of: list[int] = []
        for number, line in enumerate(scope.facts):
            for index, (place, subject) in enumerate(zip(line.places, subjects(line.text), strict=True)):
                self.of_line.setdefault(number, []).append(len(self.figures))
                self.line_of.append(number)
                self.clauses.append(line.layout.clauses(place))
                self.figures.append(FactFigure(line, index, place, subject))
        self.index = LineIndex([line.layout for line in scope.facts])
        self.plain = [f.place.figure for f in self.figures]
        self.each = [told_per(f.line.text, f.place.figure) for f in self.figures]
        self.alike = Likeness([figure.subject for figure in self.figures])
        self.by_value: dict[object, set[int]] = {}
        self.dates: set[int] = set()
        self.by_number: dict[object, set[int]] = {}
        self.by_rate: dict[tuple[object, bool], set[int]] = {}
        """The same of the figures that are told per something (自然箱/小时), and of those that are not."""
        self.by_unit: dict[tuple[str, str | None], list[int]] = {}
        for n, figure in enumerate(self.figures):
            known = amount(figure.place.figure)
            for key in known.member_keys if figure.place.figure.kind == "ordinal" else (known.low_key,):
                self.by_value.setdefault(key, set()).add(n)
            if known.group == "date":
                self.dates.add(n)
            self.by_unit.setdefault((figure.place.figure.kind, figure.place.figure.unit), []).append(n)
            unit = figure.place.figure.unit
            for key in numbers(figure.place.figure):
                self.by_number.setdefault(key, set()).add(n)
                if unit is not None:
                    self.by_rate.setdefault((key, "/" in unit), set()).add(n)
        self.of_unit: dict[tuple[str, str | None], frozenset[int]] = {}

    def likenesses(self, layout: Layout, place: Place, subject: Subject) -> dict[int, float]:
        """Return how alike a figure's subject is to those of the facts' figures that it could tell.

        From 0 to about 1; figures that share no word are left out. In a long scope only the
        likeliest by their rarer words are looked at, and those of the same value; of these, if
        they are many, only those of the facts that the clauses around are likeliest to tell.
        """
        told = place.figure
        # What could be meant at all: figures of a unit that agrees, or of the same number.
        fitting: Set[int] = self._of_unit(told).union(*(self.by_number.get(n, _NONE) for n in numbers(told)))
        if len(fitting) > MANY:
            near, same = self.alike.likeliest(subject, fitting), self._equals(told)
            if len(same) > MANY:
                around = self.index.told_around(layout, place)
                beside = {n for line in around for n in self.of_line.get(line, ())}
                near, same = near | (beside & fitting), same & beside
            fitting = near | same
        return self.alike.among(subject, fitting)

    def _of_unit(self, told: Figure) -> frozenset[int]:
        """The fact figures whose unit agrees with that of a figure of the text."""
        key = (told.kind, told.unit)
        if key not in self.of_unit:
            self.of_unit[key] = frozenset(
                n for same in self.by_unit.values()
                if comparable(told, self.figures[same[0]].place.figure)
                for n in same
            )  # fmt: skip
        return self.of_unit[key]

    def _equals(self, told: Figure) -> Set[int]:
        """The fact figures that may have the same value: all dates for a date."""
        if told.kind == "date":
            return self.dates
        same: Set[int] = self.by_value.get(amount(told).low_key, _NONE)
        if told.unit is not None:
            for number in numbers(told):
                same = same | self.by_rate.get((number, "/" not in told.unit), _NONE)
        return same

    def telling(self, told: Figure) -> Sequence[int]:
        """Return the fact figures that may tell the same amount, in order.

        Ranks (首份, 首次) and lengths of time have other ways to be told than their number.
        """
        if told.kind == "ordinal" or told.unit in DAYS:
            return range(len(self.figures))
        alike = {n for number in numbers(told) for n in self.by_number.get(number, _NONE)}
        return sorted(self._equals(told) | alike)

    def match(self, layout: Layout) -> Matching:
        """Return for each figure of the text the fact's figure it tells, ``None`` for none."""
        likenesses = [
            self.likenesses(layout, place, subject)
            for place, subject in zip(layout.places, subjects(layout.text), strict=True)
        ]
        candidates: list[Candidates] = [
            self._candidates(layout, place, likeness)
            for place, likeness in zip(layout.places, likenesses, strict=True)
        ]
        # What a first round tells of the groups' facts guides the second.
        near = self._near(layout, _solve(candidates), candidates)
        for t, lines in near.items():
            self._favour(layout, t, likenesses[t], candidates[t], lines)
        taken = _solve(candidates)
        near = self._near(layout, taken, candidates)
        matches = [
            self._as_one(layout, place) or self._outcome(taken[t], candidates[t], near.get(t, _NONE))
            for t, place in enumerate(layout.places)
        ]
        return Matching(matches, likenesses)

    def _as_one(self, layout: Layout, place: Place) -> Match | None:
        """A figure that tells several of a fact: 5月6日至5月24日, 前三名."""
        told = place.figure
        if told.high is None and amount(told).high is None:
            return None
        lines: Iterable[Sequence[int]] = self.of_line.values()
        if len(self.of_line) > MANY:
            lines = [self.of_line.get(line, ()) for line in self.index.told_around(layout, place)]
        together = told_as_one(told, lines, self.plain, self.scope.period)
        return Match(together[0], "equal", 1.0, also=together[1:]) if together else None

    def _candidates(self, layout: Layout, place: Place, likeness: Mapping[int, float]) -> Candidates:
        """Return every fact figure that could be meant, and what it is worth."""
        told = place.figure
        words = rate_words(layout, place)
        # Only a marked amount, a range or a date can be told by another value that is not a changed one.
        loose = told.bound != "exact" or told.high is not None or told.kind == "date"
        low = CLEAR / 2 if loose or self.scope.decimals is not None else CLEAR
        looked = {
            n for n, alike in likeness.items()
            if alike >= low or (alike >= CLEAR / 2 and self.figures[n].place.figure.high is not None)
        }  # fmt: skip
        looked.update(
            n for number in numbers(told) for n in likeness.keys() & self.by_number.get(number, _NONE)
            if likeness[n] >= CLEAR / 2
        )  # fmt: skip
        found: Candidates = {}
        each = told_per(layout.text, told)
        # Where not even the unit agrees, an equal number says nothing without a likeness.
        same: Set[int] = self._of_unit(told) & self._equals(told)
        if len(same) > MANY:
            same = (same & likeness.keys()) or set(sorted(same)[:LOOKED_AT])
        for n in looked | same:
            alike = likeness.get(n, 0.0)
            candidate = self._candidate(told, words, n, alike)
            if candidate is None or (candidate.tie in CHANGED and each != self.each[n]):
                continue  # 每千人3.2名: what something is told per is no changed amount
            if candidate.tie in CHANGED and alike < _needed(
                candidate.tie, told, self.figures[n].place.figure
            ):
                continue
            found[n] = candidate
        if self._ranks(told):
            found = {n: candidate for n, candidate in found.items() if candidate.tie not in CHANGED}
        changed = sorted(
            (n for n, c in found.items() if c.tie in CHANGED), key=lambda n: (-found[n].worth, n)
        )
        for n in changed[KEPT:]:
            del found[n]
        return found

    def _candidate(self, told: Figure, words: str, n: int, alike: float) -> Candidate | None:
        line, fact, period = self.figures[n].line, self.figures[n].place.figure, self.scope.period
        tie = compare(told, fact, period, self.scope.decimals, words, self.clauses[n], line.text)
        if tie == "none" or (tie == "digits" and not kin(told, fact)):
            return None
        dates = line.dates if told.kind == "date" and tie in ("other", "coarser") else ()
        if dates and another_of(told, fact, dates, period):
            return None
        if tie == "other" and _end_of_year(told) and _end_of_year(fact):
            return None  # 到年末为117户，而年初为142户: which is which the amounts tell
        same = tie == "digits" or (tie == "other" and same_number(told, fact))
        worth = TIE_WORTH["digits" if same else tie] + SUBJECT * alike
        if tie == "equal":
            worth += TOLD_EXACTLY * min(significant(told) - 1, 3)
        if tie in CHANGED and _generic(told, fact):
            worth -= GENERIC
        return Candidate(tie, alike, worth + (SAME_BOUND if told.bound == fact.bound else 0.0))

    def _ranks(self, told: Figure) -> bool:
        """True for the prizes of 二等奖3个、一等奖1个: which is which their counts tell."""
        return told.kind == "ordinal" and any(
            self.figures[n].place.figure.unit == told.unit for n in self._equals(told) & self._counted
        )

    @cached_property
    def _counted(self) -> frozenset[int]:
        """The figures that a count stands beside."""
        return frozenset(n for n, f in enumerate(self.figures) if counted(f.line.layout, f.place))

    def _favour(
        self,
        layout: Layout,
        t: int,
        likeness: Mapping[int, float],
        candidates: Candidates,
        lines: frozenset[int],
    ) -> None:
        """Raise the worth of the facts told beside a figure, and let in their less likely figures."""
        place = layout.places[t]
        ranks, each = self._ranks(place.figure), told_per(layout.text, place.figure)
        for line in lines:
            for n in self.of_line.get(line, ()):
                alike = likeness.get(n, 0.0)
                known = candidates.get(n)
                if known is None and alike >= FAINT:
                    known = self._candidate(place.figure, rate_words(layout, place), n, alike)
                    unlikely = _generic(place.figure, self.figures[n].place.figure) or ranks or each
                    if known and known.tie in CHANGED and unlikely:
                        continue
                if known is not None:
                    candidates[n] = known._replace(worth=known.worth + SAME_FACT)

    def _near(self, layout: Layout, taken: Sequence[int | None], candidates: Sequence[Candidates]) -> Near:
        """For each figure the facts that its group of clauses tells by other figures."""
        groups: dict[tuple[int, int], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for t, own in enumerate(taken):
            n = _again(candidates[t]) if own is None else own
            if n is not None and candidates[t][n].tie in SUPPORTING and candidates[t][n].likeness > CLEAR / 2:
                groups[layout.places[t].group][self.line_of[n]].add(t)
        return {
            t: frozenset(line for line, by in groups[place.group].items() if len(by) > (t in by))
            for t, place in enumerate(layout.places)
            if place.group in groups
        }

    def _outcome(self, taken: int | None, candidates: Candidates, near: frozenset[int]) -> Match | None:
        if taken is not None:
            found = candidates[taken]
            return Match(taken, found.tie, found.likeness, near=near)
        n = _again(candidates)
        if n is None:
            return None
        return Match(n, candidates[n].tie, candidates[n].likeness, repeated=True, near=near)


def _end_of_year(figure: Figure) -> bool:
    """True for 年初, 年末."""
    moment = figure.value
    return isinstance(moment, Moment) and moment.part is not None and moment.month is moment.year is None


def _again(candidates: Candidates) -> int | None:
    """The fact figure that a figure tells once more, when it is not the one that tells it."""
    return max(
        (n for n, c in candidates.items() if c.tie in SUPPORTING),
        key=lambda n: (candidates[n].worth, -n),
        default=None,
    )


def _solve(candidates: Sequence[Candidates]) -> list[int | None]:
    outside = [
        max((c.worth * AGAIN - REPEATED for c in row.values() if c.tie in SUPPORTING), default=ALONE)
        for row in candidates
    ]
    return assign([{n: c.worth for n, c in row.items()} for row in candidates], outside)


def _needed(tie: Tie, told: Figure, fact: Figure) -> float:
    """Likeness from which another value or unit is taken for a changed one.

    More where only 个 ties the units, less where the number is the same.
    """
    if tie == "digits":
        # 冠军 and 一等奖 share a number and little else.
        return CLEAR_GENERIC if "ordinal" in (told.kind, fact.kind) else CLEAR / 2
    return CLEAR_GENERIC if _generic(told, fact) else CLEAR


def _generic(told: Figure, fact: Figure) -> bool:
    """True where the units agree only because 个 fits any thing."""
    return told.unit != fact.unit and "个" in (told.unit, fact.unit)


CHANGED: frozenset[Tie] = frozenset({"other", "digits"})
"""Ties of figures that speak of one thing and tell another value or unit."""
SUPPORTING: frozenset[Tie] = frozenset({"equal", "declared", "rounded", "part", "coarser"})
"""Ties by which a fact's figure supports a figure of the text."""
