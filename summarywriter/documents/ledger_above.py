"""The lines above the heads of a ledger → the particulars that they tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.ledger_words import told
from summarywriter.markup.fields import field_named
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import field_line, looks_like_title, take_particular
from summarywriter.markup.titles import organization_of, period_of_report
from summarywriter.text import narrow

_TITLE = re.compile(r"[^。，；：！？,;:!?]{4,60}")
"""A line that may be a ledger's title: no sentence, and no name with a value."""


def read_above(rows: Sequence[Row], outline: Outline, tell: Callable[[str], None]) -> None:
    """Read the lines above the heads: particulars and a title; ``tell`` hears of every other line."""
    # What a document said before its table is the whole report's; a table's title may be narrower.
    titled = "title" in outline.particulars
    titles = []
    for row in rows:
        for cell in dict.fromkeys(filter(told, row.cells)):
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
