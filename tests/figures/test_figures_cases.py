"""Every line of cases/*.txt: ``text => expected`` (README.txt beside them explains the notation)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from summarywriter.figures import find_figures
from summarywriter.model.figure import Figure, Moment

CASES = Path(__file__).parent / "cases"
_FIELDS = {
    "y": "year", "o": "year_offset", "m": "month", "d": "day", "half": "half", "q": "quarter",
    "xun": "xun", "part": "part", "h": "hour", "min": "minute",
}  # fmt: skip


def _moment(value: Moment) -> str:
    told = ((short, getattr(value, name)) for short, name in _FIELDS.items())
    return ",".join(f"{short}{number}" for short, number in told if number is not None)


def _value(value: object) -> str:
    if isinstance(value, Moment):
        return _moment(value)
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return str(value)


def describe(figure: Figure) -> str:
    """Write a figure in the notation of the case files."""
    value = _value(figure.value)
    if figure.high is not None:
        value += f"..{_value(figure.high)}"
    parts = [figure.kind, value]
    if figure.kind not in ("date", "code"):
        parts.append(figure.unit or "-")
    if figure.bound != "exact":
        parts.append(figure.bound)
    if figure.article:
        parts.append("article")
    return " ".join(parts)


def _lines() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        if path.name == "README.txt":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                text, _, expected = line.rpartition("=>")
                assert text, f"{path.name}:{number} 缺少 =>"
                found.append(pytest.param(text.strip(), expected.strip(), id=f"{path.stem}:{number}"))
    return found


@pytest.mark.parametrize(("text", "expected"), _lines())
def test_case(text: str, expected: str) -> None:
    figures = find_figures(text)
    assert (" | ".join(describe(f) for f in figures) or "none") == expected


def test_there_are_enough_cases() -> None:
    lines = _lines()
    bare = [line for line in lines if line.values[1] == "none"]  # type: ignore[attr-defined]
    assert len(lines) >= 600
    assert len(bare) >= 200
