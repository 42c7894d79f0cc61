"""One text against its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from summarywriter.checking.common.foreign import foreign
from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, lay_out
from summarywriter.checking.layout.scope import Scope, scope_of
from summarywriter.checking.matching.counting import counting
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.periods import strange_spans
from summarywriter.checking.matching.shared import matcher_of
from summarywriter.checking.names.added_items import added_items
from summarywriter.checking.names.exchanged import exchanged_roles, strange_offices
from summarywriter.checking.names.leaks import leaks_of
from summarywriter.checking.names.named_examples import named_examples
from summarywriter.checking.names.names import names
from summarywriter.checking.names.numbered_names import numbered_names
from summarywriter.checking.names.other_posts import other_posts
from summarywriter.checking.names.person_levels import exchanged_person_levels
from summarywriter.checking.names.widened import widened_parts, widened_reach
from summarywriter.checking.names.winners import other_winners
from summarywriter.checking.prose.claims import claims, strange_honours, superlatives
from summarywriter.checking.prose.formulae import formulae
from summarywriter.checking.prose.grades import other_grades
from summarywriter.checking.prose.repetition import repetition
from summarywriter.checking.prose.style import style
from summarywriter.checking.support.figure_check import FigureCheck
from summarywriter.checking.wording.contrasts import other_roles
from summarywriter.checking.wording.inclusion import turned_inclusions
from summarywriter.checking.wording.no_incidents import no_incidents
from summarywriter.checking.wording.others_added import others_added
from summarywriter.checking.wording.scope_findings import (
    added_parts,
    exchanged_levels,
    national_levels,
    strange_levels,
)
from summarywriter.checking.wording.telling import lost_parts, untold
from summarywriter.model import CheckResult, Edit, Example, Finding, Link, Policy, Section, Sheet
from summarywriter.text import closed_up

_WHOLE = 20_000
"""Characters from which a text and its facts are no section of a report but a book."""
_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(
    text: str,
    facts: Sheet | Section | Sequence[str] | str,
    *,
    period: str | None = None,
    organization: str | None = None,
    section: str | int | None = None,
    examples: Sequence[Example] = (),
    policy: Policy | None = None,
) -> CheckResult:
    """Say whether ``text`` (the prose of one section) tells what ``facts`` tell.

    With a ``Sheet``, ``section`` (heading, number or id) chooses whose facts count: a body,
    problems or plan section its own, the lead and the closing those of every section; without it
    all facts count. The sheet's particulars always support. ``period`` and ``organization`` stand
    in for a sheet's, or go before them. ``examples`` are worked sections whose figures and names
    must not leak into the text. ``section`` says nothing where ``facts`` are no sheet. Offsets of
    findings and links are code points of ``text`` as it is given. Pure: the same input gives the
    same result.

    Raises:
        UnknownSectionError: the sheet has no such section.
        InputError: an office's own word list cannot be understood.
    """
    if isinstance(facts, str):
        facts = [facts]
    scope = scope_of(facts, section=section, period=period, organization=organization)
    return check_scope(text, scope, examples=examples, policy=policy)


def check_scope(
    text: str, scope: Scope, *, examples: Sequence[Example] = (), policy: Policy | None = None
) -> CheckResult:
    """Check ``text`` against a scope that was prepared with :func:`scope_of`."""
    found, links = _judged(text, scope, tuple(examples))
    return CheckResult(findings=ordered(found, policy), links=links)


def _read(text: str, scope: Scope, examples: tuple[Example, ...]) -> int:
    """How many characters are read to judge a text: its own and those of its facts."""
    return len(text) + sum(len(line.text) for line in scope.lines)


@keeping(64, long=_WHOLE, size=_read)
def _judged(
    text: str, scope: Scope, examples: tuple[Example, ...]
) -> tuple[Sequence[Finding], tuple[Link, ...]]:
    """Judge a text; of a report of which one section changed, the others are not judged again.

    Spaces around digits say nothing but to the rules of style.
    """
    close, stood = closed_up(text)
    found, links = _told(close, scope, examples)
    if close != text:
        found, links = [_moved(f, stood) for f in found], [_shifted(link, stood) for link in links]
    found = one_each([*found, *style(lay_out(text), scope.heading)])
    return found, tuple(sorted(links, key=lambda k: k.start))


def _moved(found: Finding, stood: Sequence[int]) -> Finding:
    """A finding about a text that was closed up, told of the text as it is written."""
    if found.start is None or found.end is None:
        return found
    edit = found.suggestion
    where = _span(found.start, found.end, stood)
    if edit is not None:
        start, end = _span(edit.start, edit.end, stood)
        edit = Edit(start=start, end=end, text=edit.text)
    return found.model_copy(update={"start": where[0], "end": where[1], "suggestion": edit})


def _shifted(link: Link, stood: Sequence[int]) -> Link:
    start, end = _span(link.start, link.end, stood)
    first, last = _span(link.phrase_start, link.phrase_end, stood)
    return link.model_copy(update={"start": start, "end": end, "phrase_start": first, "phrase_end": last})


def _span(start: int, end: int, stood: Sequence[int]) -> tuple[int, int]:
    return stood[start], stood[end - 1] + 1 if end > start else stood[start]


def _told(text: str, scope: Scope, examples: tuple[Example, ...]) -> tuple[Sequence[Finding], Sequence[Link]]:
    """What a text without loose spaces says of its facts."""
    matcher = matcher_of(scope)
    scope = matcher.scope
    layout = lay_out(text)
    leaks = leaks_of(examples) if examples else None
    strange = foreign(text, scope.heading, known=scope.corpus)
    gaps = [(f.start, f.end) for f in strange if f.start is not None and f.end is not None]
    figures = FigureCheck(layout, matcher, leaks, gaps)
    found = [
        *_certain(layout, figures.findings, matcher),
        *strange,
        *names(text, scope, leaks),
        *added_items(layout, scope),
        *named_examples(layout, scope),
        *claims(text, scope),
        *strange_honours(text, scope),
        *superlatives(text, scope),
        *formulae(text, scope),
        *counting(layout, scope),
        *strange_levels(layout, scope),
        *strange_spans(text, scope),
        *exchanged_levels(text, scope),
        *national_levels(text, scope),
        *no_incidents(layout, scope),
        *others_added(layout, scope),
        *numbered_names(layout, scope),
        *other_winners(layout, scope, figures.findings),
        *widened_reach(text, scope),
        *widened_parts(text, scope),
        *other_grades(layout, scope),
        *strange_offices(text, scope),
        *exchanged_roles(text, scope),
        *other_posts(text, scope),
        *exchanged_person_levels(text, scope),
        *other_roles(text, scope),
        *added_parts(layout, scope),
        *turned_inclusions(text, scope),
        *repetition(text, scope.heading),
        *untold(layout, scope, figures.tellings),
        *lost_parts(layout, scope),
    ]
    return found, figures.links


_TRIED = 8
"""Suggestions of one text that are tried out before they are given."""


def _certain(layout: Layout, found: Sequence[Finding], matcher: Matcher) -> list[Finding]:
    """Take back suggestions for figures in the wrong place that would not settle the matter."""
    kept: list[Finding] = []
    tried = 0
    for item in found:
        edit = item.suggestion
        if edit is None or item.code != "misattributed" or not layout.figures_within(edit.start, edit.end):
            kept.append(item)
            continue
        tried += 1
        after = FigureCheck(lay_out(edit.apply(layout.text)), matcher).findings if tried <= _TRIED else found
        end = edit.start + len(edit.text)
        settled = not any(
            f.code == item.code and f.start is not None and edit.start <= f.start <= end for f in after
        )
        kept.append(item if settled else item.model_copy(update={"suggestion": None}))
    return kept


def ordered(found: Sequence[Finding], policy: Policy | None) -> tuple[Finding, ...]:
    """Weigh the findings and put them in order of place, what is missing last."""
    weighed = [policy.weigh(f) if policy else f for f in found]
    kept = [f for f in weighed if f is not None]
    last = float("inf")
    kept.sort(key=lambda f: (last if f.start is None else f.start, _ORDER[f.severity], f.end or 0, f.code))
    return tuple(kept)


def one_each(found: Sequence[Finding]) -> list[Finding]:
    """Let one wrong thing give one finding: the more specific one silences what it covers."""
    loud = Stretches.of(f for f in found if f.code in _LOUD)
    silencing = {
        kind: Stretches.of(f for f in found if (f.code, f.severity) in louder)
        for kind, louder in _SILENCED_BY.items()
    }
    kept: list[Finding] = []
    seen: set[tuple[str, int | None, int | None, tuple[str, ...]]] = set()
    for item in found:
        key = (item.code, item.start, item.end, item.facts)
        if key in seen:
            continue
        seen.add(key)
        louder = [loud] if item.code not in _LOUD else []
        kind = (item.code, item.severity)
        louder += [silencing[kind]] if kind in silencing else []
        if item.start is None or item.end is None or not any(s.cover(item.start, item.end) for s in louder):
            kept.append(item)
    return kept


_SILENCED_BY: Mapping[tuple[str, str], Set[tuple[str, str]]] = {
    ("scope-changed", "warning"): {("unsupported-claim", "warning"), ("scope-changed", "error")},
    ("misattributed", "error"): {("unsupported-name", "error")},
    ("unsupported-name", "warning"): {("misattributed", "error")},
}
"""What a finding is silenced by where that covers it: 低于全市平均水平 is one claim."""
_LOUD = frozenset({"placeholder", "model-talk"})
"""Codes that silence all others."""
