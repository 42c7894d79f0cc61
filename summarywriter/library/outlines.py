"""The outlines of the library: what a new sheet can start from, last year's report above all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from summarywriter.library.store import load_sheets, shipped_sources
from summarywriter.model import FRAME_ROLES, Group, Part, Section, Sheet


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report of the library is made of, without its facts and texts.

    ``source`` is the name of its file, ``numbering`` is written as a sheet's, ``parts`` hold the
    headings with their groups, ``lengths`` the letters of each section's text, in their order.
    """

    source: str
    title: str
    organization: str
    period: str
    genre: str
    numbering: str
    parts: tuple[Part, ...]
    lengths: tuple[int, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The printed headings in order, those of parts before their sections'."""
        found: list[str] = []
        for part in self.parts:
            found += [part.title] if part.title else []
            found += [section.heading for section in part.sections if section.role not in FRAME_ROLES]
        return tuple(found)

    @property
    def length(self) -> int:
        """Letters of the whole report."""
        return sum(self.lengths)

    @property
    def section_length(self) -> int:
        """Letters that a section with a heading usually has: the middle one of all lengths."""
        sections = (section for part in self.parts for section in part.sections)
        own = [n for n, s in zip(self.lengths, sections, strict=True) if s.role not in FRAME_ROLES and n]
        return round(median(own)) if own else 0


def outlines(
    genre: str = "", *, organization: str = "", folder: str | os.PathLike[str] | None = None
) -> tuple[Outline, ...]:
    """Return the library's outlines, the most fitting for a new sheet first.

    Those of the same organisation come first, then those of the same genre; among equals the
    user's own before the shipped ones, and the latest period first.

    Raises:
        InputError: a file of the library cannot be read.
    """
    found = [_outline(source, sheet) for source, sheet in load_sheets(folder)]
    order = {outline.source: n for n, outline in enumerate(found)}

    def rank(outline: Outline) -> tuple[bool, bool, tuple[int, ...], int]:
        same = bool(organization) and outline.organization == organization
        year = tuple(-ord(sign) for sign in outline.period) or (0,)
        return not same, bool(genre) and outline.genre != genre, year, -order[outline.source]

    return tuple(sorted(found, key=rank))


def own_outlines() -> tuple[Outline, ...]:
    """Return the outlines of the user's own reports, the latest first; none where there are none.

    Raises:
        InputError: a file of the library cannot be read.
    """
    return tuple(outline for outline in outlines() if outline.source not in shipped_sources())


def empty_sheet(outline: Outline) -> Sheet:
    """Return a new sheet with an outline's headings and numbering, to be filled with facts."""
    return Sheet(
        organization=outline.organization,
        genre=outline.genre,
        numbering=outline.numbering,
        parts=outline.parts,
    )


def _outline(source: str, sheet: Sheet) -> Outline:
    return Outline(
        source=source,
        title=sheet.title,
        organization=sheet.organization,
        period=sheet.period,
        genre=sheet.genre,
        numbering=sheet.numbering,
        parts=tuple(Part(title=part.title, sections=_bare(part.sections)) for part in sheet.parts),
        lengths=tuple(len("".join(section.text.split())) for section in sheet.sections),
    )


def _bare(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(
        Section(
            heading=section.heading,
            role=section.role,
            groups=tuple(Group(heading=group.heading) for group in section.groups),
        )
        for section in sections
    )
