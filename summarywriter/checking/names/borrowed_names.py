"""A name of another fact in the place of a fact's own: 灯谜会在职工文化宫举行 for 在区文化馆."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from summarywriter.checking.common.flat import flatten, pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.states.reading import Reading
from summarywriter.model import FRAME_ROLES, Finding
from summarywriter.patterns import regex

_HEAD = 2
"""Characters before an ending that tell one office from another."""
_NO_HEAD = frozenset("含自由为与和被给是在了获名位次个到经向从对将把让受及并的赴于同等往各该全本")


class _Name(NamedTuple):
    """A name of an office or a place as far as it tells which, and where it stands."""

    word: str
    start: int
    end: int


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{endings()}|机关|部门|中心|基地|广场)")


@remembered
def named(layout: Layout) -> Sequence[_Name]:
    """The names of offices and places in a text: an ending with one or two characters before it."""
    return [
        _Name(head + m[0], m.start() - len(head), m.end())
        for m in _ending().finditer(layout.flat)
        if (head := _head(layout.flat, m.start())) and len(head + m[0]) > _HEAD
    ]


def _head(flat: str, end: int) -> str:
    """The characters before an ending: two, or four where the two are a verb (职工服务中心)."""
    start = end
    while start > end - _HEAD and _HANZI.match(flat, start - 1) and flat[start - 1] not in _NO_HEAD:
        start -= 1
    if start >= _HEAD and not telling(flat[start:end]).strip() and _TWO.match(flat, start - _HEAD):
        start -= _HEAD
    return flat[start:end]


_HANZI = regex("[\u4e00-\u9fff]")
_TWO = regex("[\u4e00-\u9fff]{2}")


def borrowed_names(reading: Reading, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield a name that only facts have which its sentence does not tell, where one of its own is lost.

    What is ``found`` already is not said again.
    """
    scope, layout = reading.scope, reading.layout
    if scope.role in FRAME_ROLES:
        return
    doubted = Stretches.of(found)
    always = flatten("\n".join([*(told.text for told in scope.particulars), *scope.headings]))
    owned = [(m.word, n) for n, fact in enumerate(scope.facts) for m in named(fact.layout)]
    for (start, end), lines in _parts(reading):
        sentence = layout.flat[start:end]
        there = [(word, n) for word, n in owned if n not in lines and word in sentence]
        own = [scope.facts[n] for n in sorted(lines)]
        lost = _lost(own, sentence) if there else []
        if not lost:
            continue
        known = "\n".join([always, *(fact.layout.flat for fact in own)])
        fact, meant = lost[0]
        for word, n in there:
            owner, at = scope.facts[n], start + sentence.index(word)
            if (
                word in known
                or doubted.touch(at, at + len(word))
                or _speaks_of(sentence, owner, known + word)
            ):
                continue
            yield finding(
                "misattributed",
                f"{quoted(word)}与事实不符：{fact.label}写的是{quoted(meant)}（{fact.text}），"
                f"{quoted(word)}是{owner.label}里的。请按事实改正。",
                section=scope.heading, start=at, end=at + len(word), facts=(fact.id,),
            )  # fmt: skip
            break


def _parts(reading: Reading) -> Iterator[tuple[tuple[int, int], Set[int]]]:
    """The parts of sentences between semicolons, each with the facts that it tells."""
    of_figures: dict[int, set[int]] = defaultdict(set)
    for clause, figures in reading.of_clause.items():
        of_figures[reading.clauses[clause][0]].update(reading.matcher.line_of[n] for n in figures)
    bare = [where[1] + (n,) for n, where in reading.tellings.items() if where is not None]
    for part in _PART.finditer(reading.layout.flat):
        start, end = part.span()
        lines = {n for at, told in of_figures.items() if start <= at < end for n in told}
        lines |= {n for first, last, n in bare if first < end and start < last}
        if lines:
            yield (start, end), lines


_PART = regex("[^;。!?\n]+")


def _lost(own: Sequence[Told], sentence: str) -> list[tuple[Told, str]]:
    """The names of the facts of which a sentence has not even the half."""
    pairs = pairs_of(sentence)
    return [
        (fact, m.word) for fact in own for m in named(fact.layout)
        if 2 * len(pairs_of(m.word) - pairs) > len(m.word) - 1
    ]  # fmt: skip


_SHARED = 3
"""Pairs of characters, none of them told otherwise, that a sentence shares with a fact that it speaks of."""


def _speaks_of(sentence: str, fact: Told, known: str) -> bool:
    return len(pairs_of(sentence) & pairs_of(fact.layout.flat) - pairs_of(known)) >= _SHARED
