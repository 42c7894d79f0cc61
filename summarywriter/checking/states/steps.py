"""Plans told of another step than theirs: 预计9月底投入使用 for 预计9月底完工."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import PLAIN
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.states.state_findings import changed
from summarywriter.model import Finding

_STEPS = frozenset({"begun", "done", "producing"})
_HANDED_OVER = "交付"
"""What is handed over is done and put to use."""
_VERB = 2
"""Characters at the end of a word of state that tell what is done: 已开工."""


def other_steps(
    layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]], known: Set[int]
) -> Iterator[Finding]:
    """Yield a step beside a figure of a plan that the plan's fact does not tell, where its own is gone.

    Nothing is said of the facts ``known`` to be told in another state.
    """
    found: set[int] = set()
    for n, ts in sorted(told.items()):
        fact, line = matcher.figures[n], matcher.line_of[n]
        other = fact.line.layout
        if (
            line in known | found
            or _HANDED_OVER in other.flat[slice(*fact.place.clause)]
            or not any(
                m.kind == "planned"
                for m in markers(other, "state", fact.place.group[0], fact.place.clause[1])
            )
        ):
            continue
        meant = _steps(other, fact.place.clause)
        whole = _steps(other, (0, len(other.flat)))
        every = {m.word[-_VERB:] for m in whole}
        beside = {m.word for m in whole if m not in meant}
        for place in (layout.places[t] for t in ts):
            said = _steps(layout, place.clause)
            around = {m.kind for m in _steps(layout, place.sentence) if m.word not in beside}
            if (
                meant
                and said
                and not every & {m.word[-_VERB:] for m in said}
                and not around & {m.kind for m in meant}
            ):
                found.add(line)
                yield changed(layout, matcher.scope, fact.line, said[-1], meant[-1])
                break


def _steps(layout: Layout, span: tuple[int, int]) -> list[Marker]:
    """The words of a stretch that begin a work, end it or put it to use."""
    return [m for m in markers(layout, "state", *span) if m.kind in _STEPS and m.word not in PLAIN]
