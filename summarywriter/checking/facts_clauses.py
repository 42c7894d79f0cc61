"""Clauses that tell one count alike and another apart: 讲座24场、展览9场 and 讲座24场、展览12场."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from summarywriter.checking.facts_amounts import exact_amount, value_of
from summarywriter.checking.facts_one import Thing, may_be_one
from summarywriter.checking.facts_things import conflict, dates_of, of_fact_before
from summarywriter.checking.facts_words import plain
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.values import amount
from summarywriter.model import Finding

_Key: TypeAlias = tuple[str, str]
_Clause: TypeAlias = Mapping[_Key, Thing]
"""The counts of a clause by their words and units."""
_RECENT = 20
"""Clauses with one count that another one is held against: the time it takes grows with the facts only."""
_MANY = 10
"""From how many on it is no chance that two things are told with one count."""
_NAMED = 4
"""Characters of a name from which the same holds for fewer."""


def clauses(ledger: Ledger) -> Iterator[Finding]:
    """Yield a count that two facts tell apart, in clauses that tell another one alike."""
    known: dict[Hashable, deque[_Clause]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for clause in _clauses(entry, ledger):
            shared = [(*key, value_of(thing.place)) for key, thing in clause.items() if _tells(thing)]
            told = (other for key in shared for other in known[key])
            yield from next((found for other in told if (found := list(_apart(clause, other)))), [])
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


def _apart(one: _Clause, other: _Clause) -> Iterator[Finding]:
    """Yield the one count that two clauses tell apart, where all others agree."""
    both = [(one[key], other[key]) for key in one.keys() & other.keys()]
    first, last = both[0]
    if first.entry is last.entry:
        return
    differ = [pair for pair in both if value_of(pair[0].place) != value_of(pair[1].place)]
    dates = {dates_of(thing.entry.layout, thing.period) for thing in (first, last)}
    if len(differ) == 1 and len(dates) == 1 and may_be_one(*differ[0]):
        mine, theirs = differ[0]
        yield conflict(mine.entry, mine.place, theirs.entry, theirs.place)
