"""Take a report that was edited as a document back in: what changed becomes a version by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarywriter.checking import check_whole
from summarywriter.documents import Line, document_lines
from summarywriter.errors import InputError
from summarywriter.model import FRAME_ROLES, Report, Section, WrittenSection
from summarywriter.text import GROUP_MARK, blocks
from summarywriter.writing import hand_section


class Accepted(NamedTuple):
    """The report with the edits, the headings of the sections edited, and what was not taken in."""

    report: Report
    edited: tuple[str, ...]
    notes: tuple[str, ...]


def accept(report: Report, lines: Sequence[Line]) -> Accepted:
    """Return the report with every section whose text in ``lines`` differs taken in as edited by hand.

    Headings, title and sign-off belong to the sheet: changes of theirs are told in ``notes`` only.
    The texts are checked like any other; earlier versions stay in the history.

    Raises:
        InputError: some of the lines belong to no section of the report; nothing is taken in.
    """
    binding = _Binding(report)
    for line in lines:
        binding.take(line)
    texts = binding.texts()
    edited: list[str] = []
    for section in report.sheet.sections:
        written = report.section(section.id)
        text = texts.get(section.id)
        if text and text != _plain(written):
            draft = hand_section(report.sheet, section, text)
            report = report.with_section(written.with_draft(draft))
            edited.append(section.heading)
    whole = check_whole(report.sheet, {s.id: s.text for s in report.sections if s.text})
    notes = (*binding.notes, *_frame_notes(report, lines))
    return Accepted(report.model_copy(update={"whole": tuple(whole)}), tuple(edited), notes)


class _Binding:
    """Binds the lines of a document to the sections of a report, in order."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._printed = [s for s in report.sheet.sections if s.role not in FRAME_ROLES and self._text(s)]
        self._lines: dict[str, list[Line]] = {}
        self._bound = 0
        sections = report.sheet.sections
        lead = sections[0] if sections and sections[0].role in FRAME_ROLES else None
        self._current: Section | None = lead
        self.notes: list[str] = []

    def take(self, line: Line) -> None:
        """Take the next line of the document."""
        if line.kind == "heading" and line.level == 1:
            self._current = self._section(line.text)
            self._lines.setdefault(self._current.id, [])
        elif line.kind in ("group", "paragraph"):
            if self._current is None:
                raise InputError(
                    f"第一个标题前的文字没有对应的小节：“{_short(line.text)}”。请把它移到某一节里。"
                )
            self._lines.setdefault(self._current.id, []).append(line)

    def texts(self) -> dict[str, str]:
        """Return the text of each section that the document holds."""
        self._part_frames()
        missing = [s.heading for s in self._printed if s.id not in self._lines]
        if missing:
            self.notes.append(f"文稿里没有找到这些小节，仍用原来的文字：{'、'.join(missing)}。")
        return {
            section_id: "\n".join(
                (GROUP_MARK if line.kind == "group" else "") + line.text.strip() for line in lines
            )
            for section_id, lines in self._lines.items()
        }

    def _section(self, heading: str) -> Section:
        """Return the section of that heading: the next one first, since parts may repeat headings."""
        rest = self._printed[self._bound :]
        found = next((s for s in rest if s.heading == heading), None)
        if found is None and rest and not any(s.heading == heading for s in self._printed):
            found = rest[0]
            self.notes.append(f"标题“{found.heading}”改成了“{heading}”：标题以事实文件为准，没有改动。")
        if found is None:
            raise InputError(f"文稿里的小节“{heading}”不在这份总结里，或出现了两次，没有收入任何改动。")
        self._bound = self._printed.index(found) + 1
        return found

    def _part_frames(self) -> None:
        """Give sections without a printed heading their paragraphs from the end of the section before."""
        before: Section | None = None
        for section in self._report.sheet.sections:
            if section.role not in FRAME_ROLES:
                before = section
            elif before is not None and self._text(section):
                count = len(blocks(self._text(section)))
                lines = self._lines.get(before.id, [])
                if len(lines) > count:
                    self._lines[section.id] = lines[-count:]
                    del lines[-count:]

    def _text(self, section: Section) -> str:
        return self._report.section(section.id).text


def _plain(written: WrittenSection) -> str:
    """Return a section's text as its printed lines give it back."""
    return "\n".join(
        (GROUP_MARK if block.kind == "group" else "") + block.text.strip() for block in blocks(written.text)
    )


def _frame_notes(report: Report, lines: Sequence[Line]) -> list[str]:
    """Tell which changes of title and sign-off were not taken in."""
    printed = document_lines(report)
    notes = []
    for kind, name in (("title", "标题"), ("signoff", "落款")):
        old = [line.text for line in printed if line.kind == kind]
        new = [line.text for line in lines if line.kind == kind]
        if old != new:
            notes.append(f"{name}以事实文件为准，文稿里的改动没有收回；要改请改事实文件。")
    return notes


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
