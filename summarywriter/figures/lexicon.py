"""The word lists of this room, read once and laid out for quick look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, cast

from summarywriter.model.figure import Bound, Kind
from summarywriter.resources import compiled, within, word_rows

Hanzi: TypeAlias = Literal["all", "two", "big", "none"]
_HANZI: Mapping[str, Hanzi] = {"全": "all", "二": "two", "大": "big", "无": "none"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A spelling of a unit: what it is normalised to and which numerals it takes.

    ``hanzi`` says which Chinese numerals make a figure with it: ``"all"``, ``"two"`` (from 两 on,
    一X being a phrase), ``"big"`` (ten and more, or with a bound), ``"none"``. ``guard`` matches
    what may not follow (3分公司 is no score); ``latin`` units end at a letter's end (5G is no G).
    """

    spelling: str
    name: str
    kind: Kind
    hanzi: Hanzi
    guard: re.Pattern[str] | None
    latin: bool = False


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A bound word: what it says, the characters beside which it is another word (签约 is no 约),
    and whether it stands before round numbers only (过百, 破万)."""

    bound: Bound
    beside: frozenset[str]
    round_only: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All look-up tables. ``units`` by spelling, ``unit_lengths`` by first character, longest first."""

    units: Mapping[str, Unit]
    unit_lengths: Mapping[str, tuple[int, ...]]
    before: Mapping[str, BoundWord]
    before_lengths: Mapping[str, tuple[int, ...]]
    after: Mapping[str, BoundWord]
    after_lengths: Mapping[str, tuple[int, ...]]


@cache
def lexicon() -> Lexicon:
    """Return the tables, built from the shipped lists and the user's own on first use.

    Raises:
        InputError: a row of a list cannot be understood; the message names list and row.
    """
    units = _units()
    before, after = _bounds()
    return Lexicon(units, _by_first(units), before, _by_last(before), after, _by_first(after))


def _units() -> dict[str, Unit]:
    units = {}
    for row in word_rows("units"):
        guard = compiled("units", row, row[4]) if len(row) > 4 and row[4] else None
        for spelling in row[0].split():
            name = spelling if row[1] == "=" else row[1]
            units[spelling] = Unit(
                spelling,
                name,
                cast(Kind, row[2]),
                _HANZI[row[3]],
                guard,
                spelling[-1].isascii() and spelling != "%",
            )
    return units


def _bounds() -> tuple[dict[str, BoundWord], dict[str, BoundWord]]:
    before: dict[str, BoundWord] = {}
    after: dict[str, BoundWord] = {}
    tables = {"前": before, "前整": before, "后": after}
    for row in word_rows("bounds"):
        beside = frozenset(row[3]) if len(row) > 3 else frozenset()
        for word in row[2].split():
            tables[row[0]][word] = BoundWord(cast(Bound, row[1]), beside, row[0] == "前整")
    return before, after


def _by_first(words: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


def _by_last(words: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    return _by_first({word[::-1]: None for word in words})


@cache
def _figure_words() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The words of figure-words.tsv by use, each with its guard."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in word_rows("figure-words"):
        guard = within(row[2]) if len(row) > 2 and row[2] else ""
        found.setdefault(row[0], []).extend((word, guard) for word in row[1].split())
    return {use: tuple(words) for use, words in found.items()}


@cache
def words_for(use: str) -> frozenset[str]:
    """Return the words of figure-words.tsv for one use."""
    return frozenset(word for word, _ in _figure_words()[use])


@cache
def any_of(use: str) -> str:
    """Return a pattern for any word of one use, the longest first, each with what may not follow."""
    words = sorted(_figure_words()[use], key=lambda item: -len(item[0]))
    return (
        "(?:" + "|".join(re.escape(word) + (f"(?!{guard})" if guard else "") for word, guard in words) + ")"
    )


def unit_at(text: str, position: int) -> Unit | None:
    """Return the longest unit written at ``position``, ``None`` when there is none."""
    tables = lexicon()
    lengths = tables.unit_lengths.get(text[position : position + 1])
    if lengths is None:
        return None
    for length in lengths:
        end = position + length
        unit = tables.units.get(text[position:end])
        if unit is None or (unit.guard is not None and unit.guard.match(text, end)):
            continue
        if unit.latin and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue
        return unit
    return None
