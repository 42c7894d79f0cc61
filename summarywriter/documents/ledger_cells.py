"""What stands in a ledger's cells → as a report writes it."""

from __future__ import annotations

import datetime
import re

from summarywriter.figures import find_figures
from summarywriter.markup import strip_number
from summarywriter.markup.escapes import join_all
from summarywriter.markup.facts import bullet_content
from summarywriter.patterns import regex
from summarywriter.text import narrow

_WIDE = regex(r"[０-９．，％＋－]+")
_GAP = regex(r"(?<=[\d%])\s+(?=[^\x00-\x7f])")
_SERIAL = regex(r"[34567]\d{4}")
_ENDS = ("。", "；", ";")
_EPOCH = datetime.date(1899, 12, 30)
"""The day from which spreadsheets count."""


def cell_text(text: str) -> str:
    """Return a cell in one line: a sentence goes on, numbered entries and whole sentences stay apart."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    bare = [_entry(line) for line in lines]
    if len(lines) < 2 or (bare == lines and not any(line.endswith(_ENDS) for line in lines[:-1])):
        return join_all(lines)
    return "；".join([*(line.rstrip("".join(_ENDS)) for line in bare[:-1]), bare[-1]])


def _entry(line: str) -> str:
    return strip_number(bullet_content(line) or line)


def tidy(value: str) -> str:
    """Return an amount in half-width digits, nothing between it and its unit: １２６ 户 → 126户."""
    value = value.strip()
    if not re.match(r"[^，。；：]{0,4}[0-9０-９]", value):
        return value
    return _GAP.sub("", _WIDE.sub(lambda digits: narrow(digits[0]), value))


def amount(value: str, unit: str) -> str:
    """Return a value with its unit; one that has a unit, or is a rate, stays as it is."""
    if not unit or narrow(value).endswith(narrow(unit)):
        return value
    figures = find_figures(value)
    # A number may end in words of its own and still lack its unit: 5200余, 1.2万.
    last = figures[-1] if figures and figures[-1].end == len(value) else None
    bare = last is not None and last.kind == "count" and last.unit is None
    return value + unit if bare or re.search(r"[\d.,]\Z", value) else value


def dated(cell: str) -> str:
    """Return a day as it is written where a spreadsheet keeps its number only: 45463 → 2024年6月20日."""
    if not _SERIAL.fullmatch(cell):
        return cell
    day = _EPOCH + datetime.timedelta(days=int(cell))
    return f"{day.year}年{day.month}月{day.day}日"
