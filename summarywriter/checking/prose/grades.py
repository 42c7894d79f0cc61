"""Grades that a fact bounds (高级工以上, 副科以上) and a text does not, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words

_BOUND = r"(?:级|学历|职称|干部|人员)?(?:[及和或]|\([及含]\))?其?[以之](?P<side>[上下])(?![率年月季级述报])"
_OTHERWISE = regex("(?:级|学历|职称)?(?:[及和或、]|更高|更低)")
"""What may stand behind a grade that is not told alone: 本科、研究生, 高级工或更高."""


_AND_UP = regex("([\u4e00-\u9fff]{2})及以[上下]")
"""What is a grade because it is bounded as one: 橙色及以上."""


@lru_cache(maxsize=64)
def _patterns(grades: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Grades with a bound, and alone."""
    grade = f"(?P<grade>{alternatives(grades)})"
    return re.compile(f"{grade}{_BOUND}"), re.compile(f"{grade}(?!{_BOUND})")


def other_grades(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield 高级工 for the 高级工以上 of a fact, and 橙色及以上 for the 橙色 of one."""
    texts = [text for text in (layout.flat, scope.flat_corpus) if "及以" in text]
    found = {m[1] for text in texts for m in _AND_UP.finditer(text)}
    bounded, bare = _patterns(listed_words("grades") | found)
    told = {match["side"] for match in bounded.finditer(layout.flat)}
    plain = {match["grade"] for match in bare.finditer(scope.flat_corpus)}
    known = set[str]()
    for fact in scope.facts:
        for meant in bounded.finditer(fact.layout.flat):
            known.add(meant["grade"])
            if meant["side"] in told or meant["grade"] in plain:
                continue
            for said in bare.finditer(layout.flat):
                if said["grade"] != meant["grade"] or _OTHERWISE.match(layout.flat, said.end()):
                    continue
                yield finding(
                    "bound-changed",
                    f"{quoted(said['grade'])}少了{quoted('以' + meant['side'])}："
                    f"{fact.label}写的是{quoted(meant.group())}（{fact.text}）。请补上。",
                    section=scope.heading, start=said.start(), end=said.end(), facts=(fact.id,),
                )  # fmt: skip
                break
    for said in bounded.finditer(layout.flat):
        if said["grade"] in plain - known:
            yield finding(
                "bound-changed",
                f"{quoted(said.group())}多了{quoted('以' + said['side'])}："
                f"事实里写的只是{quoted(said['grade'])}。请改正。",
                section=scope.heading, start=said.start(), end=said.end(),
            )  # fmt: skip
