"""The trace as data: lines cut into pieces, problems, facts and their links by the ids of the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from summarywriter.documents.evidence import (
    ASIDE,
    Ground,
    StateName,
    grounds,
    state_names,
    summary_line,
    tally,
)
from summarywriter.documents.passages import Passage, Row, Traced
from summarywriter.documents.quoting import Quotation, advice, quotation
from summarywriter.documents.trace.sources import Source, SourceGroup, Sources
from summarywriter.documents.trace.terms import term
from summarywriter.model import Draft, Finding
from summarywriter.text import sentences

_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. ``id`` is set for figures and for the first stretch of a problem.

    ``to`` are the ids of the fact figures it rests on, ``codes`` the codes of those facts, ``note``
    its sentence, ``problems`` the findings over it, and ``flags`` those of them that end with it.
    """

    text: str
    id: str = ""
    state: StateName | None = None
    to: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    problems: tuple[Problem, ...] = ()
    flags: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding as the page lists it; ``place`` is the id of the words it means, empty for none."""

    id: str
    number: int
    severity: str
    label: str
    section: str
    message: str
    code: str
    words: Quotation | None
    advice: str
    sources: tuple[Source, ...]
    place: str = ""


class _Span(NamedTuple):
    """The stretch of a passage that a problem means."""

    start: int
    end: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line of the text side."""

    kind: str
    level: int
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one section came about."""

    heading: str
    draft: Draft
    origin: str
    versions: int
    examples: tuple[tuple[str, str], ...]
    repairs: tuple[tuple[str, tuple[str, ...], str, str, int], ...]
    """Name of the rung, what was wrong, the sentences before and after, tokens it took."""


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows."""

    title: str
    organization: str
    period: str
    summary: str
    legend: tuple[tuple[StateName, int], ...]
    rows: tuple[ShownRow, ...]
    groups: tuple[SourceGroup, ...]
    problems: tuple[Problem, ...]
    provenance: tuple[Provenance, ...]


def view(traced: Traced) -> View:
    """Return the page of what is traced."""
    return _Maker(traced).view()


class _Maker:
    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.sources = Sources(traced)
        self.grounds = [grounds(p.text, p.findings, p.links, p.repairs) for p in traced.passages]
        self.figures = 0
        self.cited: dict[str, list[str]] = {}
        self.places: dict[str, str] = {}
        self.spans: dict[int, list[_Span]] = {n: [] for n in range(len(traced.passages))}
        self.listed = self._list_problems()

    def view(self) -> View:
        sheet = self.traced.sheet
        rows = tuple(ShownRow(r.kind, r.level, r.label, tuple(self._pieces(r))) for r in self.traced.rows)
        problems = tuple(replace(p, place=self.places.get(p.id, "")) for p in self.listed)
        concerning: dict[str, list[str]] = {}
        for problem in problems:
            for source in problem.sources:
                concerning.setdefault(source.id, []).append(problem.id)
        counts = tally(ground for found in self.grounds for ground in found)
        names = state_names()
        return View(
            self.traced.title, sheet.organization, sheet.period, summary_line(counts),
            tuple((names[state], n) for state, n in counts.items() if n or state != ASIDE),
            rows, self.sources.with_citations(self.cited, concerning), problems,
            tuple(_provenance(*drafted) for drafted in self.traced.drafts),
        )  # fmt: skip

    def _list_problems(self) -> tuple[Problem, ...]:
        """Number all findings, the worst first, and note the spans of those that have one."""
        every: list[tuple[int, Finding]] = [
            (n, finding) for n, passage in enumerate(self.traced.passages) for finding in passage.findings
        ]
        every += [(-1, finding) for finding in self.traced.loose]
        every.sort(key=lambda item: _ORDER[item[1].severity])
        listed = []
        for number, (n, finding) in enumerate(every, 1):
            text = self.traced.passages[n].text if n >= 0 else ""
            problem = Problem(
                f"p{number}", number, finding.severity, term("severity", finding.severity),
                finding.section or "", finding.message, finding.code,
                quotation(text, finding), advice(text, finding),
                tuple(s for fact in finding.facts if (s := self.sources.source(fact))),
            )  # fmt: skip
            listed.append(problem)
            if n >= 0 and finding.start is not None and finding.end is not None:
                self.spans[n].append(self._span(n, finding.start, finding.end, problem))
        return tuple(listed)

    def _span(self, n: int, start: int, end: int, problem: Problem) -> _Span:
        """Return a finding's span, made to take in whole the figures that it cuts."""
        under = [g for g in self.grounds[n] if g.start < end and start < g.end]
        return _Span(min([start, *(g.start for g in under)]), max([end, *(g.end for g in under)]), problem)

    def _pieces(self, row: Row) -> Iterator[Piece]:
        """Cut a line at its figures and at the ends of what findings mean."""
        if row.passage < 0:
            return
        passage = self.traced.passages[row.passage]
        every = self.grounds[row.passage]
        first = bisect_left(every, row.start, key=lambda g: g.start)
        last = bisect_left(every, row.end, key=lambda g: g.start)
        figures = {g.start: g for g in every[first:last] if g.end <= row.end}
        spans = [s for s in self.spans[row.passage] if s.start < row.end and row.start < s.end]
        cuts = {row.start, row.end, *figures, *(g.end for g in figures.values())}
        cuts.update(at for s in spans for at in (s.start, s.end) if row.start < at < row.end)
        line = passage.text[row.start : row.end]
        notes = sentences(line)
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            over = tuple(s.problem for s in spans if s.start < end and start < s.end)
            flags = tuple(s.problem for s in spans if start < min(s.end, row.end) <= end)
            text = passage.text[start:end]
            if start in figures:
                at = bisect_right(notes, (start - row.start, len(line))) - 1
                note = notes[max(at, 0)].of(line)
                yield self._figure(figures[start], passage, text, note, over, flags)
                continue
            fresh = next((p for p in over if p.id not in self.places), None)
            name = f"m{fresh.number}" if fresh else ""
            for problem in over:
                self.places.setdefault(problem.id, name)
            yield Piece(text, name, problems=over, flags=flags)

    def _figure(
        self,
        ground: Ground,
        passage: Passage,
        text: str,
        note: str,
        over: tuple[Problem, ...],
        flags: tuple[Problem, ...],
    ) -> Piece:
        self.figures += 1
        name = f"n{self.figures}"
        ends = [end for t in ground.targets if (end := self.sources.place(t, passage, text))]
        for _, place in ends:
            self.cited.setdefault(place, []).append(name)
        if not ends:
            # What rests on no figure of a fact is still about the facts that its findings name.
            about = dict.fromkeys(source for problem in over for source in problem.sources)
            ends = [(source, source.id) for source in about]
        for problem in over:
            self.places.setdefault(problem.id, name)
        return Piece(
            text, name, state_names()[ground.state], tuple(place for _, place in ends),
            tuple(dict.fromkeys(source.code or source.label for source, _ in ends)), note, over, flags,
        )  # fmt: skip


def _provenance(heading: str, draft: Draft, versions: int) -> Provenance:
    reasons = (*draft.reasons, *[""] * (len(draft.examples) - len(draft.reasons)))
    return Provenance(
        heading, draft, term("origin", draft.origin), versions,
        tuple(zip(draft.examples, reasons, strict=False)),
        tuple(
            (
                term("rung", r.rung), r.problems, r.before, r.after,
                r.usage.prompt_tokens + r.usage.completion_tokens,
            )
            for r in draft.repairs
        ),
    )  # fmt: skip
