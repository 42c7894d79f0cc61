"""What a text may rest on: the facts in scope and the sheet's particulars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from summarywriter.checking.common.calendar import Period, period_of
from summarywriter.checking.common.flat import flatten, pairs_of
from summarywriter.checking.layout.layout import Layout, Place, lay_out
from summarywriter.checking.layout.people import mentions
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.short_names import other_forms
from summarywriter.figures import find_figures, spelt_out
from summarywriter.model import FRAME_ROLES, Fact, Figure, Role, Section, Sheet
from summarywriter.text import closed_up, narrow


@dataclass(frozen=True)
class Told:
    """A line that supports figures: a fact, or a particular of the sheet.

    ``id`` is the fact's id or the particular's name; empty for lines that only support. ``label``
    is how messages call it (事实第2条). ``required`` facts must be told.
    """

    id: str
    text: str
    label: str
    required: bool = False
    particular: bool = False
    role: Role = "body"

    @cached_property
    def layout(self) -> Layout:
        """The line's figures and the stretches that speak of each."""
        return lay_out(self.text)

    @cached_property
    def dates(self) -> tuple[Figure, ...]:
        """The line's dates."""
        return tuple(figure for figure in self.layout.figures if figure.kind == "date")

    @property
    def places(self) -> tuple[Place, ...]:
        """The line's figures and where they stand."""
        return self.layout.places


@dataclass(frozen=True)
class Scope:
    """Everything that supports one text."""

    facts: tuple[Told, ...]
    particulars: tuple[Told, ...]
    guidance: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    period: Period | None = None
    decimals: int | None = None
    role: Role | None = None
    heading: str | None = None
    answers: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What each rule has found here by what it was asked, see :func:`.place.remembered`."""

    def plans(self, line: Told) -> bool:
        """True for a line of a section of plans, and for all lines in a text that looks ahead."""
        return line.role == "plan" or self.role in ("plan", "lead", "closing")

    @property
    def lines(self) -> tuple[Told, ...]:
        """Facts first, then particulars."""
        return self.facts + self.particulars

    def supporting(self) -> Scope:
        """The same scope with nothing that must be told."""
        return replace(self, facts=tuple(replace(told, required=False) for told in self.facts))

    def unread(self) -> Scope:
        """The same scope with nothing looked up in it yet."""
        facts, particulars = (tuple(map(replace, lines)) for lines in (self.facts, self.particulars))
        return replace(self, facts=facts, particulars=particulars)

    @cached_property
    def flat_corpus(self) -> str:
        """The corpus as names and phrases compare, names of offices in their other forms too."""
        return flatten("\n".join((self.corpus, *other_forms(self.corpus))))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of the corpus as names compare."""
        return pairs_of(self.flat_corpus)

    @cached_property
    def capitals(self) -> str:
        """The corpus in half-width capitals, as numbers of models and roads compare."""
        return narrow(self.corpus).upper()

    @cached_property
    def corpus(self) -> str:
        """All words that support names and claims, one line each."""
        return "\n".join([t.text for t in self.lines] + list(self.guidance) + list(self.headings))


def standing_before(scope: Scope, words: str, count: int) -> Sequence[str]:
    """Return the characters, up to so many, right before some words of the facts, each once, in order.

    As names compare; fewer characters are those that the facts begin with.
    """
    return _standing_before(scope, words, count) if words in scope.flat_corpus else ()


@remembered
def _standing_before(scope: Scope, words: str, count: int) -> Sequence[str]:
    known = scope.flat_corpus
    return tuple(dict.fromkeys(known[max(0, at - count) : at] for at in mentions(known, words)))


def scope_of(
    facts: Sheet | Section | Sequence[str],
    *,
    section: Section | str | int | None = None,
    period: str | None = None,
    organization: str | None = None,
) -> Scope:
    """Return what supports a text: see the contract of :func:`summarywriter.checking.check`.

    ``section`` may also be one of the sheet's own sections: two of one heading have one id.

    Raises:
        UnknownSectionError: the sheet has no such section.
    """
    if isinstance(facts, Sheet):
        return _of_sheet(facts, section, period, organization)
    if not isinstance(facts, Section):
        facts = Section(heading="", role="body", facts=tuple(Fact(text=text) for text in facts))
    return _of_section(
        facts,
        Sheet(period=period or "", organization=organization or ""),
        named=bool(facts.heading),
    )


def _of_sheet(
    sheet: Sheet, key: Section | str | int | None, period: str | None, organization: str | None
) -> Scope:
    update = {k: v for k, v in (("period", period), ("organization", organization)) if v is not None}
    if update:
        sheet = sheet.model_copy(update=update)
    wanted = sheet.section(key) if isinstance(key, str | int) else key
    if wanted is not None and wanted.role not in FRAME_ROLES:
        return _of_section(wanted, sheet, named=True)
    told = []
    for section, number, fact in sheet.facts():
        required = not fact.optional and (wanted is None or section is wanted)
        label = f"“{section.heading}”事实第{number}条" if section.heading else f"事实第{number}条"
        told.append(Told(fact.id, _read(fact.text), label, required, role=section.role))
        told.extend(_remarks(fact))
    headings = tuple(s.heading for s in sheet.sections) + tuple(
        g.heading for s in sheet.sections for g in s.groups
    )
    return _scope(sheet, told, (), headings, wanted)


def _of_section(section: Section, sheet: Sheet, *, named: bool) -> Scope:
    told = []
    for number, fact in enumerate(section.all_facts, 1):
        told.append(
            Told(fact.id, _read(fact.text), f"事实第{number}条", not fact.optional, role=section.role)
        )
        told.extend(_remarks(fact))
    extra = (Told("heading", section.heading, "小节标题", particular=True),) if named else ()
    return _scope(sheet, told, extra, tuple(g.heading for g in section.groups), section)


def _read(text: str) -> str:
    """A fact as it is judged: no loose spaces, rows of tables spelt out."""
    return closed_up(spelt_out(text))[0]


def _remarks(fact: Fact) -> list[Told]:
    """A fact's cut-off date and department support the text too, without a link of their own."""
    remarks = [text for text in (fact.as_of, fact.source) if text]
    return [Told("", text, "事实的备注", particular=True) for text in remarks]


def _scope(
    sheet: Sheet,
    told: Sequence[Told],
    extra: tuple[Told, ...],
    headings: tuple[str, ...],
    section: Section | None,
) -> Scope:
    particulars = [
        Told(name, text, label, particular=True)
        for name, text, label in (
            ("title", sheet.title, "标题"),
            ("organization", sheet.organization, "单位名称"),
            ("period", sheet.period, "报告期"),
            ("date", sheet.date, "落款日期"),
        )
        if text
    ]
    period = period_of(tuple(find_figures(sheet.period or sheet.title)))
    return Scope(
        facts=tuple(t for t in told if not t.particular),
        particulars=(*particulars, *extra, *(t for t in told if t.particular)),
        guidance=sheet.guidance,
        headings=headings,
        period=period,
        decimals=sheet.decimals,
        role=section.role if section else None,
        heading=section.heading if section and section.heading else None,
    )
