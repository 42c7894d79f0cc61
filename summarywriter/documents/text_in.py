"""Plain text → sheet, or the lines of a written report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from summarywriter.documents.ends import ends_document, is_text, told_behind
from summarywriter.documents.lines import Line
from summarywriter.documents.loose import (
    Kind,
    Raw,
    Seen,
    is_prose,
    loose_outline,
    report_lines,
    written_lines,
)
from summarywriter.limits import require_lines
from summarywriter.markup import parse_json, parse_sheet, read_date, strip_number
from summarywriter.markup.escapes import join, unescape, without_comments
from summarywriter.markup.facts import bullet_content, is_rule
from summarywriter.markup.headings import read_heading
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import heading_line
from summarywriter.model import Sheet
from summarywriter.patterns import regex

_MARKDOWN = regex(r"\A\s*---[ \t]*\n|^[#＃]{1,6}(?:[ \t]|(?=[^#＃\s]))", re.MULTILINE)
_FRONT_MATTER = regex(r"\A\s*---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENDED = tuple("。！？!?；;：:…”’」』）)》】〕")
_OPEN = ("、", "，", ",")
"""Marks at which a bullet cannot end: it goes on in the next line."""

_WRAP = range(30, 1000)
"""A bullet of such a length that does not end in a mark goes on in the next line."""


def read_text_sheet(text: str, *, source: str, tell: Callable[[str], None]) -> Sheet:
    """Read plain text: bulleted and numbered lines are facts, numbered headings are sections.

    Text in the Markdown or JSON form is read as such, whatever the file is called. ``tell`` hears
    of lines that were left out.

    Raises:
        SheetError: with every problem of the text.
        InputError: it has more or longer lines than are read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _MARKDOWN.search(text):
        return parse_sheet(text, source=source)
    if text.lstrip().startswith("{"):
        return parse_json(text, source=source)
    require_lines(text, source)
    outline = Outline()
    loose_outline(list(_raws(text)), outline, tell)
    return outline.sheet(source)


def is_text_prose(text: str) -> bool:
    """Tell whether a text is running prose (:func:`is_prose`) and nothing of the document form's own."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _FRONT_MATTER.match(text) or text.lstrip().startswith("{"):
        return False
    return is_prose([Raw(line, "") for line in without_comments(text).split("\n")])


def read_text_lines(text: str, tell: Callable[[str], None] = lambda note: None) -> tuple[Line, ...]:
    """Return the lines of a written report given as plain text or Markdown.

    ``tell`` hears of lines that were left out.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _MARKDOWN.search(text):
        return report_lines(list(_markdown_lines(text)), tell)
    return written_lines([Raw(line, f"第{n}行") for n, line in enumerate(text.split("\n"), 1)], tell)


def without_behind(text: str, tell: Callable[[str], None]) -> str:
    """Return a written report up to its sign-off, places in it unchanged; ``tell`` hears of what follows."""
    lines = text.split("\n")
    filled = [n for n, line in enumerate(lines) if line.strip() and not line.startswith("<!--")]
    for at, (date, after) in enumerate(pairwise(filled)):
        if (
            read_date(lines[date].strip()) is not None
            and ends_document(lines[after].strip())
            and is_text(lines[filled[n]] for n in range(at))
        ):
            tell(told_behind([lines[n].strip() for n in filled if n >= after]))
            return "\n".join(lines[:after])
    return text


def _raws(text: str) -> Iterator[Raw]:
    """Yield the lines, those that were broken joined again."""
    held: Raw | None = None
    apart = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            apart = True
            continue
        if held is not None and not apart and _goes_on(held.text, line):
            held = Raw(join(held.text, line.strip()), held.place, apart=held.apart)
            continue
        if held is not None:
            yield held
        held = Raw(line.rstrip(), f"第{number}行", apart=apart)
        apart = False
    if held is not None:
        yield held


def _goes_on(before: str, line: str) -> bool:
    """Tell whether ``line`` goes on with the bullet before it."""
    if bullet_content(before) is None or bullet_content(line) is not None or strip_number(line) != line:
        return False
    indented = re.match(r" {2,}|\t", line) is not None
    return (indented or before.endswith(_OPEN)) or (
        len(before) in _WRAP and not before.endswith(_ENDED) and not line.startswith("\u3000")
    )


def _markdown_lines(text: str) -> Iterator[Seen]:
    """Yield the lines of an exported Markdown report; the first ``#``, before all else, is the title."""
    text = _FRONT_MATTER.sub("", without_comments(text))
    begun = False
    for line in text.split("\n"):
        heading = heading_line(line)
        if heading:
            level, content = heading
            kind: Kind = "part" if level == 1 else "section" if level == 2 else "group"
            yield Seen("title" if level == 1 and not begun else kind, read_heading(content).text, "")
        elif line.strip() and not is_rule(line):
            yield Seen("plain", unescape(line.strip()), "")
        begun = begun or bool(line.strip())
