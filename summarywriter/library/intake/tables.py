"""The rows of tables in an old report's text → their cells."""

from __future__ import annotations

from summarywriter.patterns import regex

_FENCE = regex(r"[\s|:\-—]+\Z")


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
