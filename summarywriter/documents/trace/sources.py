"""The side of the facts: what a figure may be linked to, with the ids of its places on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summarywriter.documents.evidence import Target
from summarywriter.documents.passages import Passage, Traced
from summarywriter.documents.trace.terms import term
from summarywriter.figures import find_figures
from summarywriter.model import Fact, Sheet

_HEADING = "heading"
_PARTICULARS = ("title", "organization", "period", "date")


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """A stretch of a fact's text; ``id`` is the page's id of a figure, empty for the words between."""

    text: str
    id: str = ""
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A fact or a particular as the page lists it.

    ``code`` is short for print (``2-1``: section 2, fact 1). ``cited`` of its pieces are the ids of
    the figures of the text that rest on them; ``problems`` the ids of findings about the fact.
    """

    id: str
    code: str
    text: str
    label: str = ""
    origin: str = ""
    optional: bool = False
    pieces: tuple[SourcePiece, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The facts of one section, or the particulars of the report."""

    heading: str
    sources: tuple[Source, ...]


class Sources:
    """Finds the page's ids of facts and of their figures."""

    def __init__(self, traced: Traced) -> None:
        self._sheet = traced.sheet
        self.groups: list[SourceGroup] = []
        self._by_key: dict[str, Source] = {}
        self._places: dict[tuple[str, int], str] = {}
        self._headings: dict[str, str] = {}
        self._particulars(traced.sheet)
        for number, section in enumerate((s for s in traced.sheet.sections if s.all_facts), 1):
            self._facts(section.heading, str(number), section.all_facts)
        known = set(self._by_key)
        old = {
            fact.id: fact
            for _, draft, _ in traced.drafts
            for fact in draft.facts
            if fact.id not in known and any(link.fact == fact.id for link in draft.links)
        }
        if old:
            self._facts("起草时的事实（事实文件中已改）", "旧", old.values())

    def source(self, fact: str) -> Source | None:
        """Return a fact's or a particular's entry by the name that findings and links give it."""
        return self._by_key.get(fact)

    def place(self, target: Target, passage: Passage, words: str) -> tuple[Source, str] | None:
        """Return the entry that a figure with the given ``words`` rests on, and the id of its end there."""
        keys = [target.fact]
        if target.fact == _HEADING:
            # A whole document's links do not say of which section: the one that has those words.
            keys = [
                self._headings[s.id] for s in self._sheet.sections
                if s.id in self._headings and (s.id == passage.section or words in s.heading)
            ]  # fmt: skip
        source = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if source is None:
            return None
        return source, self._places.get((source.id, target.index), source.id)

    def with_citations(
        self, cited: Mapping[str, list[str]], problems: Mapping[str, list[str]]
    ) -> tuple[SourceGroup, ...]:
        """Return the groups with what cites each figure and which findings concern each entry, by id."""
        return tuple(
            SourceGroup(
                group.heading,
                tuple(
                    Source(
                        s.id, s.code, s.text, s.label, s.origin, s.optional,
                        tuple(SourcePiece(p.text, p.id, tuple(cited.get(p.id, ()))) for p in s.pieces),
                        tuple(problems.get(s.id, ())),
                    )
                    for s in group.sources
                ),
            )
            for group in self.groups
        )  # fmt: skip

    def _particulars(self, sheet: Sheet) -> None:
        sources = [
            self._source(name, "", str(getattr(sheet, name)), label=term("particular", name))
            for name in _PARTICULARS
            if getattr(sheet, name)
        ]
        for section in sheet.sections:
            if find_figures(section.heading):
                key = self._headings[section.id] = f"{_HEADING} {section.id}"
                sources.append(self._source(key, "", section.heading, label=term("particular", _HEADING)))
        if sources:
            self.groups.append(SourceGroup("报告要素", tuple(sources)))

    def _facts(self, heading: str, number: str, facts: Iterable[Fact]) -> None:
        sources = tuple(
            self._source(fact.id, f"{number}-{n}", fact.text, origin=origin(fact), optional=fact.optional)
            for n, fact in enumerate(facts, 1)
        )
        self.groups.append(SourceGroup(heading, sources))

    def _source(
        self, key: str, code: str, text: str, *, label: str = "", origin: str = "", optional: bool = False
    ) -> Source:
        name = f"k{len(self._by_key) + 1}"
        pieces: list[SourcePiece] = []
        at = 0
        for index, figure in enumerate(find_figures(text)):
            if figure.start > at:
                pieces.append(SourcePiece(text[at : figure.start]))
            place = self._places[name, index] = f"{name}-{index + 1}"
            pieces.append(SourcePiece(figure.text, place))
            at = figure.end
        if at < len(text):
            pieces.append(SourcePiece(text[at:]))
        source = Source(name, code, text, label, origin, optional, tuple(pieces))
        self._by_key[key] = source
        return source


def origin(fact: Fact) -> str:
    """Return where a fact comes from, for people: ``保障部，截至6月20日``; empty when it is not told."""
    return "，".join(part for part in (fact.source, f"截至{fact.as_of}" if fact.as_of else "") if part)
