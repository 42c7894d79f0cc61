"""A section of an old report with the things taken out of it, ready to become an example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from summarywriter.library.intake.extraction import facts_of
from summarywriter.library.intake.headings import OldSection
from summarywriter.library.intake.things import Thing
from summarywriter.markup.escapes import one_line
from summarywriter.model import Group, Section
from summarywriter.patterns import regex
from summarywriter.text import GROUP_MARK

_OPEN_END = regex(r"[\u4e00-\u9fff\d%”》）]\Z")


@dataclass
class Drawn:
    """A section with the things taken out of its text.

    ``groups`` are its groups' headings and where their stretches begin, ``phrased`` the rewordings
    taken for things, ``refused`` counts those not taken.
    """

    old: OldSection
    text: str
    things: list[Thing]
    groups: list[tuple[str, int]] = field(default_factory=list)
    phrased: dict[int, str] = field(default_factory=dict)
    refused: int = 0

    def words(self, n: int) -> str:
        return self.phrased.get(n) or one_line(self.things[n].words(self.text))

    def section(self) -> Section:
        """Return the section with its facts, each where its words stand."""
        starts = [start for _, start in self.groups]
        placed: list[list[str]] = [[] for _ in range(len(starts) + 1)]
        for n, thing in enumerate(self.things):
            placed[sum(start <= thing.start for start in starts)].append(self.words(n))
        groups = tuple(
            Group(heading=heading, facts=tuple(facts))
            for (heading, _), facts in zip(self.groups, placed[1:], strict=True)
        )
        return Section(
            heading=self.old.heading,
            role=self.old.role,
            facts=tuple(placed[0]),
            groups=groups,
            text=self.text,
        )


def drawn_from(old: OldSection, said: Callable[[str], str]) -> Drawn:
    """Return a section with its things; ``said`` writes the old report's words as the example does."""
    old = OldSection(said(old.heading), old.role, old.paragraphs, old.groups, old.supplied)
    lines = [_ended(said(text)) for text in old.paragraphs]
    groups = []
    for group in old.groups:
        heading = said(group.heading)
        groups.append((heading, len("\n".join(lines)) + bool(lines)))
        lines += [GROUP_MARK + heading, *(_ended(said(text)) for text in group.paragraphs)]
    text = "\n".join(lines)
    return Drawn(old, text, facts_of(text, named=old.role in ("plan", "problems")), groups)


def _ended(text: str) -> str:
    """Return a paragraph with a full stop where it has no mark at its end, as bullets have none."""
    return f"{text}。" if _OPEN_END.search(text) else text
