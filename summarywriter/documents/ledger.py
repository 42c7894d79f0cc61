"""Rows of a ledger (Excel, CSV, a table in Word) → facts in an outline."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarywriter.documents.ledger_words import further, given, heads, is_footer, told, usual_heads
from summarywriter.markup.fields import field_named
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import field_line, looks_like_title, take_particular
from summarywriter.model import Fact
from summarywriter.text import narrow

_HEADER_DEPTH = 10
"""Rows among which the heads of the columns are looked for."""

_DOWNWARD = ("category", "group")
"""Columns whose empty cells mean the same as the cell above."""

_NOTE = re.compile(r"[（(【\[].*?[）)】\]]|[\s:：*＊]")
_UNIT_IN_HEAD = re.compile(r"[（(]\s*(?:单位[:：]?)?\s*([^（）()]{1,6})\s*[）)]\s*\Z")
_ENDS_OPEN = re.compile(r"[：:，,、]\Z")
_PERIOD = re.compile(
    r"""(?=.*[年月季])(?:\d{4}年)?(?:度|全年|[上下]半年|第?[一二三四1-4]季度|1?\d月份?|1?\d月?(?:[-—~至]|——)1?\d月份?)?
        (?:累计|完成|实际)?(?:数|值|情况)?""",
    re.VERBOSE,
)
"""The head of a column that holds the figures of a period: 2024年1-6月, 上半年完成数."""

_RATE = re.compile(r".*(?:率|占比|比重|比例|百分比|进度|同比.*|环比.*|增幅|增速|同期增长)")
"""The head of a column of rates: they are told in per cent and have no part in the row's unit."""

_OTHER_RATE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:率|占比|比重)|占比|比重")
_GROWTH = re.compile(r".*(?:增长率|同比.*|环比.*|增幅|增速|同期增长)")
_RATE_LIMIT = Decimal("1.5")
"""A rate up to here may be a fraction (0.4613) as well as a figure in per cent."""

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?")
_PLAIN = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_ENDS = ("。", "！", "？", "；")
_YES = frozenset({"是", "√", "y", "yes", "true", "1", "可选"})


@dataclass(frozen=True)
class Row:
    """One row: its cells as text and where it stands, in words for people (``第5行``)."""

    cells: tuple[str, ...]
    place: str


@dataclass
class _Columns:
    """Which field each column holds, and the unit that a value's head names.

    ``further`` holds the words that go before the value of a column of further values, for one that
    rose and one that fell; ``unknown`` the heads of columns that mean nothing here,
    ``rates`` those of rates.
    """

    fields: dict[int, str]
    units: dict[int, str]
    further: dict[int, tuple[str, str]]
    unknown: dict[int, str]
    rates: dict[int, str]

    def get(self, row: Row, field: str) -> str:
        """Return what the row's first filled cell of a field says."""
        said = told if field == "content" else given
        cells = (row.cells[n] for n, name in self.fields.items() if name == field and n < len(row.cells))
        return next((said(cell) for cell in cells if said(cell)), "")

    def has(self, field: str) -> bool:
        """Tell whether some column holds the field."""
        return field in self.fields.values()


def read_ledger(
    rows: Sequence[Row], outline: Outline, tell: Callable[[str], None], *, heading: str = ""
) -> None:
    """Tell ``outline`` the facts of a ledger's rows.

    A section for every category. Without categories the facts go to the section that is open, else
    to one for every department, else under ``heading``. Rows of totals are left out: they say
    nothing that the rows do not. ``tell`` hears of rows without a value.
    """
    rows = _filled(rows)
    head = next((n for n, row in enumerate(rows[:_HEADER_DEPTH]) if _columns(row)), None)
    if head is None:
        _headless(rows, outline, heading)
        return
    columns = _columns(rows[head])
    assert columns is not None
    for row in rows[:head]:
        _above(row, outline)
    _tell_unknown(columns, rows[head], rows[head + 1 :], outline)
    by_department = not columns.has("category") and not outline.in_section
    sections: dict[str, dict[str, list[tuple[Fact, str]]]] = {}
    last = dict.fromkeys(_DOWNWARD, "")
    for row in rows[head + 1 :]:
        if _columns(row) or _is_total(row):
            continue
        if is_footer(next(filter(None, row.cells))):
            tell(f"{row.place}是表格的说明，没有读入：{'，'.join(filter(None, row.cells))}")
            continue
        named = {field: columns.get(row, field) for field in ("category", "group", "department")}
        for field in _DOWNWARD:
            if field == "category" and named[field] and named[field] != last["category"]:
                last["group"] = ""
            named[field] = last[field] = named[field] or last[field]
        fact = _fact(row, columns, outline)
        if fact is None:
            if columns.get(row, "content"):
                tell(f"{row.place}“{columns.get(row, 'content')}”没有填数，没有读入。")
            continue
        section = named["category"] or (named["department"] if by_department else "") or heading
        sections.setdefault(section, {}).setdefault(named["group"], []).append((fact, row.place))
    _tell(sections, outline)


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if any(map(told, row.cells))]


def row_texts(rows: Sequence[Row]) -> list[str]:
    """Return a table's rows as sentences: facts where all heads are known, else cells with their heads.

    A first row without figures is the head where none is known: 一公司参赛人数420人，竞赛场次12场。
    """
    rows = _filled(rows)
    head = next((n for n, row in enumerate(rows[:_HEADER_DEPTH]) if _columns(row)), None)
    columns = None if head is None else _columns(rows[head])
    if head is None or columns is None or columns.unknown:
        texts = _named_rows(rows)
    else:
        facts = [_fact(row, columns, Outline()) for row in rows[head + 1 :] if not _is_total(row)]
        texts = [fact.text for fact in facts if fact is not None]
    return [text if text.endswith(_ENDS) else f"{text}。" for text in texts]


def _named_rows(rows: Sequence[Row]) -> list[str]:
    cells = [row.cells for row in rows]
    head = cells[0] if len(cells) > 1 and not re.search(r"\d", "".join(cells[0])) else ()
    first = 1 if head and heads().get(head[0]) == "ignored" else 0
    texts = []
    for row in cells[1:] if head else cells:
        named = [
            _named(head[n] if first < n < len(head) else "", cell)
            for n, cell in enumerate(row)
            if told(cell) and n >= first
        ]
        texts.append(
            re.sub(r"\A([^，\d]+)，", r"\1", "，".join(named), count=1) if head else "，".join(named)
        )
    return texts


def _named(name: str, cell: str) -> str:
    """Return a cell behind its column's name; the unit that the name holds goes to the number."""
    unit = _UNIT_IN_HEAD.search(name)
    if unit is None:
        return name + cell
    return _UNIT_IN_HEAD.sub("", name) + cell + (unit[1] if _PLAIN.fullmatch(narrow(cell)) else "")


def is_head(cells: tuple[str, ...]) -> bool:
    """Tell whether cells are the heads of columns, two of them at least known."""
    columns = _columns(Row(cells, ""))
    return columns is not None and len(columns.fields) + len(columns.further) > 1


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
    found = _Columns({}, {}, {}, {}, {})
    periods: dict[int, str] = {}
    for n, cell in enumerate(row.cells):
        name = _NOTE.sub("", cell)
        field = heads().get(name)
        if name in further():
            found.further[n] = further()[name]
        elif field is not None:
            found.fields[n] = field
        elif _OTHER_RATE.fullmatch(name):
            found.further[n] = (name, name)
        elif name and _PERIOD.fullmatch(narrow(name)):
            periods[n] = name
        else:
            found.unknown[n] = name
        if n in found.further and _RATE.fullmatch(name):
            found.rates[n] = name
        unit = _UNIT_IN_HEAD.search(cell)
        if unit:
            found.units[n] = unit[1]
    # The figures of one period are the values; of several, each is told with its period.
    if len(periods) == 1 and not found.has("value"):
        found.fields[next(iter(periods))] = "value"
    else:
        found.further.update((n, (name, name)) for n, name in periods.items())
    known = set(found.fields.values()) - {"total"}
    alone = len(known) == 1 and not found.further
    if "content" not in known or (alone and sum(1 for cell in row.cells if cell) > 1):
        return None
    return found


def _tell_unknown(columns: _Columns, head: Row, rows: Sequence[Row], outline: Outline) -> None:
    """Tell of columns that hold numbers and mean nothing here: what they say would be lost."""
    for n, name in columns.unknown.items():
        cells = [row.cells[n] for row in rows if n < len(row.cells) and row.cells[n]]
        numbers = [cell for cell in cells if _NUMBER.fullmatch(narrow(cell))]
        if numbers and numbers != [str(count) for count in range(1, len(numbers) + 1)]:
            called = f"“{name}”一栏" if name else f"没有名称的第{n + 1}列"
            outline.problems.append(
                f"{head.place}：不认识{called}，里面有数字（如“{numbers[0]}”），没有读入。"
                f"请改用认得的栏名，如 数值、去年同期、同比增长；不要这一栏，请把栏名改为“备注”。"
            )


def _fact(row: Row, columns: _Columns, outline: Outline) -> Fact | None:
    content = columns.get(row, "content")
    unit = columns.get(row, "unit")
    values = [
        (row.cells[n], unit or columns.units.get(n, ""))
        for n, field in columns.fields.items()
        if field == "value" and n < len(row.cells) and told(row.cells[n])
    ]
    if not content:
        if values:
            outline.problems.append(f"{row.place}：有数值“{values[0][0]}”但没有内容，请补上这是什么数。")
        return None
    if not values and _left_blank(row, columns) and not re.search(r"\d", narrow(content)):
        return None
    text = content
    for value, its_unit in values:
        text = _with_value(text, value, its_unit)
    for n, words in columns.further.items():
        if n < len(row.cells) and given(row.cells[n]):
            own = columns.units.get(n, "")
            if n in columns.rates:
                _tell_doubtful(row, n, columns, unit, outline)
            text = _with_further(text, words, row.cells[n], own if n in columns.rates else own or unit)
    return Fact(
        text=text,
        source=columns.get(row, "department") or None,
        as_of=columns.get(row, "as_of").removeprefix("截至").removeprefix("截止") or None,
        optional=columns.get(row, "optional").casefold() in _YES,
    )


def _left_blank(row: Row, columns: _Columns) -> bool:
    """Tell whether the row says itself, with a mark, that it has no value."""
    return any(
        row.cells[n] and not told(row.cells[n])
        for n, field in columns.fields.items()
        if field == "value" and n < len(row.cells)
    )


def _tell_doubtful(row: Row, n: int, columns: _Columns, unit: str, outline: Outline) -> None:
    """Tell of a rate that nothing says is in per cent: 0.4613 may mean 46.13%, and 106 may mean people."""
    cell, name, own = row.cells[n], columns.rates[n], columns.units.get(n, "")
    plain = narrow(cell).strip()
    if not _PLAIN.fullmatch(plain):
        return
    number = Decimal(plain.replace(",", ""))
    fraction = abs(number) <= _RATE_LIMIT
    if own and not (fraction and number and narrow(own) == "%" and not _GROWTH.fullmatch(name)):
        return
    shown = f"{number * 100 if fraction else number:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    other = f"{cell}%" if fraction else f"{cell}{unit or '人'}"
    outline.problems.append(
        f"{row.place}：“{name}”一栏是“{cell}”，看不出是不是百分数。"
        f"请写成“{shown}%”；如果不是这个意思，请连单位一起写，如“{other}”。"
    )


def _with_further(text: str, words: tuple[str, str], value: str, unit: str) -> str:
    """Put a further value behind the fact with its name: ，去年同期7000人 · ，同比下降5%."""
    risen, fallen = words
    plain = narrow(value).strip()
    if fallen != risen and plain.startswith(("-", "－", "−")):
        risen, value = fallen, value.strip()[1:]
    amount = value if re.search(r"[^\d\s.,]\Z", plain) else value + unit
    return f"{text}，{risen}{amount}"


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
    filled = [_NOTE.sub("", cell) for cell in row.cells if told(cell)]
    return any(heads().get(cell) == "total" for cell in filled[:2])


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
        outline.unread = True
        outline.problems.append(
            f"{rows[0].place}起的表格没有认得出的表头。请在第一行写表头，至少有“内容”一栏；可用的栏目：{usual_heads()}。"
        )
        return
    if heading:
        outline.section(heading, rows[0].place)
    for row in rows:
        outline.fact(Fact(text=next(cell for cell in row.cells if cell)), row.place)
