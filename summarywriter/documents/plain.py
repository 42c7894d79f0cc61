"""Report → Markdown and plain text."""

from __future__ import annotations

from collections.abc import Iterable

from summarywriter.documents.lines import Line, document_lines
from summarywriter.markup.escapes import escape
from summarywriter.model import Report
from summarywriter.patterns import regex

COMPOSED = "本文由 summarywriter 内置写作程序根据所列事实编写，未使用语言模型。"
PARTLY_COMPOSED = "本文部分段落由 summarywriter 内置写作程序根据所列事实编写，未使用语言模型：{}。"

_INDENT = "\u3000\u3000"
_ACTIVE = regex(r"<(?=[A-Za-z/!?])|\[(?=[^\]]*\][(\[:])")
"""What a viewer of Markdown would take for a tag, a link or a picture: in a report it is text."""

_BACKSLASH = r"\\\g<0>"
_SPECIAL = ("#", ">", "-", "*", "+", "```", "<!--")


def origin_note(report: Report) -> str:
    """Return the sentence that says which sections no model wrote, empty when there are none."""
    drafts = [(section, section.draft) for section in report.sections if section.draft and section.text]
    composed = [section.heading for section, draft in drafts if draft and draft.origin == "composer"]
    if not composed:
        return ""
    return COMPOSED if len(composed) == len(drafts) else PARTLY_COMPOSED.format("、".join(composed))


def render_markdown(report: Report) -> str:
    """Return the printed report as Markdown; an HTML comment says where no model was used."""
    text = markdown(document_lines(report))
    note = origin_note(report).replace("--", "——")
    return f"{text}\n<!-- {note} -->\n" if note else text


def markdown(lines: Iterable[Line]) -> str:
    """Return lines as Markdown, a blank line between any two."""
    return "\n\n".join(_markdown(line) for line in lines) + "\n"


def render_text(report: Report) -> str:
    """Return the printed report as plain text, paragraphs indented by two characters."""
    lines = document_lines(report)
    written = []
    for n, line in enumerate(lines):
        if line.kind == "signoff" and lines[n - 1].kind != "signoff":
            written.append("")
        written.append(line.printed if line.kind in ("title", "signoff") else _INDENT + line.printed)
        if line.kind == "title":
            written.append("")
    return "\n".join(written) + "\n"


def _markdown(line: Line) -> str:
    if line.kind == "title":
        return f"# {_ACTIVE.sub(_BACKSLASH, line.text)}"
    if line.kind == "heading":
        return f"{'##' if line.level else '#'} {_ACTIVE.sub(_BACKSLASH, line.printed)}"
    if line.kind == "group":
        return f"### {_ACTIVE.sub(_BACKSLASH, line.printed)}"
    text = _ACTIVE.sub(_BACKSLASH, escape(line.printed))
    return "\\" + text if text.startswith(_SPECIAL) else text
