"""A figure of a fact and what is told of it, and whether another figure may be of the very same thing."""

from __future__ import annotations

from collections.abc import Hashable, Set
from dataclasses import dataclass
from functools import cached_property

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.ledger import Entry
from summarywriter.checking.facts.things import (
    alone,
    dates_of,
    item_of,
    marks_of,
    opening_of,
    stock_of,
    undone,
)
from summarywriter.checking.facts.values import may_agree
from summarywriter.checking.facts.words import parallel, plain
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.levels import nearest_level
from summarywriter.checking.layout.markers import of_each
from summarywriter.checking.layout.offices import suffixes
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.patterns import regex


@dataclass(frozen=True, eq=False)
class Thing:
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
    def names(self) -> frozenset[str]:
        """The names of offices that are told."""
        said = self.said
        return frozenset(said[max(0, m.start() - 2) : m.end()] for m in suffixes().finditer(said))

    @cached_property
    def apart(self) -> Hashable:
        """What must agree for two figures to tell one thing: markers, steps."""
        layout, place = self.entry.layout, self.place
        change = step(layout, place)
        return (
            marks_of(layout, place),
            stock_of(layout, place),
            change.kind if change else None,
            of_each(layout, place),
            undone(layout, place),
            self.entry.section.role,
        )


_OLD = regex("老年?人")
_MEANWHILE = regex("\0期间.*")
"""What was done while something lasted, which says nothing of what that was."""


def _ages(layout: Layout, place: Place) -> frozenset[str]:
    """The ages that tell who one fee is for: 80至89岁 of 80至89岁老人高龄津贴每人每月50元."""
    if "岁" not in layout.text[slice(*place.clause)]:
        return frozenset()
    others = [p.figure for p in layout.places if p.clause == place.clause and p is not place]
    ages = frozenset(figure.text for figure in others if figure.unit == "岁")
    return ages if len(ages) == len(others) else frozenset()


def may_be_one(one: Thing, other: Thing) -> bool:
    """True where two values have nothing but their words to tell them apart."""
    if may_agree(one.place.figure, other.place.figure) or one.apart != other.apart:
        return False
    if one.names and other.names and not _one_name(one.names, other.names):
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


def _one_name(names: Set[str], others: Set[str]) -> bool:
    """True where an office of the one is one of the other: 工会 and 全年工会."""
    return any(name.endswith(other) or other.endswith(name) for name in names for other in others)
