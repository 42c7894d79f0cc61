"""Others that are put beside the one of whom a fact tells: 南闸站等均投入执勤 for 南闸站投入执勤."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.people import mentions
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_OTHERS = regex(
    "(?P<title>《[^《》\n]{2,40}》)等(?!多)|(?P<name>[\u4e00-\u9fff]{2,10})等(?:人(?![0-9员才数])|均|都|分别|相继|陆续|先后)"
)
_JOINED = frozenset("、和与及等《》")
"""What stands beside one of several in the facts."""
_NEAR = 5
"""Characters behind 等 in which it is told how many there are in all: 《职工之歌》等节目12个."""


def others_added(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield 等 behind a name that every fact tells of alone."""
    for match in _OTHERS.finditer(layout.text):
        kind = match.lastgroup or "name"
        told, end = match[kind], match.end(kind)
        titled = kind == "title"
        known = scope.corpus if titled else scope.flat_corpus
        tails = (told[n:] for n in range(1 if titled else len(told) - 1))
        name = next((tail for tail in tails if tail in known), "")
        start = end - len(name)
        if not name or layout.text[max(0, start - 1) : start] in _JOINED or _counted(layout, match.end()):
            continue
        spans = [(at, at + len(name)) for at in mentions(known, name)]
        beside = {sign for at, to in spans for sign in (known[max(0, at - 1) : at], known[to : to + 1])}
        if beside.isdisjoint(_JOINED):
            yield finding(
                "scope-changed",
                f"{quoted(layout.text[start : match.end()])}与事实不符：事实里只写了{quoted(name)}。"
                f"请改为{quoted(name)}。",
                section=scope.heading, severity="error", start=start, end=match.end(),
                suggestion=Edit(start=end, end=match.end(), text=""),
            )  # fmt: skip


def _counted(layout: Layout, at: int) -> bool:
    return any(at <= figure.start <= at + _NEAR and figure.kind == "count" for figure in layout.figures)
