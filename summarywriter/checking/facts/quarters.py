"""Counts of quarters and months beside that of the time they make up, in any facts.

一季度植树14.6万株，二季度植树9.8万株 and 上半年共植树25.4万株 do not agree.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.calendar import Period, resolve
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import exact_amount, rounded, rounding_of, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import alone, undone
from summarywriter.checking.facts.words import parallel, sums_up, telling, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.markers import extreme, governing, of_each
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

Months: TypeAlias = tuple[int, int]
_STOCK = regex(
    "[末底]|截[至止]|现有|在册|在岗|在档|在校|在职|均|每|最|累计达|总数|其中|[计规]划|目标|任务|预算|结转|旧存"
)
"""What a figure of a month is told with that does not add up with those of others."""
_MET = regex("走访|覆盖|惠及|涉及|服务|参[与加训赛]|慰问|联系|受益|检查|巡查|指导|培训|救助|帮扶")
_WHO = frozenset({"人", "名", "位", "户", "家", "个", "所"})
"""Who is met in one quarter may be met in the next one too, and is counted once in the half-year."""
_ALL = regex("共|合计|总计|累计")
_LEAST = 3
"""Characters that the words must have to be one thing in another section."""


class _Told(NamedTuple):
    """A count, the fact that tells it, and how many characters of its words tell it from others."""

    entry: Entry
    place: Place
    telling: int

    @property
    def words(self) -> str:
        """The count as it is written."""
        return quoted(self.place.figure.phrase(self.entry.fact.text))


Spans: TypeAlias = Mapping[Months, Sequence[_Told]]


def quarters(ledger: Ledger) -> Iterator[Finding]:
    """Yield counts of a half-year, a year or a quarter that are not the sum of those of its parts.

    The parts stand in one section: that of the whole or, where words tell one thing, in the one other.
    """
    known: dict[Hashable, dict[str, dict[Months, list[_Told]]]] = {}
    for entry in ledger.entries:
        for key, months, told in _counts(entry, ledger.period):
            spans = known.setdefault(key, {}).setdefault(entry.section.id, {})
            spans.setdefault(months, []).append(told)
    for sections in known.values():
        for spans in sections.values():
            for months, wholes in spans.items():
                parts = _parts(months, spans)
                for whole in wholes if parts else ():
                    yield from _compare(whole, parts)
        if len(sections) == len(("one", "other")):
            one, other = sections.values()
            yield from _across(one, other)
            yield from _across(other, one)


def _across(spans: Spans, others: Spans) -> Iterator[Finding]:
    """The same where the parts stand in another section of the office: 上半年共发展会员815人 sums them up."""
    for months, wholes in spans.items():
        parts = [] if _parts(months, spans) else _parts(months, others)
        for whole in wholes if parts else ():
            here, there = whole.entry.section.heading, parts[0].entry.section.heading
            sums = _ALL.search(whole.entry.layout.clause(whole.place)) or sums_up(here)
            if sums and not parallel(here, there) and min(part.telling for part in parts) >= _LEAST:
                yield from _compare(whole, parts)


def _parts(months: Months, spans: Spans) -> list[_Told]:
    """Return the counts, one each of the longest parts, that fill the months without a gap."""
    cursor, last = months
    parts = []
    while cursor <= last:
        ends = [end for first, end in spans if first == cursor and end <= last and (first, end) != months]
        told = spans[cursor, max(ends)] if ends else ()
        if len({value_of(part.place) for part in told}) != 1:
            return []
        if "累计" in told[0].entry.layout.clause(told[0].place):
            return []  # 二季度累计 counts the first quarter too
        parts.append(told[0])
        cursor = max(ends) + 1
    return parts


def _compare(whole: _Told, parts: Sequence[_Told]) -> Iterator[Finding]:
    words = whole.entry.layout.clause(whole.place)
    summed = sum((value_of(part.place) for part in parts), Fraction(0))
    off = value_of(whole.place) - summed
    if abs(off) <= rounding_of([whole.place, *(part.place for part in parts)]):
        return
    one_row = all(p.entry is whole.entry and p.place.sentence == whole.place.sentence for p in parts)
    if one_row and _ALL.search(words):
        return  # told where the row of one sentence is added up
    if value_of(whole.place) <= max(value_of(part.place) for part in parts) and not _ALL.search(words):
        return  # 一季度会员3154人，二季度3206人，上半年3206人
    if off < 0 and whole.place.figure.unit in _WHO and _MET.search(words):
        return
    listed = "、".join(part.words for part in parts)
    others = {p.entry.fact.id: p.entry for p in parts if p.entry is not whole.entry}
    yield whole.entry.says(
        "fact-sum",
        f"{listed}相加是{rounded(summed, whole.place)}，与{whole.words}对不上",
        "请核对各项和总数。",
        *others.values(),
    )


def _counts(entry: Entry, period: Period | None) -> Iterator[tuple[Hashable, Months, _Told]]:
    """Yield what is counted of whole months, as a key, the months and the count.

    Words left out are those before: 一季度接待游客32.9万人次，二季度42.3万人次.
    """
    layout = entry.layout
    head = layout.flat[: max(0, layout.flat.find(","))]
    head = "" if "\0" in head else head
    dated: tuple[int, tuple[int | None, Months] | None, tuple[int, int]] = (-1, None, (0, 0))
    before: dict[str | None, str] = {}
    for place in layout.places:
        if place.figure.kind == "date":
            dated = place.figure.phrase_start, _months(place.figure, period), place.clause
            continue
        year = _YEAR.search(layout.flat, max(dated[0], place.clause[0]), place.figure.phrase_start)
        if year is not None and period is not None:
            dated = year.start(), (period.year, (1, 12)), place.clause
        start, span, about = dated
        if span is None or start < place.group[0] or not _adds_up(entry, place, start):
            continue
        said = layout.flat[slice(*(place.clause if alone(layout, place) else place.own))]
        heard = before.get(place.figure.unit, "")
        said = heard if set(words_of(said)) <= set(words_of(heard)) else said
        before[place.figure.unit] = said
        if said:
            # 4月举办财务培训班，参训50人: the date's clause tells who came.
            event = "" if about == place.clause else layout.flat[slice(*about)]
            key = (words_of(f"{head},{event},{said}"), place.figure.unit, span[0], entry.section.role)
            yield key, span[1], _Told(entry, place, telling(said))


_YEAR = regex("全年|年度")


def _adds_up(entry: Entry, place: Place, start: int) -> bool:
    """True for a count of what happened in a time told from there on, and no stock, mean, plan or part."""
    layout, unit = entry.layout, place.figure.unit
    if unit is None or "/" in unit or place.turn is not None or not exact_amount(place):
        return False
    if amount(place.figure).group != "amount" or governing(layout, "base", place) is not None:
        return False
    change = step(layout, place)
    if (change is not None and change.kind != "by") or undone(layout, place):
        return False
    if _STOCK.search(layout.text, start, place.figure.phrase_end + 1):
        return False
    return not of_each(layout, place) and extreme(layout, place) is None


def _months(date: Figure, period: Period | None) -> tuple[int | None, Months] | None:
    """The year and the whole months that a date tells."""
    stretch = resolve(date, period)
    if stretch.years > 1 or any(part is not None for part in stretch.label):
        return None
    if stretch.first is None or stretch.last is None:
        return stretch.year, (1, 12)
    (first, opening), (last, closing) = stretch.first, stretch.last
    return (stretch.year, (first, last)) if first and opening == 1 and closing == _LAST_DAY else None


_LAST_DAY = 31
