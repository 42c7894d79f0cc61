"""Excel ledgers → sheet: what a person sees in the cells, not what the file keeps in them."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from summarywriter.documents.ledger import read_ledger
from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.ledger_words import is_aside
from summarywriter.documents.packages import check_package
from summarywriter.errors import InputError
from summarywriter.markup.outline import Outline
from summarywriter.model import Sheet

_CELLS = 3_000_000
"""Cells in the rectangle of a worksheet up to which it is read."""

_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_DECIMALS = re.compile(r"0(?:\.(0+))?")


def read_excel(data: bytes, *, source: str, tell: Callable[[str], None]) -> Sheet:
    """Read an Excel ledger: all visible worksheets, one below the other, and of these what is visible.

    ``tell`` hears of what was left out: hidden worksheets, rows and columns, sheets of explanations.

    Raises:
        InputError: it is no .xlsx file or cannot be opened.
        SheetError: with every problem of the cells and rows.
    """
    check_package(data, "xl/workbook.xml", source=source, kind=".xlsx")
    try:
        with warnings.catch_warnings():
            # Extensions that openpyxl does not know (validation, drawings) do not concern the cells.
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if _has_formulas(data) else values
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        SyntaxError,
    ) as error:
        raise InputError(
            f"{source} 打不开，可能已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
        ) from error
    outline = Outline()
    sheets = _ledgers(values.worksheets, tell)
    for sheet in sheets:
        if sheet.max_row * sheet.max_column > _CELLS:
            raise InputError(f"{source} 的工作表“{sheet.title}”范围太大，请删去空白的行列后再试。")
        rows = list(_rows(sheet, formulas[sheet.title], outline, tell, named=len(values.worksheets) > 1))
        if any(any(row.cells) for row in rows):
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


def _rows(
    sheet: Worksheet, formulas: Worksheet, outline: Outline, tell: Callable[[str], None], *, named: bool
) -> Iterator[Row]:
    head = f"工作表“{sheet.title}”" if named else ""
    merged = _merged(sheet)
    hidden_rows = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = {
        n
        for column in sheet.column_dimensions.values()
        if column.hidden
        for n in range(column.min or 0, (column.max or -1) + 1)
    }
    _tell_hidden(sheet, head, hidden_rows, hidden_columns, tell)
    cells: tuple[Any, ...]
    for cells in sheet.iter_rows():
        if cells[0].row in hidden_rows:
            continue
        texts = []
        for cell in cells:
            if cell.column in hidden_columns:
                continue
            at = merged.get((cell.row or 0, cell.column or 0))
            shown = sheet.cell(*at) if at else cell
            texts.append(_shown(shown, formulas, head, outline))
        yield Row(tuple(texts), f"{head}第{cells[0].row}行")


def _tell_hidden(
    sheet: Worksheet, head: str, rows: set[int], columns: set[int], tell: Callable[[str], None]
) -> None:
    """Tell of hidden rows and columns that hold something: they are not what a person sees."""
    filled = {
        cell.coordinate: cell for cells in sheet.iter_rows() for cell in cells if cell.value is not None
    }.values()
    left = sorted({cell.row for cell in filled if cell.row in rows})
    if left:
        tell(
            f"{head}有{len(left)}行是隐藏或筛选掉的（{_listed(left)}），没有读入；要读它们，请先取消隐藏和筛选。"
        )
    named = [get_column_letter(n) for n in sorted({c.column for c in filled if c.column in columns})]
    if named:
        tell(f"{head}有{len(named)}列是隐藏的（{'、'.join(named)}列），没有读入；要读它们，请先取消隐藏。")


def _listed(numbers: Sequence[int]) -> str:
    """Write row numbers as a person would: 第3—5、8行."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"第{'、'.join(str(run[0]) if len(run) == 1 else f'{run[0]}—{run[-1]}' for run in runs)}行"


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<(?:\w+:)?f[ />]", package.read(name)) for name in sheets)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for cells merged downward, the cell that holds their value.

    Cells merged sideways stay empty: a value there would be read once for every column.
    """
    return {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, area.max_row + 1)
    }


def _shown(cell: Any, formulas: Worksheet, head: str, outline: Outline) -> str:
    """Return a cell's content as the person sees it."""
    value = cell.value
    if value is None:
        formula = formulas[cell.coordinate].value
        if isinstance(formula, str) and formula.startswith("="):
            place = f"{head}{cell.coordinate}格"
            outline.problems.append(f"{place}：公式还没有计算结果，请用 Excel 或 WPS 打开并保存一次再试。")
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
    if cell.data_type == "e":
        outline.problems.append(f"{head}{cell.coordinate}格：公式出错（{value}），请在表里改正。")
        return ""
    return " ".join(str(value).split())


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
