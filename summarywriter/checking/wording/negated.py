"""What a fact denies told as true, and the reverse: 已达到目标 for 未达到目标."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.model import Finding
from summarywriter.patterns import regex

_VERB = regex("(?P<no>尚未|还未|从未|未曾|没有|未|没|不)(?P<verb>[\u4e00-\u9fff]{2})")
_TOLD = frozenset({"通过", "达到", "获批", "立案", "采纳", "达标"})
"""Verbs that tell what became of a thing; 未入会职工 only says which ones are meant."""
_FAR = 6
"""Characters before a verb in which it may be denied: 未按时上报."""
_NEGATING = frozenset("未没不无非待拟")


def turned_negations(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a verb of a figure's clause that the fact's clause denies, or one denied that it does not."""
    said, meant = layout.flat[slice(*place.clause)], fact.line.layout.flat[slice(*fact.place.clause)]
    told, known = _with_next(layout, place), _with_next(fact.line.layout, fact.place)
    pending = () if _LATER.search(fact.line.text) else _pending(told, known)
    pending = (*pending, *_settled(told, known, fact.line.text))
    for start, end, other in (*_turned(meant, said), *_turned(said, meant, reverse=True), *pending):
        yield finding(
            "status-changed",
            f"{quoted(told[start:end])}与事实不符，说反了：{fact.line.label}写的是{quoted(other)}（{fact.line.text}）。"
            "请按事实改正。",
            section=scope.heading, facts=(fact.line.id,),
            start=place.clause[0] + start, end=place.clause[0] + end,
        )  # fmt: skip
        return


def _turned(denying: str, other: str, *, reverse: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield what one clause denies and the other says: where it stands in the text, and the fact's words."""
    for match in _VERB.finditer(denying):
        verb = match["verb"]
        at = other.find(verb)
        if verb not in _TOLD or at < 0 or verb in denying.replace(match.group(), "") or _denied(other, verb):
            continue
        if reverse:
            yield *match.span(), verb
        else:
            yield at, at + len(verb), match.group()


_PENDING = regex("(?:(?<![期等对接优看善亏有])[待未]|正在)(?P<verb>[\u4e00-\u9fff]{2})")
_LATER = regex("[待未拟将尚余]|计划|预计|正在|其中")
"""What a fact tells of some that are not done."""


def _settled(said: str, meant: str, fact: str) -> Iterator[tuple[int, int, str]]:
    """Yield 已处置 of a text where the fact tells 待处置 and nothing of what is done."""
    for match in _PENDING.finditer(meant):
        told = re.compile(f"(?:已经?|均已|全部){match['verb']}|{match['verb']}完毕")
        done = told.search(said)
        if match.group().startswith("正在") or told.search(fact):
            continue  # 正在接种: some have been by now
        if done is not None and not _PENDING.search(said):
            yield *done.span(), match.group()


def _with_next(layout: Layout, place: Place) -> str:
    """The clause of a figure and one without figures behind it: 收到投诉5件，均已答复."""
    behind = _BEHIND.match(layout.flat, place.clause[1], place.sentence[1])
    return layout.flat[place.clause[0] : behind.end() if behind else place.clause[1]]


_BEHIND = regex(",[^,;。\0]+(?=[,;。]|$)")


@keeping(256)
def _pending(said: str, meant: str) -> Sequence[tuple[int, int, str]]:
    """The 待调运 and 正在调运 of a text where the fact tells 已调运: what is still to be done."""
    found = ((*match.span(), f"已{match['verb']}") for match in _PENDING.finditer(said))
    return [told for told in found if told[2] in meant and told[2] not in said]


def _denied(clause: str, verb: str) -> bool:
    return any(
        _NEGATING & set(clause[max(0, m.start() - _FAR) : m.start()]) for m in re.finditer(verb, clause)
    )
