r"""Backslashes: how a text that looks like markup is written as the text it is.

``\\`` is a backslash; a backslash at the start of a line's content takes any meaning from what
follows; elsewhere it does so before ``* { 〔 （ ( [ 【 <`` only, so that ``C:\data`` stays itself.
"""

from __future__ import annotations

import re

UNVERIFIED = "【待核实】"
"""What exports put after a figure that is not vouched for; never part of a text."""

_ESCAPED = re.compile(r"\A\\([^A-Za-z\s])|\\([\\*{｛〔（(\[［【<])")
_BOLD = re.compile(r"(?<!\\)\*\*(?=\S)([^\n]+?)(?<!\\)\*\*")
_JOINT = re.compile(r"[A-Za-z0-9.,;:!?%)\]]\Z")


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
    joined = ""
    for line in re.split(r"[\r\n]+", text):
        joined = join(joined, line.strip())
    return joined.strip()


def join(before: str, after: str) -> str:
    """Join two lines of one sentence; only Latin words and digits want a space between them."""
    gap = " " if _JOINT.search(before) and after[:1].isascii() and after[:1].isalnum() else ""
    return before + gap + after


def text_lines(text: str) -> str:
    """Return a section's text in its one form: paragraphs as lines, no blank ones, no marks."""
    lines = (line.replace(UNVERIFIED, "").strip() for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(line for line in lines if line)
