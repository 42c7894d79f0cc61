"""Exact arithmetic: decimals of any length, fractions only where no finite decimal exists."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

EXACT = Context(prec=200)
"""Wide enough for every number that is read as an amount; results are never rounded."""


def rational(value: Fraction) -> Decimal | Fraction:
    """Return ``value`` as a Decimal where one is exact, the fraction itself otherwise."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return value
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def times(value: Decimal, factor: Decimal | int) -> Decimal:
    """Multiply exactly."""
    return EXACT.multiply(value, Decimal(factor))
