"""Earlier reports that a new one can start from: shown under the outline, taken over by ``=1``."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.library import Outline
from summarywriter.model import FRAME_ROLES, Part, Section, Sheet
from summarywriter.patterns import regex
from summarywriter.text import narrow

_CHOICE = regex(r"=\s*(\d{1,3})")
_OFFERED = 5


def offered(outlines: Sequence[Outline], sheet: Sheet) -> list[Outline]:
    """Return the earlier reports to offer: those of the same organisation and genre first."""

    def rank(outline: Outline) -> tuple[bool, bool]:
        return outline.organization != sheet.organization, outline.genre != sheet.genre

    return sorted(outlines, key=rank)[:_OFFERED]


def lines(found: Sequence[Outline]) -> list[str]:
    """Return the earlier reports as they are shown, empty where there are none."""
    if not found:
        return []
    listed = [
        f"  ={n} {outline.title}（{_sections(outline)}节，每节约{outline.section_length}字）"
        for n, outline in enumerate(found, 1)
    ]
    return ["也可以照以前的总结来，输入：", *listed]


def chosen(typed: str, found: Sequence[Outline]) -> Outline | None:
    """Return the earlier report that ``=2`` means, ``None`` for any other answer."""
    match = _CHOICE.fullmatch(narrow(typed).strip())
    number = int(match[1]) if match else 0
    return found[number - 1] if 1 <= number <= len(found) else None


def started(sheet: Sheet, outline: Outline) -> Sheet:
    """Return the sheet with an earlier report's headings and numbering.

    Its groups are left out: the facts to come decide on them.
    """
    parts = tuple(
        Part(
            title=part.title,
            sections=tuple(Section(heading=s.heading, role=s.role) for s in part.sections),
        )
        for part in outline.parts
    )
    return sheet.model_copy(update={"parts": parts, "numbering": outline.numbering})


def _sections(outline: Outline) -> int:
    return sum(s.role not in FRAME_ROLES for part in outline.parts for s in part.sections)
