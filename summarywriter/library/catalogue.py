"""The examples made ready for choosing: cut into units, cleared of masked ones, indexed."""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarywriter.library.likeness import Index, bigrams
from summarywriter.library.masks import has_mask
from summarywriter.library.units import single_groups
from summarywriter.model import FRAME_ROLES, Example, Section, Sheet, infer_role
from summarywriter.text import narrow

_HEADING_COUNTS = 3
"""A heading says more about the matter than a fact: it counts this many times."""

_LONG = 20
"""Letters from which a fact without figures is no stock phrase (完成上级交办的任务)."""

_SHORT = 6
"""Letters below which even a fact with figures may be anyone's (招聘会4场)."""

_KEPT = 4


@dataclass(frozen=True)
class Unit:
    """What can be shown: a whole section, or one group of it as a section of its own.

    ``grouped`` tells a section with sub-headings; ``figures`` counts the numbers of its facts.
    """

    example: Example
    grouped: bool
    figures: int

    @cached_property
    def whole(self) -> str:
        """The id of the section that it is, or is a group of."""
        return self.example.id.partition("#")[0]

    @cached_property
    def words(self) -> str:
        """Its headings and facts, see :func:`plain_words`."""
        return plain_words(self.example.section)

    @cached_property
    def shown(self) -> str:
        """What is shown of it."""
        return shown(self.example.section)


class Catalogue:
    """All units of some examples, with the index over their words and the facts they tell."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.units: list[Unit] = []
        self._sources_by_fact: dict[str, set[str]] = {}
        self._sections_by_fact: dict[str, set[str]] = {}
        self._facts: Counter[str] = Counter()
        for example in examples:
            self._facts[example.id] = len(example.section.all_facts)
            for fact in example.section.all_facts:
                key = fact_key(fact.text)
                self._sections_by_fact.setdefault(key, set()).add(example.id)
                if telling(key):
                    self._sources_by_fact.setdefault(key, set()).add(example.source)
            section = example.section
            if not section.text or (section.role not in FRAME_ROLES and not section.all_facts):
                continue
            whole = [] if _masked(section) else [example]
            for shown in (*whole, *(single_groups(example) if section.groups else ())):
                if shown is example or not _masked(shown.section):
                    self.units.append(_unit(shown))
        self.index = Index([words_of(unit.example.section) for unit in self.units])

    def origins(self, sheet: Sheet, section: Section) -> tuple[set[str], set[str]]:
        """Return what must not be shown: the sheet's own sources, and the sections that tell its facts.

        A source is the sheet's own where one :func:`telling` fact is the same in both; a section
        of another source is left out where half of its facts are facts of ``section`` too.
        """
        sources: set[str] = set()
        for _, _, fact in sheet.facts():
            sources |= self._sources_by_fact.get(fact_key(fact.text), set())
        shared: Counter[str] = Counter()
        for key in {fact_key(fact.text) for fact in section.all_facts}:
            shared.update(self._sections_by_fact.get(key, ()))
        return sources, {name for name, count in shared.items() if 2 * count >= self._facts[name]}


def telling(letters: str) -> bool:
    """Tell whether two reports hardly share a fact of these letters by chance: a figure, or many."""
    return len(letters) >= _LONG or (len(letters) >= _SHORT and re.search(r"\d", letters) is not None)


@lru_cache(maxsize=4096)
def fact_key(fact: str) -> str:
    """Return the letters and digits of a fact, for telling that two are the same."""
    return re.sub(r"[\W_]", "", narrow(fact)).lower()


def words_of(section: Section) -> Counter[str]:
    """Return the bigrams a section is found by: facts and headings; of lead and closing the text too.

    A heading that only names the role (下一步打算) says nothing about the matter and is left out.
    """
    headings = [group.heading for group in section.groups]
    if infer_role(section.heading) == "body":
        headings.append(section.heading)
    counted = bigrams("\n".join(fact.text for fact in section.all_facts))
    if section.role in FRAME_ROLES:
        counted.update(bigrams(section.text))
    else:
        for pair in bigrams("\n".join(headings)):
            counted[pair] += _HEADING_COUNTS
    return counted


def plain_words(section: Section) -> str:
    """Return a section's headings and facts as one text, a line each."""
    headings = [section.heading, *(group.heading for group in section.groups)]
    return "\n".join((*headings, *(fact.text for fact in section.all_facts)))


def shown(section: Section) -> str:
    """Return what is shown of an example's section, without the sub-headings: they take few tokens."""
    return "\n".join((section.heading, *(fact.text for fact in section.all_facts), section.text))


def figure_count(section: Section) -> int:
    """Return how many numbers in digits the section's facts hold (a rough measure, for likeness only)."""
    told = "\n".join(fact.text for fact in section.all_facts)
    return len(re.findall(r"\d+(?:\.\d+)?", narrow(told)))


_catalogues: OrderedDict[tuple[int, ...], tuple[tuple[Example, ...], Catalogue]] = OrderedDict()
_lock = threading.Lock()


def catalogue(examples: Sequence[Example]) -> Catalogue:
    """Return the catalogue of these very examples; the last few are kept."""
    # Comparing thousands of examples by value takes longer than choosing. The examples are kept
    # beside the catalogue, so that their ids cannot come to mean others.
    key = tuple(map(id, examples))
    with _lock:
        if key not in _catalogues:
            held = tuple(examples)
            _catalogues[key] = (held, Catalogue(held))
            while len(_catalogues) > _KEPT:
                _catalogues.popitem(last=False)
        _catalogues.move_to_end(key)
        return _catalogues[key][1]


def _unit(example: Example) -> Unit:
    section = example.section
    return Unit(example, grouped=bool(section.groups), figures=figure_count(section))


def _masked(section: Section) -> bool:
    return has_mask("\n".join((plain_words(section), section.text)))
