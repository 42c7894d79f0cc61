"""What a thing stands at now, told twice: 办税终端新增14台，全市现有56台 and 现有办税终端65台."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from functools import partial
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.amounts import exact_amount
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import conflict, dates_of, undone
from summarywriter.checking.facts.values import may_agree
from summarywriter.checking.facts.words import parallel, plain, telling, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.levels import nearest_level
from summarywriter.checking.layout.markers import governing, of_each
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Finding
from summarywriter.patterns import regex

_NOW = regex(
    "(?:目前|至今|[全我本][省市区县镇院校局]|截[至止]\0?)*(?:现有|现共有|现已有|现设有|目前共?有|已有)"
)
"""What tells a stock before its name or right before its figure."""
_FROM = regex("(?:平均)?[由从]\0")
_NEW = regex("(?:新增|增加|新建|新设|增设|新购|新添|建成|投放|配备|新配)[了\0]*$")
"""What is told of a name before its stock: 自助办税终端新增14台."""
_TIME = regex("平均|办理|办结|办复|审批|审核|时限|时间|限时|周期|用时|耗时|环节|压缩|缩短|仅需|只需|需")
"""Words of how long something takes, which are one: 平均办理时间 and 平均…办结."""
_LEAST = 4
"""Characters that tell what a name says for it to be one in two facts."""
_RECENT = 20
"""Things of one name that another one is held against."""


class _Stock(NamedTuple):
    """What a thing stands at, and the words that tell it apart."""

    entry: Entry
    place: Place
    level: str | None
    owner: str
    dates: frozenset[str]
    changed: bool


def standing(ledger: Ledger) -> Iterator[Finding]:
    """Yield what a thing stands at in one fact and, with another value, in a fact of another section.

    Stocks told in the same words are compared elsewhere; here one of the two is the end of a change, or
    told behind what is new: 由4名增加到7名 and 现有9名.
    """
    known: dict[Hashable, deque[_Stock]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for place in entry.layout.places:
            if not exact_amount(place) or place.turn is not None or place.figure.unit is None:
                continue
            if amount(place.figure).group != "amount" or of_each(entry.layout, place):
                continue
            stock = _stock(entry, place, ledger.period)
            if stock is None:
                continue
            name, told = stock
            alike = known[name, entry.section.role]
            other = next((other for other in alike if _against(told, other)), None)
            if other is not None:
                yield conflict(entry, place, other.entry, other.place)
            alike.append(told)


def _against(one: _Stock, other: _Stock) -> bool:
    if one.entry is other.entry or one.dates != other.dates or not (one.changed or other.changed):
        return False
    if (one.level and other.level and one.level != other.level) or one.owner != other.owner:
        return False
    if one.entry.section.id != other.entry.section.id and parallel(
        one.entry.section.heading, other.entry.section.heading
    ):
        return False
    a, b = one.place.figure, other.place.figure
    return units_match(a, b) and not may_agree(a, b)


def _stock(entry: Entry, place: Place, period: Period | None) -> tuple[str, _Stock] | None:
    """Return the name of what stands at an amount, and what it stands at."""
    layout = entry.layout
    if undone(layout, place) or governing(layout, "base", place) is not None:
        return None
    before = layout.flat[slice(*place.own)]
    change = step(layout, place)
    name, owner, changed = "", "", True
    if change is not None and change.kind == "to":
        # The name stands before what was: 传承人由4名增加到7名; or before the verb: 时限压缩到7个工作日.
        start = _FROM.search(layout.flat, *place.clause)
        name = layout.flat[place.clause[0] : start.start() if start else max(place.clause[0], change.start)]
    elif change is not None:
        return None
    elif (now := _NOW.search(before)) is not None:
        owner = before[: now.start()]
        name, changed = before[now.end() :] or layout.flat[slice(*place.after)], False
        if not name:
            name, owner, changed = owner or _named_before(entry, place), "", True
    elif place.figure.kind == "duration" and _TIME.search(before + layout.flat[slice(*place.after)]):
        name, changed = before + layout.flat[slice(*place.after)], False
    if "\0" in name or not name:
        return None
    if place.figure.kind == "duration":
        name = _TIME.sub("", name)
    if telling(name) < _LEAST:
        return None
    level = nearest_level(layout, place)
    dates = dates_of(layout, period)
    stock = _Stock(entry, place, level.kind if level else None, words_of(owner), dates, changed)
    return plain(name), stock


def _named_before(entry: Entry, place: Place) -> str:
    """The 自助办税终端 of 自助办税终端新增14台，全市现有56台: the name in the clause before."""
    flat, end = entry.layout.flat, max(0, place.clause[0] - 1)
    start = max(flat.rfind(mark, place.sentence[0], end) for mark in ",;") + 1
    told = flat[max(start, place.sentence[0]) : end]
    new = _NEW.search(told[: told.find("\0")] if "\0" in told else told)
    return told[: new.start()] if new is not None else ""
