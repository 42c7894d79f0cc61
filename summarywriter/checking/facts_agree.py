"""The same thing told with two values, in one section or in two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.checking.subject import pieces
from summarywriter.checking.values import amount, units_match
from summarywriter.model import Finding

_ALIKE = 0.8
_LEAST = 3


def agreement(ledger: Ledger) -> Iterator[Finding]:
    """Yield pairs of facts that tell one thing with two values.

    Two figures are taken to tell one thing when their own words and the words of their clauses are
    nearly the same, their units agree, and neither fact dates or names what the other does not.
    """
    known: dict[str, list[tuple[Entry, Place, frozenset[str], frozenset[str]]]] = defaultdict(list)
    for entry in ledger.entries:
        for place in entry.layout.places:
            if amount(place.figure).group not in ("amount", "share") or place.figure.article:
                continue
            own = frozenset(pieces(entry.layout.flat[place.own[0] : place.own[1]]))
            if len(own) < _LEAST:
                continue
            about = _about(entry, place)
            for other, there, theirs, surrounding in known[amount(place.figure).group]:
                if other.fact.id == entry.fact.id or not units_match(place.figure, there.figure):
                    continue
                if _overlap(own, theirs) < _ALIKE or _overlap(about, surrounding) < _ALIKE:
                    continue
                if _dates(entry) != _dates(other) or entry.section.role != other.section.role:
                    continue
                if amount(place.figure) == amount(there.figure) and place.figure.bound == there.figure.bound:
                    continue
                yield entry.says(
                    "fact-conflict",
                    f"{quoted(place.figure.phrase(entry.fact.text))}与{other.label}的"
                    f"{quoted(there.figure.phrase(other.fact.text))}说的像是同一件事，数却不一样",
                    "请核对后统一，或把不同之处写清楚。",
                    other,
                )
                break
            known[amount(place.figure).group].append((entry, place, own, about))


def _about(entry: Entry, place: Place) -> frozenset[str]:
    return frozenset(pieces(entry.layout.flat[place.clause[0] : place.figure.phrase_start]))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _dates(entry: Entry) -> frozenset[str]:
    return frozenset(p.figure.text for p in entry.layout.places if p.figure.kind in ("date", "ordinal"))
