"""A sheet in the making: parts, sections, groups, facts and paragraphs as they are come upon.

Every reader that goes through a document from top to bottom (Markdown here; plain text, Word and
ledgers in ``documents``) tells an :class:`Outline` what it sees; the sheet comes out at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summarywriter.errors import SheetError
from summarywriter.markup.escapes import text_lines
from summarywriter.markup.particulars import read_particulars
from summarywriter.markup.rules import Place, sheet_problems
from summarywriter.model import Fact, Group, Part, Role, Section, Sheet
from summarywriter.text import GROUP_MARK

ONLY_HEADING = "主要工作"
"""Heading of the one section made of facts that stand in no section at all."""


@dataclass
class _Group:
    heading: str
    place: str
    facts: list[Fact] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class _Section(_Group):
    role: Role | None = None
    groups: list[_Group] = field(default_factory=list)


@dataclass
class _Part:
    title: str
    place: str
    sections: list[_Section] = field(default_factory=list)


class Outline:
    """Collects a document's content in reading order, and every problem met.

    ``place`` is where something stands, in words for people (``第12行``).
    """

    def __init__(self) -> None:
        self.particulars: dict[str, object] = {}
        self.problems: list[str] = []
        self.unread = False
        """True when content was seen that could not be read (and a problem says so)."""
        self._parts: list[_Part] = []
        self._section: _Section | None = None
        self._group: _Group | None = None
        self._loose: list[tuple[Fact, str]] = []
        self._stray: list[tuple[str, str]] = []

    @property
    def started(self) -> bool:
        """True once a part or section has been opened."""
        return bool(self._parts)

    @property
    def in_section(self) -> bool:
        """True while facts have a section to go to."""
        return self._section is not None

    def part(self, title: str, place: str) -> None:
        """Open a part; its sections are numbered anew."""
        self._parts.append(_Part(title, place))
        self._section = self._group = None

    def section(self, heading: str, place: str, role: Role | None = None) -> None:
        """Open a section of the current part."""
        if not self._parts:
            self._parts.append(_Part("", place))
        self._section = self._group = _Section(heading, place, role=role)
        self._parts[-1].sections.append(self._section)

    def group(self, heading: str, place: str) -> None:
        """Open a group of the current section."""
        if self._section is None:
            self.problems.append(f"{place}：分组“{heading}”不在任何小节里，请先用“## ”写小节标题。")
            return
        self._group = _Group(heading, place)
        self._section.groups.append(self._group)

    def fact(self, fact: Fact, place: str) -> None:
        """Add a fact to the current group or section."""
        if not fact.text:
            self.problems.append(f"{place}：这一条是空的，请填写内容或删去。")
        elif self._group is not None:
            self._group.facts.append(fact)
        elif self._parts:
            part = self._parts[-1].title
            self.problems.append(
                f"{place}：这条事实在部分“{part}”下，但不在任何小节里，请在前面加一行“## 小节标题”。"
            )
        else:
            self._loose.append((fact, place))

    def paragraph(self, text: str, place: str) -> None:
        """Add a paragraph of text to the current group or section."""
        if self._group is not None:
            self._group.paragraphs.append(text)
        else:
            self._stray.append((text, place))

    def sheet(self, source: str = "") -> Sheet:
        """Return the sheet of what was collected.

        Raises:
            SheetError: with every problem met on the way and every rule broken.
        """
        problems = self.problems
        if self._loose and not self._parts and not self._stray:
            # Facts and nothing else: the person wants them in a report, under the plainest heading.
            self.section(ONLY_HEADING, self._loose[0][1])
            for fact, place in self._loose:
                self.fact(fact, place)
        elif self._loose:
            count, place = len(self._loose), self._loose[0][1]
            problems.append(f"{place}起有{count}条事实不在任何小节里，请在前面加一行“## 小节标题”。")
        for text, place in self._stray:
            shown = text if len(text) <= 20 else text[:20] + "…"
            problems.append(
                f"{place}：这段文字不在任何小节里（“{shown}”）。"
                "请把它移到小节标题之下；如是事实，前面加“- ”。"
            )
        sheet, places = self._build(read_particulars(self.particulars, problems))
        if self._parts or not (self._stray or self._loose or self.unread):
            problems.extend(sheet_problems(sheet, places))
        if problems:
            raise SheetError(problems, source=source)
        return sheet

    def _build(self, particulars: Mapping[str, Any]) -> tuple[Sheet, dict[Place, str]]:
        places: dict[Place, str] = {}
        parts = []
        for p, part in enumerate(self._parts):
            places[(p,)] = part.place
            sections = []
            for s, section in enumerate(part.sections):
                places[(p, s)] = section.place
                places.update({(p, s, g): group.place for g, group in enumerate(section.groups)})
                sections.append(_made(section))
            parts.append(Part(title=part.title, sections=tuple(sections)))
        return Sheet(**particulars, parts=tuple(parts)), places


def _made(section: _Section) -> Section:
    texts = [text_lines("\n".join(section.paragraphs))]
    for group in section.groups:
        text = text_lines("\n".join(group.paragraphs))
        if text:
            texts.append(f"{GROUP_MARK}{group.heading}\n{text}")
    fields: dict[str, Any] = {} if section.role is None else {"role": section.role}
    return Section(
        heading=section.heading,
        facts=tuple(section.facts),
        groups=tuple(Group(heading=group.heading, facts=tuple(group.facts)) for group in section.groups),
        text="\n".join(text for text in texts if text),
        **fields,
    )
