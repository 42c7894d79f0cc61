"""What one name makes one thing in any section: a fee per head, how long it lasts, digits that have moved."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, partial

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
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.levels import nearest_level
from summarywriter.checking.markers import of_each
from summarywriter.checking.offices import suffixes
from summarywriter.checking.steps_of_change import step
from summarywriter.checking.values import amount, units_match
from summarywriter.model import Finding

_LASTS = re.compile("(?:为期|历时|工期|会期|学制|期限|封闭|施工|闭馆|停业|停产|停运|封路)(?:为|共)?$")
_NAMED = 5
"""Characters that tell what a name says for it to be one in two sections."""
_RECENT = 20
"""Things of one kind that another one is held against: the time it takes grows with the facts only."""


@dataclass(frozen=True, eq=False)
class _Thing:
    """A figure and what is told of it, read only where another figure may be one with it."""

    entry: Entry
    place: Place
    period: Period | None

    @cached_property
    def ages(self) -> frozenset[str]:
        """The ages that tell who one fee is for."""
        return _ages(self.entry.layout, self.place)

    @cached_property
    def clause(self) -> str:
        """The words of the figure alone."""
        layout = self.entry.layout
        if self.ages:
            return _OLD.sub("", layout.flat[slice(*self.place.clause)])
        return _MEANWHILE.sub("\0", item_of(layout, self.place))

    @cached_property
    def said(self) -> str:
        """The same with the fact's first clause, which tells what the others are of."""
        layout = self.entry.layout
        if self.ages or alone(layout, self.place):
            return f"{opening_of(layout, self.place)},{self.clause}"
        return self.clause

    @cached_property
    def words(self) -> str:
        """What is said, to be compared."""
        return plain(self.said)

    @cached_property
    def characters(self) -> Set[str]:
        """The characters of the words."""
        return set(self.words)

    @cached_property
    def apart(self) -> Hashable:
        """What must agree for two figures to tell one thing: names of offices, markers, steps."""
        layout, place = self.entry.layout, self.place
        names = {layout.flat[max(0, m.start() - 2) : m.end()] for m in suffixes().finditer(self.said)}
        change = step(layout, place)
        return (
            frozenset(names),
            marks_of(layout, place),
            stock_of(layout, place),
            change.kind if change else None,
            of_each(layout, place),
            undone(layout, place),
            self.entry.section.role,
        )


def named(ledger: Ledger) -> Iterator[Finding]:
    """Yield fees and lengths of one name that differ, and amounts of one thing whose digits have moved."""
    lasting: dict[Hashable, deque[_Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    slips: dict[Hashable, deque[_Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for place in entry.layout.places:
            if not exact_amount(place) or place.turn is not None or place.figure.unit is None:
                continue
            thing = _Thing(entry, place, ledger.period)
            kind = _kind(thing)
            if kind is None and (amount(place.figure).group != "amount" or len(written(place.figure)) < _FEW):
                continue
            moved = "".join(sorted(digits(place.figure).replace("0", "")))
            alike = slips[moved] if kind is None else lasting[kind, thing.words if kind == "lasts" else ""]
            judge = _moved_digits if kind is None else _other_name
            other = next(
                (o for o in alike if _of_a_kind(thing, o) and judge(thing, o) and _may_be_one(thing, o)), None
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
    before = words_before(thing.entry, thing.place) if figure.kind == "duration" else ""
    return "lasts" if _LASTS.search(before) else None


_FEE = re.compile("费|标准")
_OLD = re.compile("老年?人")
_MEANWHILE = re.compile("\0期间.*")
"""What was done while something lasted, which says nothing of what that was."""


def _ages(layout: Layout, place: Place) -> frozenset[str]:
    """The ages that tell who one fee is for: 80至89岁 of 80至89岁老人高龄津贴每人每月50元."""
    if "岁" not in layout.text[slice(*place.clause)]:
        return frozenset()
    others = [p.figure for p in layout.places if p.clause == place.clause and p is not place]
    ages = frozenset(figure.text for figure in others if figure.unit == "岁")
    return ages if len(ages) == len(others) else frozenset()


def _of_a_kind(one: _Thing, other: _Thing) -> bool:
    """True for figures of one unit in two facts."""
    return one.entry is not other.entry and units_match(one.place.figure, other.place.figure)


def _may_be_one(one: _Thing, other: _Thing) -> bool:
    """True where two values have nothing but their words to tell them apart."""
    if may_agree(one.place.figure, other.place.figure) or one.apart != other.apart:
        return False
    layout, heard = one.entry.layout, other.entry.layout
    dates = dates_of(layout, one.period), dates_of(heard, other.period)
    if all(dates) and dates[0] != dates[1]:
        return False
    level, against = nearest_level(layout, one.place), nearest_level(heard, other.place)
    if level and against and level.kind != against.kind:
        return False
    headings = one.entry.section.heading, other.entry.section.heading
    one_section = one.entry.section.id == other.entry.section.id
    return one_section or not parallel(*headings, planned=undone(layout, one.place))


def _other_name(one: _Thing, other: _Thing) -> bool:
    """True for two figures of one name, which the words before a clause may tell: 机收小麦…，收费每亩80元."""
    if telling(one.said) < _NAMED or telling(other.said) < _NAMED or one.ages != other.ages:
        return False
    if one.words == other.words:
        return True
    own, heard = plain(one.clause), plain(other.clause)
    if one.place.figure.kind != "money" or own == heard:
        return False  # 机耕…，收费每亩80元 and 机收…，收费每亩70元
    return set(own) <= other.characters and set(heard) <= one.characters


def _moved_digits(one: _Thing, other: _Thing) -> bool:
    """True for 春季助学金45.6万元 and 春季助学金4.56万元: the same digits, nearly the same words."""
    less, more = sorted((one.characters, other.characters), key=len)
    if not less <= more or len(less) < _SHARED or len(less) * 3 < len(more) * 2:
        return False
    if any(of_fact_before(thing.entry.layout) for thing in (one, other)):
        return False
    return slipped(one.place.figure, other.place.figure) and classes_of(one.said) == classes_of(other.said)


_SHARED = 4
"""Characters that the words of two figures must share."""
