"""Rows of a ledger (Excel, CSV, a table in Word) → facts in an outline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from summarywriter.documents.ledger_above import read_above
from summarywriter.documents.ledger_heads import two_rows
from summarywriter.documents.ledger_rows import PLAIN, Columns, Row, fact_of
from summarywriter.documents.ledger_units import counted, units_above
from summarywriter.documents.ledger_words import (
    further,
    given,
    heads,
    is_footer,
    is_outcome,
    is_period,
    measures,
    told,
    usual_heads,
)
from summarywriter.markup import strip_number
from summarywriter.markup.numbering import NUMERAL
from summarywriter.markup.outline import Outline
from summarywriter.model import Fact
from summarywriter.patterns import regex
from summarywriter.text import narrow

_HEADER_DEPTH = 10
"""Rows among which the heads of the columns are looked for."""

_DOWNWARD = ("category", "group")
"""Columns whose empty cells mean the same as the cell above."""

_NOTE = regex(r"[（(【\[].*?[）)】\]]|[\s:：*＊]")
_UNIT_IN_HEAD = regex(r"[（(]\s*(?:单位[:：]?)?\s*([^（）()]{1,6})\s*[）)]\s*\Z")
_RATE = regex(r".*(?:率|占比|比重|比例|百分比|进度|同比.*|环比.*|增幅|增速|增减.*|同期增长)")
"""The head of a column of rates: they are told in per cent and have no part in the row's unit."""

_OTHER_RATE = regex(r"[\u4e00-\u9fff]{1,8}(?:率|占比|比重)|占比|比重")

_NUMBER = regex(r"[-+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?")
_WORDS = regex(r"[\u4e00-\u9fff](?<![一二三四五六七八九十百])")
_HANZI = regex(rf"{NUMERAL} ?[、．.]|[(（] ?{NUMERAL} ?[)）]|第{NUMERAL}(?:部分|章)")
_LONGEST_BAND = 30
_SHOWN = 20
_ENDS = ("。", "！", "？", "；")


def read_ledger(
    rows: Sequence[Row], outline: Outline, tell: Callable[[str], None], *, heading: str = ""
) -> None:
    """Tell ``outline`` the facts of a ledger's rows.

    A section for every category. Without categories the facts go to the section that is open, else
    under ``heading``, else to a section for every department. Rows of totals are left out: they say
    nothing that the rows do not. ``tell`` hears of lines, columns and rows that were left out.
    """
    rows = _filled(rows)
    found = _head(rows)
    if found is None:
        _headless(rows, outline, heading)
        return
    above, head, rows, columns = found
    columns.unit = read_above(above, outline, tell, with_units=columns.has("unit"))
    _tell_unread(columns, head, rows, outline, tell)
    by_department = not columns.has("category") and not outline.in_section and not heading
    sections: dict[str, dict[str, list[tuple[Fact, str]]]] = {}
    last = dict.fromkeys(_DOWNWARD, "")
    over = ""
    for row, after in _with_next(rows):
        if _columns(row) or _is_total(row):
            continue
        if _is_footer(row):
            tell(f"{row.place}是表格的说明，没有读入：{'，'.join(filter(None, row.cells))}")
            continue
        if band := _band(row, after, columns):
            over, last = band, dict.fromkeys(_DOWNWARD, "")
            continue
        named = {field: columns.get(row, field) for field in ("category", "group", "department")}
        for field in _DOWNWARD:
            if field == "category" and named[field] and named[field] != last["category"]:
                last["group"] = ""
            named[field] = last[field] = named[field] or last[field]
        if faults := columns.faults(row):
            outline.problems += faults
            outline.unread = True
            continue
        fact = fact_of(row, columns, outline)
        if fact is None:
            if why := _why_not(row, columns):
                tell(f"{row.place}{why}，没有读入。")
            continue
        section = named["category"] or (named["department"] if by_department else "") or heading
        group = named["group"]
        if over:
            section, group = over, named["category"] or group
        sections.setdefault(section, {}).setdefault(group, []).append((fact, row.place))
    _tell(sections, outline)


def _band(row: Row, after: Row | None, columns: Columns) -> str:
    """Return the heading that a row of one cell is for the rows below it (一、思想引领), empty for others."""
    filled = [n for n, cell in enumerate(row.cells) if told(cell)]
    if len(filled) != 1 or row.faults or after is None or sum(1 for cell in after.cells if told(cell)) < 2:
        return ""
    cell = row.cells[filled[0]]
    heading = strip_number(cell)
    numbered = heading != cell and _HANZI.match(cell) is not None
    # Words where the rows are numbered stand over all columns.
    spread = columns.fields.get(filled[0]) == "ignored" and _WORDS.search(cell) is not None
    return heading if (numbered or spread) and len(heading) <= _LONGEST_BAND else ""


def _with_next(rows: Sequence[Row]) -> Iterator[tuple[Row, Row | None]]:
    return zip_longest(rows, rows[1:])


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if any(map(told, row.cells)) or row.faults]


def _why_not(row: Row, columns: Columns) -> str:
    """Return why a row tells no fact, empty where it is blank or a problem says so."""
    if content := columns.get(row, "content"):
        mark = columns.undone(row)
        return f"“{content}”的情况是“{mark}”，没有可写的" if mark else f"“{content}”没有填数"
    if any(
        n < len(row.cells) and given(row.cells[n]) for n, name in columns.fields.items() if name == "value"
    ):
        return ""
    cells = [row.cells[n] for n, name in columns.fields.items() if name == "content" and n < len(row.cells)]
    return next((f"的内容是“{cell}”" for cell in cells if cell), "")


def row_texts(rows: Sequence[Row]) -> list[str]:
    """Return a table's rows as sentences: facts where all heads are known, else cells with their heads.

    A first row without figures is the head where none is known: 一公司参赛人数420人，竞赛场次12场。
    """
    rows = _filled(rows)
    unit = ""
    while rows and (units := units_above("".join(rows[0].cells))):
        unit, rows = units[0] if len(units) == 1 else "", rows[1:]
    found = _head(rows)
    if found is None or found[3].unknown:
        texts = _named_rows(rows, unit)
    else:
        columns = found[3]
        columns.unit = unit
        told_rows = ((row, fact_of(row, columns, Outline())) for row in found[2] if not _is_total(row))
        texts = [fact.text + _remarks(row, columns, found[1]) for row, fact in told_rows if fact is not None]
    return [text if text.endswith(_ENDS) else f"{text}。" for text in texts]


def _remarks(row: Row, columns: Columns, head: Row) -> str:
    named = (n for n, field in columns.fields.items() if field == "remark" and n < len(row.cells))
    return "".join(_remark(head.cells[n], row.cells[n]) for n in named if given(row.cells[n]))


def _remark(name: str, cell: str) -> str:
    """Return a remark as it stands behind what it explains; a mere number says what it is."""
    return f"（{cell.rstrip('。')}）" if _WORDS.search(cell) else f"（{name}：{cell}）"


def _named_rows(rows: Sequence[Row], unit: str) -> list[str]:
    cells = [row.cells for row in rows]
    head = cells[0] if len(cells) > 1 and not re.search(r"\d", "".join(cells[0])) else ()
    first = 1 if head and heads().get(head[0]) == "ignored" else 0
    texts = []
    for row in cells[1:] if head else cells:
        text = ""
        for n, cell in enumerate(row):
            if not told(cell) or n < first:
                continue
            name = head[n] if first < n < len(head) else ""
            if heads().get(name) == "remark":
                text += _remark(name, cell)
                continue
            # What the first column names needs no mark before what is told of it.
            joint = "，" if text and not (head and re.fullmatch(r"[^，\d]+", text)) else ""
            text += joint + _named(name, cell, unit)
        texts.append(text)
    return texts


def _named(name: str, cell: str, above: str) -> str:
    """Return a cell behind its column's name; the unit that the name holds goes to the number."""
    found = _UNIT_IN_HEAD.search(name)
    bare = _UNIT_IN_HEAD.sub("", name)
    unit = ""
    if PLAIN.fullmatch(narrow(cell)):
        own = counted(bare) if name else None
        unit = found[1] if found else "" if own is None else own or above
    return bare + cell + unit


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


def _head(rows: Sequence[Row]) -> tuple[Sequence[Row], Row, Sequence[Row], Columns] | None:
    """Return the rows above the heads, the heads, the rows below, and what the columns hold."""
    for n, row in enumerate(rows[:_HEADER_DEPTH]):
        second = rows[n + 1] if n + 1 < len(rows) else None
        if second is not None and (cells := two_rows(row.cells, second.cells)):
            head = Row(cells, row.place)
            columns = _columns(head, sure=True)
            if columns is not None:
                return rows[:n], head, rows[n + 2 :], columns
        columns = _columns(row)
        if columns is not None:
            return rows[:n], row, rows[n + 1 :], columns
    return None


def _columns(row: Row, *, sure: bool = False) -> Columns | None:
    """Return what the columns hold when ``row`` holds the heads; ``sure`` where it can hold nothing else."""
    found = Columns({}, {}, {}, {}, {}, {}, set())
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
        elif is_period(name):
            periods[n] = name
        else:
            found.unknown[n] = name
        if field == "value" and name not in measures():
            found.names[n] = name
        if field == "content" and is_outcome(name):
            found.outcomes.add(n)
        if n in found.further and _RATE.fullmatch(name):
            found.rates[n] = name
        unit = _UNIT_IN_HEAD.search(cell)
        if unit:
            found.units[n] = unit[1].lstrip("±")
        elif name in measures():
            found.units[n] = measures()[name]
    totals = [n for n, field in found.fields.items() if field == "total"]
    if len(totals) == 1 and not found.has("value"):
        # The total of the columns beside it is what the row comes to.
        found.fields[totals[0]] = "value"
    # The figures of one period are the values; of several, each is told with its period.
    if len(periods) == 1 and not found.has("value"):
        found.fields[next(iter(periods))] = "value"
    else:
        found.further.update((n, (name, name)) for n, name in periods.items())
    known = set(found.fields.values()) - {"total"}
    alone = len(found.fields) == 1 and not found.further
    if "content" not in known or (alone and not sure and sum(1 for cell in row.cells if cell) > 1):
        return None
    return found


def _tell_unread(
    columns: Columns, head: Row, rows: Sequence[Row], outline: Outline, tell: Callable[[str], None]
) -> None:
    """Tell of columns that are not read: a problem where unknown ones hold numbers, which would be lost."""
    rows = [
        row
        for row, after in _with_next(rows)
        if not (_columns(row) or _is_total(row) or _is_footer(row) or _band(row, after, columns))
    ]
    for n, field in columns.fields.items():
        if field not in ("ignored", "remark"):
            continue
        said = [cell for row in rows if n < len(row.cells) and (cell := given(row.cells[n]))]
        # The numbers of rows say nothing; a remark may be a number, and mean something.
        words = [cell for cell in said if _WORDS.search(cell)] or (said if field == "remark" else [])
        if words:
            name = _NOTE.sub("", head.cells[n])
            tell(f"“{name}”一栏没有读入（如“{words[0][:_SHOWN]}”）；要用的话，请写进“内容”。")
    for n, name in columns.unknown.items():
        cells = [row.cells[n] for row in rows if n < len(row.cells) and row.cells[n]]
        numbers = [cell for cell in cells if _NUMBER.fullmatch(narrow(cell))]
        if numbers and numbers != [str(count) for count in range(1, len(numbers) + 1)]:
            called = f"“{name}”一栏" if name else f"没有名称的第{n + 1}列"
            outline.problems.append(
                f"{head.place}：不认识{called}，里面有数字（如“{numbers[0]}”），没有读入。"
                f"请改用认得的栏名，如 数值、去年同期、同比增长；不要这一栏，请把栏名改为“备注”。"
            )
        elif cells and name and not numbers and _may_name(n, rows, columns):
            outline.problems.append(
                f"{head.place}：不认识“{name}”一栏（如“{cells[0][:_SHOWN]}”），没有认得的栏说这是什么事。"
                "如果这一栏写的是什么事，请把栏名改为“内容”；不要这一栏，请改为“备注”。"
            )
        elif cells and name and not numbers:
            tell(f"不认识“{name}”一栏（如“{cells[0][:_SHOWN]}”），没有读入。")
        elif not cells and name and any(n in row.faults for row in rows):
            tell(f"不认识“{name}”一栏（里面的公式出错或没有结果），没有读入。")


def _may_name(n: int, rows: Sequence[Row], columns: Columns) -> bool:
    """Tell an unknown column that may say what the rows are about, where the others say how it went only."""
    if not columns.only_outcomes() or n > min(columns.outcomes):
        return False
    told_rows = [row for row in rows if columns.get(row, "content")]
    return bool(told_rows) and all(n < len(row.cells) and _WORDS.search(row.cells[n]) for row in told_rows)


def _is_total(row: Row) -> bool:
    filled = [_NOTE.sub("", cell) for cell in row.cells if told(cell)]
    return any(heads().get(cell) == "total" for cell in filled[:2])


def _is_footer(row: Row) -> bool:
    return is_footer(next(filter(told, row.cells), ""))


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
        outline.problems += row.faults.values()
        if not any(row.cells):
            continue
        outline.fact(Fact(text=next(cell for cell in row.cells if cell)), row.place)
