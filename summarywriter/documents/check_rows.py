"""The check sheet as data: one row a figure, for the people who sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summarywriter.documents.evidence import ASIDE, Ground, grounds, state_names
from summarywriter.documents.passages import Passage, Traced
from summarywriter.documents.quoting import advice
from summarywriter.documents.trace.terms import term
from summarywriter.model import Fact, Sheet
from summarywriter.text import Span, sentences

_HEADS = ("title", "heading", "group")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A figure, its sentence, and what it rests on; ``advice`` says what to put in its place.

    ``fact`` holds the facts' texts, ``source`` and ``as_of`` their departments and cut-off dates, each
    joined by line ends where there are several. ``place`` tells rows of one sentence.
    """

    section: str
    figure: str
    sentence: str
    place: tuple[int, int]
    fact: str
    source: str
    as_of: str
    state: str
    advice: str = ""


def check_rows(traced: Traced) -> tuple[CheckRow, ...]:
    """Return every figure of the texts, in order; periods that title and headings name are none to check."""
    facts = {fact.id: fact for _, draft, _ in traced.drafts for fact in draft.facts}
    facts.update((fact.id, fact) for _, _, fact in traced.sheet.facts())
    headings = {section.id: section.heading for section in traced.sheet.sections}
    return tuple(
        row
        for n, passage in enumerate(traced.passages)
        for row in _rows(n, traced, headings.get(passage.section, ""), facts)
    )


def further(traced: Traced) -> tuple[str, ...]:
    """Return what else there is to see to: errors and warnings that concern no figure of the texts."""
    told = []
    for passage in traced.passages:
        concerned = {n for g in grounds(passage.text, passage.findings, passage.links) for n in g.findings}
        told += [f for n, f in enumerate(passage.findings) if n not in concerned]
    told += traced.loose
    return tuple(
        f"{term('severity', f.severity)}：{f'{f.section}：' if f.section else ''}{f.message}"
        for f in told
        if f.severity != "info"
    )


def _rows(n: int, traced: Traced, heading: str, facts: dict[str, Fact]) -> Iterator[CheckRow]:
    passage, sheet = traced.passages[n], traced.sheet
    lines = [row for row in traced.rows if row.passage == n]
    line, at, over = None, 0, heading
    spans = iter(sentences(passage.text))
    span = Span(0, 0)
    for ground in grounds(passage.text, passage.findings, passage.links, passage.repairs):
        while span.end <= ground.start and (later := next(spans, None)) is not None:
            span = later
        while at < len(lines) and lines[at].start <= ground.start:
            line, at = lines[at], at + 1
            if line.kind == "heading":
                # A whole document is one passage: its own headings tell where a figure stands.
                over = heading or passage.text[line.start : line.end]
        headed = line is not None and line.kind in _HEADS and ground.start < line.end
        if headed and ground.state == ASIDE:
            continue
        within = span if span.start <= ground.start < span.end else Span(ground.start, ground.end)
        own = _own(ground, passage, facts, sheet, heading)
        yield CheckRow(
            over, passage.text[ground.start : ground.end], within.of(passage.text).lstrip("#").strip(),
            (n, within.start),
            "\n".join(_worded(name, fact) for name, fact in own),
            "\n".join(dict.fromkeys(fact.source for _, fact in own if fact.source)),
            "\n".join(dict.fromkeys(fact.as_of for _, fact in own if fact.as_of)),
            state_names()[ground.state].label,
            next((a for f in ground.findings if (a := advice(passage.text, passage.findings[f]))), ""),
        )  # fmt: skip


def _own(
    ground: Ground, passage: Passage, facts: dict[str, Fact], sheet: Sheet, heading: str
) -> list[tuple[str, Fact]]:
    """Return the facts of a figure, those that findings name where it rests on none, and particulars."""
    keys = [target.fact for target in ground.targets]
    keys = keys or [fact for f in ground.findings for fact in passage.findings[f].facts]
    given = {name: getattr(sheet, name) for name in ("title", "organization", "period", "date")}
    given["heading"] = heading
    own = []
    for key in dict.fromkeys(keys):
        if key in facts:
            own.append(("", facts[key]))
        elif given.get(key):
            own.append((term("particular", key), Fact(text=str(given[key]))))
    return own


def _worded(name: str, fact: Fact) -> str:
    return f"{name}：{fact.text}" if name else fact.text
