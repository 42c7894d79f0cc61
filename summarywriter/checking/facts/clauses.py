"""Clauses that tell one count alike and another apart: 讲座24场、展览9场 and 讲座24场、展览12场."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from summarywriter.checking.facts.amounts import exact_amount, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.one import Thing, may_be_one
from summarywriter.checking.facts.things import conflict, dates_of, of_fact_before
from summarywriter.checking.facts.values import slipped
from summarywriter.checking.facts.words import plain
from summarywriter.checking.matching.values import amount
from summarywriter.model import Finding

_Key: TypeAlias = tuple[str, str]
_Clause: TypeAlias = Mapping[_Key, Thing]
"""The counts of a clause by their words and units."""
_RECENT = 20
"""Clauses with one count that another one is held against: the time it takes grows with the facts only."""
_MANY = 10
"""From how many on it is no chance that two things are told with one count."""
_LARGE = 100
"""From how many on it is no chance where one clause says but more than the other."""
_NAMED = 4
"""Characters of a name from which the same holds for fewer."""


def clauses(ledger: Ledger) -> Iterator[Finding]:
    """Yield a count that two facts tell apart, in clauses that tell another one alike."""
    known: dict[Hashable, deque[_Clause]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for clause in _clauses(entry, ledger):
            shared: list[Hashable] = [
                (*key, value_of(thing.place)) for key, thing in clause.items() if _tells(thing)
            ]
            shared += [
                (unit, value_of(thing.place)) for (_, unit), thing in clause.items()
                if value_of(thing.place) >= _LARGE
            ]  # fmt: skip
            told = (other for key in shared for other in known[key])
            yield from next((found for other in told if (found := list(_differing(clause, other)))), [])
            for key in shared:
                known[key].append(clause)


def _clauses(entry: Entry, ledger: Ledger) -> Iterator[_Clause]:
    """The groups of clauses with several exact counts; 3批、68名 are both of the words before them."""
    layout = entry.layout
    if of_fact_before(layout):
        return
    rows: dict[tuple[int, int], dict[_Key, Thing]] = defaultdict(dict)
    words = ""
    for place in layout.places:
        if exact_amount(place) and amount(place.figure).group == "amount" and place.figure.unit is not None:
            thing = Thing(entry, place, ledger.period)
            words = plain(thing.clause) or words
            if words:
                rows[place.group].setdefault((words, place.figure.unit), thing)
    yield from (row for row in rows.values() if len(row) > 1)


def _tells(thing: Thing) -> bool:
    """True for a count that tells which clause is told again."""
    return value_of(thing.place) >= _MANY or len(plain(thing.clause)) >= _NAMED


def _differing(one: _Clause, other: _Clause) -> Iterator[Finding]:
    """Yield the one count that two clauses tell apart, where all others agree."""
    both = [(one[key], other[key]) for key in one.keys() & other.keys()] or _wider(one, other)
    if not both or both[0][0].entry is both[0][1].entry:
        return
    first, last = both[0]
    differ = [pair for pair in both if value_of(pair[0].place) != value_of(pair[1].place)]
    dates = {dates_of(thing.entry.layout, thing.period) for thing in (first, last)}
    if len(differ) == 1 and len(dates) == 1 and may_be_one(*differ[0]):
        mine, theirs = differ[0]
        yield conflict(mine.entry, mine.place, theirs.entry, theirs.place)


def _wider(one: _Clause, other: _Clause) -> list[tuple[Thing, Thing]]:
    """The pairs of 互助金674人次、152.3万元 and 给付互助金674人次、125.3万元, digits of one moved."""
    rows = [{unit: (set(words), thing) for (words, unit), thing in clause.items()} for clause in (one, other)]
    if not len(one) == len(other) == len(rows[0]) == len(rows[1]) or rows[0].keys() != rows[1].keys():
        return []
    both = [(rows[0][unit], rows[1][unit]) for unit in rows[0]]
    if not (all(a[0] <= b[0] for a, b in both) or all(a[0] >= b[0] for a, b in both)):
        return []
    pairs = [(a[1], b[1]) for a, b in both]
    moved = any(slipped(mine.place.figure, theirs.place.figure) for mine, theirs in pairs)
    return pairs if moved else []
