"""Clauses into sentences and paragraphs: what belongs together, repeated openings merged, length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from summarywriter.patterns import regex
from summarywriter.writing.composer.clause import Clause
from summarywriter.writing.composer.labels import told
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.topics import keywords
from summarywriter.writing.composer.words import listed, subject_pattern, verb_pattern, verbs

SENTENCE = 90
"""Characters to which clauses are joined into one sentence."""
CLAUSES = 3
"""Clauses to a sentence, likewise."""
FIGURES = 4
"""Figures up to a ； or 。 beyond which a comma before a new verb becomes a ；, …"""
PAIR = 60
"""Characters to which clauses of one topic are joined whatever their words."""
STRETCH = 45
"""… where the clause is longer than so many characters."""
SHORT = 18
"""Characters of a clause that is too short to stand alone beside another such."""
PARAGRAPH = 320
"""Characters after which a paragraph ends at the next full stop."""
SENTENCES = 8
"""Sentences after which it ends in any case."""

_SIMPLE = regex(r"^[^，；：、。（]{4,30}$")
_FINAL = regex(r"[。！？…][”’」』）》]*$")


def tell(clauses: Iterable[Clause], said: str = "") -> list[str]:
    """Return clauses as finished sentences; ``said`` is the topic sentence that stands above."""
    given = _varied(_listed(_continued(_opened(clauses, said))))
    done: list[str] = []
    parts: list[str] = []
    previous: Clause | None = None
    for clause in given:
        joins = previous is not None and _joins(parts, previous, clause)
        text = _unrepeated(clause, previous, joined=joins)
        if not joins:
            done += [stopped("；".join(parts))] if parts else []
            parts = []
        parts.append(text)
        previous = clause
    return done + ([stopped("；".join(parts))] if parts else [])


def paragraphs(units: Sequence[str]) -> list[str]:
    """Put sentences into paragraphs of about :data:`PARAGRAPH` characters, evenly filled.

    A paragraph has at most :data:`SENTENCES` sentences, unless one unit brings more.
    """
    total = sum(map(len, units))
    wanted = total / max(1, round(total / PARAGRAPH), ceil(sum(map(sentences, units)) / SENTENCES))
    lines: list[str] = []
    held: list[str] = []
    length = count = 0
    for unit in units:
        over = count + sentences(unit) > SENTENCES
        if held and (over or length + len(unit) / 2 > wanted):
            lines.append("".join(held))
            held, length, count = [], 0, 0
        held.append(unit)
        length += len(unit)
        count += sentences(unit)
    return [*lines, "".join(held)] if held else lines


def sentences(text: str) -> int:
    """Return how many sentences a text has, by its final marks."""
    return sum(text.count(mark) for mark in "。！？")


def stopped(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already."""
    return text if _FINAL.search(text) else text + "。"


def _opened(clauses: Iterable[Clause], said: str) -> list[Clause]:
    """Write each label as “做好…工作，” unless the topic sentence has said it."""
    done: list[Clause] = []
    for clause in clauses:
        if clause.aspect and clause.aspect not in said:
            again = sum(other.opened for other in done) % 2 == 1
            text = told(clause.text, clause.aspect, again=again)
            clause = replace(clause, text=text, aspect="", verb="", time="", opened=True)
        done.append(clause)
    return done


def _continued(clauses: Sequence[Clause]) -> list[Clause]:
    """Join a bullet that only goes on (其中…, 同比…, 惠及…) to the one it goes on from."""
    done: list[Clause] = []
    for clause in clauses:
        last = done[-1] if done else None
        if last and not last.whole and not clause.whole and listed("link").match(clause.text):
            done[-1] = replace(
                last, text=f"{last.text}，{clause.text}", figures=last.figures + clause.figures
            )
        else:
            done.append(clause)
    return done


def _listed(clauses: Sequence[Clause]) -> list[Clause]:
    """Join neighbours of one verb and one figure each: 举办讲堂4期 + 举办画展2场 → 举办讲堂4期、画展2场."""
    done: list[Clause] = []
    for clause in clauses:
        last = done[-1] if done else None
        if last and last.verb and last.verb == clause.verb and _is_simple(clause) and _may_list(last):
            text = f"{last.text}、{clause.text[len(clause.time) + len(clause.verb) :]}"
            done[-1] = replace(last, text=text, figures=last.figures + clause.figures)
        else:
            done.append(clause)
    return done


def _varied(clauses: Sequence[Clause]) -> list[Clause]:
    """Where a supplied verb repeats the one before, take another that goes with its noun."""
    done: list[Clause] = []
    for clause in clauses:
        other = next((verb for verb in clause.choices if verb not in clause.text), clause.verb)
        if done and done[-1].verb == clause.verb != other:
            at = len(clause.time)
            text = clause.text[:at] + other + clause.text[at + len(clause.verb) :]
            clause = replace(clause, text=text, verb=other)
        done.append(clause)
    return done


def _may_list(clause: Clause) -> bool:
    return clause.figures < FIGURES and all(
        _is_simple(replace(clause, text=text, figures=1)) for text in clause.text.split("、")
    )


def _is_simple(clause: Clause) -> bool:
    if clause.whole or clause.figures != 1 or clause.time or not _SIMPLE.match(clause.text):
        return False
    figures = find_figures(clause.text)
    return bool(figures) and figures[-1].end == len(clause.text)


def _joins(parts: Sequence[str], previous: Clause, clause: Clause) -> bool:
    if previous.whole or clause.whole or any(mark in previous.text + clause.text for mark in "；：。"):
        return False
    if clause.opened or clause.contact or _is_bare(previous) or _is_bare(clause):
        return False
    if len(parts) >= CLAUSES or sum(map(len, parts)) + len(clause.text) > SENTENCE:
        return False
    if clause.time and clause.time == previous.time:
        return True
    if previous.topic and clause.topic and previous.topic != clause.topic:
        return False
    if clause.verb and clause.verb == previous.verb:
        return True
    if len(previous.text) <= SHORT and len(clause.text) <= SHORT:
        return True
    if previous.topic and not clause.time and sum(map(len, parts)) + len(clause.text) <= PAIR:
        return True
    return bool(set(keywords(previous.text)) & set(keywords(clause.text)))


def _is_bare(clause: Clause) -> bool:
    """Tell whether a clause is a lone figure: beside another it would seem to speak of the same."""
    return clause.figures == 1 and len(find_figures(clause.text)[0].phrase(clause.text)) == len(clause.text)


def _unrepeated(clause: Clause, previous: Clause | None, *, joined: bool) -> str:
    """Return the clause without the opening that the one before has just told."""
    text = clause.text
    if previous is None:
        return _loosened(clause)
    lasting = not any(c.isdigit() for c in clause.time)
    if clause.time and clause.time == previous.time and (joined or lasting):
        text = text[len(clause.time) :]
    if joined and not clause.time:
        mine, theirs = subject_pattern().match(text), subject_pattern().match(previous.text)
        if mine and theirs and mine.group() == theirs.group() and verb_pattern().match(text, mine.end()):
            text = text[mine.end() :]
    return _loosened(replace(clause, text=text))


def _loosened(clause: Clause) -> str:
    """Turn commas of an overfull clause into ；, where a new action begins, until no stretch is overfull."""
    if clause.whole or any(mark in clause.text for mark in "；：。（“《"):
        return clause.text
    return _eased(clause.text)


def _eased(text: str) -> str:
    figures = find_figures(text)
    if len(figures) <= FIGURES or len(text) <= STRETCH:
        return text

    def before(at: int) -> int:
        return sum(figure.end <= at for figure in figures)

    places = [
        match.start()
        for match in re.finditer("，", text)
        if (verb := verb_pattern().match(text, match.end()))
        and verb["act"] not in (None, *verbs("tell"))
        and 0 < before(match.start()) < len(figures)
    ]
    if not places:
        return text
    at = min(places, key=lambda at: abs(2 * before(at) - len(figures)))
    return f"{_eased(text[:at])}；{_eased(text[at + 1 :])}"
