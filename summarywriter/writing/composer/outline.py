"""What a section will say in which order: passages, their blocks, and each block's topic sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from summarywriter.model import FRAME_ROLES, Fact, Section, Sheet
from summarywriter.writing.composer.sentences import pair_sentence, topic_sentence, verb_of
from summarywriter.writing.composer.topics import Block, arrange, assign, by_family

_TOPICAL = 4
"""Facts from which a passage is put under topic sentences."""
_NUMBERED = 8
"""Topics to which they are numbered 一是 二是."""
_FULL = 1.5
"""Facts a topic needs on average: many topics of one fact read better plain."""
_THIN = 24
"""Characters of a fact that cannot carry a topic sentence of its own."""
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


@dataclass(frozen=True, slots=True)
class Told:
    """A block with its topic sentence (without full stop; ``""`` for none)."""

    members: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A section's own facts or one group's, in blocks. ``heading`` is the group's, ``""`` otherwise."""

    heading: str
    facts: tuple[Fact, ...]
    blocks: tuple[Told, ...]
    numbered: bool


def passages(section: Section, used: frozenset[str]) -> list[Passage]:
    """Lay out a section; ``used`` are the topic sentences told before in the report."""
    parts = [("", section.facts), *((" ".join(g.heading.split()), g.facts) for g in section.groups)]
    laid = []
    for heading, facts in parts:
        if facts:
            laid.append(_passage(section, heading, facts, used))
            used |= {block.sentence for block in laid[-1].blocks}
    return laid


def used_before(sheet: Sheet, section: Section) -> frozenset[str]:
    """Return the topic sentences of the sections before this one, and every heading."""
    return dict(_used(sheet)).get(section.id, frozenset())


@lru_cache(maxsize=4)
def _used(sheet: Sheet) -> tuple[tuple[str, frozenset[str]], ...]:
    used = frozenset(section.heading for section in sheet.sections)
    known = []
    for section in sheet.sections:
        known.append((section.id, used))
        if section.role not in FRAME_ROLES:
            used |= _sentences(passages(section, used))
    return tuple(known)


def _sentences(laid: Iterable[Passage]) -> set[str]:
    return {block.sentence for passage in laid for block in passage.blocks}


def _passage(section: Section, heading: str, facts: tuple[Fact, ...], used: frozenset[str]) -> Passage:
    texts = [fact.text for fact in facts]
    headings = f"{section.heading} {heading}"
    topics = assign(texts, headings)
    blocks = arrange(topics, [_is_thin(text) for text in texts])
    named = [block for block in blocks if block.topic]
    if len(named) >= 2 and len(texts) < _FULL * len(named):
        blocks = by_family(blocks)
        named = [block for block in blocks if block.topic]
    topical = len(texts) >= _TOPICAL and len(named) >= 2 and len(texts) >= _FULL * len(named)
    if not topical:
        return Passage(heading, facts, tuple(Told(block.members, "") for block in blocks), numbered=False)
    told: list[Told] = []
    for block in blocks:
        sentence = _sentence(block, texts, used, headings, told)
        told.append(Told(block.members, sentence))
    return Passage(heading, facts, tuple(told), numbered=len(named) <= _NUMBERED)


def _sentence(block: Block, texts: list[str], used: frozenset[str], headings: str, told: list[Told]) -> str:
    if not block.topic:
        return ""
    if block.second:
        return pair_sentence(block.topic, block.second)
    verbs = {verb_of(other.sentence) for other in told if other.sentence}
    return topic_sentence(block.topic, [texts[n] for n in block.members], used, headings, verbs)


def _is_thin(text: str) -> bool:
    return len(text) < _THIN and len(_NUMBER.findall(text)) < 2
