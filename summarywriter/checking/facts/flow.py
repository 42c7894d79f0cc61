"""What was, what came and went, and what is now: 年初186辆，新购24辆、报废15辆，现有199辆 does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from summarywriter.checking.facts.amounts import (
    grouped_amounts,
    mismatched,
    rounded,
    rounding_of,
    value_of,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_TIME = "[0-9]{1,2}月|[上下]半年|[一二三四]季度|20[0-9]{2}年(?=[底末])"
_AS_OF = f"(?:(?:截[至止])?(?:{_TIME})[底末]?,?|截[至止]目前,?)?"
_KINDS = ("was", "in", "net", "out", "now")
_GONE = regex("[减撤注关停退并转]")
"""What may take from what was there, so that the new ones are not all of the change."""


def flow(ledger: Ledger) -> Iterator[Finding]:
    """Yield amounts that are not what was before with what came and without what went."""
    for entry in ledger.entries:
        for places in grouped_amounts(entry):
            yield from _flow(entry, [p for p in places if amount(p.figure).group == "amount"])


def _flow(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    starts = [0, *(p.figure.phrase_end for p in places)]
    told = [_Told(place, _words(entry, place, start)) for place, start in zip(places, starts, strict=False)]
    first = next((n for n, t in enumerate(told) if _patterns()["was"].search(t.words)), None)
    if first is None:
        yield from _balance(entry, told)
        return
    was, *rest = [t for t in told[first:] if one_unit(t.place.figure, told[first].place.figure)]
    changes: list[Place] = []
    right, kinds = value_of(was.place), set[str]()
    for place, words in rest:
        if _NO_CHANGE.search(words):
            return
        kind = next((kind for kind in ("in", "net", "out") if _patterns()[kind].search(words)), None)
        if kind is None:
            now = _patterns()["now"].fullmatch(words)
            if changes and now is not None and now["what"] in was.words:
                yield from _judge(entry, (was.place, *changes, place), right, kinds)
            return
        kinds.add(kind)
        right += value_of(place) * (-1 if kind == "out" else 1)
        changes.append(place)


def _balance(entry: Entry, told: Sequence[_Told]) -> Iterator[Finding]:
    """新增1240人，转出310人，净增930人: what came less what went is what there is more, or fewer, of."""
    changes, kinds = list[_Told](), list[str]()
    for place, words in told:
        net = _NET.fullmatch(words)
        if net is not None and set(kinds) == {"in", "out"} and net["what"] in changes[0].words:
            yield from _net(entry, changes, kinds, place, fewer=net["way"] == "减")
        kind = next((kind for kind in ("in", "out") if _patterns()[kind].search(words)), None)
        if net is not None or kind is None or _NO_CHANGE.search(words) or _DATED.search(words):
            changes, kinds = [], []
        if net is None and kind is not None and not _NO_CHANGE.search(words):
            changes.append(_Told(place, words))
            kinds.append(kind)


def _net(
    entry: Entry, changes: Sequence[_Told], kinds: Sequence[str], net: Place, *, fewer: bool
) -> Iterator[Finding]:
    if not all(one_unit(change.place.figure, net.figure) for change in changes):
        return
    told = zip(changes, kinds, strict=True)
    right = sum((value_of(c.place) * (-1 if kind == "out" else 1) for c, kind in told), Fraction(0))
    places = [*(change.place for change in changes), net]
    if abs(value_of(net) * (-1 if fewer else 1) - right) > rounding_of(places):
        yield mismatched(entry, places, rounded(abs(right), net))


_DATED = regex("[一二三四]季度|[0-9]月|半年|全年|今年|本年")
_NET = regex("(?:相抵后?|实际)?净(?P<way>[增减])[加长少]?(?P<what>[\u4e00-\u9fff]*)")
_NO_CHANGE = regex("其中|含|计划|目标|任务|拟|预计|同比")


class _Told(NamedTuple):
    """An amount and the words from the one before it on."""

    place: Place
    words: str


def _words(entry: Entry, place: Place, start: int) -> str:
    words = entry.layout.text[max(start, place.clause[0]) : place.figure.phrase_start]
    return words.lstrip("，,、=＝+＋-－（(")


def _judge(entry: Entry, places: Sequence[Place], right: Fraction, told: set[str]) -> Iterator[Finding]:
    """Where nothing is told to have gone, something may have all the same: only too many are wrong then."""
    now = value_of(places[-1])
    if "net" in told and len(places) > _ALONE:
        return
    untold = "out" not in told and _CARRIED.search(entry.layout.text) is None
    if untold and (_GONE.search(entry.layout.text) or ("net" not in told and now < right)):
        return
    if abs(now - right) > rounding_of(places):
        yield mismatched(entry, places, rounded(right, places[-1]))


_CARRIED = regex("[旧原]存[^。；;]*共(?:受理|收案|办理)")
"""What was left open and what came in are all there is to be done."""
_ALONE = 3


_YEAR_END = "20[0-9]{2}年[末底]"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    listed: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for row in word_rows("flow"):
        listed[row[0]] += row[1].split()
    ordered = {kind: alternatives(found) for kind, found in listed.items()}
    ordered["was"] = f"{_YEAR_END}|{ordered['was']}"
    ordered["now"] = f"{_AS_OF}(?:{ordered['now']})+(?P<what>.*)"
    return {kind: re.compile(words) for kind, words in ordered.items()}
