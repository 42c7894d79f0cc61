"""What an old report is made of: parts, sections and groups, with the paragraphs below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarywriter.library.intake.paragraphs import Kind, Paragraph, number_of
from summarywriter.model import Role
from summarywriter.patterns import regex

LEAD = "导语"
_ENTRIES: frozenset[Kind] = frozenset({"hanzi", "bracket", "arabic", "listed", "paren"})
_NEXT = regex(r"[；。](?:（[2二]）|2[、.]|二、)")
"""The second entry of a list that runs on within a paragraph."""
_ITEMS = "一二三四五六七八九十"


@dataclass
class OldGroup:
    """A sub-heading and the paragraphs below it."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class OldSection:
    """A section: ``supplied`` tells that its heading does not stand in the old report."""

    heading: str
    role: Role
    paragraphs: list[str] = field(default_factory=list)
    groups: list[OldGroup] = field(default_factory=list)
    supplied: bool = False

    def add(self, text: str) -> None:
        """Add a paragraph below the last heading."""
        (self.groups[-1] if self.groups else self).paragraphs.append(text)


@dataclass
class OldPart:
    """Sections numbered on their own; ``title`` is empty for the first."""

    title: str = ""
    sections: list[OldSection] = field(default_factory=list)


@dataclass
class OldOutline:
    """What a report is made of. ``numbering`` is written as a sheet's, ``一、/（一）/一是``.

    ``left`` are the lines about the text that were taken off it.
    """

    title: str
    parts: list[OldPart]
    numbering: str
    organization: str = ""
    date: str = ""
    left: tuple[str, ...] = ()

    @property
    def sections(self) -> list[OldSection]:
        """All sections in order."""
        return [section for part in self.parts for section in part.sections]


def without_numbers(parts: list[OldPart]) -> None:
    """Let the entries of lists (1. 1、 （1）) be items of prose: 一是, 二是; one alone loses its number."""
    for part in parts:
        for section in part.sections:
            section.paragraphs = _as_items(section.paragraphs)
            for group in section.groups:
                group.paragraphs = _as_items(group.paragraphs)


def _as_items(paragraphs: list[str]) -> list[str]:
    numbers = [number_of(text) for text in paragraphs]
    entry = next((kind for kind, _ in numbers if kind in _ENTRIES), "")
    several = sum(kind == entry for kind, _ in numbers) > 1
    items = []
    for text, (kind, ordinal) in zip(paragraphs, numbers, strict=True):
        if kind and kind == entry and (several or not _NEXT.search(text)):
            text = Paragraph(text, kind=kind).bare
            if several and 0 < ordinal <= len(_ITEMS) and number_of(text)[0] != "item":
                text = f"{_ITEMS[ordinal - 1]}是{text}"
        items.append(text)
    return items


def without_doubles(parts: list[OldPart]) -> None:
    """Give every heading of a part, and every group of a section, a name of its own."""
    titles: dict[str, int] = {}
    for n, part in enumerate(parts):
        if n and not part.title:
            part.title = "（续）"
        part.title = _apart(part.title, titles)
        headings: dict[str, int] = {}
        for section in part.sections:
            section.heading = _apart(section.heading, headings)
            groups: dict[str, int] = {}
            for group in section.groups:
                group.heading = _apart(group.heading, groups)


def _apart(name: str, seen: dict[str, int]) -> str:
    seen[name] = again = seen.get(name, 0) + 1
    return name if again == 1 or not name else f"{name}（{again}）"
