"""Facts without figures: told when enough of their content words stand together in the text."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from summarywriter.checking.layout import Layout
from summarywriter.checking.say import finding
from summarywriter.checking.subject import pieces
from summarywriter.checking.told import Scope
from summarywriter.model import Finding
from summarywriter.text import sentences

ENOUGH = 0.45
"""Share of a fact's words, rare ones counting more, that tells it."""


def untold(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield every required fact without figures whose words the text does not tell."""
    bare = [
        told for told in scope.facts
        if told.required and all(p.figure.article or p.figure.kind == "date" for p in told.places)
    ]  # fmt: skip
    if not bare:
        return
    spans = sentences(layout.text)
    said = [frozenset(pieces(layout.flat[s.start : s.end])) for s in spans]
    windows = [said[i] | (said[i + 1] if i + 1 < len(said) else frozenset()) for i in range(len(said))]
    every = [frozenset(pieces(told.text)) for told in scope.facts]
    for told in bare:
        words = frozenset(pieces(told.text))
        if not words:
            continue
        weight = {w: log(1 + len(every) / sum(w in other for other in every)) for w in words}
        total = sum(weight.values())
        best = max((sum(weight[w] for w in words & window) for window in windows), default=0.0)
        if best < ENOUGH * total:
            yield finding(
                "missing-fact",
                f"{told.label}没有写进正文：{told.text}。请补上，或把这条事实标为可选。",
                section=scope.heading,
                facts=(told.id,),
            )
