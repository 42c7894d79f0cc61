"""Facts that agree with their text: words left out are put back where the check misses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarywriter.checking import check
from summarywriter.figures import find_figures
from summarywriter.library.intake.clauses import fact_words
from summarywriter.library.intake.drawn import Drawn
from summarywriter.library.intake.extraction import agrees, told_figures
from summarywriter.library.intake.things import Thing, untold_at
from summarywriter.library.masks import mask_spans
from summarywriter.markup.escapes import one_line
from summarywriter.model import FRAME_ROLES, Finding, Part, Sheet
from summarywriter.patterns import regex

Phrase = Callable[[str, tuple[str, ...]], Sequence[str]]
"""Rephrases the facts of a section: given its heading and facts, returns as many, in order.

A fact whose figures differ afterwards, or that the text no longer bears out, is not taken.
"""

_ROUNDS = 6
_SINCE = regex("[一半]年来?|上半年|下半年")
"""What names the report's own time without its year."""
_ANNOUNCES = regex(r"现(?:将|把)")
_APART = frozenset({"placeholder", "repetition", "announced-count", "unsupported-formula"})
"""Findings that no fact could answer."""


def agreeing(
    sheet: Sheet, parts: Sequence[tuple[str, list[Drawn]]], phrase: Phrase | None
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet whose texts pass the check against its own facts, and what is still said.

    Words that were left out are put back where the check misses them; political formulae go to
    the guidance, which is where a sheet keeps wording to be quoted.
    """
    for _, sections in parts:
        for drawn in sections:
            if drawn.old.role in FRAME_ROLES:
                _frame(sheet, drawn)
    built = _built(sheet, parts)
    found = _checked(built, parts)
    for _ in range(_ROUNDS):
        guidance = _formulae(found)
        restored = [_restored(drawn, findings) for drawn, findings in found]
        if not any(restored) and longest((*sheet.guidance, *guidance)) == sheet.guidance:
            break
        sheet = sheet.model_copy(update={"guidance": longest((*sheet.guidance, *guidance))})
        built = _built(sheet, parts)
        found = _checked(built, parts)
    if phrase is not None:
        for drawn, _ in found:
            _phrased(sheet, drawn, phrase)
        built = _built(sheet, parts)
        found = _checked(built, parts)
    said = tuple(f for _, findings in found for f in findings if f.code != "placeholder")
    return built, said


def _built(sheet: Sheet, parts: Sequence[tuple[str, list[Drawn]]]) -> Sheet:
    return Sheet(
        **{
            **dict(sheet),
            "parts": tuple(
                Part(title=title, sections=tuple(drawn.section() for drawn in sections))
                for title, sections in parts
            ),
        }
    )


def _checked(
    sheet: Sheet, parts: Sequence[tuple[str, list[Drawn]]]
) -> list[tuple[Drawn, tuple[Finding, ...]]]:
    drawn = [one for _, sections in parts for one in sections]
    return [
        (one, check(section.text, sheet, section=section.id).findings)
        for one, section in zip(drawn, sheet.sections, strict=True)
    ]


def _frame(sheet: Sheet, drawn: Drawn) -> None:
    """Keep of lead and closing only honours and what has figures of its own, not the period's."""
    period = f"{sheet.title}\n{sheet.period}"
    figures = find_figures(drawn.text)

    def tells(thing: Thing) -> bool:
        texts = (figure.text for figure in told_figures(thing, figures))
        own = any(text not in period and not _SINCE.fullmatch(text) for text in texts)
        return own or any(word in thing.words(drawn.text) for word in fact_words()["honour"])

    drawn.things = [
        thing for thing in drawn.things if tells(thing) and not _ANNOUNCES.match(drawn.text, thing.start)
    ]


def longest(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines without doubles and without those that stand within another."""
    return tuple(
        line for line in dict.fromkeys(lines) if not any(line != other and line in other for other in lines)
    )


def _formulae(found: Sequence[tuple[Drawn, tuple[Finding, ...]]]) -> list[str]:
    return [
        drawn.text[f.start : f.end]
        for drawn, findings in found
        for f in findings
        if f.code == "unsupported-formula" and f.start is not None
    ]


def _restored(drawn: Drawn, findings: Sequence[Finding]) -> bool:
    """Put back the words of the things that findings speak of; tell whether anything changed."""
    changed = False
    formulae = [f for f in findings if f.code == "unsupported-formula"]
    for finding in findings:
        if finding.code in _APART or any(_within(finding, formula) for formula in formulae):
            continue
        if finding.start is None or finding.end is None:
            changed |= _widened(
                drawn, [n for n in range(len(drawn.things)) if drawn.words(n) in finding.message]
            )
            continue
        touched = [n for n, t in enumerate(drawn.things) if t.start < finding.end and finding.start < t.end]
        if not touched and finding.severity != "info":
            touched = _added(drawn, finding.start)
            changed |= bool(touched)
        changed |= _widened(drawn, touched)
    return changed


def _within(finding: Finding, other: Finding) -> bool:
    if finding.start is None or finding.end is None or other.start is None or other.end is None:
        return False
    return other.start <= finding.start and finding.end <= other.end


def _widened(drawn: Drawn, numbers: Sequence[int]) -> bool:
    changed = False
    for n in numbers:
        whole = drawn.things[n].whole(drawn.text)
        if whole.words(drawn.text) != drawn.things[n].words(drawn.text):
            drawn.things[n] = whole
            changed = True
    return changed


def _added(drawn: Drawn, at: int) -> list[int]:
    """Add the sentence at ``at``, which no thing tells; return its number."""
    span = untold_at(drawn.text, at, drawn.things)
    if span is None:
        return []
    thing = Thing(span.start, span.end, ()).whole(drawn.text)
    if not thing.words(drawn.text):
        return []
    drawn.things = sorted([*drawn.things, thing], key=lambda one: one.start)
    return [drawn.things.index(thing)]


def _phrased(sheet: Sheet, drawn: Drawn, phrase: Phrase) -> None:
    """Take the rewordings whose figures are the same and which the text bears out."""
    facts = tuple(drawn.words(n) for n in range(len(drawn.things)))
    if not facts or mask_spans("\n".join(facts)):
        return
    offered = list(phrase(drawn.old.heading, facts))
    if len(offered) != len(facts):
        drawn.refused += len(facts)
        return
    before = _errors(sheet, drawn)
    for n, offer in enumerate(offered):
        words = one_line(offer)
        if words == facts[n]:
            continue
        if words and agrees(words, find_figures(facts[n])):
            drawn.phrased[n] = words
            if _errors(sheet, drawn) > before:
                del drawn.phrased[n]
        drawn.refused += n not in drawn.phrased


def _errors(sheet: Sheet, drawn: Drawn) -> int:
    section = drawn.section()
    alone = sheet.model_copy(update={"parts": (Part(sections=(section,)),)})
    result = check(section.text, alone, section=alone.sections[0].id)
    return sum(f.severity != "info" for f in result.findings)
