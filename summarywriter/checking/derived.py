"""Figures that no fact states but that arithmetic explains: sums, differences, shares, growth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from summarywriter.checking.matching import FactFigure
from summarywriter.checking.values import amount, units_match
from summarywriter.model import Figure

_MOST = 60


def explain(figure: Figure, facts: Sequence[FactFigure]) -> tuple[str, tuple[FactFigure, ...]] | None:
    """Return the arithmetic that yields ``figure`` from facts' figures, and those figures.

    Looks at sums of two or of all the items of one fact, differences, shares and growth rates of
    two figures of one unit, and averages. ``None`` when nothing explains the figure. A long scope
    is searched within single facts only, so that chance does not explain everything.
    """
    wanted = amount(figure)
    if not isinstance(wanted.value, Fraction) or wanted.value == 0 or figure.high is not None:
        return None
    if wanted.group == "amount":
        return _sum(figure, wanted.value, facts)
    if wanted.group == "share" or wanted.group.startswith("point"):
        return _share(figure, wanted.group, wanted.value, facts)
    return None


def _sum(
    figure: Figure, wanted: Fraction, facts: Sequence[FactFigure]
) -> tuple[str, tuple[FactFigure, ...]] | None:
    same = [f for f in facts if f.place.figure.kind == figure.kind and units_match(figure, f.place.figure)]
    by_line: dict[int, list[FactFigure]] = {}
    for f in same:
        by_line.setdefault(id(f.line), []).append(f)
    for items in by_line.values():
        for size in range(len(items), 1, -1):
            for start in range(len(items) - size + 1):
                chosen = items[start : start + size]
                if sum(_value(f) for f in chosen) == wanted:
                    return _words(chosen, "+"), tuple(chosen)
    for i, first in enumerate(same[:_MOST]):
        for second in same[i + 1 : _MOST]:
            a, b = _value(first), _value(second)
            if a + b == wanted:
                return _words((first, second), "+"), (first, second)
            if abs(a - b) == wanted:
                pair = (first, second) if a > b else (second, first)
                return _words(pair, "-"), pair
    found = _product(figure, wanted, facts)
    if found:
        return found
    if len(same) > 2 and sum(_value(f) for f in same) == wanted:
        return _words(same, "+"), tuple(same)
    return None


def _product(
    figure: Figure, wanted: Fraction, facts: Sequence[FactFigure]
) -> tuple[str, tuple[FactFigure, ...]] | None:
    """A total from a rate and a count (每人300元 × 86人), or an average from a total and a count."""
    numbers = [f for f in facts if amount(f.place.figure).group == "amount"][:_MOST]
    kind = figure.kind
    step = Fraction(abs(wanted), 1) / 1000
    for first in numbers:
        if first.place.figure.kind != kind:
            continue
        for second in numbers:
            if second is first or second.place.figure.kind == kind or _value(second) == 0:
                continue
            if _value(first) * _value(second) == wanted:
                return _words((first, second), "×"), (first, second)
            if _value(second) > 1 and abs(_value(first) / _value(second) - wanted) <= step:
                return _words((first, second), "÷"), (first, second)
    return None


def _points(wanted: Fraction, facts: Sequence[FactFigure]) -> tuple[str, tuple[FactFigure, ...]] | None:
    """Percentage points between two shares: from 46% to 71% are 25."""
    shares = [f for f in facts if amount(f.place.figure).group == "share"][:_MOST]
    for first in shares:
        for second in shares:
            if (_value(first) - _value(second)) * 100 == wanted:
                return _words((first, second), "-"), (first, second)
    return None


def _share(
    figure: Figure, wanted_group: str, wanted: Fraction, facts: Sequence[FactFigure]
) -> tuple[str, tuple[FactFigure, ...]] | None:
    if wanted_group.startswith("point"):
        return _points(wanted, facts)
    places = len(figure.text.split(".")[1].rstrip("%％个百分点")) if "." in figure.text else 0
    step = Fraction(1, 10 ** (places + 2))
    numbers = [f for f in facts if amount(f.place.figure).group == "amount"][:_MOST]
    for first in numbers:
        for second in numbers:
            if first is second or not units_match(first.place.figure, second.place.figure):
                continue
            a, b = _value(first), _value(second)
            if b == 0:
                continue
            if a <= b and abs(a / b - wanted) <= step / 2:
                return _words((first, second), "÷"), (first, second)
            # The whole may have grown by one of its parts: 新增45家后共612家.
            if a < b and abs(a / (b - a) - wanted) <= step / 2:
                return f"= {_said(first)} ÷（{_words((second, first), '-').removeprefix('= ')}）", (
                    first,
                    second,
                )
            growth = a / b - 1
            if a != b and abs(abs(growth) - wanted) <= step / 2:
                return f"=（{_words((first, second), '-').removeprefix('= ')}）÷ {_said(second)}", (
                    first,
                    second,
                )
    return None


def _value(fact: FactFigure) -> Fraction:
    value = amount(fact.place.figure).value
    assert isinstance(value, Fraction)
    return value


def _said(fact: FactFigure) -> str:
    return f"{fact.line.label}的{fact.place.figure.text}"


def _words(facts: Sequence[FactFigure], sign: str) -> str:
    return "= " + f" {sign} ".join(_said(f) for f in facts)
