"""What is planned or under way told as finished in a clause without figures: 改造已经完工 for 已开工."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at, clauses
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import PLAIN, plan_label
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.subject import pieces
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, word_rows

_SUCCESS = "成功"
"""How something went, not how far it came: 成功举办."""
_COMPLETED = ("完成", "结束")
_FINISHED = frozenset({"done", "producing"})


def finished(
    layout: Layout, span: tuple[int, int], facts: Mapping[int, Told]
) -> Iterator[tuple[int, Marker, Marker]]:
    """Yield the facts whose likest clause only begins what the clause ``span`` ends, with both words."""
    said = markers(layout, "state", *span)
    # 已完成公开征求意见: what was completed is no state of its own.
    completed = [m.end for m in said if m.kind == "done" and m.word.endswith(_COMPLETED)]
    said = [m for m in said if m.start not in completed]
    ended = [m for m in said if m.kind == "done" and m.word not in PLAIN and m.word != _SUCCESS]
    if not ended or any(m.kind != "done" for m in said):
        return
    words = frozenset(pieces(layout.flat[slice(*span)]))
    for n, fact in facts.items():
        own = clauses(fact.layout, 0, len(fact.text))
        told = {clause: markers(fact.layout, "state", *clause) for clause in own}
        alike = {c: len(words & frozenset(pieces(fact.layout.flat[slice(*c)]))) for c in own}
        likest = max(own, key=alike.__getitem__)
        # 已经竣工 alone speaks of all that its fact tells.
        states = told[likest] if alike[likest] else [m for found in told.values() for m in found]
        begun = [m for m in states if m.kind in ("begun", "doing")]
        begun = [m for m in begun if m.word not in layout.flat]  # 设计完成，已启动 for 已启动
        if begun and not any(_ended(told[c]) and 2 * alike[c] >= alike[likest] for c in own):
            yield n, ended[-1], begun[-1]


def foreseen(
    layout: Layout, span: tuple[int, int], facts: Mapping[int, Told]
) -> Iterator[tuple[int, Marker, Marker]]:
    """Yield the facts that only plan what the clause ``span`` says 已 of, with both words.

    A label (2025年计划：) makes a whole fact a plan, 拟 or 计划 its clause.
    """
    said = markers(layout, "state", *span)
    already = [m for m in said if m.word.startswith("已") or (m.kind in ("begun", "done") and "已" in m.word)]
    if not already or any(m.kind == "planned" for m in said):
        return
    words = frozenset(pieces(layout.flat[slice(*span)]))
    for n, fact in facts.items():
        label = plan_label(fact.layout, (0, len(fact.text)))
        if label is not None:
            yield n, already[0], label
            continue
        told = markers(fact.layout, "state", 0, len(fact.text))
        own = clauses(fact.layout, 0, len(fact.text))
        if any(_done(markers(fact.layout, "state", *clause)) for clause in own):
            continue
        alike = {c: len(words & frozenset(pieces(fact.layout.flat[slice(*c)]))) for c in own}
        likest = max(own, key=alike.__getitem__)
        # 已开工 alone speaks of all that its fact tells.
        states = told if not alike[likest] else markers(fact.layout, "state", *likest)
        planned = [m for m in states if m.kind == "planned"]
        if planned and (not alike[likest] or alike[likest] >= _SHARED):
            yield n, already[0], planned[0]


def _done(states: list[Marker]) -> bool:
    """True for the states of a clause that tells something as done, not as what a plan is to do: 拟建成."""
    planned = next((m.start for m in states if m.kind == "planned"), None)
    return any(
        m.kind == "done" and m.word != _FINISH and (planned is None or m.start < planned) for m in states
    )


_FINISH = "完成"
"""What may be done or be to do: 报告厅改造完成."""
_SHARED = 3
"""Pairs of characters that a clause shares with what it speaks of."""


def settled(layout: Layout, span: tuple[int, int], fact: Told, own: tuple[int, int]) -> _Turn | None:
    """Return the words of 二期工程已开工 for a fact's clause 二期工程正在招标: 已 of what is still open.

    The text's clause, and the one that goes on about it, tell nothing as open; the fact's tells nothing as
    done.
    """
    already = _already().search(layout.flat, *span)
    if already is None or any(m.kind in _OPEN for m in markers(layout, "state", *span)):
        return None
    told = markers(fact.layout, "state", *own)
    still = [m for m in told if m.kind in _STILL_OPEN]
    if not still or any(m.kind not in _OPEN for m in told):
        return None
    if layout.flat.startswith(",", span[1]):
        spans = all_clauses(layout)
        behind = spans[clause_at(spans, span[1] + 1)]
        goes_on = "\0" not in layout.flat[slice(*behind)]
        if goes_on and any(m.kind in _OPEN for m in markers(layout, "state", *behind)):
            return None
    return Marker("done", already[0], already.start(), already.end()), still[-1]


_Turn: TypeAlias = tuple[Marker, Marker]
_STILL_OPEN = frozenset({"doing", "notice", "talks", "left", "unmade"})
_OPEN = _STILL_OPEN | {"planned", "intended"}


@cache
def _already() -> re.Pattern[str]:
    """已 that says that something has come about, not only that it was begun."""
    return re.compile(f"已经?(?!{alternatives(listed_words('begun'))})")


def made_whole(layout: Layout, span: tuple[int, int], fact: Told, own: tuple[int, int]) -> _Turn | None:
    """Return the words of 大桥建成通车 for a fact's clause 大桥完成桥墩浇筑: the whole for one step.

    The text's clause says nothing of the step, the fact nothing of the whole.
    """
    steps, whole = _work()
    meant = None if whole.search(fact.layout.flat) else steps.search(fact.layout.flat, *own)
    if meant is None:
        return None
    told = layout.flat[slice(*span)]
    noun, step = meant["noun"] or meant["thing"] or "", meant["step"] or meant["taken"]
    if step in told or (noun and noun[-_LEAST:] in told):
        return None
    for said in whole.finditer(layout.flat, *span):
        if _TO_COME.search(layout.flat, span[0], said.start()):
            return None
        if noun or said[0] not in _ONLY_DONE:
            step_taken = Marker("done", meant[0], meant.start(), meant.end())
            return Marker("done", said[0], said.start(), said.end()), step_taken
    return None


_LEAST = 2
"""Characters of a noun by which it is known again."""
_ONLY_DONE = frozenset({"竣工", "完工", "建成"})
"""What says no more of a thing than that its 施工 is done."""
_TO_COME = regex(
    "[未待拟将欲争为]|计划|预计|力争|即将|准备|确保|尽快|早日|如期|推动|加快|有望|目标|条件|前|后"
)
"""What before the whole says that it has not come yet, or is what something was done for."""


@cache
def _work() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells a step of some work as done, and what tells the whole so."""
    step, whole = (
        alternatives(word for row in word_rows("work-steps") if row[0] == kind for word in row[1].split())
        for kind in ("步", "成")
    )
    return (
        re.compile(
            rf"完成了?(?P<noun>{_HANZI}{{0,8}}?)(?P<step>{step})(?!{_HANZI})"
            rf"|(?P<thing>{_HANZI}{{2,8}}?)(?P<taken>{step})(?:已经?|全部|顺利|基本)*(?:完成|完毕|结束)(?!{_HANZI})"
        ),
        re.compile(f"(?:{whole})(?![率仪日式公里量者人中费期前后的])"),
    )


_HANZI = "[\u4e00-\u9fff]"


def _ended(states: list[Marker]) -> bool:
    """True for the states of a clause that ends something, not only plans to (预计6月交付)."""
    kinds = {m.kind for m in states if m.word not in PLAIN}
    return bool(kinds & _FINISHED) and "planned" not in kinds
