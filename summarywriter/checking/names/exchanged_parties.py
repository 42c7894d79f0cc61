"""Two parties to one deal in each other's place: 乙队以3比1战胜甲队 for 甲队以3比1战胜乙队."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.deals import Deal, Parties, Span, deals, parties, turned
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding


def exchanged_parties(layout: Layout, scope: Scope, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield a deal of a text whose two parties stand in each other's place in all facts that tell of it.

    What is ``found`` already is not said again.
    """
    told = deals(layout)
    if not told:
        return
    known: dict[str, list[tuple[str, str, Parties]]] = defaultdict(list)
    for line in scope.facts:
        for deal in deals(line.layout):
            known[deal.row].append((line.id, line.text, parties(line.layout, deal)))
    doubted = Stretches.of(f for f in found if f.severity == "error")
    for deal in told:
        said = parties(layout, deal)
        if not (said.one and said.other):
            continue
        verdicts = [(id_, text, turned(said, meant)) for id_, text, meant in known[deal.row]]
        start, end = _run(layout, deal, said)
        if any(crossed is False for *_, crossed in verdicts) or doubted.touch(start, end):
            continue
        fact = next(((id_, text) for id_, text, crossed in verdicts if crossed), None)
        if fact is not None:
            yield finding(
                "misattributed",
                f"{quoted(layout.text[start:end])}里的双方弄反了：事实写的是{quoted(fact[1])}。请按事实改正。",
                section=scope.heading, start=start, end=end, facts=(fact[0],),
            )  # fmt: skip


def _run(layout: Layout, deal: Deal, said: Parties) -> Span:
    """From the first word that tells one of the parties to the last."""
    spans = [
        (at, at + len(pair))
        for pairs, stretches in ((said.one, deal.one), (said.other, deal.other))
        for start, end in stretches
        for pair in pairs
        if (at := layout.flat.find(pair, start, end)) >= 0
    ]
    return min(spans)[0], max(end for _, end in spans)
