"""The printed report as data: the one source of its Word, Markdown and text forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from summarywriter.markup import UNVERIFIED, NumberingStyle, printed_date, style
from summarywriter.model import FRAME_ROLES, Finding, Report, Section, Sheet, WrittenSection
from summarywriter.text import blocks

LineKind = Literal["title", "heading", "group", "paragraph", "signoff"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the printed report.

    ``level`` is 0 for the title, the headings of parts and text, 1 for sections, 2 for groups.
    ``number`` is the mark printed before ``text`` (``一、``), empty where there is none.
    ``section`` is the id of the section it belongs to, empty for title, parts and sign-off.
    """

    kind: LineKind
    text: str
    level: int = 0
    number: str = ""
    section: str = ""

    @property
    def printed(self) -> str:
        """The line as it is printed, number included."""
        gap = " " if self.number.endswith(".") and self.text[:1].isdecimal() else ""
        return self.number + gap + self.text


def document_lines(report: Report) -> tuple[Line, ...]:
    """Return the report's lines from the title to the date.

    Sections are numbered anew in every part. Lead and closing have no heading; sections without
    a text are left out. 【待核实】 follows every span that an unresolved error concerns.
    """
    sheet = report.sheet
    marks = style(sheet.genre, sheet.numbering)
    written = {section.id: section for section in report.sections}
    lines = [Line("title", title)] if (title := printed_title(sheet)) else []
    for part in sheet.parts:
        numbers = iter(range(1, len(part.sections) + 1))
        body = [line for section in part.sections for line in _section(section, written, marks, numbers)]
        if part.title and body:
            lines.append(Line("heading", part.title))
        lines.extend(body)
    lines.extend(Line("signoff", text) for text in (sheet.organization, printed_date(sheet.date)) if text)
    return tuple(lines)


def printed_title(sheet: Sheet) -> str:
    """Return the title, made of organisation and period where the sheet gives none."""
    if sheet.title or not (sheet.organization or sheet.period):
        return sheet.title
    return f"{sheet.organization}{sheet.period}工作总结"


def marked(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with 【待核实】 after every span that an error among ``findings`` has."""
    ends = {
        finding.end
        for finding in findings
        if finding.severity == "error" and finding.end is not None and 0 < finding.end <= len(text)
    }
    for end in sorted(ends, reverse=True):
        text = text[:end] + UNVERIFIED + text[end:]
    return text


def _section(
    section: Section, written: dict[str, WrittenSection], marks: NumberingStyle, numbers: Iterator[int]
) -> Iterator[Line]:
    own = written.get(section.id)
    # A sheet that is itself a worked example carries its texts with it.
    text = marked(own.text, own.findings) if own is not None and own.text else section.text
    if not text.strip():
        return
    if section.role not in FRAME_ROLES:
        yield Line("heading", section.heading, 1, marks.mark(1, next(numbers)), section.id)
    group = 0
    for block in blocks(text):
        if block.kind == "group":
            group += 1
            yield Line("group", block.text.strip(), 2, marks.mark(2, group), section.id)
        else:
            yield Line("paragraph", block.text.strip(), 0, "", section.id)
