"""On what each figure of a text rests: the ground of the trace and of the check sheet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from summarywriter.figures import find_figures
from summarywriter.model import Figure, Finding, Link, Repair
from summarywriter.resources import bad_row, word_rows
from summarywriter.text import Span

SUPPORTED, ROUNDED, REPAIRED, DERIVED, UNRESOLVED, ASIDE = (
    "supported", "rounded", "repaired", "derived", "unresolved", "aside",
)  # fmt: skip
GROUNDED = frozenset({SUPPORTED, ROUNDED, REPAIRED})
"""States of figures that a fact carries."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of a fact: ``find_figures(fact.text)[index]`` (see :class:`Link`)."""

    fact: str
    index: int


class StateName(NamedTuple):
    """How a state is called: its mark, its name and what it means."""

    key: str
    mark: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure of a text, its state, and the fact figures on which it rests.

    ``findings`` are the indexes of the findings that concern it. ``start``/``end`` are code points.
    """

    start: int
    end: int
    state: str
    targets: tuple[Target, ...] = ()
    findings: tuple[int, ...] = ()


@cache
def state_names() -> Mapping[str, StateName]:
    """Return the names of the states, in the order in which a legend lists them."""
    return {row[0]: StateName(*row) for row in word_rows("figure-states")}


def grounds(
    text: str, findings: Sequence[Finding], links: Iterable[Link], repairs: Iterable[Repair] = ()
) -> tuple[Ground, ...]:
    """Return every figure of ``text`` in order, none overlapping another.

    Findings and links are those of a check of this very text; a finding without a span concerns
    no figure. A figure that an error concerns is unresolved (or derived), whatever it is linked to.
    """
    found: dict[Span, list[Link]] = {}
    for link in links:
        if 0 <= link.start < link.end <= len(text):
            found.setdefault(Span(link.start, link.end), []).append(link)
    figures = find_figures(text)
    spans = _Apart()
    for span in (*found, *(Span(f.start, f.end) for f in figures), *_nameless(text, findings)):
        spans.add(span)
    own: dict[Span, list[Link]] = {}
    for span, held in found.items():
        for place in spans.under(span):
            own.setdefault(place, []).extend(held)
    about: dict[Span, list[int]] = {}
    for n, finding in enumerate(findings):
        if finding.start is not None and finding.end is not None:
            for place in spans.under(Span(finding.start, finding.end)):
                about.setdefault(place, []).append(n)
    mended = _mended(text, figures, repairs)
    made = []
    for span in spans.kept:
        targets = tuple(dict.fromkeys(Target(link.fact, link.index) for link in own.get(span, ())))
        state = _linked_state(own.get(span, ()))
        if state in GROUNDED and span in mended:
            state = REPAIRED
        concerned = tuple(about.get(span, ()))
        state = _verdict(findings[n] for n in concerned) or state
        made.append(Ground(span.start, span.end, state, targets, concerned))
    return tuple(made)


def tally(every: Iterable[Ground]) -> dict[str, int]:
    """Return how many figures have each state, in the legend's order; states that do not occur too."""
    counts = dict.fromkeys(state_names(), 0)
    for ground in every:
        counts[ground.state] += 1
    return counts


def summary_line(counts: Mapping[str, int]) -> str:
    """Return ``47个数字，47个有据`` and what the others are; rounded and repaired ones have their ground."""
    names = state_names()
    total = sum(n for state, n in counts.items() if state != ASIDE)
    if not total:
        return "没有需要依据的数字"
    parts = [f"{total}个数字", f"{sum(counts[state] for state in GROUNDED)}个有据"]
    parts += [f"{counts[state]}个{names[state].label}" for state in (DERIVED, UNRESOLVED) if counts[state]]
    return "，".join(parts)


@cache
def _verdicts() -> Mapping[str, str]:
    rows = word_rows("figure-verdicts")
    if wrong := next((row for row in rows if row[1] not in state_names()), None):
        raise bad_row("figure-verdicts", wrong, f"状态可写的有：{'、'.join(state_names())}")
    return {row[0]: row[1] for row in rows}


def _linked_state(links: Sequence[Link]) -> str:
    relations = {link.relation for link in links}
    if not relations:
        return ASIDE
    if "derived" in relations:
        return DERIVED
    return ROUNDED if "rounded" in relations else SUPPORTED


def _verdict(findings: Iterable[Finding]) -> str:
    """Return the state that errors give a figure: unresolved before derived, empty for none."""
    states = {_verdicts().get(f.code, "") for f in findings if f.severity == "error" or f.code == _TOLD_SUM}
    return UNRESOLVED if UNRESOLVED in states else DERIVED if DERIVED in states else ""


_TOLD_SUM = "derived-figure"
"""A derived figure stays one when a policy makes no error of it."""


def _nameless(text: str, findings: Iterable[Finding]) -> list[Span]:
    """Return the spans of errors about figures, for those in which no figure is seen otherwise."""
    return [
        Span(f.start, f.end)
        for f in findings
        if f.severity == "error" and f.code in _verdicts()
        and f.start is not None and f.end is not None and 0 <= f.start < f.end <= len(text)
        and any(c.isnumeric() for c in text[f.start : f.end])
    ]  # fmt: skip


class _Apart:
    """Spans in order, none overlapping another; of two that would, the one added first stays."""

    def __init__(self) -> None:
        self.kept: list[Span] = []

    def add(self, span: Span) -> None:
        if not self.under(span):
            insort(self.kept, span)

    def under(self, span: Span) -> list[Span]:
        """Return those that overlap ``span``."""
        first = max(bisect_right(self.kept, span) - 1, 0)
        stop = bisect_left(self.kept, Span(span.end, span.end), lo=first)
        return [s for s in self.kept[first:stop] if s.start < span.end and span.start < s.end]


def _mended(text: str, figures: Sequence[Figure], repairs: Iterable[Repair]) -> set[Span]:
    """Return the figures that stand otherwise in the text than before a repair."""
    mended: set[Span] = set()
    for repair in repairs:
        # Both sides are the sentences that the repair changed, one a line.
        before = [figure.text for figure in find_figures(repair.before)]
        after = [figure.text for figure in find_figures(repair.after)]
        changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        new = {n for tag, _, _, start, end in changes if tag != "equal" for n in range(start, end)}
        at = 0
        for sentence in repair.after.split("\n"):
            place = text.find(sentence) if sentence.strip() else -1
            for figure in find_figures(sentence):
                if place >= 0 and at in new:
                    mended.add(Span(place + figure.start, place + figure.end))
                at += 1
    return mended & {Span(figure.start, figure.end) for figure in figures}
