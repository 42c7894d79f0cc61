"""The tables of an old report → sentences, a row each: 一公司参赛人数420人，竞赛场次12场。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_UNIT = re.compile(r"[（(](?:单位[：:])?(?P<unit>[^（）()\d]{1,4})[）)]\Z")
_NUMBER = re.compile(r"\d[\d,，.]*%?\Z")
_COUNTER = frozenset({"序号", "编号", "序"})
_FENCE = re.compile(r"[\s|:\-—]+\Z")


def pipe_row(line: str) -> tuple[str, ...] | None:
    """Return the cells of a Markdown row, none for the rule below its head, ``None`` for other lines."""
    line = line.strip()
    if not (len(line) > 2 and line.startswith("|") and line.endswith("|")):
        return None
    return () if _FENCE.match(line) else tuple(cell.strip() for cell in line[1:-1].split("|"))


def tab_row(line: str) -> tuple[str, ...] | None:
    """Return the cells of a row copied with tabs between them, ``None`` for other lines."""
    cells = tuple(cell.strip() for cell in line.strip().split("\t"))
    return cells if len(cells) > 1 and all(cells) else None


def row_sentences(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table's rows as sentences; a first row without figures is the head and names the cells."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    head: Sequence[str] = rows[0] if len(rows) > 1 and not re.search(r"\d", "".join(rows[0])) else ()
    first = 1 if head and head[0] in _COUNTER else 0
    for row in rows[1:] if head else rows:
        cells = [
            _named(head[n] if n < len(head) and n > first else "", cell)
            for n, cell in enumerate(row)
            if cell and n >= first
        ]
        yield re.sub(r"\A([^，\d]+)，", r"\1", "，".join(cells), count=bool(head)) + "。"


def _named(name: str, cell: str) -> str:
    """Return a cell behind its column's name; the unit that the name holds goes to the number."""
    unit = _UNIT.search(name)
    if unit is None:
        return name + cell
    return _UNIT.sub("", name) + cell + (unit["unit"] if _NUMBER.match(cell) else "")
