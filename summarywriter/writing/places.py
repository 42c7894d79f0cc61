"""The places of a text that did not pass: which sentences, why, and which facts they concern."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.text import GROUP_MARK, Span, sentences
from summarywriter.writing.attempt import Attempt, Bench
from summarywriter.writing.slots import named, to_slots

_ENDS = "。！？；!?;”’」』）)》"
_ORDER_MARK = regex(
    r"^(?:[一二三四五六七八九十]{1,3}是(?!否)|第[一二三四五六七八九十]{1,3}[，、]|其[一二三四五][，、]?)"
)


@dataclass(frozen=True)
class Place:
    """A sentence to be mended (``start`` < ``end``) or a point where one is missing (equal).

    ``facts`` are the ids of the facts the sentence tells or should tell.
    """

    start: int
    end: int
    findings: tuple[Finding, ...]
    facts: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """The findings in words."""
        return tuple(f.message for f in self.findings)


def places(bench: Bench, attempt: Attempt, findings: Sequence[Finding]) -> list[Place]:
    """Return where ``findings`` call for a change, in order; headings of groups are left alone."""
    spans = [s for s in sentences(attempt.text) if not s.of(attempt.text).startswith(GROUP_MARK)]
    told = [_told(bench, attempt, span) for span in spans]
    at: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        span = _home(bench, attempt, spans, told, finding)
        if span is not None:
            at.setdefault(span, []).append(finding)
    known = dict(zip(((s.start, s.end) for s in spans), told, strict=True))
    return [
        Place(start, end, tuple(found), _concerned(bench, known.get((start, end), ()), found))
        for (start, end), found in sorted(at.items())
    ]


def sentence_in_slots(bench: Bench, attempt: Attempt, place: Place) -> str:
    """Return the sentence of a place in slot form, names shown; empty for a missing one."""
    links = [
        link.model_copy(
            update={
                "start": link.start - place.start,
                "end": link.end - place.start,
                "phrase_start": link.phrase_start - place.start,
                "phrase_end": link.phrase_end - place.start,
            }
        )
        for link in attempt.links
        if place.start <= link.start and link.end <= place.end
    ]
    text = attempt.text[place.start : place.end]
    return named(to_slots(text, links, bench.table), bench.table)


def sentence_before(bench: Bench, attempt: Attempt, place: Place) -> str:
    """Return the sentence before a place in slot form; empty at the beginning of a paragraph."""
    line = attempt.text.rfind("\n", 0, place.start) + 1
    spans = [s for s in sentences(attempt.text) if line <= s.start and s.end <= place.start]
    if not spans or attempt.text.startswith(GROUP_MARK, line):
        return ""
    return sentence_in_slots(bench, attempt, Place(spans[-1].start, spans[-1].end, (), ()))


def with_sentences(text: str, new: Mapping[Place, str]) -> str:
    """Return the text with the sentences of these places replaced; an empty one is taken out."""
    for place in sorted(new, key=lambda p: (p.start, p.end), reverse=True):
        text = text[: place.start] + _fitted(text, place, new[place]) + text[place.end :]
    return "\n".join(line for line in text.split("\n") if line.strip())


def order_mark(text: str, place: Place) -> str:
    """Return the 一是 or 第一， with which the sentence begins, empty when it has none."""
    match = _ORDER_MARK.match(text[place.start : place.end])
    return match.group() if match else ""


def _fitted(text: str, place: Place, sentence: str) -> str:
    """Give the new sentence an end where the old one had one."""
    sentence = sentence.strip()
    if not sentence:
        return ""
    old = text[place.start : place.end]
    needs_end = not old or old[-1] in "。！？!?”’」』）)》"
    if needs_end and sentence[-1] not in _ENDS:
        sentence += "。"
    line = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    if not old and line.startswith(GROUP_MARK):
        return "\n" + sentence
    return sentence


def _told(bench: Bench, attempt: Attempt, span: Span) -> tuple[str, ...]:
    """Return the ids of the section's facts that a sentence tells, by its links."""
    ids = (k.fact for k in attempt.links if span.start <= k.start and k.end <= span.end)
    return tuple(dict.fromkeys(i for i in ids if bench.number(i) is not None))


def _home(
    bench: Bench, attempt: Attempt, spans: Sequence[Span], told: Sequence[tuple[str, ...]], finding: Finding
) -> tuple[int, int] | None:
    """Return the span of the sentence a finding belongs to, or the point where one is missing."""
    if finding.start is not None:
        at = finding.start
        return next(((s.start, s.end) for s in spans if s.start <= at < s.end), None)
    numbers = [n for n in map(bench.number, finding.facts) if n is not None]
    if not numbers:
        return None
    for span, facts in reversed(list(zip(spans, told, strict=True))):
        if set(facts) & set(finding.facts):
            return span.start, span.end
    point = _gap(bench, attempt.text, spans, told, min(numbers))
    return point, point


def _gap(bench: Bench, text: str, spans: Sequence[Span], told: Sequence[tuple[str, ...]], number: int) -> int:
    """Return where a sentence on fact ``number`` belongs: after its nearest forerunner in its group."""
    low, high = 0, len(text)
    group = next((g for g in bench.section.groups if bench.facts[number - 1] in g.facts), None)
    if group is not None:
        heading = re.search(rf"^{GROUP_MARK}{re.escape(group.heading)}$", text, re.MULTILINE)
        if heading is not None:
            following = text.find(f"\n{GROUP_MARK}", heading.end())
            low, high = heading.end(), len(text) if following < 0 else following
    inside = [(s, f) for s, f in zip(spans, told, strict=True) if low <= s.start and s.end <= high]
    if not inside:
        return high
    best = -1
    point = inside[-1][0].end
    for span, facts in inside:
        before = [n for n in map(bench.number, facts) if n is not None and n < number]
        if before and max(before) >= best:
            best, point = max(before), span.end
    return point


def _concerned(bench: Bench, told: Sequence[str], findings: Sequence[Finding]) -> tuple[str, ...]:
    named = [i for f in findings for i in f.facts if bench.number(i) is not None]
    return tuple(sorted({*told, *named}, key=lambda i: bench.number(i) or 0))
