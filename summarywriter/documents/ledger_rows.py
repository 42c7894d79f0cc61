"""One row of a ledger → the fact that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from summarywriter.documents.ledger_cells import amount, dated, tidy
from summarywriter.documents.ledger_units import counted, parted
from summarywriter.documents.ledger_words import given, told
from summarywriter.markup import strip_number
from summarywriter.markup.outline import Outline
from summarywriter.model import Fact
from summarywriter.patterns import regex
from summarywriter.text import narrow

PLAIN = regex(r"[-+]?\d[\d,]*(?:\.\d+)?")
"""A number without a unit."""

_AMOUNT = regex(r"[-+]?\d[\d,.]*[^\d，。；、：]{0,4}")
_ENDS_OPEN = regex(r"[：:，,、]\Z")
_GROWTH = regex(r".*(?:增长率|同比.*|环比.*|增幅|增速|增减.*|同期增长)")
_DIRECTION = regex(r"增长|增加|上升|提高|提升|下降|减少|降低|回落|持平")
_RATE_LIMIT = Decimal("1.5")
"""A rate up to here may be a fraction (0.4613) as well as a figure in per cent."""

_NAME = 4
"""Characters that a name has at least where other words may stand within it."""

_UNREAD = ("ignored", "remark")
"""Columns that are no part of the fact."""

_YES = frozenset({"是", "√", "y", "yes", "true", "1", "可选"})


@dataclass(frozen=True)
class Row:
    """One row: its cells as text and where it stands, in words for people (``第5行``).

    ``faults`` holds, for cells that cannot be read, what is wrong with them; their text is empty.
    """

    cells: tuple[str, ...]
    place: str
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass
class Columns:
    """Which field each column holds, and the unit that a value's head names.

    ``further`` holds the words that go before the value of a column of further values, for one that
    rose and one that fell; ``unknown`` the heads of columns that mean nothing here,
    ``rates`` those of rates, ``names`` those of values that a name may be put before;
    ``outcomes`` are the columns of content that tell how something went (完成情况). ``unit`` is the
    one that a line above the table names for all amounts.
    """

    fields: dict[int, str]
    units: dict[int, str]
    further: dict[int, tuple[str, str]]
    unknown: dict[int, str]
    rates: dict[int, str]
    names: dict[int, str]
    outcomes: set[int]
    unit: str = ""

    def get(self, row: Row, field: str) -> str:
        """Return what the row's first filled cell of a field says."""
        return next(self.all(row, field), "")

    def all(self, row: Row, field: str) -> Iterator[str]:
        """Yield what the row's filled cells of a field say."""
        for n, name in self.fields.items():
            if name == field and n < len(row.cells) and given(row.cells[n]):
                yield row.cells[n]

    def faults(self, row: Row) -> list[str]:
        """Return what is wrong with those of the row's cells that are read."""
        read = {n for n, name in self.fields.items() if name not in _UNREAD} | set(self.further)
        return [fault for n, fault in row.faults.items() if n in read]

    def undone(self, row: Row) -> str:
        """Return the mark with which the row says that nothing was done, empty where it does not."""
        cells = [row.cells[n] for n in sorted(self.outcomes) if n < len(row.cells) and row.cells[n]]
        valued = any(
            name == "value" and n < len(row.cells) and told(row.cells[n]) for n, name in self.fields.items()
        )
        return "" if valued or not cells or any(map(given, cells)) else cells[0]

    def only_outcomes(self) -> bool:
        """Tell whether all columns of content tell how something went, and none what it is."""
        return {n for n, name in self.fields.items() if name == "content"} == self.outcomes

    def has(self, field: str) -> bool:
        """Tell whether some column holds the field."""
        return field in self.fields.values()


def fact_of(row: Row, columns: Columns, outline: Outline) -> Fact | None:
    """Return what a row tells, ``None`` where that is nothing; ``outline`` hears of what is wrong with it."""
    contents = [strip_number(cell) for cell in columns.all(row, "content")]
    bare, bracketed = parted(contents[0]) if contents else ("", "")
    unit = columns.get(row, "unit") or bracketed
    values = [
        n
        for n, field in columns.fields.items()
        if field == "value" and n < len(row.cells) and told(row.cells[n])
    ]
    for cell in contents[1:]:
        _tell_unclear(row, contents[0], cell, unit, outline)
    if values and bracketed:
        contents[0] = bare
    content, manner = _content(contents, unit, valued=bool(values))
    if not content:
        if values:
            cell = row.cells[values[0]]
            outline.problems.append(f"{row.place}：有数值“{cell}”但没有内容，请补上这是什么数。")
        return None
    if columns.undone(row):
        return None
    if not values and _left_blank(row, columns) and not re.search(r"\d", narrow(content)):
        return None
    text = content
    for n in values:
        # Of several values the later ones say what they are: 1场，860人次，金额12.5万元.
        if n != values[0] and n in columns.names:
            text = f"{text}，{columns.names[n]}"
        own = unit or columns.units.get(n, "") or _implied(bare, row.cells[n], columns)
        if _with_value(text, row.cells[n], own) != text:
            _tell_unclear(row, content, row.cells[n], own, outline)
        text = _with_value(text, row.cells[n], own)
    text += manner
    for n, words in columns.further.items():
        if n < len(row.cells) and given(row.cells[n]):
            own = columns.units.get(n, "")
            if n not in columns.rates:
                own = own or unit or _implied(bare, row.cells[n], columns)
            if n in columns.rates:
                _tell_doubtful(row, n, columns, unit, outline)
            else:
                _tell_unclear(row, words[0], row.cells[n], own, outline)
            text = _with_further(text, words, row.cells[n], own)
    return Fact(
        text=text,
        source=columns.get(row, "department") or None,
        as_of=dated(columns.get(row, "as_of").removeprefix("截至").removeprefix("截止")) or None,
        optional=columns.get(row, "optional").casefold() in _YES,
    )


def _implied(name: str, cell: str, columns: Columns) -> str:
    """Return the unit of a number that no cell and no head gives one: the name's own, else the table's."""
    own = counted(name) if PLAIN.fullmatch(narrow(cell).strip()) else None
    return "" if own is None else own or columns.unit


def _content(cells: Sequence[str], unit: str, *, valued: bool) -> tuple[str, str]:
    """Return what a row is about, an amount behind it, and how that went (审议议案7件).

    Where the row has values they stand between the two, else the two are one.
    """
    said, manner = (cells[0] if cells else ""), ""
    for cell in cells[1:]:
        if _within(said, cell):
            said = cell
        elif _AMOUNT.fullmatch(narrow(cell)):
            said = _with_value(said, cell, unit)
        elif cell not in said and valued:
            manner += f"，{cell.rstrip('。；')}"
        elif cell not in said:
            said = f"{said.rstrip('。；')}{'' if _ENDS_OPEN.search(said) else '：'}{cell}"
    return said, manner


def _within(name: str, cell: str) -> bool:
    """Tell whether a cell says a name again, whole or with words put in: 召开职代会, 召开八届二次职代会."""
    rest = iter(cell)
    return name in cell or (len(name) >= _NAME and all(sign in rest for sign in name))


def _left_blank(row: Row, columns: Columns) -> bool:
    """Tell whether the row says itself, with a mark, that it has no value."""
    return any(
        row.cells[n] and not told(row.cells[n])
        for n, field in columns.fields.items()
        if field == "value" and n < len(row.cells)
    )


def _tell_doubtful(row: Row, n: int, columns: Columns, unit: str, outline: Outline) -> None:
    """Tell of a rate that nothing says is in per cent: 0.4613 may mean 46.13%, and 106 may mean people."""
    cell, name, own = row.cells[n], columns.rates[n], columns.units.get(n, "")
    plain = narrow(cell).strip()
    if not PLAIN.fullmatch(plain):
        return
    number = Decimal(plain.replace(",", ""))
    fraction = abs(number) <= _RATE_LIMIT
    if own and not (fraction and number and narrow(own) == "%" and not _GROWTH.fullmatch(name)):
        return
    other = f"{cell}%" if fraction else f"{cell}{unit or '人'}"
    outline.problems.append(
        _question(row, f"“{name}”一栏", cell, number * 100 if fraction else number, other)
    )


def _tell_unclear(row: Row, name: str, cell: str, unit: str, outline: Outline) -> None:
    """Tell of a number with the unit % that may be a fraction: 0.61 may mean 61% as well as 0.61%."""
    plain = narrow(cell).strip()
    if narrow(unit).strip() != "%" or not PLAIN.fullmatch(plain):
        return
    number = Decimal(plain.replace(",", ""))
    # Only what was planned can be done to more than all of it.
    if number and abs(number) <= (_RATE_LIMIT if "完成" in name else 1):
        outline.problems.append(_question(row, f"“{name}”的数", cell, number * 100, f"{cell}%"))


def _question(row: Row, what: str, cell: str, percent: Decimal, other: str) -> str:
    shown = f"{percent:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return (
        f"{row.place}：{what}是“{cell}”，看不出是不是百分数。"
        f"请写成“{shown}%”；如果不是这个意思，请连单位一起写，如“{other}”。"
    )


def _with_further(text: str, words: tuple[str, str], value: str, unit: str) -> str:
    """Put a further value behind the fact with its name: ，去年同期7000人 · ，同比下降5%."""
    risen, fallen = words
    value = tidy(value)
    if fallen != risen and value.startswith(("-", "－", "−")):
        risen, value = fallen, value[1:]
    elif fallen != risen and _DIRECTION.match(value):
        # The cell says itself which way it went: 同比 + 下降3%, 持平.
        risen = "".join(a for a, b in zip(risen, fallen, strict=False) if a == b)
    return f"{text}，{risen}{amount(value, unit)}"


def _with_value(content: str, value: str, unit: str) -> str:
    """Put a value with its unit behind what it counts: 走访困难职工 + 126 + 户."""
    value = tidy(value)
    plain = narrow(value)
    unit = unit if given(value) else ""
    if not re.search(r"\d", plain):
        return (
            f"{content}{'' if _ENDS_OPEN.search(content) else '：'}{value}{unit}"
            if value != content
            else content
        )
    if re.search(rf"(?<![\d.]){re.escape(plain)}(?!\d|\.\d)", narrow(content)):
        # The content says the figure itself.
        return content
    joint = "，" if re.search(r"\d\S{0,3}\Z", narrow(content)) else ""
    return f"{content}{joint}{amount(value, unit)}"
