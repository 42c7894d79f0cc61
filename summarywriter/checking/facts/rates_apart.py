"""Rates in a fact of their own: 护理员240名，其中持证护理员186名 || 护理员持证率75.5% does not agree."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.amounts import disagreeing, disagrees, exact_amount, rounded, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.parts import same_class
from summarywriter.checking.facts.rates import QUALIFIED
from summarywriter.checking.facts.things import alone, dates_of, undone
from summarywriter.checking.facts.words import telling
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.levels import nearest_level
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives

_RATE = regex(
    "(?:底|末|目前|现|截[至止]|其中|全[省市区县镇院校局]|,)*"
    "(?P<of>(?:[\u4e00-\u9fff]{2,10}?)?)(?P<deed>[\u4e00-\u9fff]{2})率(?:达到|达|为|是)?"
)
_RECENT = 20
"""Counts of one word that a rate is held against: the time it takes grows with the facts only."""
_OTHER = regex("[不未非待]|[尚还]|计划|目标|任务|新增|新发|其余|平均|每")


class _Count(NamedTuple):
    """A count, and the words around it."""

    entry: Entry
    place: Place
    words: str


Known: TypeAlias = Mapping[str, deque[_Count]]


def rates_apart(ledger: Ledger) -> Iterator[Finding]:
    """Yield rates that no two counts of the other facts of their section make, where some are of them.

    A rate that names what it is of (护理员持证率) is held against all of them, one that does not
    (办复率) against the fact right before it.
    """
    sections: dict[str, list[Entry]] = defaultdict(list)
    for entry in ledger.entries:
        sections[entry.section.id].append(entry)
    for entries in sections.values():
        rates = [(n, place, told) for n, entry in enumerate(entries) for place, told in _rates(entry)]
        named = {told["of"][-2:] for _, _, told in rates} - {""}
        known = _known(entries, named.union(*(same_class(told["deed"]) for _, _, told in rates)))
        for n, place, told in rates:
            yield from _judge(entries, n, place, told, known, ledger.period)


def _rates(entry: Entry) -> Iterator[tuple[Place, re.Match[str]]]:
    layout = entry.layout
    for place in layout.places:
        if place.figure.kind == "percent" and exact_amount(place) and alone(layout, place):
            told = _RATE.fullmatch(layout.flat, place.own[0], place.figure.phrase_start)
            moved = governing(layout, "direction", place) or governing(layout, "base", place)
            if (
                told is not None
                and not moved
                and not QUALIFIED.search(told.group())
                and not undone(layout, place)
            ):
                yield place, told


def _known(entries: Sequence[Entry], words: Set[str]) -> Known:
    """The counts of a section by the words that are asked for, of those beside them."""
    known: dict[str, deque[_Count]] = defaultdict(partial(deque, maxlen=_RECENT))
    if words:
        asked = re.compile(f"(?=({alternatives(words)}))")
        for entry in entries:
            for count in _counts(entry):
                for word in set(asked.findall(count.words)):
                    known[word].append(count)
    return known


def _counts(entry: Entry) -> Iterator[_Count]:
    flat = entry.layout.flat
    for place in entry.layout.places:
        if amount(place.figure).group == "amount" and exact_amount(place) and value_of(place):
            yield _Count(entry, place, flat[slice(*place.own)] + flat[slice(*place.after)])


def _judge(
    entries: Sequence[Entry], n: int, rate: Place, told: re.Match[str], known: Known, period: Period | None
) -> Iterator[Finding]:
    entry, of, deeds = entries[n], told["of"], same_class(told["deed"])
    own = [count for count in _counts(entry) if any(deed in count.words for deed in deeds)]
    among = _AMONG.match(entry.layout.flat)
    if own and (among is None or len(own) > 1 or not n):
        return  # told beside its own counts
    wholes: Sequence[_Count]
    if own and among is not None:
        parts, wholes = own, _counted_before(entries[n - 1], among["whole"])
    elif of:
        parts = [count for deed in deeds for count in known.get(deed, ())]
        wholes = known.get(of[-2:], ())
    else:
        wholes = [] if not n or any(_counts(entry)) else list(_counts(entries[n - 1]))
        wholes = wholes if len(wholes) == len(("whole", "part")) else []
        parts = [count for count in wholes if any(deed in count.words for deed in deeds)]
    pairs = [
        (whole, part)
        for part in parts
        for whole in wholes
        if (own or _pair(whole, part, of, deeds)) and _of_one_time(entry, rate, (whole, part), period)
    ]
    rights = [value_of(part.place) / value_of(whole.place) * 100 for whole, part in pairs]
    if pairs and all(disagrees(right, rate) for right in rights):
        counts = [(count.entry, count.place) for count in pairs[-1]]
        yield disagreeing(entry, [*counts, (entry, rate)], rounded(rights[-1], rate))


_AMONG = regex("(?P<whole>[\u4e00-\u9fff]{3,10})中[,，]?")
"""What a fact begins with that takes up a count of the one before: 回收问卷中满意702份."""


def _counted_before(entry: Entry, thing: str) -> list[_Count]:
    """The one count of a fact whose words all stand in a thing: 回收768份 of 回收问卷."""
    counts = [count for count in _counts(entry) if set(count.words) <= set(thing)]
    return counts if len(counts) == 1 else []


def _pair(whole: _Count, part: _Count, of: str, deeds: Sequence[str]) -> bool:
    """True for 护理员240名 and 持证护理员186名, of which 护理员持证率 may tell."""
    if whole.place is part.place or value_of(whole.place) < value_of(part.place):
        return False
    if whole.entry is part.entry and whole.place.figure.start > part.place.figure.start:
        return False
    if any(deed in whole.words for deed in deeds) or _OTHER.search(whole.words + part.words):
        return False
    named = of in whole.words and (whole.entry is part.entry or of in part.words)
    if not named or not units_match(whole.place.figure, part.place.figure):
        return False
    # 企业建会率 is not of 规上企业 only.
    others = [part.words, whole.words] if of else [part.words]
    return not any(telling(_LIGHT.sub("", _without(words, (of, *deeds)))) for words in others)


def _without(words: str, said: Sequence[str]) -> str:
    for word in said:
        words = words.replace(word, "", 1)
    return words


_LIGHT = regex("收到|接到|接收|登记|在册|拥有|配备|排查|发现|出")
"""What says of a count no more than that there are that many."""


def _of_one_time(entry: Entry, rate: Place, counts: Sequence[_Count], period: Period | None) -> bool:
    """True where neither dates nor levels tell the counts from those of the rate."""
    level = nearest_level(entry.layout, rate)
    for count in counts:
        other = nearest_level(count.entry.layout, count.place)
        if level is not None and other is not None and level.kind != other.kind:
            return False
        if dates_of(count.entry.layout, period) != dates_of(entry.layout, period):
            return False
    return True
