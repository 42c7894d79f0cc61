"""Whom an amount went to: 向环卫工人发放慰问金93万元 where the fact's 93万元 went to families in need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.frames import frame_words
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.groups import groups
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding


@cache
def _to() -> re.Pattern[str]:
    before, deeds = frame_words("recipient", "before"), frame_words("recipient", "deeds")
    who = f"(?P<who>(?:(?!{before})[^,;。\0]){{2,10}}?)"
    return re.compile(f"(?:{before}){who}(?:{deeds})[^,;。\0]{{0,12}}$")


def other_recipient(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield who is said to have been given an amount where another part of the facts tells of them."""
    to = _to().search(layout.flat, place.clause[0], place.figure.phrase_start)
    said = groups(to["who"]) if to else []
    if to is None or not said:
        return
    names = {group.name for group in said}
    flat = fact.line.layout.flat
    start = flat.rfind(";", 0, fact.place.clause[0]) + 1
    meant = groups(flat, start, fact.place.figure.phrase_start)
    known = {group.name for group in groups(scope.flat_corpus)}
    if not meant or not names <= known or names & {group.name for group in meant}:
        return
    told = {group.name for group in groups(layout.flat, place.clause[0], place.clause[1])}
    if meant[-1].name in told:
        return
    yield finding(
        "misattributed",
        f"{quoted(to['who'])}与事实不符：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(meant[-1].word)}（{fact.line.text}）。请按事实写。",
        section=scope.heading, start=to.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip
