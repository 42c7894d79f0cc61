"""Figures that no fact states but that arithmetic explains: sums, differences, shares, growth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import NamedTuple, TypeAlias

from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Figure
from summarywriter.patterns import regex

_MOST = 60
"""Figures of a scope that are held against each other, two by two."""

Explained: TypeAlias = tuple[str, tuple[FactFigure, ...]]
"""Arithmetic in words, and the facts' figures that it is done with."""


class Derivations:
    """The arithmetic of a scope's figures, worked out once and asked for one figure after another."""

    def __init__(self, facts: Sequence[FactFigure]) -> None:
        self.facts = facts
        self._sums: dict[tuple[str, str | None], _Sums] = {}

    def explain(self, figure: Figure) -> Explained | None:
        """Return the arithmetic that yields ``figure`` from facts' figures, and those figures.

        Looks at sums of two or of several neighbours of one fact, differences, shares and growth rates
        of two figures of one unit, and averages. ``None`` when nothing explains the figure. Of a long
        scope only the first figures are held against each other, so that chance does not explain
        everything.
        """
        wanted = amount(figure)
        if not isinstance(wanted.value, Fraction) or wanted.value == 0 or figure.high is not None:
            return None
        if wanted.group == "amount":
            return self._sum(figure, wanted.value)
        if wanted.group.startswith("point"):
            return self._points(wanted.value)
        return self._share(figure, wanted.value) if wanted.group == "share" else None

    def _sum(self, figure: Figure, wanted: Fraction) -> Explained | None:
        key = (figure.kind, figure.unit)
        if key not in self._sums:
            same = [f for f in self.facts if f.place.figure.kind == figure.kind]
            self._sums[key] = _Sums([f for f in same if units_match(figure, f.place.figure)])
        sums = self._sums[key]
        return sums.of_neighbours(wanted) or self._product(figure, wanted) or sums.of_all(wanted)

    @cached_property
    def _amounts(self) -> _Wholes:
        return _wholes([f for f in self.facts if amount(f.place.figure).group == "amount"][:_MOST])

    @cached_property
    def _shares(self) -> _Wholes:
        return _wholes([f for f in self.facts if amount(f.place.figure).group == "share"][:_MOST])

    @cached_property
    def _of_one_unit(self) -> Sequence[tuple[_Whole, _Whole]]:
        """The pairs of amounts of one unit of which the second is not nothing."""
        return [
            (one, two) for one in self._amounts.numbers for two in self._amounts.numbers
            if one is not two and two.value and units_match(one.fact.place.figure, two.fact.place.figure)
        ]  # fmt: skip

    def _product(self, figure: Figure, wanted: Fraction) -> Explained | None:
        """A total from a rate and a count (每人300元 × 86人), or an average from a total and a count."""
        scale, numbers = self._amounts
        top, bottom = wanted.as_integer_ratio()
        product = _whole(wanted * scale**2)
        for first in (n for n in numbers if n.fact.place.figure.kind == figure.kind):
            for second in (n for n in numbers if n.fact.place.figure.kind != figure.kind and n.value):
                if first.value * second.value == product:
                    return _words((first.fact, second.fact), "×"), (first.fact, second.fact)
                off = abs(first.value * bottom - top * second.value)
                if second.value > scale and _ROUNDED * off <= abs(top) * second.value:
                    return _words((first.fact, second.fact), "÷"), (first.fact, second.fact)
        return None

    def _points(self, wanted: Fraction) -> Explained | None:
        """Percentage points between two shares: from 46% to 71% are 25."""
        scale, shares = self._shares
        difference = _whole(wanted * scale / 100)
        for first in shares:
            for second in shares:
                if first.value - second.value == difference:
                    return _words((first.fact, second.fact), "-"), (first.fact, second.fact)
        return None

    def _share(self, figure: Figure, wanted: Fraction) -> Explained | None:
        places = len(figure.text.split(".")[1].rstrip("%％个百分点")) if "." in figure.text else 0
        steps: int = 2 * 10 ** (places + 2)
        top, bottom = wanted.as_integer_ratio()

        def told(part: int, whole: int) -> bool:
            """True when a part of a whole is the share as it is told, rounded."""
            return steps * abs(part * bottom - top * whole) <= bottom * whole

        for (a, first), (b, second) in self._of_one_unit:
            pair = first, second
            if a <= b and told(a if b > 0 else -a, abs(b)):
                return _words(pair, "÷"), pair
            # The whole may have grown by one of its parts: 新增45家后共612家.
            if a < b and told(a, b - a):
                return f"= {_said(first)} ÷（{_words((second, first), '-').removeprefix('= ')}）", pair
            if a != b and told(abs(a - b), abs(b)):
                return f"=（{_words(pair, '-').removeprefix('= ')}）÷ {_said(second)}", pair
        return None


def plausible(words: str, facts: Sequence[FactFigure], alike: Sequence[FactFigure]) -> bool:
    """False where chance may explain a figure: by facts that its clause neither sums up nor speaks of."""
    if len({id(fact.line) for fact in facts}) == 1 or _RECKONED.search(words):
        return True
    return all(any(fact is other for other in alike) for fact in facts)


_RECKONED = regex("[共占均比较]|合计|总|累计|其余|剩|增|减|升|降|提高|翻|率|倍|相差|两项|三项")
_ROUNDED = 1000
"""An average may be off by a thousandth of itself."""


class _Whole(NamedTuple):
    """A fact's figure as a whole number."""

    value: int
    fact: FactFigure


class _Wholes(NamedTuple):
    """Figures as whole numbers: each is so many times as large as it is told."""

    scale: int
    numbers: Sequence[_Whole]


def _wholes(facts: Sequence[FactFigure]) -> _Wholes:
    values = [_value(f) for f in facts]
    scale = lcm(*(value.denominator for value in values))
    return _Wholes(scale, [_Whole(int(value * scale), f) for value, f in zip(values, facts, strict=True)])


def _whole(number: Fraction) -> int | None:
    """The number, or ``None`` for a fraction, which no sum or product of whole numbers is."""
    return number.numerator if number.denominator == 1 else None


class _Sums:
    """The sums and differences of figures of one unit."""

    def __init__(self, same: Sequence[FactFigure]) -> None:
        self.scale, self.numbers = _wholes(same)
        by_line: dict[int, list[_Whole]] = {}
        for number in self.numbers:
            by_line.setdefault(id(number.fact.line), []).append(number)
        self.rows = [_Row(items) for items in by_line.values() if len(items) > 1]

    def of_neighbours(self, wanted: Fraction) -> Explained | None:
        """The longest run of one fact's figures that makes a sum, else the first two of any that do."""
        amount = _whole(wanted * self.scale)
        if amount is None:
            return None
        for row in self.rows:
            if (run := row.making(amount)) is not None:
                return _words(run, "+"), run
        nearest = self.numbers[:_MOST]
        for i, (a, first) in enumerate(nearest):
            for b, second in nearest[i + 1 :]:
                if a + b == amount:
                    return _words((first, second), "+"), (first, second)
                if abs(a - b) == amount:
                    pair = (first, second) if a > b else (second, first)
                    return _words(pair, "-"), pair
        return None

    def of_all(self, wanted: Fraction) -> Explained | None:
        """The sum of all the figures."""
        same = tuple(number.fact for number in self.numbers)
        found = len(same) > 2 and sum(number.value for number in self.numbers) == wanted * self.scale
        return (_words(same, "+"), same) if found else None


class _Row:
    """The figures of one fact: what each run of them makes is the difference of two running sums."""

    def __init__(self, numbers: Sequence[_Whole]) -> None:
        self.facts = tuple(number.fact for number in numbers)
        self.sums = [0, *accumulate(number.value for number in numbers)]
        self.ends = {total: end for end, total in enumerate(self.sums)}

    def making(self, amount: int) -> tuple[FactFigure, ...] | None:
        """Return the longest run of two or more figures that makes an amount, the first of several."""
        runs = ((self.ends.get(total + amount, 0), start) for start, total in enumerate(self.sums))
        end, start = max(runs, key=lambda run: run[0] - run[1])
        return self.facts[start:end] if end - start > 1 else None


def _value(fact: FactFigure) -> Fraction:
    value = amount(fact.place.figure).value
    assert isinstance(value, Fraction)
    return value


def _said(fact: FactFigure) -> str:
    return f"{fact.line.label}的{fact.place.figure.text}"


def _words(facts: Iterable[FactFigure], sign: str) -> str:
    return "= " + f" {sign} ".join(_said(f) for f in facts)
