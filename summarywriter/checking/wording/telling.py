"""Facts without figures: told when enough of their content words stand together in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from math import log

from summarywriter.checking.common.say import finding
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.wording.scope_findings import part_findings
from summarywriter.checking.wording.stray_markers import direction_of_fact
from summarywriter.model import Finding
from summarywriter.text import Span, sentences

ENOUGH = 0.45
"""Share of a fact's words, rare ones counting more, that tells it."""


def tellings(layout: Layout, scope: Scope) -> dict[int, tuple[Span, Span] | None]:
    """Return for every required fact without figures the stretch and the one sentence that tell it.

    ``None`` where nothing in the text has enough of its words.
    """
    bare = [
        n for n, told in enumerate(scope.facts)
        if told.required and all(p.figure.article for p in told.places)
    ]  # fmt: skip
    if not bare:
        return {}
    found: dict[int, tuple[Span, Span] | None] = {}
    spans = sentences(layout.text)
    said = [frozenset(pieces(layout.flat[s.start : s.end])) for s in spans]
    windows = [said[i] | (said[i + 1] if i + 1 < len(said) else frozenset()) for i in range(len(said))]
    every = [frozenset(pieces(told.layout.flat)) for told in scope.facts]
    times = Counter(chain.from_iterable(every))
    for n in bare:
        words = every[n]
        if not words:
            continue
        weight = {w: log(1 + len(every) / times[w]) for w in words}
        shares = [sum(weight[w] for w in words & window) for window in windows]
        best = max(shares, default=0.0)
        if best < ENOUGH * sum(weight.values()):
            found[n] = None
            continue
        at = shares.index(best)
        sentence = max(range(at, min(at + 2, len(spans))), key=lambda i: (len(words & said[i]), -i))
        found[n] = Span(spans[at].start, spans[min(at + 1, len(spans) - 1)].end), spans[sentence]
    return found


def untold(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield every required fact without figures whose words the text does not tell."""
    for n, where in tellings(layout, scope).items():
        told = scope.facts[n]
        if where is None:
            yield finding(
                "missing-fact",
                f"{told.label}没有写进正文：{told.text}。请补上，或把这条事实标为可选。",
                section=scope.heading,
                facts=(told.id,),
            )
            continue
        stretch, sentence = where
        yield from part_findings(layout, stretch, told, (0, len(told.text)), scope, sentence)
        yield from direction_of_fact(layout, sentence, told, scope)
