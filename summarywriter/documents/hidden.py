"""What of a worksheet is hidden or filtered away: it is no part of what a person sees, and is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Hidden:
    """The numbers of a worksheet's hidden rows and columns that hold something."""

    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def of(cls, sheet: Worksheet) -> Hidden:
        """Look a worksheet through."""
        filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
        rows = {row for row, _ in filled if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden}
        hidden = [
            (column.min or 0, column.max or 0) for column in sheet.column_dimensions.values() if column.hidden
        ]
        columns = {n for _, n in filled if any(first <= n <= last for first, last in hidden)}
        return cls(frozenset(rows), frozenset(columns))

    def tell(self, head: str, tell: Callable[[str], None]) -> None:
        """Say what is left out; ``head`` names the worksheet where there are several."""
        if self.rows:
            tell(
                f"{head}有{len(self.rows)}行是隐藏或筛选掉的（第{_listed(sorted(self.rows))}行），没有读入；"
                "要读它们，请先取消隐藏和筛选。"
            )
        if self.columns:
            letters = "、".join(map(get_column_letter, sorted(self.columns)))
            tell(f"{head}有{len(self.columns)}列是隐藏的（{letters}列），没有读入；要读它们，请先取消隐藏。")


def _listed(numbers: Sequence[int]) -> str:
    """Write numbers as a person would: 3—5、8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
