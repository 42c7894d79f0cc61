"""What a rule is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from summarywriter.figures.bounds import bound_after, bound_apart, bound_before
from summarywriter.figures.numerals import NUMBER, Number, read_number
from summarywriter.model.figure import Bound, Figure, Kind, Value
from summarywriter.patterns import regex


@dataclass(slots=True)
class Spot:
    """A numeral, or a word that tells a figure, at ``start`` of ``text`` (digits half-width).

    ``token`` is the numeral with its modifiers and ``end`` where it ends; ``number`` what it says
    (``None`` for 十百千 and for words). ``before`` and ``after`` are the characters beside it,
    ``""`` at the text's ends. Nothing before ``floor`` may be taken: it belongs to the figure
    ``last`` or to what was passed over.
    """

    text: str
    start: int
    end: int
    floor: int
    token: str
    number: Number | None
    last: Figure | None
    before: str
    after: str


def spot_at(
    text: str, start: int, end: int, floor: int, number: Number | None, last: Figure | None = None
) -> Spot:
    """The spot ``text[start:end]`` with the characters beside it."""
    before = text[start - 1] if start else ""
    return Spot(text, start, end, floor, text[start:end], number, last, before, text[end : end + 1])


class Found(NamedTuple):
    """Several figures, and where reading goes on."""

    figures: tuple[Figure, ...]
    end: int


class Passed(NamedTuple):
    """A numeral that is no figure: the kind of thing it is, and where reading goes on."""

    kind: str
    end: int


Answer: TypeAlias = Figure | Found | Passed | None
"""A rule's answer; ``None`` leaves the numeral to the next rule."""


class Token(NamedTuple):
    """A numeral token and what it says."""

    number: Number
    start: int
    end: int


def number_at(text: str, position: int) -> Token | None:
    """Read the number written at ``position``; a run that is no number gives ``None``."""
    match = NUMBER.match(text, position)
    if match is None:
        return None
    number = read_number(match.group())
    return None if number is None else Token(number, position, match.end())


_REACH = 16
_COUNTED_IN = regex(r"(?:包[含括]|含|计|算|列)[在入][^，。；、,;\n]{0,12}\Z")
"""What makes 之内 no bound: 包含在新设经营主体8436户之内."""


def build(
    spot: Spot,
    start: int,
    end: int,
    kind: Kind,
    value: Value,
    *,
    high: Value | None = None,
    unit: str | None = None,
    inner: Bound | None = None,
    article: bool = False,
    lead: int | None = None,
) -> Figure:
    """Make the figure ``text[start:end]`` with the bound words around it.

    ``inner`` is the bound told inside (余, 多); ``lead`` is where year or rate words begin that
    belong to the phrase.
    """
    text = spot.text
    before, phrase_start = bound_before(text, start, spot.floor, kind)
    after, phrase_end = bound_after(text, end, kind)
    if after == "at-most" and _COUNTED_IN.search(text, max(spot.floor, start - _REACH), start):
        after, phrase_end = None, end
    if (before, after) == ("below", "at-least"):
        before, phrase_start = None, start  # 未达到八成以上: the amount that was not reached is one of 以上
    bound = before or after or inner or "exact"
    if inner == "vague":
        bound = "vague"
    elif bound == "exact":
        bound = bound_apart(text, start, spot.floor, kind) or bound
    if lead is not None and lead < phrase_start:
        phrase_start = lead
    return Figure(
        text[start:end], start, end, phrase_start, phrase_end, kind, value, high, unit, bound,
        article and bound == "exact",
    )  # fmt: skip
