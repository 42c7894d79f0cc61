"""What is said of a state that a text changes or leaves out."""

from __future__ import annotations

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.progress import PLAIN
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.reworded import has_own_words
from summarywriter.checking.wording.exchanging import MARKS, advice, state_edit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_DENIED = regex("[尚还暂仍]?[未没]")
"""What is denied takes another sentence: 尚未完工 cannot stand where 正在 does."""


_REACHED = frozenset(
    {
        "won",
        "granted",
        "passed",
        "done",
        "producing",
        "closed",
        "signed",
        "begun",
        "obtained",
        "carried",
        "adopted",
    }
)
"""What an office never says, however it words the rest, of what has not come so far."""


def changed(
    layout: Layout,
    scope: Scope,
    line: Told,
    said: Marker,
    meant: Marker | None,
    stress: Marker | None = None,
    *,
    exchangeable: bool = True,
) -> Finding:
    """``said`` is not what the fact tells; with 已 before it the whole of 已…投产 is in question.

    What the fact tells may stand in its place if ``exchangeable``. In a clause with words of its own it is
    only to be looked at: who words all anew may tell the state in a way that is not known. 荣获 for 推荐 is
    never right.
    """
    reached = said.kind in _REACHED and said.word not in PLAIN
    severity = "error" if reached or not worded_anew(layout, scope, said) else "warning"
    if meant is None:
        return finding(
            "status-changed", severity=severity, message=
            f"{quoted(said.word)}与事实不符（事情的状态变了）：{line.label}写的是{quoted(line.text)}。请按事实写。",
            section=scope.heading, start=said.start, end=said.end, facts=(line.id,),
        )  # fmt: skip
    start = said.start - (layout.flat[said.start - 1 : said.start] == "已")
    apart = stress is not None and stress.start < start
    denied = any(_DENIED.match(m.word) for m in (said, meant))
    edit = state_edit(layout, start, said, meant) if exchangeable and not (apart or denied) else None
    return finding(
        "status-changed", severity=severity, message=
        f"{quoted(said.word)}与事实不符（事情的状态变了）：{line.label}写的是{quoted(meant.word.lstrip(MARKS))}（{line.text}）。"
        f"{advice(edit)}",
        section=scope.heading, facts=(line.id,),
        start=stress.start if stress is not None and apart else start, end=said.end, suggestion=edit,
    )  # fmt: skip


def lacking(layout: Layout, scope: Scope, line: Told, meant: Marker, span: tuple[int, int]) -> Finding:
    """``meant`` is told nowhere; the clause ``span`` is where it would belong, with what goes on about it.

    Words that no fact has may tell it: then it is only to be looked at.
    """
    reworded = has_own_words(layout.flat[slice(*span)], scope)
    spans = all_clauses(layout)
    behind = spans[clause_at(spans, span[1] + 1)]
    if layout.flat.startswith(",", span[1]) and "\0" not in layout.flat[slice(*behind)]:
        span = span[0], behind[1]
    return finding(
        "status-changed", severity="warning" if reworded else "error", message=
        f"少了{quoted(meant.word)}，事情的状态就变了：{line.label}写的是{quoted(line.text)}。请补上{quoted(meant.word)}。",
        section=scope.heading, start=span[0], end=span[1], facts=(line.id,),
    )  # fmt: skip


def worded_anew(layout: Layout, scope: Scope, said: Marker) -> bool:
    """Return whether the clause of a state has words beside it that no fact has."""
    spans = all_clauses(layout)
    start, end = spans[clause_at(spans, said.start)]
    before, behind = layout.flat[start : said.start], layout.flat[said.end : max(end, said.end)]
    return has_own_words(f"{before} {behind}", scope)
