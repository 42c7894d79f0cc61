"""A Word file's body → paragraphs and tables in reading order, as a person sees them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from summarywriter.documents.ledger_cells import cell_text
from summarywriter.documents.ledger_rows import Row
from summarywriter.documents.ledger_units import units_above
from summarywriter.documents.packages import open_package
from summarywriter.documents.tally import Tally
from summarywriter.documents.word.numbers import AutoNumbers
from summarywriter.errors import InputError
from summarywriter.limits import long_line, require

_HIDDEN = frozenset(
    qn(tag)
    for tag in (
        "w:del",
        "w:moveFrom",
        "w:instrText",
        "w:delText",
        "w:rt",
        "w:pPr",
        "w:rPr",
        "w:drawing",
        "w:pict",
        "w:object",
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
_WITHIN = frozenset(
    qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")
)
_NUMBERED_OFF = "0"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (``rows`` is ``None``) or a table.

    ``style`` is the style's name, ``outline`` its level in the navigation pane (0 the highest),
    ``mark`` its automatic number or bullet. A table may have a line of units ``above`` it (单位：万元).
    """

    text: str = ""
    style: str = ""
    outline: int | None = None
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] | None = None
    above: str = ""

    def table(self, name: str = "") -> list[Row]:
        """Return the rows of a table that is called ``name``, the line of units first."""
        rows = [Row(cells, f"{name}第{n}行") for n, cells in enumerate(self.rows or (), 1)]
        return [Row((self.above,), f"{name}之上"), *rows] if self.above else rows


def read_pieces(data: bytes, *, source: str, tell: Callable[[str], None] = lambda note: None) -> list[Piece]:
    """Return the body's paragraphs and tables; what was struck out is left out.

    ``tell`` hears of text in boxes, which is none of the body's.

    Raises:
        InputError: it is no .docx file, cannot be opened, or holds more than is read.
    """
    data = open_package(data, "[Content_Types].xml", source=source, kind=".docx")
    try:
        document = docx.Document(io.BytesIO(data))
        pieces = _with_units(list(_Body(document, source).pieces()))
        if boxed := _boxed(document.element.body):
            shown = boxed if len(boxed) <= _SHOWN else f"{boxed[:_SHOWN]}…"
            tell(f"文本框里的文字没有读入（如“{shown}”）；要用的话，请移到正文里。")
        return pieces
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes the parser say
        raise InputError(
            f"{source} 打不开，可能已损坏，请用 Word 或 WPS 打开后另存为 .docx 再试。"
        ) from error


def _boxed(body: Any) -> str:
    """Return the words of the first text box that has some."""
    return next(filter(None, map(_text, body.iter(qn("w:txbxContent")))), "")


def _with_units(pieces: list[Piece]) -> list[Piece]:
    """Put a line of units that stands right above a table to the table."""
    for n, piece in enumerate(pieces):
        if piece.rows is None and units_above(piece.text):
            after = next(
                (m for m in range(n + 1, len(pieces)) if pieces[m] != Piece(style=pieces[m].style)), n
            )
            if pieces[after].rows is not None:
                pieces[n], pieces[after] = Piece(), replace(pieces[after], above=piece.text)
    return pieces


class _Body:
    def __init__(self, document: Document, source: str) -> None:
        self._source = source
        self._tally = Tally(source)
        self._lines = 0
        self._document = document
        self._styles = {style.styleId: style for style in document.styles.element.style_lst}
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        self._numbers = AutoNumbers(getattr(part, "element", None))

    def pieces(self) -> Iterator[Piece]:
        yield from self._under(self._document.element.body)

    def _under(self, element: Any) -> Iterator[Piece]:
        struck = ""
        for child in element:
            if child.tag == qn("w:p") and _joined_to_next(child):
                struck += _text(child)
            elif child.tag == qn("w:p"):
                piece = self._paragraph(child)
                yield self._counted(replace(piece, text=struck + piece.text) if struck else piece)
                struck = ""
            elif child.tag == qn("w:tbl"):
                yield Piece(rows=tuple(self._rows(child)))
            elif child.tag in _WITHIN:
                yield from self._under(child)
        if struck:
            yield self._counted(Piece(struck))

    def _counted(self, piece: Piece) -> Piece:
        self._lines += piece.text.count("\n") + 1
        require("lines", self._lines, self._source)
        told = long_line(piece.text)
        if told:
            raise InputError(f"{self._source} 第{self._lines}段：{told}")
        return piece

    def _rows(self, table: Any) -> Iterator[tuple[str, ...]]:
        for cells in _rows(table):
            self._tally.cells(max(1, len(cells)))
            yield self._tally.text(cells)

    def _paragraph(self, paragraph: Any) -> Piece:
        properties = paragraph.find(qn("w:pPr"))
        style_id = _value(properties, "w:pStyle")
        chain = list(self._chain(style_id))
        outline = next(
            (int(level) for holder in (properties, *(style.find(qn("w:pPr")) for style in chain))
             if (level := _value(holder, "w:outlineLvl")).isdecimal()),
            None,
        )  # fmt: skip
        name = _value(chain[0], "w:name") if chain else ""
        return Piece(_text(paragraph), name, outline, self._mark(properties, chain))

    def _mark(self, properties: Any, chain: list[Any]) -> str:
        num_id, level = "", ""
        for holder in (properties, *(style.find(qn("w:pPr")) for style in chain)):
            number = holder.find(qn("w:numPr")) if holder is not None else None
            if number is not None:
                num_id = num_id or _value(number, "w:numId")
                level = level or _value(number, "w:ilvl")
        if not num_id or num_id == _NUMBERED_OFF:
            return ""
        return self._numbers.mark(num_id, int(level) if level.isdecimal() else 0) or ""

    def _chain(self, style_id: str) -> Iterator[Any]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            style_id = _value(style, "w:basedOn")


def _joined_to_next(paragraph: Any) -> bool:
    """Tell whether a paragraph's end was struck out with tracking on: it goes on in the next one."""
    properties = paragraph.find(qn("w:pPr"))
    mark = properties.find(qn("w:rPr")) if properties is not None else None
    return mark is not None and any(mark.find(qn(tag)) is not None for tag in ("w:del", "w:moveFrom"))


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Yield a table's rows; cells merged downward repeat the text above, those merged sideways are empty."""
    above: list[str] = []
    for row in _all(table, "w:tr"):
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:del")) is not None:
            continue
        cells: list[str] = []
        for cell in _all(row, "w:tc"):
            properties = cell.find(qn("w:tcPr"))
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            text = cell_text("\n".join(map(_text, cell.iter(qn("w:p")))))
            if merge is not None and merge.get(qn("w:val")) != "restart" and len(cells) < len(above):
                text = above[len(cells)]
            span = _value(properties, "w:gridSpan")
            cells += [text, *[""] * (min(int(span), 64) - 1 if span.isdecimal() else 0)]
        above = cells
        yield tuple(cells)


def _all(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WITHIN:
            yield from _all(child, tag)


def _text(element: Any) -> str:
    return "".join(_strings(element)).strip()


def _strings(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _HIDDEN:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield " " if child.tag == qn("w:tab") else "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _strings(child)


def _value(holder: Any, tag: str) -> str:
    found = holder.find(qn(tag)) if holder is not None else None
    return found.get(qn("w:val")) or "" if found is not None else ""
