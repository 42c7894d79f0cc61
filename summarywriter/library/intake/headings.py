"""What an old report is made of: parts, sections and groups, with the paragraphs below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarywriter.model import Role

LEAD = "导语"


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
    """What a report is made of. ``numbering`` is written as a sheet's, ``一、/（一）/一是``."""

    title: str
    parts: list[OldPart]
    numbering: str
    organization: str = ""
    date: str = ""

    @property
    def sections(self) -> list[OldSection]:
        """All sections in order."""
        return [section for part in self.parts for section in part.sections]


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
