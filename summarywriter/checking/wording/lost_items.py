"""An item of a fact's noun that a text drops, and others that it adds by 等.

困难女职工320名 for 困难女职工和环卫女职工320名, 高职专科生等27人 for 高职专科生27人.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_AND = "(?:、|和|(?<!参)与|以及)"
_LEAST = 2
"""Characters of an item's noun, at the end of one that a verb may lead to."""
_MOST = 5
"""Items from which on a list is no noun."""
_BEFORE = regex(
    f"(?<![\u4e00-\u9fff、])(?:[\u4e00-\u9fff]{{2,10}}、)*[\u4e00-\u9fff]{{2,10}}{_AND}[\u4e00-\u9fff]{{2,10}}$"
)
_BEHIND = regex(f"[\u4e00-\u9fff]{{2,10}}(?:、[\u4e00-\u9fff]{{2,10}})*{_AND}[\u4e00-\u9fff]{{2}}")
_JOINT = regex(_AND)
_PARTS = regex("[一二三四五六七八九十等]$")
"""What ends an item of 三、四级手术, a number that goes on, and a list that names not all."""
_UNION = "工会"
_IN_ALL = regex("(?:合计|总计|共计|总共|共)$")
"""What makes one amount of a whole list: 发放低保金、临时救助金合计286.4万元."""


@remembered
def _words(layout: Layout, sentence: tuple[int, int]) -> Set[str]:
    return frozenset(pieces(layout.flat[slice(*sentence)]))


def lost_items(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the rest of a list beside a figure of which one item is told nowhere in the sentence."""
    other = fact.line.layout.flat
    row = _BEFORE.search(other, *fact.place.own) or _BEHIND.match(other, *fact.place.after)
    in_all = _IN_ALL.search(row.group()) if row else None
    named = row.group()[: in_all.start() if in_all else None] if row else ""
    items = [item for item in _JOINT.split(named) if item]
    if row is None or len(items) > _MOST or any(map(_PARTS.search, items)):
        return
    beside, said = layout.flat[place.own[0] : place.after[1]], layout.flat[slice(*place.sentence)]
    if "等" in beside:
        return
    lost = [item for item in items if item not in said and _is_lost(item, items, layout, place)]
    kept = any(item not in lost and item[-_LEAST:] in beside for item in items)
    if len(lost) == 1 and kept and len(lost[0]) >= _LEAST and not _is_teller(lost[0], scope):
        yield finding(
            "scope-changed",
            f"{quoted(place.figure.text)}说的不只是这些：{fact.line.label}里还有{quoted(lost[0])}（{fact.line.text}）。"
            f"请补上。",
            section=scope.heading, start=place.own[0], end=place.after[1], facts=(fact.line.id,),
            severity="error" if in_all else None,
        )  # fmt: skip


def _is_lost(item: str, items: list[str], layout: Layout, place: Place) -> bool:
    """True where the sentence has nothing of what tells an item from the others."""
    own = frozenset(pieces(item)).difference(*(pieces(other) for other in items if other != item))
    return bool(own) and not own & _words(layout, place.sentence)


def _is_teller(item: str, scope: Scope) -> bool:
    """True for the office that reports: 工会和妇联联合举办 is 与妇联联合举办 in its own report."""
    return item.endswith(_UNION) or any(item in told.text for told in scope.particulars)


def and_others(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 高职专科生等27人 where the fact's 27 are 高职专科生 alone."""
    said = _OTHERS.search(layout.flat, *place.own)
    own = fact.line.layout.flat[slice(*fact.place.own)].lstrip("、")
    if said is not None and own.endswith(said[1][-_LEAST:]) and "、" not in own:
        yield finding(
            "scope-changed",
            f"{quoted(said.group() + place.figure.text)}多了“等”："
            f"{fact.line.label}写的是{quoted(fact.line.text)}。请去掉“等”。",
            section=scope.heading, start=said.start(), end=place.figure.phrase_end, facts=(fact.line.id,),
            suggestion=Edit(start=said.end() - 1, end=said.end(), text=""),
        )  # fmt: skip


_OTHERS = regex("(?:^|(?<=[,;。、\0\n]))([\u4e00-\u9fff]{2,12})等$")
