"""Another word where a fact has its own, the words on both sides being the fact's: 更换枕木18根 for 尖轨."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from summarywriter.checking.common.flat import common_head, pairs_of
from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.acts import same_act
from summarywriter.checking.matching.groups import groups
from summarywriter.checking.matching.matcher import Match, Matcher
from summarywriter.checking.matching.reworded import LEAST, characters, generic_nouns, verb_words, went
from summarywriter.checking.matching.subject import canonical
from summarywriter.model import FRAME_ROLES, Edit, Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words

_LONGEST = 8
"""Characters of what may stand in the place of something else."""
_NOUN = range(2, 6)
"""Characters of a word that tells a thing."""
_LONGER = 2
"""Characters by which one of the two may be longer."""
_NEAR = 4
"""Characters on one side up to which it counts that they are the same."""
_EDGE, _SAME_FIGURE = 0.5, 2.0
"""What it counts that both stand at a mark, or beside a figure and the one it tells."""
_ENOUGH, _PLENTY = 2.5, 3.0
"""How much the two sides must count together; with less than plenty the two words must be much of a kind."""
_NEIGHBOURS = 8
"""Figures before a word and behind it whose facts are looked at."""
_BOTH = 2
"""Characters that are the same on both sides of a word of which parts may stand elsewhere in the sentence."""
_FIGURE, _MARK = "\0", ","
"""What stands at an edge: a figure, or a mark, or the end of all."""


class _Here(NamedTuple):
    """What a text has and a fact has between the same words, and how much the words on each side count."""

    start: int
    said: str
    line: Told
    meant_at: int
    meant: str
    before: float
    behind: float

    @property
    def worth(self) -> tuple[float, int]:
        return self.before + self.behind, -len(self.meant)


def replaced_words(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a word that no fact of its sentence has, between words between which a fact has another.

    The fact's own word is gone from the sentence, and the two share no character: who words a thing anew
    keeps some of it. Verbs, states and words that only frame a sentence may be put for others. What is
    ``found`` already is not said again.
    """
    scope = matcher.scope
    if scope.role in FRAME_ROLES:
        return  # leads and closings sum up in words of their own
    told: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for t, match in enumerate(matches):
        if match is not None:
            place = layout.places[t]
            told[place.sentence].append((place.figure.start, matcher.line_of[match.fact]))
    edges = _edges(layout, matcher, matches)
    doubted = Stretches.of(found)
    for sentence, numbers in told.items():
        lines = [scope.facts[n] for n in sorted({line for _, line in numbers})]
        for run in _unknown(layout, sentence, lines):
            if doubted.touch(*run):
                continue
            at = bisect_left(numbers, run)
            near = sorted({line for _, line in numbers[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]})
            for flat, parts in _versions(layout, run):
                facts = [(scope.facts[n], _versions_of(scope.facts[n])[flat != layout.flat]) for n in near]
                here = [
                    h for part in parts for line, own in facts
                    for h in _between(flat, sentence, part, line, own, edges)
                ]  # fmt: skip
                here.sort(key=lambda h: h.worth, reverse=True)
                best = next((h for h in here if _replaced(layout, sentence, h, lines, scope)), None)
                if best is not None:
                    yield _changed(layout, scope, best)
                    break


def _edges(layout: Layout, matcher: Matcher, matches: Sequence[Match | None]) -> Set[tuple[int, str, int]]:
    """Where a figure of the text begins and ends, the fact it tells, and where its figure does there."""
    edges: set[tuple[int, str, int]] = set()
    for t, match in enumerate(matches):
        if match is not None:
            figure, fact = layout.places[t].figure, matcher.figures[match.fact]
            own = fact.place.figure
            edges.add((figure.phrase_start, fact.line.id, own.phrase_start))
            edges.add((figure.phrase_end - 1, fact.line.id, own.phrase_end - 1))
    return edges


def _unknown(layout: Layout, sentence: tuple[int, int], lines: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield the runs of a sentence's characters of which no two stand together in the facts."""
    start, end = sentence
    text = layout.flat[start:end]
    known = _pairs(lines[0].layout).union(*(_pairs(line.layout) for line in lines[1:]))
    held = [pair in known for pair in map(add, text, text[1:])]
    if all(held):
        return
    alone = (not (before or behind) for before, behind in pairwise((False, *held, False)))
    left = "".join(char if strange else " " for char, strange in zip(text, alone, strict=True))
    for run in _RUN.finditer(left):
        if len(run.group()) <= _LONGEST:
            yield start + run.start(), start + run.end()


_RUN = regex("[\u4e00-\u9fff]+")


@remembered
def _pairs(layout: Layout) -> frozenset[str]:
    """The pairs of characters of a fact, with synonyms made one too."""
    both = f"{layout.flat}\n{canonical(layout.flat)}"
    return frozenset(pair for pair in pairs_of(both) if _RUN.fullmatch(pair))


def _between(
    flat: str,
    sentence: tuple[int, int],
    run: tuple[int, int],
    line: Told,
    fact: str,
    edges: Set[tuple[int, str, int]],
) -> Iterator[_Here]:
    """Yield what a fact has between the words that stand around a run of the text."""
    said = flat[slice(*run)]
    ahead, back = (_edge(flat, at, *sentence) for at in (run[1], run[0] - 1))
    behind = {
        n: _alike(flat, run[1], sentence, fact, n, (1, line.id), edges) for n in _where(fact, ahead) if n >= 0
    }
    before = {
        n + 1: _alike(flat, run[0] - 1, sentence, fact, n, (-1, line.id), edges) for n in _where(fact, back)
    }
    for at in sorted(
        {n for n, alike in before.items() if alike and n < len(fact)}.union(_where(fact, said[0]))
    ):
        for stop in range(at + 1, min(len(fact), at + _LONGEST) + 1):
            if not _hanzi(fact[stop - 1]):
                break
            sides = before.get(at, 0.0), behind.get(stop, 0.0)
            if sides[1] or fact[stop - 1] == said[-1]:
                yield from _told_apart(run[0], said, line, at, fact[at:stop], sides)


def _versions(layout: Layout, run: tuple[int, int]) -> Iterator[tuple[str, Sequence[tuple[int, int]]]]:
    """Yield a text with the run and, if that holds prepositions, with marks for them and its parts."""
    yield layout.flat, [run]
    if not _PREPOSITIONS.keys().isdisjoint(map(ord, layout.flat[slice(*run)])):
        flat = layout.flat.translate(_PREPOSITIONS)
        yield flat, [part.span() for part in _RUN.finditer(flat, *run) if len(part[0]) >= LEAST]


def _versions_of(line: Told) -> tuple[str, str]:
    """A fact as it is and with marks for its prepositions: 地面 begins 给地面作业人员."""
    return line.layout.flat, line.layout.flat.translate(_PREPOSITIONS)


_PREPOSITIONS = str.maketrans(dict.fromkeys("给对为向由把将被从在", ","))


def _told_apart(
    start: int, said: str, line: Told, meant_at: int, meant: str, sides: tuple[float, float]
) -> Iterator[_Here]:
    """Yield what two words differ in, if neither is the other with more to it and both sides count enough."""
    pairs = [(_bare(said), _bare(meant))]
    whole = len(said) == len(meant) == LEAST and not set(said + meant) & _NEVER_OF_A_NAME
    if whole and (pairs[0][0][1], pairs[0][1][1]) != (said, meant):
        pairs.append(((0, said), (0, meant)))  # 公共 for 居住, whose 共 and 居 may tell no thing elsewhere
    for one, other in pairs:
        yield from _differing(start, one, line, meant_at, other, sides)


_NEVER_OF_A_NAME = frozenset("的了是和及与在为有由从将把被对向给予以于至到里也又并且而或因则已还内未没不无每")


def _differing(
    start: int,
    one: tuple[int, str],
    line: Told,
    meant_at: int,
    other: tuple[int, str],
    sides: tuple[float, float],
) -> Iterator[_Here]:
    (a, said), (b, meant) = one, other
    head = common_head(said, meant)
    tail = common_head(said[head:][::-1], meant[head:][::-1])
    before, behind = min(_NEAR, sides[0] + head), min(_NEAR, sides[1] + tail)
    here, there = said[head : len(said) - tail], meant[head : len(meant) - tail]
    if not (here and there and before and behind and before + behind >= _ENOUGH):
        return
    if all(sides) or len(here) == len(there) == 1:
        yield _Here(
            start + a + head, here, line, meant_at + b + head, there, before, behind
        )  # fmt: skip


def _bare(word: str) -> tuple[int, str]:
    """A word without the characters at its ends that tell no thing, and how many those before it were."""
    light = "".join(characters("空"))
    behind = word.lstrip(light)
    return len(word) - len(behind), behind.rstrip(light)


def _alike(
    text: str, at: int, within: tuple[int, int], fact: str, own: int,
    way: tuple[int, str], edges: Set[tuple[int, str, int]],
) -> float:  # fmt: skip
    """How much it counts that a text goes on from a place as a fact does, before it or behind it."""
    step, line = way
    alike = 0
    while (
        alike < _NEAR and within[0] <= at < within[1] and 0 <= own < len(fact)
        and text[at] == fact[own] and _hanzi(text[at])
    ):  # fmt: skip
        alike, at, own = alike + 1, at + step, own + step
    if alike == _NEAR:
        return _NEAR
    told, known = _edge(text, at, *within), _edge(fact, own, 0, len(fact))
    if _hanzi(told) or _hanzi(known):
        return alike
    if told != known and step < 0:
        # 4月12日，职代会… and 4月12日职代会…: behind a figure a comma is none.
        at, own = at - (told == _MARK), own - (known == _MARK)
        told, known = _edge(text, at, *within), _edge(fact, own, 0, len(fact))
    if told != known:
        return alike
    if told == _MARK:
        return alike + _EDGE
    return alike + (_SAME_FIGURE if (at, line, own) in edges else 0)


@keeping(4096)
def _where(fact: str, told: str) -> Sequence[int]:
    """Where a fact has a character of a text: before and behind it, too, where that is a figure or a mark."""
    if _hanzi(told):
        return [n for n, char in enumerate(fact) if char == told]
    return [n for n, char in enumerate(fact) if not _hanzi(char)] + [-1, len(fact)]


def _edge(text: str, at: int, start: int, end: int) -> str:
    char = text[at] if start <= at < end else _MARK
    return char if char == _FIGURE or _hanzi(char) else _MARK


def _hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _replaced(
    layout: Layout, sentence: tuple[int, int], here: _Here, lines: Sequence[Told], scope: Scope
) -> bool:
    """True where one thing is told of in the place of another."""
    said, meant, fact = here.said, here.meant, here.line.layout.flat
    if set(said) & set(meant) or not _gone(layout.flat[slice(*sentence)], here, lines):
        return False
    spans = all_clauses(layout)
    clause = layout.flat[slice(*spans[clause_at(spans, here.start)])]
    if _FIGURE not in clause and max(here.before, here.behind) < _NEAR:
        return False
    if same_act(said, meant) or _framing().search(said) or _framing().search(meant) or went(said):
        return False
    if meant in generic_nouns() and said in scope.flat_corpus:
        return False  # 启明实验小学 for 学校: which one it is another fact tells
    if min(len(said), len(meant)) == 1 and (
        len(said) != len(meant) or characters("空", "动", "补", "量") & {said, meant}
    ):
        return False
    if _people(layout.flat, here.start, said) & _people(fact, here.meant_at, meant):
        return False
    said, meant = _whole(layout.flat, here.start, said, here), _whole(fact, here.meant_at, meant, here)
    named = said not in verb_words() and meant not in verb_words()
    if named and len(said) == len(meant) == LEAST and _within_a_name(layout.flat, fact, here):
        one, other = [said], [meant]  # 医疗器械生产企业 for 医疗器械经营企业: both words are part of a name
    else:
        one, other = _things(said), _things(meant)
    if not len(one) == len(other) == 1:
        return False
    if here.worth[0] < _PLENTY and (one != [said] or other != [meant] or len(said) != len(meant)):
        return False
    if one != [said] and one[0] in generic_nouns():
        return False  # 送职工就读大专 for 送学大专
    return (
        not _tells_state(layout.flat, here.start, here.said)
        and not _tells_state(fact, here.meant_at, here.meant)
        and all(len(word) in _NOUN for word in one + other)
        and abs(len(one[0]) - len(other[0])) <= _LONGER
    )


def _within_a_name(flat: str, fact: str, here: _Here) -> bool:
    """True where two characters on each side are the same in a text and a fact."""
    said, meant = (here.start, here.start + len(here.said)), (here.meant_at, here.meant_at + len(here.meant))
    sides = (
        (flat[max(0, said[0] - LEAST) : said[0]], fact[max(0, meant[0] - LEAST) : meant[0]]),
        (flat[said[1] : said[1] + LEAST], fact[meant[1] : meant[1] + LEAST]),
    )
    return all(one == other and len(one) == LEAST and all(map(_hanzi, one)) for one, other in sides)


def _gone(sentence: str, here: _Here, lines: Sequence[Told]) -> bool:
    """True where a sentence has a fact's word, and each two characters of it, less often than the fact.

    法律服务 of a 法律服务热线 is gone beside 法律援助47件 too, which another fact tells.
    """
    known = here.line.layout.flat
    if min(here.before, here.behind) >= _BOTH and len(here.said) == len(here.meant) > _BOTH:
        known = "\n".join(line.layout.flat for line in lines)
    parts = (here.meant, *map("".join, pairwise(here.meant)))
    return all(
        told.count(part) < known.count(part) for told in (sentence, canonical(sentence)) for part in parts
    )


def _whole(flat: str, start: int, word: str, here: _Here) -> str:
    """A single character with the one on each side where the two sides are the fact's: the 柳河段 of 河."""
    if len(word) > 1:
        return word
    return flat[start - (here.before >= 1) : start + 1 + (here.behind >= 1)]


def _people(flat: str, start: int, word: str) -> Set[str]:
    """The groups of people that a word is, or is part of, the name of: 巡山 of 巡山员."""
    first = max(0, start - _NEAR)
    around = groups(flat[first : start + len(word) + _NEAR])
    at = start - first
    return {group.name for group in around if group.start < at + len(word) and at < group.end}


def _things(words: str) -> list[str]:
    """What is left of words without the verbs and what tells nothing."""
    left = verb_words().blank(canonical(words))
    return "".join(" " if char in characters("空") else char for char in left).split()


def _tells_state(flat: str, start: int, word: str) -> bool:
    """True where a word is, or is part of, a marking word: the 环 of 环比."""
    around = unmarked(flat[max(0, start - _NEAR) : start + len(word) + _NEAR])
    at = min(start, _NEAR)
    return " " in around[at : at + len(word)]


@cache
def _framing() -> re.Pattern[str]:
    return re.compile(alternatives(listed_words("framing")))


def _changed(layout: Layout, scope: Scope, here: _Here) -> Finding:
    said = _whole(layout.flat, here.start, here.said, here)
    meant = _whole(here.line.layout.flat, here.meant_at, here.meant, here)
    start = here.start - (len(here.said) == 1 and here.before >= 1)
    end = start + len(said)
    return finding(
        "misattributed",
        f"{quoted(said)}与事实不符：{here.line.label}这里写的是{quoted(meant)}（{here.line.text}）。"
        f"请改为{quoted(meant)}。",
        section=scope.heading, start=start, end=end, facts=(here.line.id,),
        suggestion=Edit(start=start, end=end, text=meant),
    )  # fmt: skip
