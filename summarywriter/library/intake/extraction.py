"""A section's text → its facts, so that text and facts agree: every figure in exactly one fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarywriter.figures import find_figures
from summarywriter.library.intake.things import Thing, things_of
from summarywriter.model import Figure

_JOINED = 3


def facts_of(text: str, *, named: bool = False) -> list[Thing]:
    """Return the things that ``text`` tells; together they hold each of its figures once.

    ``named`` keeps the sentences that only name a matter (see :func:`things_of`).

    Where taking words off changes what a figure means, they stay; where a cut does, the two
    stretches become one thing again.
    """
    figures = find_figures(text)
    things = things_of(text, figures, named=named)
    for _ in range(_JOINED):
        settled = _settled(text, things, figures)
        if settled == things:
            break
        things = settled
    return things


def told_figures(thing: Thing, figures: Sequence[Figure]) -> list[Figure]:
    """Return the text's figures that lie in a thing's stretch."""
    return [figure for figure in figures if thing.start <= figure.start < thing.end]


def agrees(words: str, wanted: Sequence[Figure]) -> bool:
    """Tell whether ``words`` hold just the figures ``wanted``, the same in meaning."""
    return Counter(map(_meaning, find_figures(words))) == Counter(map(_meaning, wanted))


def _settled(text: str, things: Sequence[Thing], figures: Sequence[Figure]) -> list[Thing]:
    settled: list[Thing] = []
    for thing in things:
        if agrees(thing.words(text), told_figures(thing, figures)):
            settled.append(thing)
            continue
        whole = thing.whole(text)
        if agrees(whole.words(text), told_figures(whole, figures)) or not _joinable(text, settled, thing):
            settled.append(whole)
            continue
        before = settled.pop()
        settled.append(Thing(before.start, thing.end, ()).whole(text))
    return settled


def _joinable(text: str, settled: Sequence[Thing], thing: Thing) -> bool:
    return bool(settled) and "\n" not in text[settled[-1].start : thing.end]


def _meaning(figure: Figure) -> tuple[object, ...]:
    return figure.text, figure.kind, figure.value, figure.high, figure.unit, figure.bound
