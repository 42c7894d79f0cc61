"""A heading's content: ``一、坚持政治统领 {role=plan}`` → heading and role, and back."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarywriter.markup.escapes import UNVERIFIED, escape, one_line, unescape
from summarywriter.markup.fields import field_named, known_roles, role_named
from summarywriter.markup.numbering import number_length
from summarywriter.model import Role
from summarywriter.patterns import regex

_NOTE = regex(r"(?<!\\)[{｛]\s*(\w{1,20})\s*[=＝:：]\s*([^{}｛｝\\]*?)\s*[}｝]\Z")
_NOTE_LENGTH = 200
"""Characters at a heading's end among which its note is looked for."""

_TAKEN = regex(r"\\[A-Za-z]")
"""In a heading a first backslash counts before letters too: it may not be the report's title."""


class Heading(NamedTuple):
    """What a heading says; ``problem`` is a Chinese clause when its note in braces is wrong."""

    text: str
    role: Role | None = None
    problem: str = ""


def read_heading(content: str) -> Heading:
    """Read a heading's content: its number comes off, ``{role=…}`` at its end gives the role."""
    content = content.replace(UNVERIFIED, "").strip()
    note = _note(content)
    role: Role | None = None
    problem = ""
    if note:
        content = content[: note.start()].rstrip()
        if field_named("section", note[1]) != "role":
            problem = f"标题后的“{note.group()}”看不懂，花括号里只能写 role=角色"
        else:
            role = role_named(note[2])
            if role is None:
                problem = f"没有“{note[2]}”这种角色，可选的有：{known_roles()}"
    content = content[1:] if _TAKEN.match(content) else content[number_length(content) :]
    return Heading(unescape(content).strip(), role, problem)


def write_heading(heading: str, role: Role | None = None) -> str:
    """Write a heading's content so that :func:`read_heading` gives the same back."""
    content = escape(one_line(heading.replace(UNVERIFIED, "")))
    if role is None:
        note = _note(content)
        if note:
            content = content[: note.start()] + "\\" + content[note.start() :]
    if number_length(content) or content.startswith(("#", "＃")):
        content = "\\" + content
    return f"{content} {{role={role}}}" if role else content


def _note(content: str) -> re.Match[str] | None:
    if not content.endswith(("}", "｝")):
        return None
    return _NOTE.search(content, max(0, len(content) - _NOTE_LENGTH))
