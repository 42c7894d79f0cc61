"""The same thing told with two values, in one section or in two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import cache

from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.checking.values import amount, units_match
from summarywriter.model import Finding
from summarywriter.resources import word_rows

_LEAST = 3
"""Characters that a subject must have to be called one thing with another."""

_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]|[的了在共达为及与和已将均还各]")


def agreement(ledger: Ledger) -> Iterator[Finding]:
    """Yield pairs of facts that tell one thing with two values.

    Two figures are taken to tell one thing only when the same words stand around them and at the
    head of their facts, light words and figures aside, and both facts name the same dates: one
    street's count is not another's, and a finding here stops the run.
    """
    known: dict[Hashable, list[tuple[Entry, Place]]] = defaultdict(list)
    for entry in ledger.entries:
        for place in entry.layout.places:
            key = _thing(entry, place)
            if key is None:
                continue
            for other, there in known[key]:
                if other.fact.id != entry.fact.id and _differ(place, there):
                    yield _conflict(entry, place, other, there)
                    break
            known[key].append((entry, place))


def _thing(entry: Entry, place: Place) -> Hashable | None:
    """Return what the figure counts, as a key; ``None`` where the words say too little."""
    layout = entry.layout
    group = amount(place.figure).group
    if group not in ("amount", "share") or place.figure.article:
        return None
    own = _words(layout, *place.own)
    if len(own) < _LEAST:
        return None
    clause = _words(layout, place.clause[0], place.figure.phrase_start)
    head = layout.places[0]
    return group, own, clause, _words(layout, 0, head.figure.phrase_start), _dates(layout), entry.section.role


def _differ(one: Place, other: Place) -> bool:
    if not units_match(one.figure, other.figure):
        return False
    return amount(one.figure) != amount(other.figure) or one.figure.bound != other.figure.bound


def _conflict(entry: Entry, place: Place, other: Entry, there: Place) -> Finding:
    return entry.says(
        "fact-conflict",
        f"{quoted(place.figure.phrase(entry.fact.text))}与{other.label}的"
        f"{quoted(there.figure.phrase(other.fact.text))}说的像是同一件事，数却不一样",
        "请核对后统一，或把不同之处写清楚。",
        other,
    )


def _words(layout: Layout, start: int, end: int) -> str:
    """Return the words of a stretch less light ones. Synonyms stay apart: 技能竞赛 is no 劳动竞赛."""
    return _MARK.sub("", _light().sub("", layout.flat[start:end]))


@cache
def _light() -> re.Pattern[str]:
    words = sorted((row[0] for row in word_rows("light_words")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _dates(layout: Layout) -> frozenset[str]:
    return frozenset(p.figure.text for p in layout.places if p.figure.kind in ("date", "ordinal"))
