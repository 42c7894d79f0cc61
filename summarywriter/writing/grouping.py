"""Puts the headings of groups back where a draft left them out."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.text import GROUP_MARK, blocks, sentences
from summarywriter.writing.attempt import Attempt, Bench

_ALIKE = 0.5
_NOWHERE = -2
_OWN = -1
"""Place of what belongs to the section itself, before its first group."""


def regrouped(bench: Bench, attempt: Attempt) -> Attempt:
    """Return the text with every group's heading over its sentences, where one was missing.

    A sentence belongs to the group whose facts it tells. Sentences keep their words, and their
    order within a group.
    """
    groups = [group for group in bench.section.groups if group.facts]
    headings = [f"{GROUP_MARK}{group.heading}" for group in groups]
    if not groups or all(heading in attempt.text.split("\n") for heading in headings):
        return attempt
    homes = {fact.id: n for n, group in enumerate(groups) for fact in group.facts}
    homes |= {fact.id: _OWN for fact in bench.section.facts}
    shelves: dict[int, list[list[str]]] = {n: [] for n in range(_OWN, len(groups))}
    under = _NOWHERE
    for block in blocks(attempt.text):
        if block.kind == "group":
            under = next((n for n, group in enumerate(groups) if group.heading == block.text), under)
            continue
        spans = sentences(block.text)
        texts = [span.of(block.text) for span in spans]
        starts = [(block.start + s.start, block.start + s.end) for s in spans]
        found = [_home(bench, attempt, homes, text, place) for text, place in zip(texts, starts, strict=True)]
        last = _NOWHERE
        for home, text in zip(_settled(found, under), texts, strict=True):
            if home != last:
                shelves[home].append([])
                last = home
            shelves[home][-1].append(text)
    lines = ["".join(paragraph) for paragraph in shelves[_OWN]]
    for n, heading in enumerate(headings):
        if shelves[n]:
            lines += [heading, *("".join(paragraph) for paragraph in shelves[n])]
    candidate = bench.judge("\n".join(lines))
    return candidate if candidate.score[:3] <= attempt.score[:3] else attempt


def _home(bench: Bench, attempt: Attempt, homes: dict[str, int], text: str, place: tuple[int, int]) -> int:
    """Return the group of a sentence by its links, else by its words, else nowhere."""
    start, end = place
    linked = [homes[k.fact] for k in attempt.links if start <= k.start and k.end <= end and k.fact in homes]
    if linked:
        return max(set(linked), key=lambda n: (linked.count(n), -n))
    alike = [(_likeness(fact.text, text), -homes[fact.id]) for fact in bench.facts if fact.id in homes]
    best = max(alike, default=(0.0, 0))
    return -best[1] if best[0] >= _ALIKE else _NOWHERE


def _settled(found: Sequence[int], under: int) -> list[int]:
    """Let a sentence of no group go with the next one that has one, else with the one before."""
    settled = list(found)
    following = _NOWHERE
    for n in reversed(range(len(settled))):
        following = settled[n] = settled[n] if settled[n] != _NOWHERE else following
    before = under if under != _NOWHERE else _OWN
    for n, home in enumerate(settled):
        before = settled[n] = before if home == _NOWHERE else home
    return settled


def _likeness(fact: str, text: str) -> float:
    """Return the share of a fact's neighbouring characters that the text has too."""
    pairs = {fact[n : n + 2] for n in range(len(fact) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
