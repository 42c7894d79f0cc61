"""How large the tables of one file are: counted while they are read, so that none bursts the memory."""

from __future__ import annotations

from summarywriter.limits import require


class Tally:
    """Counts cells and characters over all tables of the file ``source``."""

    def __init__(self, source: str) -> None:
        self._source = f"{source} 的表格"
        self._cells = 0
        self._characters = 0

    def cells(self, count: int) -> None:
        """Count cells.

        Raises:
            InputError: with these there are more than are read.
        """
        self._cells += count
        require("cells", self._cells, self._source)

    def area(self, cells: int) -> None:
        """Judge the area of one table, empty cells and all.

        Raises:
            InputError: it is larger than is read.
        """
        require("area", cells, self._source)

    def text(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """Count the characters of a row and return it.

        Raises:
            InputError: with these there are more than are read.
        """
        self._characters += sum(map(len, row))
        require("table-characters", self._characters, self._source)
        return row
