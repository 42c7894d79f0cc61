"""Texts with their findings and links, and the lines in which they are shown: what is traced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarywriter.documents.lines import LineKind, document_lines, printed_title
from summarywriter.model import Draft, Finding, Link, Repair, Report, Sheet
from summarywriter.text import blocks


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what a check says of it; offsets of findings and links are those of ``text``.

    ``section`` is the id of the section it was checked against, empty for a whole document.
    """

    text: str
    section: str = ""
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line to show: ``label`` as it is, then ``passages[passage].text[start:end]``."""

    kind: LineKind
    level: int = 0
    label: str = ""
    passage: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Traced:
    """All that a trace shows of texts and facts."""

    title: str
    sheet: Sheet
    passages: tuple[Passage, ...]
    rows: tuple[Row, ...]
    loose: tuple[Finding, ...] = ()
    """Findings that belong to no passage: those of the whole report."""
    drafts: tuple[tuple[str, Draft, int], ...] = ()
    """Headings of the sections that were drafted, the draft in force, and how many versions there are."""


def of_report(report: Report) -> Traced:
    """Return what is to be traced of a report: every section's version in force."""
    passages: list[Passage] = []
    places: dict[str, int] = {}
    for section in report.sheet.sections:
        written = next((s for s in report.sections if s.id == section.id), None)
        draft = written.draft if written else None
        places[section.id] = len(passages)
        if draft is not None and draft.text:
            passages.append(Passage(draft.text, section.id, draft.findings, draft.links, draft.repairs))
        else:
            passages.append(Passage(section.text, section.id))
    drafts = tuple((s.heading, s.draft, len(s.history)) for s in report.sections if s.draft)
    return Traced(
        printed_title(report.sheet), report.sheet, tuple(passages),
        tuple(_report_rows(report, passages, places)), report.whole, drafts,
    )  # fmt: skip


def of_text(
    text: str, sheet: Sheet, findings: Sequence[Finding], links: Sequence[Link], *, section: str = ""
) -> Traced:
    """Return what is to be traced of a text that was checked as a whole or as one section."""
    passage = Passage(text, section, tuple(findings), tuple(links))
    return Traced(printed_title(sheet), sheet, (passage,), tuple(_text_rows(text)))


def _report_rows(report: Report, passages: Sequence[Passage], places: dict[str, int]) -> Iterator[Row]:
    waiting = {key: iter(blocks(passages[n].text)) for key, n in places.items()}
    for line in document_lines(_unmarked(report)):
        if not line.section or line.kind == "heading":
            yield Row(line.kind, line.level, line.printed)
            continue
        # Without marks put in, the lines of a section are its text's blocks, one each.
        block = next(waiting[line.section])
        start = block.start + len(block.text) - len(block.text.lstrip())
        number = line.printed[: len(line.printed) - len(line.text)]
        yield Row(line.kind, line.level, number, places[line.section], start, start + len(line.text))


def _unmarked(report: Report) -> Report:
    """Return the report less its findings, so that its lines carry no 【待核实】."""
    sections = tuple(
        s.model_copy(update={"history": tuple(d.model_copy(update={"findings": ()}) for d in s.history)})
        for s in report.sections
    )
    return report.model_copy(update={"sections": sections})


def _text_rows(text: str) -> Iterator[Row]:
    start = 0
    for line in text.split("\n"):
        content = line.strip()
        at = start + line.find(content) if content else start
        start += len(line) + 1
        if not content:
            continue
        bare = content.lstrip("#")
        level = len(content) - len(bare)
        if not level:
            yield Row("paragraph", 0, "", 0, at, at + len(content))
            continue
        body = bare.strip()
        begin = at + content.find(body) if body else at + level
        kind: LineKind = "title" if level == 1 and at == 0 else "group" if level > 2 else "heading"
        yield Row(kind, min(level - 1, 2), "", 0, begin, begin + len(body))
