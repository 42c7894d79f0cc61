"""Words for things of one class, one of which stands where a fact has another: 乒乓球 for 羽毛球."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.matching import FactFigure
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope, Told
from summarywriter.model import Edit, Finding
from summarywriter.resources import word_rows


class _Contrasts(NamedTuple):
    """One pattern of all words, the longest first; each word's own pattern; the words that it excludes."""

    every: re.Pattern[str]
    bare: Mapping[str, re.Pattern[str]]
    excluded: Mapping[str, Set[str]]


@cache
def _words() -> _Contrasts:
    excluded: dict[str, set[str]] = defaultdict(set)
    for row in word_rows("contrasts"):
        together = row[0].split()
        for word in together:
            excluded[word].update(other for other in together if other != word)
    written = {word: _bare(word, others) for word, others in excluded.items()}
    every = "|".join(written[word] for word in sorted(written, key=lambda word: (-len(word), word)))
    return _Contrasts(
        re.compile(every), {word: re.compile(pattern) for word, pattern in written.items()}, excluded
    )


def _bare(word: str, others: Iterable[str]) -> str:
    """The word where it is not the end of one that it excludes: 主任 but not 副主任."""
    longer = sorted(other.removesuffix(word) for other in others if other.endswith(word))
    return "".join(f"(?<!{re.escape(before)})" for before in longer) + re.escape(word)


def contrasts(
    layout: Layout, scope: Scope, of_sentence: Mapping[tuple[int, int], Set[int]]
) -> Iterator[Finding]:
    """Yield a word that no fact holds, where one that it excludes is gone from a fact told beside it."""
    every, bare, excluded = _words()
    known = scope.flat_corpus
    for match in every.finditer(layout.flat):
        word = match.group()
        if bare[word].search(known):
            continue
        lines = sorted(
            line
            for (start, end), told in of_sentence.items()
            if start <= match.start() < end
            for line in told
        )
        for line in lines:
            fact = scope.facts[line]
            gone = [
                other for other in excluded[word]
                if bare[other].search(fact.text) and not bare[other].search(layout.flat)
                and not _elided(word, fact.text, other, layout.flat)
            ]  # fmt: skip
            if not gone:
                continue
            yield _changed(scope, fact, match, max(gone, key=lambda other: (len(other), other)))
            break


def _elided(word: str, fact: str, other: str, text: str) -> bool:
    """True where what two words differ in stands on the other side: 先进集体、个人 told as 先进个人、集体."""
    head = _shared(word, other)
    tail = _shared(word[head:][::-1], other[head:][::-1])
    said, meant = (one[head : len(one) - tail] for one in (word, other))
    if not (head or tail) or not (said and meant):
        return False
    if len(said) == 1 or len(meant) == 1:  # a character alone is not enough: 章 of 奖章
        said, meant = (one[max(0, head - 1) : len(one) - tail + (tail > 0)] for one in (word, other))
    return said in fact or meant in text


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def contrasted(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a word beside a figure that excludes the one beside the fact's figure: 超速 for 醉驾285起."""
    every, _, excluded = _words()
    meant = _beside(every, fact.line.layout, fact.place)
    if not meant:
        return
    sentence, own = layout.flat[slice(*place.sentence)], fact.line.text[slice(*fact.place.clause)]
    for match in _beside(every, layout, place):
        gone = [m.group() for m in meant if m.group() in excluded[match.group()]]
        gone = [word for word in gone if word not in sentence]
        if gone and match.group() not in own:
            yield _changed(scope, fact.line, match, gone[0])
            return


def _beside(pattern: re.Pattern[str], layout: Layout, place: Place) -> list[re.Match[str]]:
    return [m for stretch in (place.own, place.after) for m in pattern.finditer(layout.flat, *stretch)]


def _changed(scope: Scope, fact: Told, match: re.Match[str], meant: str) -> Finding:
    return finding(
        "misattributed",
        f"{quoted(match.group())}与事实不符：{fact.label}写的是{quoted(meant)}（{fact.text}）。"
        f"请改为{quoted(meant)}。",
        section=scope.heading, start=match.start(), end=match.end(), facts=(fact.id,),
        suggestion=Edit(start=match.start(), end=match.end(), text=meant),
    )  # fmt: skip
