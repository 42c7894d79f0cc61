"""Parts whose whole another clause or another fact tells: 现有教职工512人 || 教职工中专任教师538人."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import (
    averaged,
    disagreeing,
    exact_amount,
    rounded,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.parts import family_named, names_of
from summarywriter.checking.facts.sums import parts_from
from summarywriter.checking.facts.weighed import Parts, Whole, weigh
from summarywriter.checking.facts.words import words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_AMONG = regex(
    "(?:^|(?<=[,;。]))(?:这|上述)?(?P<what>\0*(?:的)?[\u4e00-\u9fff]{1,10}?)(?:之|当)?中[,:]?(?![心小学])"
)
"""What opens parts of what is named before it: 教职工中, 46场讲座中; 其中 of the fact before."""
_SORTED = regex("按[\u4e00-\u9fff]{1,6}分[,:]")
_NOT_NOW = regex("年初|去年|上年|同期|期初|计划|目标|任务|应|原有|拟|预计")
"""What a whole is told with that is not the whole of now."""


def wholes(ledger: Ledger) -> Iterator[Finding]:
    """Yield parts, told in a clause or a fact of their own, that do not agree with their whole.

    The whole is what their section tells of what they are of (教职工中); 其中 and 按…分 at a fact's
    beginning are of the fact before.
    """
    sections: dict[str, list[Entry]] = defaultdict(list)
    for entry in ledger.entries:
        sections[entry.section.id].append(entry)
    for entries in sections.values():
        named = _named(entries)
        for n, entry in enumerate(entries):
            for cue in _AMONG.finditer(entry.layout.flat):
                if cue["what"] != "其":
                    yield from _of_named(entry, cue, named[cue["what"][-_END:]])
            opening = _OPENING.match(entry.layout.flat)
            if opening is not None and n:
                yield from _of_before(entry, opening, entries[n - 1])
                yield from _one_by_one(entries, n)
            spread = _SPREAD.search(entry.layout.flat)
            if spread is not None:
                yield from _spread(entries[n:], spread)


_END = 2
"""Characters by which a name is found."""
_OPENING = regex(f"其中[,:]?|(?P<of>[\u4e00-\u9fff]{{0,12}}?)的?(?:又|可|,)?{_SORTED.pattern}")


def _named(entries: Sequence[Entry]) -> dict[str, list[Whole]]:
    """The amounts of a section by the end of their names: 教职工512人, 512名教职工."""
    named: dict[str, list[Whole]] = defaultdict(list)
    for entry in entries:
        for place in entry.layout.places:
            if amount(place.figure).group != "amount" or not exact_amount(place):
                continue
            if averaged(entry.layout, place):
                continue
            if not _NOT_NOW.search(entry.layout.text, place.clause[0], place.figure.phrase_end):
                for name in _names(entry, place):
                    named[name[-_END:]].append(Whole(entry, place))
    return named


def _names(entry: Entry, place: Place) -> tuple[str, ...]:
    """What a figure counts, by the words before it and right behind it."""
    behind = entry.layout.flat[slice(*place.after)].partition("中")[0]
    return tuple(name for name in (words_before(entry, place), behind) if name)


def _of_named(entry: Entry, cue: re.Match[str], known: Sequence[Whole]) -> Iterator[Finding]:
    name = cue["what"].lstrip("\0的")
    first = next((p for p in entry.layout.places if p.figure.phrase_start >= cue.end()), None)
    if first is None or first.clause[0] > cue.end():
        return
    told = [
        _counted_as(whole, first, name) for whole in known
        if _is_of(whole, name) and (whole.entry is not entry or whole.place.figure.end <= cue.end())
    ]  # fmt: skip
    alike = [whole for whole in told if one_unit(whole.place.figure, first.figure)]
    if "\0" in cue["what"]:
        alike = [whole for whole in alike if whole.entry is entry][-1:]
    if len({value_of(whole.place) for whole in alike}) == 1:
        parts = _parts(entry, cue.end(), alike[0])
        if parts.places:
            yield from weigh(parts, alike[0])


def _is_of(whole: Whole, name: str) -> bool:
    return any(told.endswith(name) for told in _names(whole.entry, whole.place))


def _counted_as(whole: Whole, part: Place, name: str) -> Whole:
    """The whole in the unit of its parts where its name has it: 有效票184张 are 184 of 赞成171票."""
    figure = whole.place.figure
    if figure.unit == part.figure.unit or not name.endswith(part.figure.unit or "\0"):
        return whole
    return Whole(whole.entry, replace(whole.place, figure=replace(figure, unit=part.figure.unit)))


def _of_before(entry: Entry, opening: re.Match[str], before: Entry) -> Iterator[Finding]:
    first = next((p for p in entry.layout.places if p.figure.phrase_start >= opening.end()), None)
    if first is None or first.clause[0] > opening.end():
        return
    told = [
        Whole(before, p) for p in before.layout.places
        if one_unit(p.figure, first.figure) and exact_amount(p) and amount(p.figure).group == "amount"
        and not averaged(before.layout, p)
    ]  # fmt: skip
    if not told:
        return
    whole = max(told, key=lambda whole: value_of(whole.place))
    about = before.layout.flat[slice(*whole.place.clause)]
    if not set(words_of(opening["of"] or "")) <= set(words_of(about)):
        return  # 会员按行业分 behind a fact of something else
    parts = _parts(entry, opening.end(), whole, listed="按" in opening.group())
    summed = sum(value_of(p) for p in parts.places)
    if parts.places and (summed > value_of(whole.place) or len({value_of(w.place) for w in told}) == 1):
        yield from weigh(parts, whole)


def _one_by_one(entries: Sequence[Entry], n: int) -> Iterator[Finding]:
    """其中环卫工人420人 || 快递员360人 || 交警510人: the parts of one whole, a fact each."""
    row: list[Whole] = []
    for entry in entries[n:]:
        single = entry.layout.places
        if len(single) != 1 or not exact_amount(single[0]) or len(entry.layout.flat.strip()) > _SHORT:
            break
        if (row and not one_unit(single[0].figure, row[0].place.figure)) or (
            row and "其中" in entry.fact.text
        ):
            break
        row.append(Whole(entry, single[0]))
    names = [name for part in row for name in names_of(part.entry, [part.place], 0)]
    told = [p for p in entries[n - 1].layout.places if row and one_unit(p.figure, row[0].place.figure)]
    if len(row) < len(("one", "other")) or len(told) != 1 or not exact_amount(told[0]):
        return
    summed = sum((value_of(part.place) for part in row), Fraction(0))
    if summed > value_of(told[0]) and family_named(names, [""] * len(names)) is not None:
        listed = "、".join(quoted(part.place.figure.phrase(part.entry.fact.text)) for part in row)
        whole = entries[n - 1]
        yield row[0].entry.says(
            "fact-sum",
            f"{listed}相加是{rounded(summed, told[0])}，"
            f"与总数{quoted(told[0].figure.phrase(whole.fact.text))}对不上",
            "请核对各项和总数。",
            whole, *(part.entry for part in row[1:]),
        )  # fmt: skip


_SPREAD = regex("(?:分布在|分布于|分为|分属)(?P<names>[\u4e00-\u9fff、]{3,60})$")


_ROW = 2
"""Parts that make a list."""


def _spread(entries: Sequence[Entry], spread: re.Match[str]) -> Iterator[Finding]:
    """职工218人，分布在机关和基层所站 || 机关86人 || 基层所站142人: the parts that the whole names."""
    names = re.split("[、和]", spread["names"])
    told = [entry.layout.places for entry in entries[: len(names) + 1]]
    if len(names) < _ROW or any(len(places) != 1 or not exact_amount(places[0]) for places in told):
        return
    if len(told) <= len(names):
        return
    (whole,), *rest = told
    parts = [places[0] for places in rest]
    heard = [words_before(entry, part) for entry, part in zip(entries[1:], parts, strict=False)]
    if heard != names or not all(one_unit(part.figure, whole.figure) for part in parts):
        return
    summed = sum(map(value_of, parts), Fraction(0))
    if summed != value_of(whole):
        row = list(zip(entries, [whole, *parts], strict=False))
        yield disagreeing(entries[0], row, f"共{rounded(summed, whole)}")


_SHORT = 20
"""Characters of a fact that tells one part and nothing else."""


def _parts(entry: Entry, start: int, whole: Whole, *, listed: bool = False) -> Parts:
    places = list(parts_from(entry, start, whole.place))
    return Parts(entry, places, names_of(entry, places, start), listed)
