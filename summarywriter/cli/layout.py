"""Columns of names and explanations, aligned by what a terminal shows of them."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence

from summarywriter.patterns import regex

_COLUMN = 26
"""Terminal cells given to names before their explanation starts."""


_NARROW = 56
"""Below this width explanations stand under their names, set in by ``_UNDER`` cells."""

_UNDER = 6
_UNLIMITED = 10_000
_OPENING, _CLOSING = r"（“‘《【〔\[", r"，。；：、？！）”’》】〕…％\]"
_WORD = rf"summarywriter(?: [a-z-]+)+|[!-~]*[0-9][万亿余]*[一-龥]?|[!-~]+|[^{_OPENING}]"
_UNBROKEN = regex(rf"[{_OPENING}]*(?:{_WORD})[{_CLOSING}]*|[{_OPENING}]+", re.S)
"""What no line is broken within: a command, a figure, a Latin word or a character, with its marks."""


def page(usage: str, purpose: str, *blocks: tuple[str, Sequence[tuple[str, str]]]) -> str:
    """Return a page of help: usage, purpose, then blocks of a title and rows of name and explanation.

    On a terminal no line is wider than it; elsewhere lines are not broken.
    """
    width = shutil.get_terminal_size((_UNLIMITED, 24)).columns
    told = [f"  {line}" if line else "" for text in purpose.split("\n") for line in wrapped(text, width - 2)]
    head = "\n      ".join(wrapped(f"用法：{usage}", width - 6))
    listed = "".join(_block(title, rows, width) for title, rows in blocks)
    return f"{head}\n\n{chr(10).join(told)}\n{listed}"


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return the text as lines of at most ``width`` cells; only what cannot be broken is wider."""
    lines = [""]
    for piece in _UNBROKEN.findall(text):
        if lines[-1] and cells(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _block(title: str, rows: Sequence[tuple[str, str]], width: int) -> str:
    if not rows:
        return ""
    lines = [f"\n{title}：\n"]
    under = "\n" + " " * (_COLUMN + 2 if width >= _NARROW else _UNDER)
    for name, text in rows:
        gap = " " * (_COLUMN - cells(name)) if width >= _NARROW and cells(name) < _COLUMN else under
        lines.append(f"  {name}{gap}{under.join(wrapped(text, width - len(under) + 1))}\n")
    return "".join(lines)
