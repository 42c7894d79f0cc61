"""Two clauses of the facts whose words were dealt out anew: 甲站王某, 乙站赵某 for 甲站赵某, 乙站王某."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.rows import IT_IS
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import Match, Matcher
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

Clause: TypeAlias = tuple[int, int]
"""A fact of the scope and which of its clauses, by number."""

_LEAST = 6
"""Pairs of characters that two clauses must hold of each other's, all in all."""
_SIGNS = frozenset("@#")
"""What marks a day and a rank among the words."""
_ROW = regex("分别|依次|前者|后者|两[人者个家支队地位名]|[均都]")
"""What gives one clause the words of two: 甲、乙两队分获第一、第二名."""
_LIGHT = regex("另有|其中|还有|之一|这是|此外|与此同时|目前|[获取]得")
_JOINT = regex("[、和与及]")


class _Mixed(NamedTuple):
    """A clause of the text with the pairs that it has of the one and of the other clause of the facts."""

    start: int
    end: int
    one: Set[str]
    other: Set[str]


def crossed_words(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], doubted: Set[str]
) -> Iterator[Finding]:
    """Yield two clauses of a text that each tell a part of what two clauses of the facts tell each.

    What two facts' clauses alone say stands half in the one and half in the other clause of the text,
    of both: words, and the days and ranks that ``matches`` tell. Facts whose ids are ``doubted`` have
    been found misattributed already.
    """
    scope = matcher.scope
    mixed: dict[tuple[Clause, Clause], list[_Mixed]] = defaultdict(list)
    homes, days = _homes(scope), _days(layout, matcher, matches)
    # 居第二名的是西区分局: what stands before may be told of others too.
    it_is = {p.clause: m.end() for p in layout.places if (m := IT_IS.match(layout.flat, p.after[0]))}
    for clause, end in all_clauses(layout):
        start = it_is.get((clause, end), clause)
        of: dict[Clause, set[str]] = defaultdict(set)
        for piece in _telling(layout, start, end):
            if piece in homes:
                of[homes[piece]].add(piece)
        for at, sign, home in days:
            if start <= at < end:
                of[home].add(sign)
        if 1 < len(of) <= _MOST and not _ROW.search(layout.flat, start, end):
            for one, other in combinations(sorted(of), 2):
                told = (_own(layout, (start, end), scope, of, pair) for pair in ((one, other), (other, one)))
                mixed[one, other].append(_Mixed(start, end, *told))
    for (one, other), said in mixed.items():
        if len(said) < _TWO or any(scope.facts[line].id in doubted for line, _ in (one, other)):
            continue
        pair = next(((a, b) for a, b in combinations(said, _TWO) if _crossed(layout, a, b)), None)
        if pair is not None:
            yield from _changed(scope, (one, other), pair)


_MOST = 6
"""Clauses of the facts that a clause of the text may tell parts of; one that tells more sums up."""
_TWO = 2


def _days(layout: Layout, matcher: Matcher, matches: Sequence[Match | None]) -> list[tuple[int, str, Clause]]:
    """Where a text tells a day or a rank of the facts, a sign for it and the clause of the facts it is of.

    One that the facts tell twice, as both 护理组 and 药剂组 have a 一等奖, is of neither.
    """
    found = []
    times = Counter(_amount(fact.place.figure) for fact in matcher.figures)
    for place, match in zip(layout.places, matches, strict=True):
        if match is None or match.tie != "equal" or match.repeated or match.also:
            continue
        fact, line = matcher.figures[match.fact], matcher.line_of[match.fact]
        if times[_amount(fact.place.figure)] > 1:
            continue
        if place.figure.kind in ("date", "ordinal") and line < len(matcher.scope.facts):
            home = line, clause_at(all_clauses(fact.line.layout), fact.place.figure.start)
            # 青龙河工程11月完工: a day behind words is of those alone.
            alone = place.figure.kind == "date" and place.figure.phrase_start == place.clause[0]
            sign = "@" if alone else "#"
            found.append((place.figure.start, f"{sign}{match.fact}", home))
    return found


def _amount(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.unit, figure.value


def _own(
    layout: Layout,
    span: tuple[int, int],
    scope: Scope,
    of: Mapping[Clause, Set[str]],
    pair: tuple[Clause, Clause],
) -> Set[str]:
    """The pairs of one clause of the facts in a clause of the text, but for a name told in full.

    In 技师当选省康复协会理事 for 当选协会理事 the full name is of the clause that tells it first.
    """
    mine, theirs = pair
    said = layout.flat[slice(*span)]
    fact = scope.facts[theirs[0]].layout
    other = fact.flat[slice(*all_clauses(fact)[theirs[1]])]
    kept = set(of[mine])
    for run in re.finditer("[\u4e00-\u9fff]+", said):
        inside = [n for n in range(run.start(), run.end() - 1) if said[n : n + 2] in kept]
        for first, last in _stretches(inside):
            left, right = said[max(run.start(), first - 1) : first + 1], said[last + 1 : last + 3]
            if len(right) == _TWO and any(left[n:] + right in other for n in range(len(left))):
                kept -= {said[n : n + 2] for n in range(first, last + 1)}
    return kept


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each stretch of numbers that follow one another."""
    start = 0
    for n in range(1, len(numbers) + 1):
        if n == len(numbers) or numbers[n] != numbers[n - 1] + 1:
            yield numbers[start], numbers[n - 1]
            start = n


def _crossed(layout: Layout, first: _Mixed, second: _Mixed) -> bool:
    if not all((first.one, first.other, second.one, second.other)):
        return False
    if _day(first.one) != _day(second.other) or _day(first.other) != _day(second.one):
        return False  # 6月7日高考期间，车队接送考生: a day may stand before all that is told of it
    if first.one & second.one or first.other & second.other:
        return False
    if sum(1 + (sign[0] in _SIGNS) for signs in (*first[2:], *second[2:]) for sign in signs) < _LEAST:
        return False
    return not any(_listed(layout, clause) for clause in (first, second))


def _day(words: Set[str]) -> bool:
    """True for a part that is nothing but a day."""
    return all(sign[0] == "@" for sign in words)


def _listed(layout: Layout, clause: _Mixed) -> bool:
    """True for 46处作业点、1280名环卫工: an item for each."""
    items = _JOINT.split(layout.flat[clause.start : clause.end])
    holding = [
        {n for n, item in enumerate(items) if _any(item, words)} for words in (clause.one, clause.other)
    ]
    return not holding[0] & holding[1]


def _any(item: str, words: Set[str]) -> bool:
    return not words.isdisjoint(pieces(item)) or any(sign[0] in _SIGNS for sign in words)


@remembered
def _homes(scope: Scope) -> Mapping[str, Clause]:
    """The pairs of characters that stand in one clause of the facts only, each with that clause."""
    told = {
        (line, n): _telling(fact.layout, *clause)
        for line, fact in enumerate(scope.facts)
        for n, clause in enumerate(all_clauses(fact.layout))
    }
    times = Counter(piece for words in told.values() for piece in words)
    return {piece: clause for clause, words in told.items() for piece in words if times[piece] == 1}


def _telling(layout: Layout, start: int, end: int) -> frozenset[str]:
    """The pairs of characters of a clause, without its figures, its bases and light words."""
    words = layout.flat[start:end]
    for base in markers(layout, "base", start, end):
        words = words.replace(base.word, " ")
    return _plain(words)


@lru_cache(maxsize=8192)
def _plain(words: str) -> frozenset[str]:
    plain = _LIGHT.sub(" ", words).replace("\0", " ")
    return frozenset(piece for piece in pieces(plain) if len(piece) > 1)


def _changed(scope: Scope, meant: tuple[Clause, Clause], said: tuple[_Mixed, _Mixed]) -> Iterator[Finding]:
    facts = [scope.facts[line] for line, _ in meant]
    told = "、".join(dict.fromkeys(fact.label for fact in facts))
    texts = "；".join(dict.fromkeys(quoted(fact.text) for fact in facts))
    for clause in said:
        yield finding(
            "misattributed",
            f"这一句把两件事的内容说混了：{told}写的是{texts}。请按事实改正。",
            section=scope.heading, start=clause.start, end=clause.end,
            facts=tuple(dict.fromkeys(fact.id for fact in facts)),
        )  # fmt: skip
