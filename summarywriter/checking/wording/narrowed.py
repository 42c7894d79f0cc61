"""What makes a noun narrower, lost or put in beside its figure: 职工 for 女职工, 非免疫规划 for 免疫规划."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import Words, word_rows


class _Narrow(NamedTuple):
    """A word that narrows a noun, and the pattern of the two with the noun's two nearest characters."""

    word: str
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when the word is first met."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _words() -> tuple[_Narrow, ...]:
    noun = "(?P<noun>[\u4e00-\u9fff]{2})"
    found = []
    for row in word_rows("narrowing"):
        for word in row[1].split():
            written = re.escape(word)
            pattern = noun + written
            if row[0] == "前":
                # 子女, 妇女, 入境外籍: the last character is no narrowing word.
                beside = rf"(?:(?<=\0){written}|{written}(?=[\u4e00-\u9fff]{{2,9}}\0))"
                pattern = f"(?<![子妇男入出]){beside}{noun}"
            found.append(_Narrow(word, pattern))
    return tuple(found)


@cache
def _any() -> Words:
    return Words(word for word, _ in _words())


def narrowed(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the noun beside a figure that lost or won a narrowing word against that of its fact.

    The word must be told less often in the sentence and the heading, or be strange to the fact.
    """
    if place.turn is not None or fact.place.turn is not None:
        return
    (start, told), (_, meant) = _zone(layout, place), _zone(fact.line.layout, fact.place)
    if not (any(_any().find(told)) or any(_any().find(meant))):
        return
    around = layout.flat[slice(*place.sentence)] + (scope.heading or "")
    for known in _words():
        word = known.word
        if word in meant and around.count(word) < fact.line.text.count(word):
            noun = _bare(known.pattern, meant, told)
        elif word in told and word not in fact.line.text:
            noun = _bare(known.pattern, told, meant, near=True)
        else:
            continue
        if noun:
            at, lost = start + told.rindex(noun), word in meant
            yield finding(
                "misattributed" if lost else "scope-changed",
                f"{quoted(noun)}与事实不符，{quoted(word)}{'丢了' if lost else '是多出来的'}："
                f"{fact.line.label}写的是{quoted(fact.line.text)}。请按事实改正。",
                section=scope.heading, severity="warning" if lost else "error",
                start=at, end=at + len(noun), facts=(fact.line.id,),
            )  # fmt: skip
            return


def _zone(layout: Layout, place: Place) -> tuple[int, str]:
    """The words right before and behind a figure, and where they start."""
    start = place.own[0]
    return start, layout.flat[start : max(place.after[1], place.figure.phrase_end)]


def _bare(pattern: re.Pattern[str], narrow: str, other: str, *, near: bool = False) -> str:
    """The noun that one zone has with the word, and the other without; empty where there is none.

    ``near`` asks for one close to its figure: 农村布设服务点214个 tells where, not which.
    """
    match = pattern.search(narrow)
    if match is None or match["noun"] not in other or match.group() in other:
        return ""
    if near and narrow[match.start() - 1 : match.start()] != "\0" and not _NEAR.match(narrow, match.end()):
        return ""
    return match["noun"]


_NEAR = regex("[\u4e00-\u9fff]{0,4}\0")
