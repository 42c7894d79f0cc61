"""Counts that a fact takes up again: 16场 and 这16场, 12个项目已全部完工 and 12个项目已完工10个."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import exact_amount, value_of, words_before
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import conflict, dates_of
from summarywriter.checking.facts.values import may_agree
from summarywriter.checking.facts.words import words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, one_unit, units_match
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

_THESE = regex("(?:这|上述|该)$")
_ALL_DONE = regex(
    "(?P<what>[\u4e00-\u9fff]{2,12}?)(?:目前|现)?(?:已经?)?(?:全部|均已?|都已?)(?P<done>[\u4e00-\u9fff]{2,4})$"
)
_SOME_LEFT = regex("(?P<what>[\u4e00-\u9fff]{2,12}?)中?(?:还|尚|仍)有$")
_UNDONE = regex("(?:尚|还|仍)?未(?P<done>[\u4e00-\u9fff]{2,4})$")
_SOME_DONE = regex("(?P<what>[\u4e00-\u9fff]{2,12}?)(?:中|目前|现)?已经?(?P<done>[\u4e00-\u9fff]{2,4})$")


def told_again(ledger: Ledger) -> Iterator[Finding]:
    """Yield what is told of the same count with another value."""
    done: dict[Hashable, tuple[Entry, Place]] = {}
    for entry in ledger.entries:
        for place in entry.layout.places:
            if amount(place.figure).group == "amount" and exact_amount(place):
                yield from _these(entry, place)
                yield from _all_done(entry, place, ledger.period, done)


def _these(entry: Entry, again: Place) -> Iterator[Finding]:
    """开展义诊16场，服务群众2300人次；这16场义诊服务群众3200人次: two values of what one count did."""
    if not _THESE.search(words_before(entry, again)):
        return
    text, places = entry.layout.text, [p for p in entry.layout.places if exact_amount(p)]
    before = [p for p in places if p.figure.end < again.figure.start]
    first = next(
        (p for p in before if one_unit(p.figure, again.figure) and value_of(p) == value_of(again)), None
    )
    if first is None:
        return
    told = {_deed(entry, p): p for p in before if p.group == first.group}
    for place in places:
        heard = told.get(_deed(entry, place)) if place.group == again.group and place not in before else None
        if heard is not None and _differ(heard.figure, place.figure):
            yield entry.conflicts(
                f"{quoted(heard.figure.phrase(text))}与{quoted(place.figure.phrase(text))}"
                f"说的都是那{again.figure.text}，数却不一样"
            )


def _differ(one: Figure, other: Figure) -> bool:
    return units_match(one, other) and not may_agree(one, other)


def _deed(entry: Entry, place: Place) -> str:
    """The last words before an amount: 义诊服务群众 and 服务群众 are one."""
    return words_before(entry, place)[-_LAST:]


_LAST = 4


class _Done(NamedTuple):
    """What of a count is done, whether all of it, and the figure that tells it."""

    what: str
    done: str
    every: bool
    place: Place


def _done(entry: Entry, place: Place) -> _Done | None:
    """Read 12个项目已全部完工, 12个项目已完工10个 and 12个项目中还有2个未完工."""
    behind = entry.layout.flat[slice(*place.after)]
    if (told := _ALL_DONE.match(behind)) is not None:
        return _Done(words_of(told["what"]), told["done"], True, place)
    other = next((p for p in entry.layout.places if p.own == place.after), None)
    if other is None or not one_unit(other.figure, place.figure) or not _less(other, place):
        return None
    if (told := _SOME_DONE.match(behind)) is not None:
        return _Done(words_of(told["what"]), told["done"], False, other)
    left = _UNDONE.match(entry.layout.flat[slice(*other.after)])
    if (told := _SOME_LEFT.match(behind)) is not None and left is not None:
        return _Done(words_of(told["what"]), left["done"], False, other)
    return None


def _less(one: Place, other: Place) -> bool:
    return exact_amount(one) and value_of(one) < value_of(other)


def _all_done(
    entry: Entry, place: Place, period: Period | None, known: dict[Hashable, tuple[Entry, Place]]
) -> Iterator[Finding]:
    """年度12个民生实事项目已全部完工 and 年度12个民生实事项目已完工10个: not all of them are."""
    told = _done(entry, place)
    if told is None:
        return
    count = value_of(place), place.figure.unit, dates_of(entry.layout, period), entry.section.role
    key = (*count, told.what, told.done)
    known.setdefault((key, told.every), (entry, told.place))
    other, heard = known.get((key, not told.every), (entry, told.place))
    if other is not entry:
        yield conflict(entry, told.place, other, heard, "完成的数")
