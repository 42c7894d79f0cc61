"""A rate told by another name: 集体合同覆盖率92.3% for 集体合同签订率92.3%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex
from summarywriter.resources import bad_row, word_rows

_RATE = regex("([\u4e00-\u9fff]{2})率[^,;。、率\0]{0,4}$")
_GROWN = regex("([\u4e00-\u9fff]{2})率[^,;。、率\0]{0,10}$")
_GROWN_BEFORE = regex("([\u4e00-\u9fff]{2})率[^;。率]{0,16}$")
"""The rate that points are of, in the clause before as well: 普及率达95.3%，比年初提高1.8个百分点."""


_LENGTH = 2
"""Characters before 率 that name a rate."""


def same_rate(name: str) -> frozenset[str]:
    """Return the names of a rate that say the same as ``name``, and ``name`` itself."""
    return _same().get(name, frozenset((name,)))


@cache
def _same() -> Mapping[str, frozenset[str]]:
    """The names of rates that say one thing, by each of them."""
    same: dict[str, frozenset[str]] = {}
    for row in word_rows("rate-names"):
        names = frozenset(row[0].split())
        if len(names) < 2 or any(len(name) != _LENGTH for name in names):
            raise bad_row("rate-names", row, "要有两个以上的词，每个两个字，用空格隔开")
        same.update(dict.fromkeys(names, names))
    return same


def _shortened(name: str, words: str) -> bool:
    """True for the 机收率 of what is told as 机械化收获率: its characters stand there in order."""
    first, last = map(re.escape, name)
    return re.search(f"{first}[\u4e00-\u9fff]{{1,3}}{last}[\u4e00-\u9fff]?$", words) is not None


def _in_a_row(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the 参拍率 of 参拍率和溢价率分别为61.3%、14.7% where the fact tells 成交率61.3%."""
    meant = _RATE.search(fact.line.layout.flat, fact.place.clause[0], fact.place.figure.phrase_start)
    if place.turn is None or place.turn.name is None or meant is None:
        return
    said = _NAMED.search(layout.flat, *place.turn.name)
    if said is None or f"{said[1]}率" in scope.corpus or said[1] in same_rate(meant[1]):
        return
    if f"{meant[1]}率" in layout.flat[slice(*place.sentence)]:
        return
    yield finding(
        "misattributed",
        f"{quoted(said[0])}与事实不符：{fact.line.label}写的是{quoted(meant[1] + '率')}（{fact.line.text}）。"
        f"请改为{quoted(meant[1] + '率')}。",
        section=scope.heading, start=said.start(), end=said.end(), facts=(fact.line.id,),
        suggestion=Edit(start=said.start(1), end=said.end(1), text=meant[1]),
    )  # fmt: skip


_NAMED = regex("([\u4e00-\u9fff]{2})率$")
_ALL = 100


def other_rate(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the name of a rate that no fact knows, where that of the figure's fact is told nowhere near."""
    if place.figure.kind not in ("percent", "point") or fact.place.turn is not None:
        return
    if place.turn is not None:
        yield from _in_a_row(layout, place, fact, scope)
        return
    told, own = layout.flat, fact.line.layout.flat
    if place.figure.kind == "percent":
        said = _RATE.search(told, place.clause[0], place.figure.phrase_start)
        meant = _RATE.search(own, fact.place.clause[0], fact.place.figure.phrase_start)
    else:
        said = _GROWN.search(told, place.clause[0], place.figure.phrase_start)
        meant = _GROWN_BEFORE.search(own, fact.place.sentence[0], fact.place.figure.phrase_start)
    if said is None or meant is None or f"{said[1]}率" in scope.corpus or said[1] in fact.line.text:
        return
    if said[1] in scope.corpus and place.figure.value == _ALL:
        return  # 合格率100% of what another fact tells as 全部合格
    if said[1] in _same().get(meant[1], {meant[1]}):
        return
    near, around = told[slice(*place.clause)], told[slice(*place.sentence)]
    if meant[1] in near or f"{meant[1]}率" in around or _shortened(meant[1], told[: said.end(1)]):
        return
    wrong, right = quoted(said[1] + "率"), quoted(meant[1] + "率")
    yield finding(
        "misattributed",
        f"{wrong}与事实不符：{fact.line.label}写的是{right}（{fact.line.text}）。请改为{right}。",
        section=scope.heading, start=said.start(1), end=place.figure.phrase_end, facts=(fact.line.id,),
        suggestion=Edit(start=said.start(1), end=said.end(1), text=meant[1]),
    )  # fmt: skip
