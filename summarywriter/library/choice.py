"""Which examples to show for a section: fitting role, like facts, different from one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarywriter.library.catalogue import (
    Catalogue,
    Unit,
    catalogue,
    figure_count,
    plain_words,
    shown,
    words_of,
)
from summarywriter.library.likeness import Vector, bigrams, cosine, shared_words
from summarywriter.library.units import with_groups
from summarywriter.model import FRAME_ROLES, Example, Section, Sheet
from summarywriter.resources import word_rows

_CANDIDATES = 120
_FILLERS = 40
_GENRE_FACTOR = 1.25
_GENRE_SHARE = 0.03
_UNGROUPED_FACTOR = 0.3
"""A section in groups is best shown another in groups: it teaches the sub-headings too."""
_SHAPE_SHARE = 0.03
_SAMENESS = 0.5
_SAME_SOURCE = 0.02
_ALIKE = 0.06
"""Likeness from which the reason speaks of like facts."""

_ROLES = {"lead": "导语", "body": "正文小节", "problems": "存在问题", "plan": "工作打算", "closing": "结语"}


@dataclass(frozen=True)
class Chosen:
    """An example and, in Chinese, why it was chosen. ``tokens`` is what its facts and text take."""

    example: Example
    reason: str
    tokens: int


class _Candidate(NamedTuple):
    number: int
    unit: Unit
    vector: Vector
    likeness: float
    score: float


def choose(
    section: Section,
    sheet: Sheet,
    examples: Sequence[Example],
    *,
    count: int,
    budget: int,
    count_tokens: Callable[[str], int],
) -> list[Chosen]:
    """Return up to ``count`` examples for ``section``, the most fitting first.

    Fitting are examples of the same role; among them those whose facts are alike, of the same
    genre, with about as many figures, and not alike one another. Together they take at most
    ``budget`` tokens; of a section in groups that is too long the most fitting groups are
    shown. For a section without groups, single groups of others serve. Never chosen: examples
    of the sheet's own source (same organisation, title and period, or the same facts), those
    that tell a fact of the section, and those with masked figures or names. The same input
    gives the same choice.
    """
    if count <= 0 or budget <= 0:
        return []
    shelf = catalogue(examples)
    query = shelf.index.vector(_query_words(section, sheet))
    pool = _candidates(section, sheet, shelf, query)
    chosen: list[Chosen] = []
    picked: list[_Candidate] = []
    left = budget
    while pool and len(chosen) < count:
        best = _best(pool, picked)
        pool.remove(best)
        # One long example must not take the room of all others.
        share = min(left, left * 3 // (2 * (count - len(chosen))))
        fitting = _fitted(best, shelf, query, share, left, count_tokens)
        if fitting is None:
            continue
        example, tokens = fitting
        left -= tokens
        picked.append(best)
        pool = [one for one in pool if one.unit.whole != best.unit.whole]
        chosen.append(Chosen(example, _reason(section, sheet, example, best, query), tokens))
    return chosen


def _query_words(section: Section, sheet: Sheet) -> dict[str, int]:
    counted = words_of(section.model_copy(update={"text": ""}) if section.text else section)
    if section.role in FRAME_ROLES:
        lines = (*sheet.guidance, *(one.heading for one in sheet.numbered))
        counted.update(bigrams("\n".join(lines)))
    return counted


def _candidates(section: Section, sheet: Sheet, shelf: Catalogue, query: Vector) -> list[_Candidate]:
    sources, ids = shelf.origins(sheet, section)
    figures = figure_count(section)

    def admitted(unit: Unit) -> bool:
        example = unit.example
        return (
            example.section.role == section.role
            and example.source not in sources
            and unit.whole not in ids
            and not _same_report(example, sheet)
            and (bool(section.groups) or not unit.grouped)
        )

    def candidate(number: int) -> _Candidate:
        unit = shelf.units[number]
        vector = shelf.index.vectors[number]
        alike = cosine(query, vector)
        same_genre = bool(sheet.genre) and unit.example.genre == sheet.genre
        shape = 1 / (1 + abs(math.log((1 + figures) / (1 + unit.figures))))
        score = alike * (_GENRE_FACTOR if same_genre else 1) + _GENRE_SHARE * same_genre
        score += _SHAPE_SHARE * shape
        if section.groups and not unit.grouped:
            score *= _UNGROUPED_FACTOR
        return _Candidate(number, unit, vector, alike, score)

    near = [n for n in shelf.index.nearest(query, 4 * _CANDIDATES) if admitted(shelf.units[n])][:_CANDIDATES]
    seen = set(near)
    if len(near) < _FILLERS:
        # Where hardly anything is alike, others of the role still show the register.
        near.extend(n for n in _others(shelf, sheet) if n not in seen and admitted(shelf.units[n]))
    return sorted(map(candidate, near[:_CANDIDATES]), key=lambda one: (-one.score, one.number))


def _others(shelf: Catalogue, sheet: Sheet) -> Iterator[int]:
    """Yield all units, those of the sheet's genre first."""
    for same in (True, False):
        for number, unit in enumerate(shelf.units):
            if (unit.example.genre == sheet.genre) is same:
                yield number


def _same_report(example: Example, sheet: Sheet) -> bool:
    if not sheet.organization or example.organization != sheet.organization:
        return False
    return (example.title, example.period) == (sheet.title, sheet.period)


def _best(pool: Sequence[_Candidate], picked: Sequence[_Candidate]) -> _Candidate:
    """Return the candidate with the highest score after what it loses for repeating others.

    ``pool`` is in order of score: from the first one on that has less to begin with, none can be better.
    """
    best, score = pool[0], -math.inf
    for one in pool:
        if one.score < score:
            break
        left = one.score - _repeated(one, picked)
        if left > score:
            best, score = one, left
    return best


def _repeated(one: _Candidate, picked: Sequence[_Candidate]) -> float:
    """Return what a candidate loses for being like the ones picked, or from the same report."""
    alike = max((cosine(one.vector, other.vector) for other in picked), default=0.0)
    same = sum(other.unit.example.source == one.unit.example.source for other in picked)
    return _SAMENESS * alike * one.score + _SAME_SOURCE * same


def _fitted(
    one: _Candidate,
    shelf: Catalogue,
    query: Vector,
    share: int,
    left: int,
    count_tokens: Callable[[str], int],
) -> tuple[Example, int] | None:
    """Return the example and its tokens, shortened to its best groups where it takes over ``share``.

    ``None`` when it does not fit: into ``left`` for one without groups, into ``share`` for any group.
    """
    example = one.unit.example
    tokens = count_tokens(one.unit.shown)
    if tokens <= share or (tokens <= left and not one.unit.grouped):
        return example, tokens
    if not one.unit.grouped:
        return None
    groups = example.section.groups
    likeness = [
        cosine(query, shelf.index.vector(words_of(Section(heading=group.heading, facts=group.facts))))
        for group in groups
    ]
    kept: set[int] = set()
    best: tuple[Example, int] | None = None
    for place in sorted(range(len(groups)), key=lambda place: (-likeness[place], place)):
        shorter = with_groups(example, kept | {place})
        tokens = count_tokens(shown(shorter.section))
        if shorter.section.text and tokens <= share:
            kept.add(place)
            best = shorter, tokens
    return best


def _reason(section: Section, sheet: Sheet, example: Example, one: _Candidate, query: Vector) -> str:
    taught = one.unit.words if example is one.unit.example else plain_words(example.section)
    words = shared_words(plain_words(section), taught, query, 3)
    parts = []
    if sheet.genre and example.genre == sheet.genre:
        parts.append(f"同为{_genre_name(example.genre)}")
    parts.append(f"同为{_ROLES[section.role]}" if not parts else _ROLES[section.role])
    if one.likeness >= _ALIKE and words and section.role not in FRAME_ROLES:
        parts.append("都写到" + "、".join(f"“{word}”" for word in words))
    elif section.role not in FRAME_ROLES:
        parts.append("没有更相近的事实，供参照文风")
    if not section.groups and "#" in example.id:
        parts.append("取其中一个小标题")
    elif len(example.section.groups) < len(one.unit.example.section.groups):
        parts.append(f"篇幅较长，只取相近的{len(example.section.groups)}个小标题")
    return "，".join(parts)


def _genre_name(genre: str) -> str:
    return next((row[1] for row in word_rows("genres") if row[0] == genre), genre)
