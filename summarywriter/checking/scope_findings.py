"""Findings about how far a statement reaches: 全省 for 全市, 之一 or 部分 dropped."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.layout import Layout, Place, lay_out
from summarywriter.checking.levels import nearest_level, scope_markers
from summarywriter.checking.matching import FactFigure
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope, Told
from summarywriter.model import Edit, Finding

_ONESELF = frozenset({"校", "院", "集团"})
"""Levels by which an office speaks of itself."""


def strange_levels(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield levels (全省, 国家级) that neither the facts nor the office's own name know."""
    known = {m.kind for m in scope_markers(scope.corpus, "level")}
    offices = "".join(t.text for t in scope.particulars)
    for marker in scope_markers(layout.flat, "level"):
        if marker.kind in known or marker.kind in offices or marker.kind in _ONESELF:
            continue
        yield finding(
            "scope-changed",
            f"{quoted(marker.word)}这个范围在事实里没有。请按事实改正，或删去。",
            section=scope.heading, start=marker.start, end=marker.end,
        )  # fmt: skip


def scope_findings(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield what a supported figure's clause says of reach that the fact's does not, and the reverse."""
    other = lay_out(fact.line.text)
    said = nearest_level(layout, place)
    meant = nearest_level(other, fact.place)
    if said and meant and said.kind != meant.kind:
        yield finding(
            "scope-changed",
            f"{quoted(said.word)}与事实不符：{fact.line.label}写的是{quoted(meant.word)}（{fact.line.text}）。"
            f"请改为{quoted(meant.word)}。",
            section=scope.heading, start=said.start, end=said.end, facts=(fact.line.id,),
            suggestion=Edit(start=said.start, end=said.end, text=meant.word),
        )  # fmt: skip
    yield from part_findings(layout, place.sentence, fact.line, fact.place.clause, scope, place.clause)


def part_findings(
    layout: Layout,
    sentence: tuple[int, int],
    told: Told,
    clause: tuple[int, int],
    scope: Scope,
    where: tuple[int, int],
) -> Iterator[Finding]:
    """Yield 之一, 部分, 试点 that the fact's clause says and the text's sentence does not."""
    flat = lay_out(told.text).flat
    said = {m.kind for m in scope_markers(layout.flat, "part", *sentence)}
    for marker in scope_markers(flat, "part", *clause):
        if marker.kind not in said:
            yield finding(
                "scope-changed",
                f"少了{quoted(marker.word)}，范围就变大了：{told.label}写的是{quoted(told.text)}。请补上。",
                section=scope.heading, start=where[0], end=where[1], facts=(told.id,),
            )  # fmt: skip
            return
