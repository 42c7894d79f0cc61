"""Words for things of one class, one of which stands where a fact has another: 乒乓球 for 羽毛球."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache

from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.matching import FactFigure
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope, Told
from summarywriter.model import Edit, Finding
from summarywriter.resources import word_rows


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """One pattern of all words, the longest first, and for each word those that it excludes."""
    table: dict[str, set[str]] = defaultdict(set)
    for row in word_rows("contrasts"):
        together = row[0].split()
        for word in together:
            table[word].update(other for other in together if other not in word and word not in other)
    pattern = "|".join(map(re.escape, sorted(table, key=lambda word: (-len(word), word))))
    return re.compile(pattern), {word: frozenset(others) for word, others in table.items()}


def contrasts(
    layout: Layout, scope: Scope, of_sentence: Mapping[tuple[int, int], Set[int]]
) -> Iterator[Finding]:
    """Yield a word that no fact holds, where one that it excludes is gone from a fact told beside it."""
    pattern, excluded = _words()
    known = scope.flat_corpus
    for match in pattern.finditer(layout.flat):
        word = match.group()
        if word in known:
            continue
        lines = sorted(
            line for (start, end), told in of_sentence.items() if start <= match.start() < end for line in told
        )
        for line in lines:
            fact = scope.facts[line]
            gone = [other for other in excluded[word] if other in fact.text and other not in layout.flat]
            if not gone:
                continue
            yield _changed(scope, fact, match, max(gone, key=lambda other: (len(other), other)))
            break


def contrasted(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a word right beside a figure that excludes the one beside the fact's figure: 超速 for 醉驾285起."""
    pattern, excluded = _words()
    meant = _beside(pattern, fact.line.layout, fact.place)
    if not meant:
        return
    sentence, own = layout.flat[slice(*place.sentence)], fact.line.text[slice(*fact.place.clause)]
    for match in _beside(pattern, layout, place):
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
        f"{quoted(match.group())}与事实不符：{fact.label}写的是{quoted(meant)}（{fact.text}）。请改为{quoted(meant)}。",
        section=scope.heading, start=match.start(), end=match.end(), facts=(fact.id,),
        suggestion=Edit(start=match.start(), end=match.end(), text=meant),
    )  # fmt: skip
