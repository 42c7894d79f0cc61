"""Excel ledgers → sheet: what a person sees in the cells, not what the file keeps in them."""

from __future__ import annotations

import datetime
import io
import math
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from summarywriter.documents.hidden import Hidden
from summarywriter.documents.ledger import read_ledger
from summarywriter.documents.ledger_cells import cell_text
from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.ledger_words import is_aside
from summarywriter.documents.packages import open_package
from summarywriter.documents.tally import Tally
from summarywriter.errors import InputError
from summarywriter.limits import require
from summarywriter.markup.outline import Outline
from summarywriter.model import Sheet
from summarywriter.patterns import regex

_UNNAMED = regex(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_DECIMALS = regex(r"0(?:\.(0+))?")


def read_excel(data: bytes, *, source: str, tell: Callable[[str], None]) -> Sheet:
    """Read an Excel ledger: all visible worksheets, one below the other, and of these what is visible.

    ``tell`` hears of what was left out: hidden worksheets, rows and columns, sheets of explanations.

    Raises:
        InputError: it is no .xlsx file, cannot be opened, or holds more than is read.
        SheetError: with every problem of the cells and rows.
    """
    data = open_package(data, "xl/workbook.xml", source=source, kind=".xlsx")
    tally = Tally(source)
    try:
        has_formulas = _measure(data, tally, source)
        with warnings.catch_warnings():
            # Extensions that openpyxl does not know (validation, drawings) do not concern the cells.
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if has_formulas else values
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes the parser say
        raise InputError(
            f"{source} 打不开，可能已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error
    outline = Outline()
    sheets = _ledgers(values.worksheets, tell)
    for sheet in sheets:
        head = f"工作表“{sheet.title}”" if len(values.worksheets) > 1 else ""
        hidden = Hidden.of(sheet)
        hidden.tell(head, tell)
        rows = list(_rows(sheet, formulas[sheet.title], tally, hidden, head))
        if any(any(row.cells) or row.faults for row in rows):
            heading = "" if len(sheets) == 1 or _UNNAMED.fullmatch(sheet.title) else sheet.title
            read_ledger(rows, outline, tell, heading=heading)
    return outline.sheet(source)


def _ledgers(worksheets: Sequence[Worksheet], tell: Callable[[str], None]) -> list[Worksheet]:
    """Return the worksheets to be read."""
    visible = [sheet for sheet in worksheets if sheet.sheet_state == "visible" and sheet.max_row]
    for sheet in worksheets:
        if sheet.sheet_state != "visible":
            tell(f"工作表“{sheet.title}”是隐藏的，没有读入；要读它，请先取消隐藏。")
    kept = [sheet for sheet in visible if not is_aside(sheet.title)]
    if not kept:
        return visible
    for sheet in visible:
        if is_aside(sheet.title):
            tell(f"工作表“{sheet.title}”不是台账，没有读入；里面有要用的事实，请给它另起名称。")
    return kept


def _rows(sheet: Worksheet, formulas: Worksheet, tally: Tally, hidden: Hidden, head: str) -> Iterator[Row]:
    merged = _merged(sheet)
    # The cells that are there: asking the worksheet for the others would make them, one by one.
    there: dict[tuple[int, int], Any] = sheet._cells
    filled = sorted({row for row, _ in (*there, *merged)} - hidden.rows)
    tally.area(len(filled) * sheet.max_column)
    columns = [n for n in range(1, sheet.max_column + 1) if n not in hidden.columns]
    for row in filled:
        cells = (there.get(merged.get((row, n), (row, n))) for n in columns)
        faults: dict[int, str] = {}
        texts = []
        for n, cell in enumerate(cells):
            if cell is not None and (fault := _fault(cell, formulas)):
                faults[n] = f"{head}{cell.coordinate}格：{fault}"
            texts.append("" if cell is None or n in faults else _shown(cell))
        yield Row(tally.text(tuple(texts)), f"{head}第{row}行", faults)


def _measure(data: bytes, tally: Tally, source: str) -> bool:
    """Tell whether there are formulas; count what the parser would make of the worksheets.

    Raises:
        InputError: there are more cells than are read, or areas that cover more.
    """
    formulas = False
    covered = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal formulas, covered
        tag = name.rpartition(":")[2]
        if tag in ("c", "si"):
            tally.cells(1)
        elif tag == "f":
            formulas = True
        elif tag in ("mergeCell", "hyperlink") and ":" in attributes.get("ref", ""):
            left, top, right, bottom = (edge or 1 for edge in range_boundaries(attributes["ref"]))
            covered += (right - left + 1) * (bottom - top + 1)
            require("cells", covered, f"{source} 的合并单元格和链接")

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") or name.endswith("/sharedStrings.xml"):
                parser = expat.ParserCreate()
                parser.StartElementHandler = start
                parser.Parse(package.read(name), True)
    return formulas


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for cells merged downward, the cell that holds their value.

    Cells merged sideways stay empty: a value there would be read once for every column.
    """
    return {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, area.max_row + 1)
    }


def _fault(cell: Any, formulas: Worksheet) -> str:
    """Return why a cell cannot be read and what to do, empty where it can."""
    value = cell.value
    if value is None:
        formula = formulas[cell.coordinate].value
        if isinstance(formula, str) and formula.startswith("="):
            return "公式还没有计算结果，请用 Excel 或 WPS 打开并保存一次再试。"
    elif isinstance(value, float) and not math.isfinite(value):
        return "不是有效的数，请在表里改正。"
    elif cell.data_type == "e":
        return f"公式出错（{value}），请在表里改正。"
    return ""


def _shown(cell: Any) -> str:
    """Return a cell's content as the person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return _number(value, cell)
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.timedelta):
        return str(value)
    return cell_text(str(value))


def _number(value: float | Decimal, cell: Cell) -> str:
    """Write a number as its format shows it: 0.328 in ``0.0%`` is 32.8%; no separators, no zeros added."""
    # Excel keeps 15 digits; what a float has beyond them (37.800000000000004) is noise.
    number = Decimal(f"{value:.15g}")
    form = (cell.number_format or "General").split(";")[0]
    form = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", form)
    percent = "%" in form
    if percent:
        number *= 100
    decimals = _DECIMALS.search(form)
    if decimals:
        # Excel's own percent format shows no decimals; what was typed as 32.8% is not made 33%.
        places = max(len(decimals[1] or ""), 2 if percent and _exponent(number) <= 2 else 0)
        if _exponent(number) > places:
            number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + ("%" if percent else "")


def _exponent(number: Decimal) -> int:
    """Return how many decimals a number has."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
