"""What one name makes one thing in any section: a fee per head, how long it lasts, digits that have moved."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from functools import partial
from typing import NamedTuple

from summarywriter.checking.calendar import Period
from summarywriter.checking.facts_amounts import exact_amount, words_before
from summarywriter.checking.facts_parts import classes_of
from summarywriter.checking.facts_things import (
    alone,
    conflict,
    dates_of,
    item_of,
    marks_of,
    of_fact_before,
    opening_of,
    stock_of,
    undone,
)
from summarywriter.checking.facts_values import digits, may_agree, slipped, written
from summarywriter.checking.facts_words import parallel, plain, telling
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.levels import nearest_level
from summarywriter.checking.markers import of_each
from summarywriter.checking.offices import suffixes
from summarywriter.checking.steps_of_change import step
from summarywriter.checking.values import amount, units_match
from summarywriter.model import Finding

_LASTS = re.compile("(?:为期|历时|工期|会期|学制|期限)(?:为|共)?$")
_NAMED = 5
"""Characters that tell what a name says for it to be one in two sections."""
_RECENT = 20
"""Things of one kind that another one is held against: the time it takes grows with the facts only."""


class _Thing(NamedTuple):
    """A figure and what is told of it."""

    entry: Entry
    place: Place
    said: str
    words: str
    names: frozenset[str]
    dates: frozenset[str]
    apart: Hashable
    level: str | None


def named(ledger: Ledger) -> Iterator[Finding]:
    """Yield fees and lengths of one name that differ, and amounts of one thing whose digits have moved."""
    lasting: dict[Hashable, deque[_Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    slips: dict[Hashable, deque[_Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for place in entry.layout.places:
            if not exact_amount(place) or place.turn is not None or place.figure.unit is None:
                continue
            thing = _thing(entry, place, ledger.period)
            kind = _kind(thing)
            if kind is None and (amount(place.figure).group != "amount" or len(written(place.figure)) < _FEW):
                continue
            moved = "".join(sorted(digits(place.figure).replace("0", "")))
            alike = slips[moved] if kind is None else lasting[kind, thing.words]
            judge = _moved_digits if kind is None else _other_name
            other = next(
                (other for other in alike if _may_be_one(thing, other) and judge(thing, other)), None
            )
            if other is not None:
                yield conflict(entry, place, other.entry, other.place)
            alike.append(thing)


_FEW = 3
"""Digits that an amount must have for it to be no chance that another has the same ones."""


def _kind(thing: _Thing) -> str | None:
    """Whether a figure is a fee per something or how long something lasts."""
    figure = thing.place.figure
    per = (figure.unit or "").count("/") if figure.kind == "money" else 0
    if per > 1 or (per and _FEE.search(thing.said)):
        return figure.unit
    before = words_before(thing.entry, thing.place)
    return "lasts" if figure.kind == "duration" and _LASTS.search(before) else None


_FEE = re.compile("费|标准")


def _thing(entry: Entry, place: Place, period: Period | None) -> _Thing:
    layout = entry.layout
    said = item_of(layout, place)
    if alone(layout, place):
        said = f"{opening_of(layout, place)},{said}"
    level = nearest_level(layout, place)
    change = step(layout, place)
    apart = (
        marks_of(layout, place),
        stock_of(layout, place),
        change.kind if change else None,
        of_each(layout, place),
    )
    return _Thing(
        entry, place, said, plain(said),
        frozenset(layout.flat[max(0, m.start() - 2) : m.end()] for m in suffixes().finditer(said)),
        dates_of(layout, period), (apart, undone(layout, place), entry.section.role),
        level.kind if level else None,
    )  # fmt: skip


def _may_be_one(one: _Thing, other: _Thing) -> bool:
    """True where nothing but the words could tell two figures of two facts apart."""
    if one.entry.fact.id == other.entry.fact.id or one.apart != other.apart or one.names != other.names:
        return False
    if one.dates and other.dates and one.dates != other.dates:
        return False
    if one.level and other.level and one.level != other.level:
        return False
    headings = one.entry.section.heading, other.entry.section.heading
    if one.entry.section.id != other.entry.section.id and parallel(
        *headings, planned=undone(one.entry.layout, one.place)
    ):
        return False
    a, b = one.place.figure, other.place.figure
    return units_match(a, b) and not may_agree(a, b)


def _other_name(one: _Thing, _: _Thing) -> bool:
    return telling(one.said) >= _NAMED


def _moved_digits(one: _Thing, other: _Thing) -> bool:
    """True for 春季助学金45.6万元 and 春季助学金4.56万元: the same digits, nearly the same words."""
    if any(of_fact_before(thing.entry.layout) for thing in (one, other)):
        return False
    less, more = sorted((set(one.words), set(other.words)), key=len)
    if not less <= more or len(less) < _SHARED or len(less) * 3 < len(more) * 2:
        return False
    return slipped(one.place.figure, other.place.figure) and classes_of(one.said) == classes_of(other.said)


_SHARED = 4
"""Characters that the words of two figures must share."""
