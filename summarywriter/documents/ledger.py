"""Rows of a ledger (Excel, CSV, a table in Word) → facts in an outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.markup.fields import field_named
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import field_line, looks_like_title, take_particular
from summarywriter.model import Fact
from summarywriter.resources import word_rows
from summarywriter.text import narrow

_HEADER_DEPTH = 10
"""Rows among which the heads of the columns are looked for."""

_DOWNWARD = ("category", "group")
"""Columns whose empty cells mean the same as the cell above."""

_NOTE = re.compile(r"[（(【\[].*?[）)】\]]|[\s:：*＊]")
_UNIT_IN_HEAD = re.compile(r"[（(]\s*(?:单位[:：]?)?\s*([^（）()]{1,6})\s*[）)]\s*\Z")
_ENDS_OPEN = re.compile(r"[：:，,、]\Z")
_YES = frozenset({"是", "√", "y", "yes", "true", "1", "可选"})


@dataclass(frozen=True)
class Row:
    """One row: its cells as text and where it stands, in words for people (``第5行``)."""

    cells: tuple[str, ...]
    place: str


@dataclass
class _Columns:
    """Which field each column holds, and the unit that a value's head names."""

    fields: dict[int, str]
    units: dict[int, str]

    def get(self, row: Row, field: str) -> str:
        """Return the row's first filled cell of a field."""
        cells = (row.cells[n] for n, name in self.fields.items() if name == field and n < len(row.cells))
        return next((cell for cell in cells if cell), "")

    def has(self, field: str) -> bool:
        """Tell whether some column holds the field."""
        return field in self.fields.values()


def read_ledger(rows: Sequence[Row], outline: Outline, *, heading: str = "") -> None:
    """Tell ``outline`` the facts of a ledger's rows.

    A section for every category. Without categories the facts go to the section that is open, else
    to one for every department, else under ``heading``. Rows of totals are left out: they say
    nothing that the rows do not.
    """
    rows = [row for row in rows if any(row.cells)]
    head = next((n for n, row in enumerate(rows[:_HEADER_DEPTH]) if _columns(row)), None)
    if head is None:
        _headless(rows, outline, heading)
        return
    columns = _columns(rows[head])
    assert columns is not None
    for row in rows[:head]:
        _above(row, outline)
    by_department = not columns.has("category") and not outline.in_section
    sections: dict[str, dict[str, list[tuple[Fact, str]]]] = {}
    last = dict.fromkeys(_DOWNWARD, "")
    for row in rows[head + 1 :]:
        if _columns(row) or _is_total(row):
            continue
        told = {field: columns.get(row, field) for field in ("category", "group", "department")}
        for field in _DOWNWARD:
            if field == "category" and told[field] and told[field] != last["category"]:
                last["group"] = ""
            told[field] = last[field] = told[field] or last[field]
        fact = _fact(row, columns, outline)
        if fact is None:
            continue
        section = told["category"] or (told["department"] if by_department else "") or heading
        sections.setdefault(section, {}).setdefault(told["group"], []).append((fact, row.place))
    _tell(sections, outline)


def _tell(sections: dict[str, dict[str, list[tuple[Fact, str]]]], outline: Outline) -> None:
    for section, groups in sections.items():
        if section:
            outline.section(section, next(iter(groups.values()))[0][1])
        # Facts of no group come first: below a group's heading they would belong to it.
        for group, facts in sorted(groups.items(), key=lambda item: item[0] != ""):
            if group and outline.in_section:
                outline.group(group, facts[0][1])
            for fact, place in facts:
                outline.fact(fact, place)


def _columns(row: Row) -> _Columns | None:
    """Return what the columns hold when ``row`` is the row of heads."""
    fields: dict[int, str] = {}
    units: dict[int, str] = {}
    for n, cell in enumerate(row.cells):
        name = _NOTE.sub("", cell)
        field = _heads().get(name)
        if field is None:
            continue
        fields[n] = field
        unit = _UNIT_IN_HEAD.search(cell)
        if field == "value" and unit:
            units[n] = unit[1]
    found = set(fields.values()) - {"total"}
    if "content" not in found or (len(found) == 1 and sum(1 for cell in row.cells if cell) > 1):
        return None
    return _Columns({n: field for n, field in fields.items() if field not in ("ignored", "total")}, units)


def _fact(row: Row, columns: _Columns, outline: Outline) -> Fact | None:
    content = columns.get(row, "content")
    unit = columns.get(row, "unit")
    values = [
        (row.cells[n], unit or columns.units.get(n, ""))
        for n, field in columns.fields.items()
        if field == "value" and n < len(row.cells) and row.cells[n]
    ]
    if not content:
        if values:
            outline.problems.append(f"{row.place}：有数值“{values[0][0]}”但没有内容，请补上这是什么数。")
        return None
    text = content
    for value, its_unit in values:
        text = _with_value(text, value, its_unit)
    return Fact(
        text=text,
        source=columns.get(row, "department") or None,
        as_of=columns.get(row, "as_of").removeprefix("截至").removeprefix("截止") or None,
        optional=columns.get(row, "optional").casefold() in _YES,
    )


def _with_value(content: str, value: str, unit: str) -> str:
    """Put a value with its unit behind what it counts: 走访困难职工 + 126 + 户."""
    plain = narrow(value)
    if not re.search(r"\d", plain):
        return (
            f"{content}{'' if _ENDS_OPEN.search(content) else '：'}{value}{unit}"
            if value != content
            else content
        )
    amount = (
        value
        if not unit or plain.endswith(narrow(unit)) or re.search(r"[^\d\s.,%]\Z", plain)
        else value + unit
    )
    if re.search(rf"(?<![\d.]){re.escape(plain)}(?!\d|\.\d)", narrow(content)):
        # The content says the figure itself.
        return content
    joint = "，" if re.search(r"\d\S{0,3}\Z", narrow(content)) else ""
    return f"{content}{joint}{amount}"


def _is_total(row: Row) -> bool:
    filled = [_NOTE.sub("", cell) for cell in row.cells if cell]
    return any(_heads().get(cell) == "total" for cell in filled[:2])


def _above(row: Row, outline: Outline) -> None:
    """Read a line above the heads: a particular, a title, or nothing that is wanted."""
    for cell in dict.fromkeys(cell for cell in row.cells if cell):
        said = field_line(cell)
        if said and said[1] and field_named("sheet", said[0]) not in outline.particulars:
            take_particular(outline, *said, row.place)
        elif looks_like_title(cell):
            outline.particulars.setdefault("title", cell)


def _headless(rows: Sequence[Row], outline: Outline, heading: str) -> None:
    """Read rows without heads: one filled cell a row is a fact."""
    if any(sum(1 for cell in row.cells if cell) > 1 for row in rows):
        known = "、".join(
            row[1].split("；")[0] for row in word_rows("columns") if row[0] not in ("ignored", "total")
        )
        outline.unread = True
        outline.problems.append(
            f"{rows[0].place}起的表格没有认得出的表头。请在第一行写表头，至少有“内容”一栏；可用的栏目：{known}。"
        )
        return
    if heading:
        outline.section(heading, rows[0].place)
    for row in rows:
        outline.fact(Fact(text=next(cell for cell in row.cells if cell)), row.place)


@cache
def _heads() -> dict[str, str]:
    return {name: row[0] for row in word_rows("columns") for name in row[1].split("；")}
