"""The lines above the heads of a ledger → the particulars that they tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.ledger_units import units_above
from summarywriter.documents.ledger_words import told
from summarywriter.markup.fields import field_named
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import field_line, looks_like_title, take_particular
from summarywriter.markup.titles import organization_of, period_of_report
from summarywriter.patterns import regex
from summarywriter.text import narrow

_TITLE = regex(r"[^。，；：！？,;:!?]{4,60}")
"""A line that may be a ledger's title: no sentence, and no name with a value."""


def read_above(
    rows: Sequence[Row], outline: Outline, tell: Callable[[str], None], *, with_units: bool
) -> str:
    """Read the lines above the heads: particulars, a title, and the unit of all amounts, which is returned.

    ``tell`` hears of that unit and of every line that is not read. ``with_units`` says that the table
    has a column of units itself.
    """
    unit = ""
    # What a document said before its table is the whole report's; a table's title may be narrower.
    titled = "title" in outline.particulars
    titles = []
    for row in rows:
        for cell in dict.fromkeys(filter(told, row.cells)):
            if units := units_above(cell):
                unit = _unit(units, cell, row.place, tell, with_units)
                continue
            said = field_line(cell)
            if not (said and said[1]):
                titles.append((cell, row.place))
            elif outline.particulars.get(field := field_named("sheet", said[0]) or "") is None:
                take_particular(outline, *said, row.place)
            elif outline.particulars[field] != said[1]:
                tell(_left_out(cell, row.place))
    # A title comes last: what has a line of its own goes before what the title tells by the way.
    for cell, place in titles:
        if not _take_title(cell, outline, titled=titled):
            tell(_left_out(cell, place))
    return unit


def _unit(units: Sequence[str], cell: str, place: str, tell: Callable[[str], None], with_units: bool) -> str:
    """Return the one unit; with several, nothing tells which amount has which."""
    if len(units) > 1:
        more = "" if with_units else "。哪个数用哪个单位，请在表里加“单位”一栏写明。"
        tell(f"{_left_out(cell, place)}{more}")
        return ""
    tell(f"{place}写着“{cell}”：没有另写单位的数，都按{units[0]}读入，请核对。")
    return units[0]


def _left_out(cell: str, place: str) -> str:
    return f"{place}在表头之上，没有读入：{cell}"


def _take_title(cell: str, outline: Outline, *, titled: bool) -> bool:
    """Take title, organisation and period from a line; ``False`` where it gives nothing that stays."""
    if not _TITLE.fullmatch(cell):
        return False
    read = {"organization": organization_of(narrow(cell), ""), "period": period_of_report(narrow(cell), "")}
    if looks_like_title(cell):
        read["title"] = cell
    read = {field: value for field, value in read.items() if value}
    if not titled:
        for field, value in read.items():
            outline.particulars.setdefault(field, value)
    stays = {field for field, value in read.items() if outline.particulars.get(field) == value}
    return bool(stays) and ("period" in stays or "period" not in read)
