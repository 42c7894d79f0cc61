"""What a section will say in which order: passages, their blocks, and each block's topic sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from summarywriter.model import FRAME_ROLES, Fact, Section, Sheet
from summarywriter.writing.composer.clause import Clause, clauses
from summarywriter.writing.composer.sentences import topic_sentence
from summarywriter.writing.composer.topics import Topic, arrange, assign
from summarywriter.writing.composer.words import verbs

_TOPICAL = 5
"""Clauses from which a section is put under topic sentences."""
_TOPICAL_GROUP = 8
"""Clauses from which a group is; its heading is a topic already."""
_NUMBERED = 8
"""Blocks to which they are numbered 一是 二是."""
_RICH = 20
"""Characters from which a clause with two figures can carry a topic sentence beside fuller topics."""
_FULL = 40
"""Characters from which a clause with a figure can carry a topic sentence of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """Clauses told together under a topic sentence (without full stop; ``""`` for none)."""

    sentence: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A section's own facts or one group's. ``heading`` is the group's, ``""`` for the section's own.

    ``blocks`` stand under topic sentences, ``rest`` is what fits none of them; without topic
    sentences everything is in ``rest``. ``clauses`` has them in the order of the facts.
    """

    heading: str
    clauses: tuple[Clause, ...]
    blocks: tuple[Told, ...]
    rest: tuple[Clause, ...]

    @property
    def numbered(self) -> bool:
        """Whether the blocks are few enough to be numbered."""
        return len(self.blocks) <= _NUMBERED


def passages(section: Section, used: tuple[str, ...]) -> list[Passage]:
    """Lay out a section; ``used`` are the topic sentences told before in the report."""
    parts = [("", section.facts), *((" ".join(g.heading.split()), g.facts) for g in section.groups)]
    laid = []
    for heading, facts in parts:
        if facts:
            laid.append(_passage(section, heading, facts, used))
            used += tuple(block.sentence for block in laid[-1].blocks)
    return laid


def used_before(sheet: Sheet, section: Section) -> tuple[str, ...]:
    """Return the topic sentences of the sections before this one."""
    return dict(_used(sheet)).get(section.id, ())


@lru_cache(maxsize=4)
def _used(sheet: Sheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    used: tuple[str, ...] = ()
    known = []
    for section in sheet.sections:
        known.append((section.id, used))
        if section.role not in FRAME_ROLES:
            used += tuple(block.sentence for passage in passages(section, used) for block in passage.blocks)
    return tuple(known)


def _passage(section: Section, heading: str, facts: tuple[Fact, ...], used: tuple[str, ...]) -> Passage:
    given = clauses(facts, supply=section.role != "problems")
    headings = f"{section.heading} {heading}"
    topics = assign([clause.aspect + clause.text for clause in given], headings)
    given = tuple(replace(clause, topic=topic.name) for clause, topic in zip(given, topics, strict=True))
    least = _TOPICAL_GROUP if heading else _TOPICAL
    numbered = any("一是" in clause.text for clause in given)
    blocks = () if numbered or len(given) < least else _blocks(headings, given, topics, used)
    if not blocks:
        return Passage(heading, given, (), _gathered(given))
    told = {clause for block in blocks for clause in block.clauses}
    return Passage(heading, given, blocks, tuple(clause for clause in given if clause not in told))


def _blocks(
    heading: str, given: tuple[Clause, ...], topics: list[Topic], used: tuple[str, ...]
) -> tuple[Told, ...]:
    """Return the blocks with their topic sentences; none where the facts do not fall into good ones."""
    names = [topic.name for topic in topics]
    weights = [_weight(clause, topic) for clause, topic in zip(given, topics, strict=True)]
    blocks, left = arrange(topics, weights)
    if len(blocks) < 2 or 3 * len(left.members) > len(given):
        return ()
    told: list[Told] = []
    for block in blocks:
        count = Counter(names[n] for n in block.members)
        counts = [count[topic] for topic in block.topics]
        # The facts that the topic sentence speaks of stand first beneath it.
        members = tuple(given[n] for n in sorted(block.members, key=lambda n: (-count[names[n]], n)))
        here = [other.sentence for other in told]
        sentence = topic_sentence(block, counts, [c.text for c in members], used, here, heading)
        if not sentence:
            return ()
        told.append(Told(sentence, members))
    return tuple(told)


def _weight(clause: Clause, topic: Topic) -> int:
    """Return what a clause can carry alone, as :func:`arrange` wants it."""
    if not topic.clear or not clause.figures:
        return 0
    return 2 if len(clause.text) >= _FULL else int(clause.figures > 1 and len(clause.text) >= _RICH)


def _gathered(given: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Return the clauses with those of one topic side by side, in the order in which topics occur.

    One that goes on with what is told before it (参赛职工1860人) stays behind that.
    """
    first: dict[str, int] = {}
    places: list[int] = []
    for n, clause in enumerate(given):
        if n and clause.text.startswith(tuple(verbs("onward"))):
            places.append(places[-1])
        else:
            places.append(first.setdefault(clause.topic, n) if clause.topic else n)
    return tuple(given[n] for n in sorted(range(len(given)), key=lambda n: (places[n], n)))
