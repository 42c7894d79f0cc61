"""What the heads, cells and lines of ledgers are called (words/columns.tsv, words/ledger-marks.tsv)."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.patterns import regex
from summarywriter.resources import bad_row, word_rows
from summarywriter.text import narrow

FURTHER = "further"
"""Columns of further values of the same indicator, in the list of columns."""

_PERIOD = regex(
    r"""(?=.*[年月季])(?:\d{4}年)?(?:度|全年|[上下]半年|第?[一二三四1-4]季度|1?\d月份?|1?\d月?(?:[-—~至]|——)1?\d月份?)?
        (?:累计|完成|实际|计划|目标)?(?:数|值|情况)?""",
    re.VERBOSE,
)

_TOLD = 3
"""Cells of a row that tells what to put before a value."""
_UNNAMED = ("ignored", "remark", "total")


@cache
def heads() -> dict[str, str]:
    """Return the fields by the names of their columns."""
    rows = [row for row in word_rows("columns") if row[0] != FURTHER]
    return {name: row[0] for row in rows for name in row[1].split("；")}


@cache
def further() -> dict[str, tuple[str, str]]:
    """Return the words before further values by the names of their columns, for rise and for fall."""
    rows = [row for row in word_rows("columns") if row[0] == FURTHER]
    if short := next((row for row in rows if len(row) < _TOLD), None):
        raise bad_row("columns", short, f"{FURTHER} 的第三栏要写放在数值前面的话")
    said = {row: row[2].split("/") for row in rows}
    return {name: (said[row][0], said[row][-1]) for row in rows for name in row[1].split("；")}


@cache
def measures() -> dict[str, str]:
    """Return the units of the values that a column's name counts by itself: 场次 are 场."""
    rows = [row for row in word_rows("columns") if row[0] == "value" and len(row) > 2]
    return {name: row[2] for row in rows for name in row[1].split("；")}


def is_period(name: str) -> bool:
    """Tell the head of a column that holds the figures of a period: 2024年1-6月, 上半年完成数."""
    return bool(name) and _PERIOD.fullmatch(narrow(name)) is not None


def usual_heads() -> str:
    """List a name for every column that a ledger may have, for a person."""
    first: dict[str, str] = {}
    for name, field in heads().items():
        first.setdefault(field, name)
    return "、".join(name for field, name in first.items() if field not in _UNNAMED)


def told(cell: str) -> str:
    """Return a cell's content, empty for the marks that stand for nothing: — / -."""
    return "" if cell in _marks("empty") else cell


def given(cell: str) -> str:
    """Return a cell's content, empty also for words that say there is none: 无."""
    return "" if cell in _marks("none") else told(cell)


def is_aside(title: str) -> bool:
    """Tell whether a worksheet of that name holds explanations: 填表说明."""
    return title.strip() in _marks("aside")


def is_outcome(name: str) -> bool:
    """Tell the head of a column that tells how something went: 完成情况."""
    return name in _marks("outcome")


def is_footer(cell: str) -> bool:
    """Tell a line that explains or signs a table: 注：数据截至6月20日, 填表人：张三."""
    name, colon, _ = cell.replace(":", "：").partition("：")
    return bool(colon) and re.sub(r"[\s（(].*|\d+", "", name) in _marks("footer")


@cache
def _marks(kind: str) -> frozenset[str]:
    return frozenset(
        word for row in word_rows("ledger-marks") if row[0] == kind for word in row[1].split("；")
    )
