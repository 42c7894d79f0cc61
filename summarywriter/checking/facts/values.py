"""Two amounts of one thing: whether they may be one, and whether digits of one have moved in the other."""

from __future__ import annotations

from fractions import Fraction

from summarywriter.checking.matching.values import amount, last_place, rounds_to
from summarywriter.model import Figure
from summarywriter.patterns import regex


def may_agree(a: Figure, b: Figure) -> bool:
    """True where two amounts may be one, rounded or bounded: 38.4万元 and 38.42万元, 超过120户 and 126户."""
    one, other = amount(a), amount(b)
    if a.bound == b.bound and one == other:
        return True
    if isinstance(one.value, str) or isinstance(other.value, str) or a.high is not None or b.high is not None:
        return False
    if a.bound != "exact" and b.bound != "exact":
        return True
    if a.bound == b.bound:
        return any(_rounded(x, y) for x, y in ((a, b), (b, a)))
    (loose, low), (_, value) = sorted(
        ((a, one.value), (b, other.value)), key=lambda pair: pair[0].bound == "exact"
    )
    if loose.bound in ("over", "at-least"):
        return low <= value <= low + max(low * _NEARLY, last_place(loose))
    if loose.bound in ("near", "below", "at-most"):
        return low * (1 - _NEARLY) <= value <= low
    return abs(low - value) <= low * _NEARLY / 2


_NEARLY = Fraction(1, 10)
"""How far an amount may lie from what bounds it, as a share of it."""


def _rounded(loose: Figure, exact: Figure) -> bool:
    """True for 38.4万元 of 38.42万元 and 九成 of 93%; 3000个 are no 2500."""
    one, other = amount(loose).value, amount(exact).value
    assert isinstance(one, Fraction)
    assert isinstance(other, Fraction)
    if "成" in loose.text:
        return abs(one - other) * 2 <= Fraction(1, 10 if loose.text.endswith("成") else 100)
    return rounds_to(loose, exact) and abs(one - other) <= max(one, other) * _NEARLY


def slipped(a: Figure, b: Figure) -> bool:
    """True for 126 and 162, 45.6万 and 4.56万: the same digits in another order, or the point elsewhere."""
    one, other = digits(a), digits(b)
    if one == other:
        return len(one) >= _TELLING and amount(a).value != amount(b).value
    together = sorted(written(a)) == sorted(written(b))
    return (together and _places(a) == _places(b)) or _spelt_apart(a, b)


def _places(figure: Figure) -> int:
    """The digits behind the point of an amount as written."""
    return len(_DIGITS.findall(figure.text.partition(".")[2]))


def _spelt_apart(a: Figure, b: Figure) -> bool:
    """True for 1.36亿元 and 13060万元: the same digits in another order, each in a scale of its own."""
    values = [amount(f).value for f in (a, b)]
    told = [str(v.numerator) for v in values if isinstance(v, Fraction) and v.denominator == 1]
    if len(told) < len(values) or told[0] == told[1]:
        return False
    return sorted(told[0]) == sorted(told[1]) and len(told[0].replace("0", "")) >= _TELLING


def written_for(figure: Figure, meant: Fraction) -> bool:
    """True for an amount that one digit, or two that changed places, part from what was meant: 38 for 28."""
    step, value = last_place(figure) or Fraction(1), amount(figure).value
    steps = [number / step for number in (value, meant) if isinstance(number, Fraction)]
    told = [str(number) for number in steps if number.denominator == 1 and number > 0]
    if len(told) != len(("written", "meant")) or len(told[0]) != len(told[1]):
        return False
    apart = [pair for pair in zip(*told, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 or (len(apart) == len(told) and apart[0] == apart[1][::-1])


_TELLING = 3
"""Digits that two amounts must share for it to be no chance that one is ten times the other."""


def digits(figure: Figure) -> str:
    """Return the digits of an amount as written, without the noughts at its ends."""
    return written(figure).strip("0")


def written(figure: Figure) -> str:
    """Return the digits of an amount as written."""
    return "".join(_DIGITS.findall(figure.text))


_DIGITS = regex("[0-9]")
