"""Where a figure stands: which stretches of the text speak of it, and how strongly.

A figure's own words are those next to it, up to the nearest mark or the next figure; words of the
same clause, of the same sentence and of the list it continues count less and less.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from operator import itemgetter

from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.layout.marks import CLAUSE, GROUP, ITEM, SENTENCE, Mark
from summarywriter.checking.layout.place import Layout, Place, Zone, remembered
from summarywriter.checking.layout.zones import Zones
from summarywriter.figures import find_figures
from summarywriter.model import Figure, Moment
from summarywriter.patterns import regex
from summarywriter.text import narrow

_PAST = "(?:去年|上年|前年|往年|上季|上月|上期|年初|同期|此前|以往)"
"""What 与 and 和 compare with: 人数与去年同期相比."""
# 和 与 及 inside words do not join: 和谐, 参与, 涉及, 及时.
_MARK = regex(
    rf"[。!?\n]|[;,、():]|以及|和(?![谐睦]|平(?![台房板安均原])|美(?![术食容化发团国])|气(?![象候体排瓶温管源膜泵])|{_PAST})"
    rf"|(?<!参)与(?!会[人代]|{_PAST})"
    r"|(?<![惠涉普遍触顾波累危以])及(?![时格早])|并(?=[发受参获组开举])"
)
_CLAUSE_END = regex(r"[,;。!?\n]")
_STRENGTH = {**dict.fromkeys("。!?\n", SENTENCE), ";": GROUP, ",": CLAUSE}


@keeping(4096)
def lay_out(text: str) -> Layout:
    """Find the figures of ``text`` and where each stands."""
    figures = tuple(_ranks_listed(text, figure) for figure in _years_followed(text, find_figures(text)))
    masked = list(narrow(text))
    for figure in figures:
        if figure.kind != "ordinal":
            # Ranks stay: 一等奖 is what the 2个 behind it counts.
            start, end = figure.phrase_start, figure.phrase_end
            masked[start:end] = "\0" * (end - start)
    flat = "".join(masked)
    marks = list(_marks(flat))
    stretches = Zones(flat, marks, figures)
    places = tuple(stretches.place(n) for n in range(len(figures)))
    return Layout(text, flat, places, figures, partial(stretches.zones, places))


def _marks(flat: str) -> Iterator[Mark]:
    """Yield the marks of a text, but not the colons that head a list.

    A figure in the clause before a colon makes it tell more: 检出37批次：召回29批次.
    """
    figure = flat.find("\0")
    for found in _MARK.finditer(flat):
        sign = found.group()
        if sign != ":" or 0 <= figure < found.start():
            yield Mark(*found.span(), _STRENGTH.get(sign, ITEM))
        if sign in _STRENGTH and 0 <= figure < found.end():
            figure = flat.find("\0", found.end())


_NAMED_BEHIND = regex("(?:依次|分别)?(?:为|是)|[:：]|依次|分别")


def _years_followed(text: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Count dates from the year told before them in their sentence: 2022年立项，次年3月开工.

    A month without a year is in the year that its group of clauses begins with: 2024年拟投入400万元，3月开工;
    a label holds to the sentence's end: 2025年计划：建泵站4座；3月开工.
    """
    year: int | None = None
    head: Moment | None = None
    end, labelled, planned = 0, False, False
    for figure in figures:
        if _SENTENCE_END.search(text, end, figure.start):
            year, head, labelled, planned = None, None, False, False
        elif not labelled and _GROUP_END.search(text, end, figure.start):
            head = head if planned and _WILL.search(text, end, figure.start) else None
        if (coming := _COMING.search(text, end, figure.start)) is not None:
            head, labelled, planned = _NEXT_YEAR, coming[1] is not None, True
        moment = figure.value
        if isinstance(moment, Moment):
            if year is not None and moment.year_offset == 1 and text.startswith(_NEXT, figure.phrase_start):
                moment = replace(moment, year=year + 1, year_offset=None)
                figure = replace(figure, value=moment)
            elif head is not None and _lacks_year(figure, moment):
                figure = replace(figure, value=replace(moment, year=head.year, year_offset=head.year_offset))
            elif _is_year(moment) and _heads(text, figure):
                head = moment
                labelled = _LABEL.match(text, figure.end) is not None
                planned = _PLANNED.match(text, figure.end) is not None
            year = moment.year if moment.year is not None else year
        end = figure.end
        yield figure


def _is_year(moment: Moment) -> bool:
    """True for a year other than the report's, written as a number or as 明年."""
    within = (moment.month, moment.quarter, moment.half, moment.part)
    return within == (None,) * 4 and (moment.year is not None or bool(moment.year_offset))


def _lacks_year(figure: Figure, moment: Moment) -> bool:
    """True for 3月, 3月5日 and 一季度, but not for the ranges of several months."""
    within = moment.month is not None or moment.quarter is not None or moment.half is not None
    return within and (moment.year, moment.year_offset, figure.high) == (None, None, None)


def _heads(text: str, figure: Figure) -> bool:
    """True for a year at the head of a group of clauses, which all behind it is of: 2024年，…, 2024年拟…."""
    end = figure.phrase_start
    while end and text[end - 1] in " \u3000":
        end -= 1
    lead = _LEAD.search(text, max(0, end - _LONGEST_LEAD), end)
    end = lead.start() if lead else end
    before = text[max(0, end - 1) : end]
    if before in ("，", ","):
        return _WILL.match(text, figure.end) is not None  # 现已完工，2025年计划于3月投用
    return before in _GROUP_ENDS and _ALL_OF_IT.match(text, figure.end) is not None


_GROUP_ENDS = frozenset(("", *"。！？!?\n；;"))
_LEAD = regex(r"(?:(?<=[。！？!?\n；;])|^)[\u4e00-\u9fff]{2,6}(?:[，,]|(?<=展望|面向|进入))\Z")
"""下一步，2025年计划…: what may stand before the year that all behind it is of."""
_LONGEST_LEAD = 7
"""Characters of the longest such lead, its comma included."""
_ALL_OF_IT = regex("[，,：:]|(?:工作)?(?:计划|打算|安排|目标)|拟|将|预计|力争")
_WILL = regex("拟|计划|打算|将|预计|力争")
_PLANNED = regex("[，,]?(?:拟|计划|打算|将|预计|力争)")
_COMING = regex(
    r"(?:(?<=[。！？!?\n；;])|^)(?:[\u4e00-\u9fff]{2,6}[，,])?[明来]年"
    r"(?:(?:工作)?(?:计划|打算|安排)?([：:])|[，,]|拟|计划|打算|将|预计|力争)"
)
_NEXT_YEAR = Moment(year_offset=1)
_LABEL = regex("(?:工作)?(?:计划|打算|安排)?[：:]")
_NEXT = ("次年", "翌年")
_SENTENCE_END = regex("[。！？!?\n]")
_GROUP_END = regex("[；;]")


def _ranks_listed(text: str, figure: Figure) -> Figure:
    """前三名依次为甲、乙、丙 tells the first, the second and the third; 获前三名 tells none of them."""
    if figure.unit != "前名" or figure.value == 1 or not _NAMED_BEHIND.match(text, figure.phrase_end):
        return figure
    return replace(figure, value=Decimal(1), high=figure.value, unit="名")


def clauses(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    """Part a stretch at its commas, semicolons and sentence ends."""
    found = []
    for mark in _CLAUSE_END.finditer(layout.flat, start, end):
        found.append((start, mark.start()))
        start = mark.end()
    found.append((start, end))
    return [clause for clause in found if clause[1] > clause[0]]


@remembered
def all_clauses(layout: Layout) -> Sequence[tuple[int, int]]:
    """Return the clauses of a whole text."""
    return clauses(layout, 0, len(layout.flat))


def clause_at(spans: Sequence[tuple[int, int]], position: int) -> int:
    """Return which of the clauses, in order, begins last at or before a position."""
    return bisect_right(spans, position, key=itemgetter(0)) - 1


__all__ = ["Layout", "Place", "Zone", "all_clauses", "clause_at", "clauses", "lay_out"]
