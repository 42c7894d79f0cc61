"""Word → sheet, or the lines of a written report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from summarywriter.documents.ledger import read_ledger, row_texts
from summarywriter.documents.lines import Line
from summarywriter.documents.loose import Hint, Raw, is_prose, loose_outline, written_lines
from summarywriter.documents.word.numbers import BULLET
from summarywriter.documents.word.paragraphs import Piece, read_pieces
from summarywriter.documents.word.styles import ITEM_STYLE, PART_STYLE, SIGNOFF_STYLE, SUBITEM_STYLE
from summarywriter.errors import SheetError
from summarywriter.markup.numbering import NUMERAL
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import looks_like_title
from summarywriter.model import Sheet
from summarywriter.patterns import regex

_HEADING_STYLE = regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_LIST_STYLE = regex(r"list (?:bullet|number)|列表(?:项目符号|编号)", re.IGNORECASE)
_TITLE_STYLES = frozenset({"title", "标题", "报告标题"})
_NUMBERED_STYLES = frozenset({ITEM_STYLE, SUBITEM_STYLE})
"""Headings whose numbers stand in the section's own text: as paragraphs they are read."""
_HANZI = regex(rf"{NUMERAL} ?、")


def read_word_sheet(data: bytes, *, source: str, tell: Callable[[str], None]) -> Sheet:
    """Read a Word file of facts: headings, bullets, numbers, tables.

    ``tell`` hears of rows that were left out.

    Raises:
        InputError: the file cannot be opened.
        SheetError: with every problem of its content.
    """
    pieces = read_pieces(data, source=source, tell=tell)
    if not any(piece.text or piece.rows for piece in pieces):
        raise SheetError(["文件里没有文字。"], source=source)
    outline = Outline()

    def tell_table(number: str) -> None:
        table = 1 + sum(1 for piece in pieces[: int(number)] if piece.rows is not None)
        read_ledger(pieces[int(number)].table(f"第{table}个表格"), outline, tell)

    loose_outline(_raws(pieces), outline, tell, tell_table)
    return outline.sheet(source)


def is_word_prose(data: bytes, *, source: str) -> bool:
    """Tell whether a Word file is running prose (:func:`is_prose`).

    Raises:
        InputError: the file cannot be opened.
    """
    return is_prose(_raws(read_pieces(data, source=source)))


def read_word_lines(
    data: bytes, *, source: str, tell: Callable[[str], None] = lambda note: None
) -> tuple[Line, ...]:
    """Return the lines of a written report, a table's rows as sentences.

    ``tell`` hears of lines that were left out.

    Raises:
        InputError: the file cannot be opened.
    """
    pieces = read_pieces(data, source=source, tell=tell)
    flat: list[Piece] = []
    for piece in pieces:
        if piece.rows is None:
            flat.append(piece)
        else:
            flat += [Piece(text) for text in row_texts(piece.table())]
    return written_lines(_raws(flat), tell)


def _raws(pieces: Sequence[Piece]) -> list[Raw]:
    """Return the paragraphs with their automatic numbers put before them; tables by their index."""
    levels = _levels(pieces)
    raws = []
    for n, piece in enumerate(pieces):
        place = f"第{n + 1}段"
        hint = _hint(piece, levels)
        if not piece.text and hint != "table":
            # An entry of a list that nobody wrote anything in is none.
            raws.append(Raw("", place))
        elif hint == "table":
            raws.append(Raw(str(n), place, hint))
        elif hint == "title":
            raws.append(Raw(piece.text.replace("\n", ""), place, hint))
        else:
            # A line break within a paragraph sets apart what was meant as paragraphs of their own.
            first, *others = piece.text.split("\n")
            mark = piece.mark + "." if piece.mark.isdecimal() else piece.mark
            if mark == BULLET:
                raws.append(Raw(first, place, hint or "bullet"))
            else:
                raws.append(Raw(mark + first, place, hint))
            raws += [Raw(line, place) for line in others]
    return raws


def _hint(piece: Piece, levels: dict[int, Hint]) -> Hint:
    if piece.rows is not None:
        return "table"
    if not piece.text:
        return ""
    name = piece.style.casefold()
    if name in _TITLE_STYLES:
        return "title"
    if piece.style == PART_STYLE:
        return "part"
    if piece.style == SIGNOFF_STYLE:
        return "signoff"
    if piece.style in _NUMBERED_STYLES:
        return ""
    level = _level(piece)
    if level is not None:
        return levels.get(level, "")
    return "bullet" if _LIST_STYLE.match(name) and not piece.mark else ""


def _level(piece: Piece) -> int | None:
    """Return a heading's level (0 the highest), ``None`` for other paragraphs."""
    named = _HEADING_STYLE.match(piece.style)
    if named:
        return int(named[1]) - 1
    return piece.outline if piece.outline is not None and piece.outline < 9 else None


def _levels(pieces: Sequence[Piece]) -> dict[int, Hint]:
    """Tell what each level of headings is in this file: title, part, section or group."""
    headings = [
        (level, piece)
        for piece in pieces
        if piece.text
        and piece.style not in (PART_STYLE, *_NUMBERED_STYLES)
        and (level := _level(piece)) is not None
    ]
    if not headings:
        return {}
    levels: dict[int, Hint] = {}
    counts = Counter(level for level, _ in headings)
    order = sorted(counts)
    top = order[0]
    if (
        counts[top] == 1
        and headings[0][0] == top
        and len(order) > 1
        and looks_like_title(headings[0][1].text)
    ):
        levels[top] = "title"
        order = order[1:]
    numbered = [level for level, piece in headings if _HANZI.match(piece.mark + piece.text)]
    sections = min(numbered, default=order[0])
    for level in order:
        levels[level] = "part" if level < sections else "section" if level == sections else "group"
    return levels
