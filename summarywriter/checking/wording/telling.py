"""Facts, and parts of facts, without figures: told when enough of their content words stand in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain
from math import log
from typing import TypeAlias

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, all_clauses
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.reworded import nouns_of
from summarywriter.checking.matching.subject import canonical, pieces
from summarywriter.checking.wording.scope_findings import part_findings
from summarywriter.checking.wording.stray_markers import direction_of_fact
from summarywriter.model import Finding
from summarywriter.text import Span, sentences

ENOUGH = 0.45
"""Share of a fact's words, rare ones counting more, that tells it."""
_HARDLY = 1e-9
"""What sums of weights may be off by."""
Telling: TypeAlias = tuple[Span, Span]
"""The stretch of a text and the one sentence in it that tell a fact."""


def tellings(layout: Layout, matcher: Matcher) -> dict[int, Telling | None]:
    """Return for every required fact without figures the stretch and the one sentence that tell it.

    ``None`` where nothing in the text has enough of its words.
    """
    bare = [
        n for n, told in enumerate(matcher.scope.facts)
        if told.required and all(p.figure.article for p in told.places)
    ]  # fmt: skip
    return told_by_words(layout, matcher, bare)


def told_by_words(layout: Layout, matcher: Matcher, facts: Sequence[int]) -> dict[int, Telling | None]:
    """Return for some facts the stretch and the one sentence that tell each by its words, if any do."""
    if not facts:
        return {}
    found: dict[int, Telling | None] = {}
    spans = sentences(layout.text)
    said = [frozenset(pieces(layout.flat[s.start : s.end])) for s in spans]
    having = _windows(said)
    every = matcher.index.words
    times = Counter(chain.from_iterable(every))
    for n in facts:
        words = every[n]
        if not words:
            continue
        at = _likeliest({w: log(1 + len(every) / times[w]) for w in words}, having)
        if at is None:
            found[n] = None
            continue
        sentence = max(range(at, min(at + 2, len(spans))), key=lambda i: (len(words & said[i]), -i))
        found[n] = Span(spans[at].start, spans[min(at + 1, len(spans) - 1)].end), spans[sentence]
    return found


def _windows(said: Sequence[Set[str]]) -> Mapping[str, Set[int]]:
    """For each word the sentences that have it, themselves or in the one behind them."""
    having: dict[str, set[int]] = defaultdict(set)
    for i, words in enumerate(said):
        for word in words:
            having[word].update((max(0, i - 1), i))
    return having


def _likeliest(weights: Mapping[str, float], having: Mapping[str, Set[int]]) -> int | None:
    """The first sentence that has, with the one behind it, most of some words, if that is enough.

    The rarest words are looked up first: what has none of them cannot have enough.
    """
    shared: dict[int, float] = {}
    left = sum(weights.values())
    enough = ENOUGH * left
    for word, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        holders = having.get(word, frozenset[int]())
        if left < enough - _HARDLY:
            holders = holders & shared.keys()
        for i in holders:
            shared[i] = shared.get(i, 0.0) + weight
        left -= weight
    best = max(shared.values(), default=0.0)
    return None if best < enough else min(i for i, share in shared.items() if share == best)


def untold(layout: Layout, scope: Scope, told_at: Mapping[int, Telling | None]) -> Iterator[Finding]:
    """Yield every required fact without figures whose words the text does not tell.

    ``told_at`` are the :func:`tellings`.
    """
    for n, where in told_at.items():
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


def lost_parts(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield every clause without figures of a fact with some, of whose nouns the text has not one."""
    parts = _bare_parts(scope)
    if not parts:
        return
    said = frozenset(pieces(layout.flat)) | frozenset(pieces(canonical(layout.flat)))
    for line, part, words in parts:
        if words.isdisjoint(said):
            yield finding(
                "missing-fact",
                f"{line.label}里的{quoted(part)}没有写进正文（{line.text}）。请补上，或把这条事实标为可选。",
                section=scope.heading, facts=(line.id,),
            )  # fmt: skip


@remembered
def _bare_parts(scope: Scope) -> Sequence[tuple[Told, str, Set[str]]]:
    """The clauses without figures of the required facts with some, and the pieces of the nouns of each."""
    found = []
    for line in scope.facts:
        if not line.required or not line.places:
            continue
        for start, end in all_clauses(line.layout):
            part = line.text[start:end].strip()
            words = frozenset(pieces(nouns_of(unmarked(canonical(line.layout.flat[start:end])))))
            if len(words) > 1 and not line.layout.figures_within(start, end):
                found.append((line, part, words))
    return found
