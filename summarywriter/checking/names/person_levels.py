"""Levels of honours that two people exchange: 王建国获市级称号 where the facts tell 省级 of him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.levels import scope_markers
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.people import persons
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_CLAUSE = regex("[^,，;；。!?！？\n]+")


def exchanged_person_levels(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield the level told of a person that the facts tell of somebody else."""
    named = sorted(name for name in persons(scope.corpus) if name in text)
    if not named:
        return
    known, said = _levels(scope.corpus, named), _levels(text, named)
    for name in named:
        meant, told = known.get(name), said.get(name)
        if meant is None or told is None or meant.kind == told.kind:
            continue
        if any(level.kind == told.kind for other, level in known.items() if other != name):
            yield finding(
                "scope-changed",
                f"{quoted(told.word)}与事实不符：事实里{quoted(name)}写的是{quoted(meant.word)}。请照改。",
                section=scope.heading, start=told.start, end=told.end,
                suggestion=Edit(start=told.start, end=told.end, text=meant.word),
            )  # fmt: skip


def _levels(text: str, names: list[str]) -> Mapping[str, Marker]:
    """The one level in the clauses that name one of several people, by person."""
    found: dict[str, list[Marker]] = {}
    for clause in _CLAUSE.finditer(text):
        within = [name for name in names if name in clause.group()]
        if len(within) == 1:
            levels = scope_markers(text, "level", clause.start(), clause.end())
            found.setdefault(within[0], []).extend(levels)
    return {name: levels[0] for name, levels in found.items() if len({m.kind for m in levels}) == 1}
