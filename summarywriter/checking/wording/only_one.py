"""A figure of all told of one alone: 仅超载运输一项罚款264.5万元 for 罚款合计264.5万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.patterns import regex

_ONLY = regex("仅[\u4e00-\u9fff]{2,12}?(?<![二三四五六七八九十百])一[项类个家处]")


def told_of_one(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 仅…一项 before a figure that its fact does not tell of one alone."""
    said = _ONLY.search(layout.text, place.clause[0], place.figure.phrase_start)
    if said is not None and not re.search("仅|只", fact.line.text):
        yield finding(
            "misattributed",
            f"{quoted(said.group())}与事实不符：{fact.line.label}没有说{quoted(fact.phrase)}只是这一项"
            f"（{fact.line.text}）。请按事实改正。",
            section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
        )  # fmt: skip
