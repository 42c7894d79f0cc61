"""One more or another name in a list of which the facts know the rest: 丰桥、沙圩 for 丰桥、石埠."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.people import Person, listed_after
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.counting import counted_items
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.patterns import regex


def other_item(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the one item of a counted list that no fact knows, where one of the fact's is gone."""
    own = fact.line.layout
    said, meant = counted_items(layout, place.figure), counted_items(own, fact.place.figure)
    gone = [item for item in meant if item not in layout.flat] if said else []
    strange = [item for item in said if _WORD.search(item) and not pairs_of(item) & scope.pairs]
    if len(gone) == 1 and len(strange) == 1:
        end = layout.flat.rindex(strange[0], 0, place.figure.phrase_start) + len(strange[0])
        yield finding(
            "unsupported-name",
            f"{quoted(strange[0])}在事实里找不到：{fact.line.label}写的是{quoted(gone[0])}（{fact.line.text}）。"
            f"请改为{quoted(gone[0])}。",
            section=scope.heading, start=end - len(strange[0]), end=end, facts=(fact.line.id,),
        )  # fmt: skip


_WORD = regex(r"\w{2}")


def people_beside(text: str, known: set[str]) -> Iterator[Person]:
    """Yield the people listed right behind one whom the facts name."""
    for name in sorted(known):
        for match in re.finditer(re.escape(name), text):
            yield from listed_after(text, match.end())
