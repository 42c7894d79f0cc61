"""What a figure of a fact is told of: its words, its dates, total or addition, planned or done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from summarywriter.checking.common.calendar import Period, resolve
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry
from summarywriter.checking.facts.words import parallel, words_of
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.markers import governing, markers
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.matching.periods import ends_period, repeats_period
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

_APART = ("direction", "base", "extreme", "negation", "aim", "pace")
"""Families of marking words that tell two amounts apart."""
_UNDONE = frozenset({"planned", "ordered", "begun", "doing", "left"})


def item_of(layout: Layout, place: Place) -> str:
    """The words of a figure: its whole clause where no other amount stands in it, else its item or name."""
    if place.turn is not None and place.turn.name is not None:
        return layout.flat[slice(*place.turn.name)] + layout.flat[slice(*place.turn.shared)]
    if alone(layout, place):
        return layout.flat[slice(*place.clause)]
    before = layout.flat[slice(*place.own)]
    ahead = next((p for p in layout.places if p.figure.phrase_end == place.figure.phrase_start), None)
    if not before and ahead is not None and ahead.figure.kind != "date":
        return item_of(layout, ahead)  # 疗休养6批180人
    return before if words_of(before) else layout.flat[slice(*place.after)]


def alone(layout: Layout, place: Place) -> bool:
    """True for the one amount of a clause."""
    return place.turn is None and place.figure.kind != "date" and _amounts(layout)[place.clause] == 1


@remembered
def _amounts(layout: Layout) -> Mapping[tuple[int, int], int]:
    """How many amounts each clause has."""
    return Counter(p.clause for p in layout.places if p.figure.kind != "date")


@remembered
def codes_of(layout: Layout) -> Mapping[tuple[int, int], str]:
    """The last code of each clause that has one: 12366 of 12366热线接听来电5230次."""
    return {p.clause: p.figure.text for p in layout.places if p.figure.kind == "code"}


def thresholds(layout: Layout, place: Place) -> list[Figure]:
    """The 百人以上 of 百人以上企业建会率96.8%, which is part of the name."""
    return [
        figure for figure in layout.thresholds_within(*place.clause)
        if _HANZI.match(layout.text, figure.phrase_end)
    ]  # fmt: skip


_HANZI = regex("[\u4e00-\u9fff]")


def opening_of(layout: Layout, place: Place) -> str:
    """The first clause of a fact, which tells what the clauses behind it are of."""
    end = layout.flat.find(",")
    return layout.flat[:end] if 0 <= end < place.clause[0] else ""


@remembered
def dates_of(layout: Layout, period: Period | None) -> frozenset[str]:
    """The dates of a fact and its ranks, but for the report's own period and its end."""
    told = []
    for figure in layout.figures:
        if figure.kind == "ordinal":
            told.append(figure.text)
        elif figure.kind == "date":
            if period is not None and (repeats_period(figure, period) or ends_period(figure, period)):
                continue
            told.append(repr(resolve(figure, period) if period is not None else figure.value))
    return frozenset(told)


def marks_of(layout: Layout, place: Place) -> tuple[str | None, ...]:
    """The kinds of the marking words that tell amounts apart, that of direction first."""
    return tuple(m.kind if (m := governing(layout, family, place)) else None for family in _APART)


def of_fact_before(layout: Layout) -> bool:
    """True for 其中女职工300人: what it is of stands in the fact before."""
    return _PART.match(layout.flat) is not None


_PART = regex("其中|[内含]含?")
_AS_OF = regex("截[至止]|[末底](?!前)")
_IN_PERIOD = regex("\0|今年|本年|上半年|年内|全年")
_NEW = regex("(?<![创最更清])新(?!时代|能源|业态|就业|媒体|农|型|区|材料|闻|四军|华)")
"""What makes 吸收新会员 an addition; 创新工作室, 新时代文明实践站 are none."""
_TAKEN_IN = frozenset({"发展", "吸收", "吸纳", "招收"})
_AS_IT_STANDS = frozenset({"共有", "总共", "现有"})


def stock_of(layout: Layout, place: Place) -> str | None:
    """Whether an amount is a total, what was added, or what was added on balance.

    累计 of the report's own period is no total; 现有 and 截至 say nothing of it by themselves.
    """
    told = markers(layout, "stock", *place.clause)
    kinds = {m.kind for m in told if m.word not in _AS_IT_STANDS}
    within = _IN_PERIOD.search(layout.flat[: place.figure.phrase_start]) is not None
    if "net" in kinds:
        return "net"
    if "total" in kinds:
        return None if within and not _AS_OF.search(layout.text) else "total"
    if "new" in kinds or _NEW.search(item_of(layout, place)) or any(m.word in _TAKEN_IN for m in told):
        return "new"
    if not kinds:
        return None
    done = any(layout.flat.endswith("已", 0, m.start) for m in told)
    return "total" if _AS_OF.search(layout.text) or (done and not within) else "flow"


def undone(layout: Layout, place: Place) -> bool:
    """True for what is planned, begun or left, or an aim: 全年计划新增3000个."""
    if governing(layout, "aim", place) is not None:
        return True
    return any(m.kind in _UNDONE for m in markers(layout, "state", *place.clause))


def one_speaker(entry: Entry, other: Entry) -> bool:
    """True for two facts that one office tells of itself."""
    return entry is not other and not parallel(entry.section.heading, other.section.heading)


def conflict(entry: Entry, place: Place, other: Entry, heard: Place, what: str = "数") -> Finding:
    """Say that two facts tell one thing in two ways."""
    return entry.conflicts(
        f"{quoted(place.figure.phrase(entry.fact.text))}与{other.label}的"
        f"{quoted(heard.figure.phrase(other.fact.text))}说的像是同一件事，{what}却不一样",
        other,
    )
