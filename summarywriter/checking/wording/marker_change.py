"""One marking word in the place of another: what is said of it, and by what edit it is put right."""

from __future__ import annotations

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.wording.exchanging import advice, base_edit, direction_edit
from summarywriter.model import Finding

_BESIDE, _NAMED = 2, 10
"""Characters up to which a word and its figure are one expression; the same with a name between them."""
MIXED = "累计数和新增数不能混用"
MOVING = frozenset({"percent", "point", "ratio", "count", "money", "duration", "measure", "score"})
"""Kinds of figures that rise and fall."""


def marker_changed(
    layout: Layout,
    code: str,
    what: str,
    said: Marker,
    meant: Marker,
    fact: FactFigure,
    scope: Scope,
    place: Place,
) -> Finding:
    """``said`` is not what the fact tells, ``what`` being wrong in a few words: ``meant`` is."""
    # 降至0.4天, 新建“书屋”31家 is one expression: the figure is as much in question as the word.
    beside = 0 <= place.figure.phrase_start - said.end <= (_NAMED if what == MIXED else _BESIDE)
    end = place.figure.phrase_end if beside else said.end
    edit = (direction_edit if code == "direction-changed" else base_edit)(layout, said, meant)
    return finding(
        code,
        f"{quoted(said.word)}与事实不符（{what}）：{fact.line.label}写的是{quoted(meant.word)}（{fact.line.text}）。{advice(edit)}",
        section=scope.heading, start=said.start, end=end, facts=(fact.line.id,), suggestion=edit,
    )  # fmt: skip
