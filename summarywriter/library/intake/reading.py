"""A file with old reports → its lines, with what their styles say of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarywriter.documents.given import Given
from summarywriter.documents.ledger import row_texts
from summarywriter.documents.ledger_rows import Row
from summarywriter.errors import InputError
from summarywriter.library.intake.tables import pipe_row, tab_row
from summarywriter.limits import require_lines
from summarywriter.patterns import regex

if TYPE_CHECKING:
    from summarywriter.documents.word.paragraphs import Piece

Hint = Literal["", "title", "heading"]

_TEXTS = frozenset({".txt", ".text", ".md", ".markdown", ""})
_STYLED = regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "报告标题"})
_HASHES = regex(r"\s{0,3}(#{1,6})\s*(.+?)\s*\Z")
_TAG = regex(r"\[_TAG_\w*\]")
_FRONT = regex(r"\A\ufeff?\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OldLine:
    """One line as it stands in the file.

    ``hint`` says what its style makes of it, ``level`` the depth of a heading (1 the highest);
    ``tagged`` tells a line that a web page's heading tag was put before.
    """

    text: str
    hint: Hint = ""
    level: int = 0
    tagged: bool = False


def read_old(file: Given, tell: Callable[[str], None] = lambda note: None) -> list[OldLine]:
    """Return the lines of a .txt, .md or .docx file; Word's automatic numbers stand in them.

    ``tell`` hears of what was left out.

    Raises:
        InputError: the file cannot be opened, or is of another kind.
    """
    if file.suffix == ".docx":
        # Imported when it is wanted: the library for Word takes long to import.
        from summarywriter.documents.word.paragraphs import read_pieces

        return list(_word(read_pieces(file.data, source=file.name, tell=tell)))
    if file.suffix in _TEXTS:
        text = file.text
        require_lines(text, file.name)
        return old_lines(text)
    raise InputError(
        f"收不了 {file.name} 这种文件，旧总结要是 .txt、.md 或 .docx。"
        "其他文件请先用 Word 或 WPS 打开，另存为 .docx。"
    )


def old_lines(text: str) -> list[OldLine]:
    """Return the lines of a text, plain or Markdown; a web page's heading tags begin new ones."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = _COMMENT.sub("", _FRONT.sub("", text))
    lines: list[OldLine] = []
    table: list[tuple[str, ...]] = []
    for line in (*text.split("\n"), ""):
        piped = pipe_row(line)
        row = tab_row(line) if piped is None else piped
        if row is not None:
            table.append(row)
            continue
        lines += map(OldLine, row_texts([Row(cells, "") for cells in table]))
        table = []
        first, *tagged = _TAG.split(line)
        lines.append(_plain(first))
        lines += [OldLine(piece, tagged=True) for piece in tagged]
    return lines


def _plain(line: str) -> OldLine:
    match = _HASHES.match(line)
    return OldLine(match[2], "heading", len(match[1])) if match else OldLine(line)


def _word(pieces: list[Piece]) -> Iterator[OldLine]:
    from summarywriter.documents.word.numbers import BULLET

    for piece in pieces:
        if piece.rows is not None:
            yield from map(OldLine, row_texts(piece.table()))
            continue
        mark = "" if piece.mark == BULLET else piece.mark + "." if piece.mark.isdigit() else piece.mark
        first, *others = piece.text.split("\n")
        styled = _STYLED.match(piece.style)
        level = int(styled[1]) if styled else (piece.outline or 0) + 1 if piece.outline is not None else 0
        hint: Hint = "title" if piece.style.casefold() in _TITLES else "heading" if 0 < level < 9 else ""
        for n, line in enumerate((mark + first, *others)):
            for k, stretch in enumerate(_TAG.split(line)):
                yield OldLine(
                    stretch, "" if n or k else hint, level if hint == "heading" else 0, tagged=k > 0
                )
