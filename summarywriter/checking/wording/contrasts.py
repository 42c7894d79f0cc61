"""Words for things of one class, one of which stands where a fact has another: 乒乓球 for 羽毛球."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import combinations, starmap
from operator import itemgetter
from typing import NamedTuple

from summarywriter.checking.common.flat import common_head
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.people import likely, mentions, persons
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex
from summarywriter.resources import Words, alternatives, word_rows


class _Contrasts(NamedTuple):
    """All words, for each those that it excludes, and what became.

    ``outcomes`` are the pairs that tell how far one thing has come: 胜诉 and 败诉.
    """

    every: Words
    excluded: Mapping[str, Sequence[str]]
    outcomes: Set[frozenset[str]]


@cache
def _words() -> _Contrasts:
    excluded: dict[str, set[str]] = defaultdict(set)
    outcomes: set[frozenset[str]] = set()
    for row in word_rows("contrasts"):
        together = row[0].split()
        for word in together:
            excluded[word].update(other for other in together if other != word)
        if row[1:]:
            outcomes.update(map(frozenset, combinations(together, 2)))
    return _Contrasts(Words(excluded), {word: tuple(sorted(o)) for word, o in excluded.items()}, outcomes)


@cache
def _bare(word: str) -> re.Pattern[str]:
    """The word where it is not the end of one that it excludes: 主任 but not 副主任."""
    longer = sorted(o.removesuffix(word) for o in _words().excluded[word] if o.endswith(word))
    return re.compile("".join(f"(?<!{re.escape(before)})" for before in longer) + re.escape(word))


class _Word(NamedTuple):
    start: int
    text: str


@remembered
def _told(layout: Layout) -> list[_Word]:
    """The words that exclude others, in order: 副主任 is read as one, so that no 主任 is found in it.

    A word that another begins or ends with is found too where the two do not exclude each other: the 茶艺
    of 茶艺比赛.
    """
    found = starmap(_Word, _words().every.find(layout.text))
    return [
        part
        for word in found
        for part in (word, *(_Word(word.start + at, inner) for at, inner in _inside(word.text)))
    ]


@cache
def _inside(word: str) -> Sequence[tuple[int, str]]:
    """The words that a word begins or ends with, other than what it excludes, and where they stand in it."""
    known = _words().excluded
    parts = [(0, word[:size]) for size in range(2, len(word))]
    parts += [(at, word[at:]) for at in range(1, len(word) - 1)]
    return sorted((at, part) for at, part in parts if part in known and part not in known[word])


def contrasts(layout: Layout, scope: Scope, lines_at: Callable[[int], Set[int]]) -> Iterator[Finding]:
    """Yield a word that no fact holds, where one that it excludes is gone from a fact told beside it.

    ``lines_at`` tells which facts are told at a place of the text.
    """
    strange = {said.text for said in _told(layout)}
    strange = {w for w in strange if not (_bare(w).search(scope.flat_corpus) or _spelt_out(w, scope))}
    lost: dict[tuple[str, int], str | None] = {}
    end = 0
    for said in _told(layout) if strange else ():
        if said.start < end:
            continue  # 茶艺 of a 茶艺比赛 that was found
        for line in sorted(lines_at(said.start)) if said.text in strange else ():
            if (said.text, line) not in lost:
                lost[said.text, line] = _lost(said.text, scope.facts[line].text, layout.text)
            meant = lost[said.text, line]
            if meant is not None:
                end = said.start + len(said.text)
                yield _changed(scope, scope.facts[line], said, meant)
                break


def _spelt_out(word: str, scope: Scope) -> bool:
    """True for 老旧小区改造 of 改造老旧小区5个: a fact has both ends of the word, in another order."""
    if len(word) < _COMPOUND:
        return False
    ends = ((word[:-2], word[-2:]), (word[:2], word[2:]))
    return any(a in line.text and b in line.text for a, b in ends for line in scope.facts)


_COMPOUND = 4
"""Characters of a word that is made of two."""


def _lost(word: str, fact: str, text: str) -> str | None:
    """The longest word of a fact that another excludes, and that is gone from the text."""
    gone = (other for other in _words().excluded[word] if _gone(word, other, fact, text))
    return max(gone, key=lambda other: (len(other), other), default=None)


def _gone(word: str, other: str, fact: str, text: str) -> bool:
    """True when ``other`` stands more often in the fact than in the text, which has ``word``."""
    pattern = _bare(other)
    left = _count(pattern, text)
    return left < _count(pattern, fact) and (left > 0 or not _elided(word, fact, other, text))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _oftener(word: str, one: str, other: str) -> bool:
    """True when a word stands more often in ``one`` than in ``other``."""
    return _count(_bare(word), one) > _count(_bare(word), other)


def _elided(word: str, fact: str, other: str, text: str) -> bool:
    """True where what two words differ in stands on the other side: 先进集体、个人 told as 先进个人、集体."""
    head = common_head(word, other)
    tail = common_head(word[head:][::-1], other[head:][::-1])
    said, meant = (one[head : len(one) - tail] for one in (word, other))
    if not (head or tail) or not (said and meant):
        return False
    if len(said) == 1 or len(meant) == 1:  # a character alone is not enough: 章 of 奖章
        said, meant = (one[max(0, head - 1) : len(one) - tail + (tail > 0)] for one in (word, other))
    return said in fact or meant in text


def contrasted(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a word beside a figure that excludes the one beside the fact's figure: 超速 for 醉驾285起."""
    told = _beside(layout, place)
    meant = _beside(fact.line.layout, fact.place) if told else []
    if not meant:
        return
    excluded = _words().excluded
    around = place.clause if place.figure.kind == "ordinal" else place.sentence
    sentence = layout.flat[slice(*around)]
    for said in told:
        again = said.text in fact.line.text  # 酒驾占其中97起 for 查处酒驾醉驾412起，其中醉驾97起
        own = any(word.text == said.text for word in meant)
        if again and (own or not _oftener(said.text, sentence, scope.flat_corpus)):
            continue
        gone = [word.text for word in meant if word.text in excluded[said.text]]
        gone = [o for o in gone if _oftener(o, fact.line.text, sentence) if again or o not in sentence]
        gone = [o for o in gone if again or not _elided(said.text, fact.line.text, o, sentence)]
        if gone:
            yield _changed(scope, fact.line, said, gone[0])
            return


_LONGEST = 10
"""Characters before a name in which its role stands."""


@cache
def _held_by() -> re.Pattern[str]:
    """副组长由田志敏担任: a role that its holder follows."""
    return re.compile(f"(?:{alternatives(_words().excluded)})(?=(?:一职)?(?:由|为|是)$)")


_OFFICE = regex("(?:同志)?(?:任|担任|当选为?|出任|为|兼任|被选为|被聘为)")


def other_roles(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 周立军任副主席 for the 周立军当选主席 of a fact."""
    excluded = _words().excluded
    for name in sorted(name for name in persons(scope.corpus) | likely(scope.corpus) if name in text):
        known = [role.text for role in _roles(scope.corpus, name)]
        for said in _roles(text, name) if known else ():
            other = next((role for role in known if role in excluded[said.text]), None)
            if other is not None and said.text not in known:
                end = said.start + len(said.text)
                yield finding(
                    "misattributed",
                    f"{quoted(name)}的职务{quoted(said.text)}与事实不符：事实里写的是{quoted(other)}。请照改。",
                    section=scope.heading, start=said.start, end=end,
                    suggestion=Edit(start=said.start, end=end, text=other),
                )  # fmt: skip


def _roles(text: str, name: str) -> Iterator[_Word]:
    """Yield what a text says that a person became or is, as far as it is one of the words."""
    for at in mentions(text, name):
        office = _OFFICE.match(text, at + len(name))
        role = _words().every.at(text, office.end()) if office else None
        if office is not None and role is not None:
            yield _Word(office.end(), role)
        held = _held_by().search(text, max(0, at - _LONGEST), at)
        if held is not None:
            yield _Word(held.start(), held.group())


def _beside(layout: Layout, place: Place) -> list[_Word]:
    told = _told(layout)
    found: list[_Word] = []
    for start, end in (place.own, place.after) if told else ():
        first = bisect_left(told, start, key=itemgetter(0))
        found += told[first : bisect_left(told, end, first, key=itemgetter(0))]
    return found


def _changed(scope: Scope, fact: Told, said: _Word, meant: str) -> Finding:
    outcome = frozenset((said.text, meant)) in _words().outcomes
    return finding(
        "status-changed" if outcome else "misattributed",
        f"{quoted(said.text)}与事实不符：{fact.label}写的是{quoted(meant)}（{fact.text}）。"
        f"请改为{quoted(meant)}。",
        section=scope.heading, start=said.start, end=said.start + len(said.text), facts=(fact.id,),
        suggestion=Edit(start=said.start, end=said.start + len(said.text), text=meant),
    )  # fmt: skip
