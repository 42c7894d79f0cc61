"""Grades that a fact bounds (高级工以上, 副科以上) and a text tells without their bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding
from summarywriter.resources import alternatives, listed_words

_BOUND = r"(?:级|学历|职称|干部|人员)?(?:[及和或]|\([及含]\))?其?[以之](?P<side>[上下])(?![率年月季级述报])"
_OTHERWISE = re.compile("(?:级|学历|职称)?(?:[及和或、]|更高|更低)")
"""What may stand behind a grade that is not told alone: 本科、研究生, 高级工或更高."""


@cache
def _grade() -> str:
    words = listed_words("grades")
    return alternatives(words)


@cache
def _bounded() -> re.Pattern[str]:
    return re.compile(f"(?P<grade>{_grade()}){_BOUND}")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(f"(?P<grade>{_grade()})(?!{_BOUND})")


def lost_bounds(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield 高级工 for the 高级工以上 of a fact."""
    told = {match["side"] for match in _bounded().finditer(layout.flat)}
    plain = {match["grade"] for match in _bare().finditer(scope.flat_corpus)}
    for fact in scope.facts:
        for meant in _bounded().finditer(fact.layout.flat):
            if meant["side"] in told or meant["grade"] in plain:
                continue
            for said in _bare().finditer(layout.flat):
                if said["grade"] != meant["grade"] or _OTHERWISE.match(layout.flat, said.end()):
                    continue
                yield finding(
                    "bound-changed",
                    f"{quoted(said['grade'])}少了{quoted('以' + meant['side'])}："
                    f"{fact.label}写的是{quoted(meant.group())}（{fact.text}）。请补上。",
                    section=scope.heading, start=said.start(), end=said.end(), facts=(fact.id,),
                )  # fmt: skip
                break
