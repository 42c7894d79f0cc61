"""What is left over, told without a figure: 其余均已整改到位 for 其余正在整改."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import PROGRESS, UNDONE
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.states.state_findings import changed
from summarywriter.model import Finding
from summarywriter.patterns import regex

_REST = regex("(?:其余|其他|余下|剩余|剩下)[^,;。!?\n\0]*(?=[,;。!?\n]|$)")

_BEGUN = regex("[未没待].*(?:[开动]工|启动|开始|开展|实施)")


def the_rest(layout: Layout, scope: Scope, lines_at: Callable[[int], Set[int]]) -> Iterator[Finding]:
    """Yield what is told of the rest as done where the fact says it is not, and the other way round.

    ``lines_at`` tells which facts are told at a place of the text.
    """
    for rest in _REST.finditer(layout.flat):
        said = _state(layout, rest.span())
        if said is None:
            continue
        for line in sorted(lines_at(rest.start())):
            fact = scope.facts[line]
            meant = [_state(fact.layout, own.span()) for own in _REST.finditer(fact.layout.flat)]
            if (
                len(meant) == 1
                and meant[0] is not None
                and (
                    (said.kind in UNDONE) != (meant[0].kind in UNDONE)
                    or _not_begun(said) != _not_begun(meant[0])
                )
            ):
                yield changed(layout, scope, fact, said, meant[0], exchangeable=False)
                break


def _not_begun(state: Marker) -> bool:
    """True for what is told as not begun at all: 其余尚未开工 is no 其余正在施工."""
    return state.kind == "planned" and _BEGUN.search(state.word) is not None


def _state(layout: Layout, span: tuple[int, int]) -> Marker | None:
    """The one state that a stretch tells, the last word of it."""
    found = [m for m in markers(layout, "state", *span) if m.kind in PROGRESS]
    return found[-1] if len({m.kind in UNDONE for m in found}) == 1 else None
