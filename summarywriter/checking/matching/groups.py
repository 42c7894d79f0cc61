"""Whom or what a figure counts: 女职工11名 for 一线职工11名, 招聘会8场 for 讲座8场 say it of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.resources import alternatives, word_rows


class Group(NamedTuple):
    """A word for people or an activity, and the word that stands for all that mean the same."""

    name: str
    word: str
    start: int
    end: int


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {word: row[0] for row in word_rows("groups") for word in (row[0], *"".join(row[1:2]).split())}
    return re.compile(alternatives(table)), table


def groups(text: str, start: int = 0, end: int | None = None) -> list[Group]:
    """Return the groups of people that a stretch names, in order."""
    pattern, table = _words()
    stop = len(text) if end is None else end
    return [
        Group(table[m.group()], m.group(), m.start(), m.end()) for m in pattern.finditer(text, start, stop)
    ]


def other_people(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a group right beside a figure that its fact does not name, in the place of the fact's own."""
    said = _beside(layout, place)
    if said is None:
        return
    meant = _beside(fact.line.layout, fact.place) or _whole_of(said, fact, scope)
    if meant is None or said.name in {g.name for g in groups(fact.line.text)}:
        return
    if meant.name in {g.name for g in groups(layout.flat, *place.sentence)}:
        return
    yield finding(
        "misattributed",
        f"{quoted(said.word)}与事实不符：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(meant.word)}（{fact.line.text}）。请改为{quoted(meant.word)}。",
        section=scope.heading, start=min(said.start, place.figure.start),
        end=max(said.end, place.figure.end), facts=(fact.line.id,),
    )  # fmt: skip


def _whole_of(said: Group, fact: FactFigure, scope: Scope) -> Group | None:
    """The 职工 of a fact that a text narrows to 女职工, which no fact knows."""
    start = fact.line.layout.flat.find(said.word[-_BARE:], *fact.place.clause)
    if (
        said.word[-_BARE:] in _WORK
        or len(said.word) <= _BARE
        or start < 0
        or said.name in {g.name for g in groups(scope.flat_corpus)}
    ):
        return None
    return Group(said.word[-_BARE:], said.word[-_BARE:], start, start + _BARE)


_WORK = frozenset(("检查", "培训", "活动", "服务"))
"""What may be called more exactly without being another thing: 监督检查 for 检查."""
_BARE = 2
"""Length of the words for people in general: 职工, 会员."""


@remembered
def _beside(layout: Layout, place: Place) -> Group | None:
    """The group nearest before a figure in its own words, else the first right behind it."""
    before = groups(layout.flat, *place.own)
    if before:
        return before[-1]
    behind = groups(layout.flat, *place.after)
    return behind[0] if behind else None
