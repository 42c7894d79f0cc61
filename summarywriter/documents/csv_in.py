"""CSV ledgers → sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from summarywriter.documents.files import decode
from summarywriter.documents.ledger import is_head, read_ledger
from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.tally import Tally
from summarywriter.errors import InputError
from summarywriter.markup.outline import Outline
from summarywriter.model import Sheet

_DELIMITERS = (",", "\t", ";", "，")


def read_csv(data: bytes, *, source: str, tell: Callable[[str], None]) -> Sheet:
    """Read a CSV ledger in UTF-8, GB 18030 (what Excel writes on a Chinese Windows) or UTF-16.

    ``tell`` hears of rows that were left out.

    Raises:
        InputError: no text in any of these, or more than is read.
        SheetError: with every problem of the rows.
    """
    text = decode(data, source)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    tally = Tally(source)
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            tally.cells(max(1, len(row)))
            cells = tally.text(tuple(cell.strip() for cell in row))
            rows.append(Row(cells, f"第{reader.line_num}行"))
    except csv.Error as error:
        raise InputError(
            f"{source} 的表格读不通，从第{reader.line_num}行起：多半是引号没有配对，或有一格的字太多。"
            "请改正引号，或用 Excel 打开后另存为 .xlsx 再试。"
        ) from error
    outline = Outline()
    read_ledger(rows, outline, tell)
    return outline.sheet(source)


def is_csv(text: str) -> bool:
    """Tell whether a text is a ledger: its first line is a row of known heads, and a row follows."""
    first, *others = [line for line in text.splitlines() if line.strip()] or [""]
    delimiter = max(_DELIMITERS, key=first.count)
    if delimiter not in first or not any(delimiter in line for line in others):
        return False
    return is_head(tuple(cell.strip().strip('"').strip() for cell in first.split(delimiter)))
