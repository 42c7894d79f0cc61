"""What must not leak from the worked examples: their figures and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarywriter.checking.common.flat import flatten
from summarywriter.checking.layout.people import people
from summarywriter.checking.matching.values import Amount, amount
from summarywriter.figures import find_figures
from summarywriter.model import Example, Figure
from summarywriter.patterns import regex

_MARKED = regex(r"《([^《》\n]{2,60})》|“([^“”\n]{2,60})”")


@dataclass(frozen=True)
class Leaks:
    """Amounts and names of the examples, each with the example it comes from."""

    amounts: dict[tuple[Amount, str | None], str]
    names: dict[str, str]

    def figure(self, figure: Figure) -> str | None:
        """The example that tells this figure, if one does."""
        return self.amounts.get((amount(figure), figure.unit)) if figure.kind != "date" else None


def leaks_of(examples: Sequence[Example]) -> Leaks:
    """Gather what the examples tell."""
    amounts: dict[tuple[Amount, str | None], str] = {}
    names: dict[str, str] = {}
    for example in examples:
        told = _told_by(example)
        amounts = told.amounts | amounts
        names = told.names | names
    return Leaks(amounts, names)


@lru_cache(maxsize=64)
def _told_by(example: Example) -> Leaks:
    """Return what one example tells; the same few are shown for many sections."""
    amounts: dict[tuple[Amount, str | None], str] = {}
    names: dict[str, str] = {}
    label = f"{example.organization or example.source}“{example.section.heading}”"
    for line in (*(fact.text for fact in example.section.all_facts), example.section.text):
        for figure in find_figures(line):
            if not figure.article and figure.kind != "date":
                amounts.setdefault((amount(figure), figure.unit), label)
        for match in _MARKED.finditer(line):
            names.setdefault(flatten(match[1] or match[2]), label)
        for person in people(line):
            names.setdefault(person.name, label)
    if example.organization:
        names.setdefault(flatten(example.organization), label)
    return Leaks(amounts, names)
