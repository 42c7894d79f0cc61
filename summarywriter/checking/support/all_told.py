"""All told of what a fact tells of a part: 已全部办结 for 办结5108件, 共安排12家 for 首批安排12家."""

from __future__ import annotations

from collections.abc import Iterable

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_ALL = regex("(?:已经?|也|现已|目前)?(?:全部|均|都|悉数|全数|全都)(?:已经?)?(?P<deed>[\u4e00-\u9fff]{2})")
_BATCH = regex("(?:首|第[一二三四五六七八九十1-9])[批期轮]")
_IN_ALL = regex("(?:一共|总共|全部|(?<![公])共(?![同享产建管商]))[\u4e00-\u9fff]{0,6}(?=\0)")


def all_told(
    layout: Layout, lost: FactFigure, sentences: Iterable[tuple[int, int]], scope: Scope
) -> Finding | None:
    """Return the words that tell all of what ``lost``, a figure that no text tells, says of a part.

    ``sentences`` are those that tell its fact by other figures.
    """
    said = _of_deed(layout, lost, sentences) if lost.place.figure.kind == "count" else None
    if said is None and _BATCH.fullmatch(lost.phrase):
        said = next((m.span() for at in sentences if (m := _IN_ALL.search(layout.flat, *at))), None)
    if said is None and lost.place.figure.bound in ("at-least", "over"):
        said = _of_everyone(layout, lost, sentences)
    if said is None:
        return None
    return finding(
        "scope-changed",
        f"{quoted(layout.text[slice(*said)])}与事实不符，说成了全部：{lost.line.label}写的是{quoted(lost.phrase)}"
        f"（{lost.line.text}）。请按事实写。",
        section=scope.heading, severity="error", start=said[0], end=said[1], facts=(lost.line.id,),
    )  # fmt: skip


def _of_everyone(
    layout: Layout, lost: FactFigure, sentences: Iterable[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where 全市企业 stands for what a fact tells of 百人以上企业."""
    own = lost.line.layout.flat
    behind = own[lost.place.figure.phrase_end : lost.place.figure.phrase_end + _NEAR]
    every = (m for sentence in sentences for m in _EVERY.finditer(layout.flat, *sentence))
    return next((m.span() for m in every if m["noun"] in behind and m[0] not in own), None)


_NEAR = 8
"""Characters behind a figure in which the noun stands that it narrows: 百人以上已建会企业."""
_EVERY = regex("(?:全[国省市区县镇乡校院厂]|所有|全部|各类)(?P<noun>[\u4e00-\u9fff]{2})")


def _of_deed(
    layout: Layout, lost: FactFigure, sentences: Iterable[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where all is told done of which the lost figure is a part: 受理5230件，已全部办结."""
    own = lost.line.layout
    words = own.flat[slice(*lost.place.clause)]
    value = amount(lost.place.figure).value
    larger = any(
        one_unit(place.figure, lost.place.figure) and not isinstance(whole := amount(place.figure).value, str)
        and not isinstance(value, str) and whole > value
        for place in own.places if place.figure.start < lost.place.figure.start
    )  # fmt: skip
    if not larger:
        return None
    for sentence in sentences:
        for match in _ALL.finditer(layout.flat, *sentence):
            if match["deed"] in words:
                return match.span()
    return None
