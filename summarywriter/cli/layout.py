"""Columns of names and explanations, aligned by what a terminal shows of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_COLUMN = 26
"""Terminal cells given to names before their explanation starts."""


def page(usage: str, purpose: str, *blocks: tuple[str, Sequence[tuple[str, str]]]) -> str:
    """Return a page of help: usage, purpose, then blocks of a title and rows of name and explanation."""
    indented = "\n".join(f"  {line}" if line else "" for line in purpose.split("\n"))
    return f"用法：{usage}\n\n{indented}\n" + "".join(_block(title, rows) for title, rows in blocks)


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _block(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = [f"\n{title}：\n"]
    for name, text in rows:
        width = cells(name)
        gap = " " * (_COLUMN - width) if width < _COLUMN else "\n" + " " * (_COLUMN + 2)
        lines.append(f"  {name}{gap}{text}\n")
    return "".join(lines)
