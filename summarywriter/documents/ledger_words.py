"""What the heads, cells and lines of ledgers are called (words/columns.tsv, words/ledger-marks.tsv)."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.resources import word_rows

FURTHER = "further"
"""Columns of further values of the same indicator, in the list of columns."""

_UNNAMED = ("ignored", "total", FURTHER)


@cache
def heads() -> dict[str, str]:
    """Return the fields by the names of their columns."""
    rows = [row for row in word_rows("columns") if row[0] != FURTHER]
    return {name: row[0] for row in rows for name in row[1].split("；")}


@cache
def further() -> dict[str, tuple[str, str]]:
    """Return the words before further values by the names of their columns, for rise and for fall."""
    rows = [row for row in word_rows("columns") if row[0] == FURTHER]
    said = {row: row[2].split("/") for row in rows}
    return {name: (said[row][0], said[row][-1]) for row in rows for name in row[1].split("；")}


def usual_heads() -> str:
    """List a name for every column that a ledger may have, for a person."""
    return "、".join(row[1].split("；")[0] for row in word_rows("columns") if row[0] not in _UNNAMED)


def told(cell: str) -> str:
    """Return a cell's content, empty for the marks that stand for nothing: — / -."""
    return "" if cell in _marks("empty") else cell


def given(cell: str) -> str:
    """Return a cell's content, empty also for words that say there is none: 无."""
    return "" if cell in _marks("none") else told(cell)


def is_aside(title: str) -> bool:
    """Tell whether a worksheet of that name holds explanations: 填表说明."""
    return title.strip() in _marks("aside")


def is_footer(cell: str) -> bool:
    """Tell a line that explains or signs a table: 注：数据截至6月20日, 填表人：张三."""
    name, colon, _ = cell.replace(":", "：").partition("：")
    return bool(colon) and re.sub(r"[\s（(].*|\d+", "", name) in _marks("footer")


@cache
def _marks(kind: str) -> frozenset[str]:
    return frozenset(
        word for row in word_rows("ledger-marks") if row[0] == kind for word in row[1].split("；")
    )
