"""What the interview offers before anybody has answered: period, title, date, genres, outlines."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from summarywriter.model import Part, Section, Sheet
from summarywriter.resources import word_rows

_PERIODS = {
    3: "第一季度",
    4: "第一季度",
    **dict.fromkeys(range(5, 9), "上半年"),
    9: "前三季度",
    10: "前三季度",
}
"""Month in which one writes → what one then writes about; from November the whole year."""


def usual_period(today: date) -> str:
    """Return the period a summary written today is most likely about: ``2024年上半年``."""
    if today.month <= 2:
        return f"{today.year - 1}年"
    return f"{today.year}年{_PERIODS.get(today.month, '')}"


def usual_title(sheet: Sheet) -> str:
    """Return the title made of organisation and period."""
    return f"{sheet.organization}{sheet.period}工作总结"


def genres() -> tuple[tuple[str, str], ...]:
    """Return code and Chinese name of every genre, in the order of the list."""
    return tuple((row[0], row[1]) for row in word_rows("genres"))


def usual_outline(genre: str) -> tuple[Part, ...]:
    """Return the parts and headings that reports of a genre usually have, without facts."""
    rows = [row for row in word_rows("outlines") if row[0] == genre]
    return tuple(
        Part(title=title, sections=tuple(Section(heading=row[2]) for row in group))
        for title, group in groupby(rows, key=lambda row: row[1])
    )
