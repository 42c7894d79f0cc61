"""What one name makes one thing in any section: a fee per head, how long it lasts, digits that have moved."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from functools import partial

from summarywriter.checking.facts.amounts import exact_amount, words_before
from summarywriter.checking.facts.ledger import Ledger
from summarywriter.checking.facts.one import Thing, may_be_one
from summarywriter.checking.facts.parts import classes_of
from summarywriter.checking.facts.things import (
    conflict,
    of_fact_before,
)
from summarywriter.checking.facts.values import digits, slipped, written
from summarywriter.checking.facts.words import plain, telling
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Finding
from summarywriter.patterns import regex

_LASTS = regex("(?:为期|历时|工期|会期|学制|期限|封闭|施工|闭馆|停业|停产|停运|封路)(?:为|共)?$")
_NAMED = 5
"""Characters that tell what a name says for it to be one in two sections."""
_RECENT = 20
"""Things of one kind that another one is held against: the time it takes grows with the facts only."""


def named(ledger: Ledger) -> Iterator[Finding]:
    """Yield fees and lengths of one name that differ, and amounts of one thing whose digits have moved."""
    lasting: dict[Hashable, deque[Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    slips: dict[Hashable, deque[Thing]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for place in entry.layout.places:
            if not exact_amount(place) or place.turn is not None or place.figure.unit is None:
                continue
            thing = Thing(entry, place, ledger.period)
            kind = _kind(thing)
            if kind is None and (amount(place.figure).group != "amount" or len(written(place.figure)) < _FEW):
                continue
            moved = "".join(sorted(digits(place.figure).replace("0", "")))
            alike = slips[moved] if kind is None else lasting[kind, thing.words if kind == "lasts" else ""]
            judge = _moved_digits if kind is None else _other_name
            other = next(
                (o for o in alike if _of_a_kind(thing, o) and judge(thing, o) and may_be_one(thing, o)), None
            )
            if other is not None:
                yield conflict(entry, place, other.entry, other.place)
            alike.append(thing)


_FEW = 3
"""Digits that an amount must have for it to be no chance that another has the same ones."""


def _kind(thing: Thing) -> str | None:
    """Whether a figure is a fee per something or how long something lasts."""
    figure = thing.place.figure
    per = (figure.unit or "").count("/") if figure.kind == "money" else 0
    if per > 1 or (per and _FEE.search(thing.said)):
        return figure.unit
    before = words_before(thing.entry, thing.place) if figure.kind == "duration" else ""
    return "lasts" if _LASTS.search(before) else None


_FEE = regex("费|标准")


def _of_a_kind(one: Thing, other: Thing) -> bool:
    """True for figures of one unit in two facts."""
    return one.entry is not other.entry and units_match(one.place.figure, other.place.figure)


def _other_name(one: Thing, other: Thing) -> bool:
    """True for two figures of one name, which the words before a clause may tell: 机收小麦…，收费每亩80元."""
    if telling(one.said) < _NAMED or telling(other.said) < _NAMED or one.ages != other.ages:
        return False
    if one.words == other.words:
        return True
    own, heard = plain(one.clause), plain(other.clause)
    if one.place.figure.kind != "money" or own == heard:
        return False  # 机耕…，收费每亩80元 and 机收…，收费每亩70元
    return set(own) <= other.characters and set(heard) <= one.characters


def _moved_digits(one: Thing, other: Thing) -> bool:
    """True for 春季助学金45.6万元 and 春季助学金4.56万元: the same digits, nearly the same words."""
    if any(of_fact_before(thing.entry.layout) for thing in (one, other)):
        return False
    told = _one_clause(one, other) or _nearly_one(one, other)
    return told and slipped(one.place.figure, other.place.figure)


def _nearly_one(one: Thing, other: Thing) -> bool:
    """True for two facts that say nearly the same before their figures, and name no two classes."""
    less, more = sorted((one.characters, other.characters), key=len)
    if not less <= more or len(less) < _SHARED or len(less) * 3 < len(more) * 2:
        return False
    classes = (classes_of(thing.clause) or classes_of(thing.said) for thing in (one, other))
    return len(set(classes) - {frozenset()}) <= 1


def _one_clause(one: Thing, other: Thing) -> bool:
    """True for 新建工会64家，发展会员4820人 and 全年发展会员4280人: one clause says the same."""
    own, heard = plain(one.clause), plain(other.clause)
    least = _OWN - (len(written(one.place.figure)) > _FEW)
    return own == heard and len(own) >= least and len(set(digits(one.place.figure)) - {"0"}) >= _FEW


_OWN = 3
"""Characters that a clause must have to tell what it is of; one fewer where four digits are the same."""
_SHARED = 4
"""Characters that the words of two figures must share."""
