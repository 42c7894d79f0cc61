"""A name of another fact in the place of a fact's own: 灯谜会在职工文化宫举行 for 在区文化馆."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from summarywriter.checking.common.flat import flatten, pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.states.reading import Reading
from summarywriter.model import FRAME_ROLES, Finding
from summarywriter.patterns import regex
from summarywriter.resources import Words

_HEAD = 2
"""Characters before an ending that tell one office from another."""
_NO_HEAD = frozenset("含自由为与和被给是在了获名位次个到经向从对将把让受及并的赴于同等往各该全本")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{endings()}|机关|部门|中心|基地|广场)")


@remembered
def named(layout: Layout) -> Sequence[str]:
    """The names of offices and places in a text: an ending with one or two characters before it."""
    return [
        head + m[0]
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


@remembered
def _owned(scope: Scope) -> tuple[Words, Mapping[str, Sequence[int]]]:
    """The names of the facts, and which facts have each."""
    owners: dict[str, list[int]] = defaultdict(list)
    for n, fact in enumerate(scope.facts):
        for name in named(fact.layout):
            owners[name].append(n)
    return Words(owners), owners


def borrowed_names(reading: Reading, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield a name that only facts have which its sentence does not tell, where one of its own is lost.

    What is ``found`` already is not said again.
    """
    scope, layout = reading.scope, reading.layout
    if scope.role in FRAME_ROLES:
        return
    words, owners = _owned(scope)
    said = list(words.find(layout.flat))
    doubted = Stretches.of(found)
    always = flatten("\n".join([*(told.text for told in scope.particulars), *scope.headings]))
    for (start, end), lines in _parts(reading) if said else ():
        there = said[bisect_left(said, (start,)) : bisect_left(said, (end,))]
        there = [(at, name) for at, name in there if lines.isdisjoint(owners[name])]
        own = [scope.facts[n] for n in sorted(lines)]
        sentence = layout.flat[start:end]
        lost = _lost(own, sentence) if there else None
        if lost is None:
            continue
        known = "\n".join([always, *(fact.layout.flat for fact in own)])
        for at, name in there:
            owner = scope.facts[owners[name][0]]
            other = name in known or _speaks_of(sentence, owner, known + name)
            if other or doubted.touch(at, at + len(name)):
                continue
            fact, meant = lost
            yield finding(
                "misattributed",
                f"{quoted(name)}与事实不符：{fact.label}写的是{quoted(meant)}（{fact.text}），"
                f"{quoted(name)}是{owner.label}里的。请按事实改正。",
                section=scope.heading, start=at, end=at + len(name), facts=(fact.id,),
            )  # fmt: skip
            break


def _parts(reading: Reading) -> Iterator[tuple[tuple[int, int], Set[int]]]:
    """The parts of sentences between semicolons, each with the facts that it tells."""
    parts = [m.span() for m in _PART.finditer(reading.layout.flat)]
    lines: dict[int, set[int]] = defaultdict(set)
    for clause, figures in reading.of_clause.items():
        part = bisect_right(parts, (reading.clauses[clause][0], _AFTER)) - 1
        lines[part].update(reading.matcher.line_of[n] for n in figures)
    for n, where in reading.tellings.items():
        if where is not None:
            first, last = (bisect_right(parts, (at, _AFTER)) for at in (where[1].start, where[1].end - 1))
            for part in range(first - 1, last):
                lines[part].add(n)
    for part, told in sorted(lines.items()):
        yield parts[part], told


_PART = regex("[^;。!?\n]+")
_AFTER = sys.maxsize
"""What comes after every end of a part."""


def _lost(own: Sequence[Told], sentence: str) -> tuple[Told, str] | None:
    """A name of the facts of which a sentence has not even the half."""
    pairs = pairs_of(sentence)
    return next(
        (
            (fact, name) for fact in own for name in named(fact.layout)
            if 2 * len(pairs_of(name) - pairs) > len(name) - 1
        ),
        None,
    )  # fmt: skip


_SHARED = 3
"""Pairs of characters, none of them told otherwise, that a sentence shares with a fact that it speaks of."""


def _speaks_of(sentence: str, fact: Told, known: str) -> bool:
    return len(pairs_of(sentence) & pairs_of(fact.layout.flat) - pairs_of(known)) >= _SHARED
