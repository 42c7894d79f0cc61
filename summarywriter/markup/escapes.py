r"""Backslashes: how a text that looks like markup is written as the text it is.

``\\`` is a backslash; a backslash at the start of a line's content takes any meaning from what
follows; elsewhere it does so before ``* { 〔 （ ( [ 【 <`` only, so that ``C:\data`` stays itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarywriter.patterns import regex

UNVERIFIED = "【待核实】"
"""What exports put after a figure that is not vouched for; never part of a text."""

_ESCAPED = regex(r"\A\\([^A-Za-z\s])|\\([\\*{｛〔（(\[［【<])")
_BOLD = regex(r"(?<!\\)\*\*(?=\S)([^\n]+?)(?<!\\)\*\*")


def unescape(content: str) -> str:
    """Return the text that a line's content stands for."""
    if "**" in content:
        content = _BOLD.sub(r"\1", content)
    if "\\" not in content:
        return content
    return _ESCAPED.sub(lambda match: match[1] or match[2], content)


def escape(text: str) -> str:
    """Write ``text`` so that :func:`unescape` gives it back (meanings at its start aside)."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace("*", "\\*") if "**" in text else text


def one_line(text: str) -> str:
    """Return ``text`` as one line without spaces around it."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return join_all([line.strip() for line in re.split(r"[\r\n]+", text.strip())]).strip()


def join(before: str, after: str) -> str:
    """Join two lines of one sentence; only Latin words and digits want a space between them."""
    return before + _gap(before, after) + after


def join_all(pieces: Sequence[str]) -> str:
    """Join the lines of one sentence."""
    gaps = ["", *(_gap(before, after) for before, after in pairwise(pieces))]
    return "".join(part for pair in zip(gaps, pieces, strict=True) for part in pair)


def without_comments(text: str) -> str:
    """Take out the comments (``<!-- … -->``) that begin a line; the count of lines stays."""
    kept = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        line = text.rfind("\n", 0, start) + 1
        if text[line:start].strip(" \t"):
            kept.append(text[position : start + 4])
            position = start + 4
        else:
            kept.append(text[position:start] + "\n" * text.count("\n", start, end))
            position = end + 3
    return "".join(kept) + text[position:]


def _gap(before: str, after: str) -> str:
    latin = before[-1:].isascii() and (before[-1:].isalnum() or before[-1:] in ".,;:!?%)]")
    return " " if before and latin and after[:1].isascii() and after[:1].isalnum() else ""


def text_lines(text: str) -> str:
    """Return a section's text in its one form: paragraphs as lines, no blank ones, no marks."""
    lines = (line.replace(UNVERIFIED, "").strip() for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(line for line in lines if line)
