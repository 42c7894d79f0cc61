"""Which topic a fact belongs to, and a passage's facts arranged in blocks that can carry a topic sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import alternatives, word_rows

_WEAK = 4
"""Evidence up to which a fact follows the heading's topic rather than its own."""
CLEAR = 9
"""Evidence from which a single fact can carry a topic sentence."""
_LONG = 4
"""Characters from which a word gives no more evidence."""
_DETAIL = 4
"""How much less a word behind the first comma tells of what a fact is about."""
_GENERAL = 1
"""Evidence that a single word shared by many topics gives."""
_HEADING = 6
"""Evidence that the heading itself gives for the topics it names."""


@dataclass(frozen=True, slots=True)
class Block:
    """Facts told together: their numbers in the passage and the topics they are of (none: loose)."""

    members: tuple[int, ...]
    topics: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The family of the block's topics."""
        return families()[self.topics[0]] if self.topics else ""


@cache
def families() -> Mapping[str, str]:
    """Return topic → family."""
    return {row[0]: row[1] for row in word_rows("compose-topics")}


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, int], ...]]]:
    """Return the pattern of all topic words, and word → topics with the evidence it gives for each."""
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for topic, _family, words, *general in word_rows("compose-topics"):
        # A long word weighs more than two short ones; one that other topics share, next to nothing.
        weighed = [(word, min(len(word), _LONG) ** 2) for word in words.split()]
        weighed += [(word, 1) for cell in general for word in cell.split()]
        for word, weight in weighed:
            table[word] = (*table.get(word, ()), (topic, weight))
    return re.compile(alternatives(table)), table


@cache
def _rank() -> Mapping[str, int]:
    return {topic: n for n, topic in enumerate(families())}


def keywords(text: str) -> tuple[str, ...]:
    """Return the topic words a text holds, in order."""
    return tuple(_words()[0].findall(text))


def scores(text: str) -> Counter[str]:
    """Return topic → evidence for it in the text."""
    table = _words()[1]
    found: Counter[str] = Counter()
    for word in set(keywords(text)):
        for topic, weight in table[word]:
            found[topic] += weight
    return found


def _matter(text: str) -> Counter[str]:
    """Return the evidence in a fact: what its first piece names is its matter, the rest mere detail.

    (采编新书4.2万册，经费180万元 is about books, not about funds.)
    """
    head, *rest = re.split("[，；]", text, maxsplit=1)
    found = scores(head)
    for topic, weight in scores("".join(rest)).items():
        found[topic] += weight // _DETAIL
    return found


def best(found: Counter[str]) -> str:
    """Return the topic of the greatest weight, the first listed among equals, ``""`` for none."""
    return max(found, key=lambda topic: (found[topic], -_rank()[topic]), default="")


@dataclass(frozen=True, slots=True)
class Topic:
    """A fact's topic (``""``: none) with the evidence for it in the fact, and for the next best."""

    name: str
    evidence: int = 0
    rival: int = 0

    @property
    def clear(self) -> bool:
        """Whether the fact alone can stand for its topic."""
        return self.evidence >= CLEAR and self.evidence > self.rival


def assign(texts: Sequence[str], heading: str) -> list[Topic]:
    """Give every fact of a passage its topic.

    The heading's own topic is preferred, and taken where a fact shows little of another; without
    it, a fact that shows no topic follows its neighbours where they agree.
    """
    prior = scores(heading)
    usual = best(prior)
    topics = []
    for text in texts:
        found = _matter(text)
        weighed = Counter({topic: found[topic] + _HEADING * (topic in prior) for topic in found})
        name = best(weighed)
        if usual and weighed[name] <= _WEAK:
            name = usual
        rival = max((found[topic] for topic in found if topic != name), default=0)
        topics.append(Topic(name, found[name], rival))
    for n, topic in enumerate(topics[1:-1], 1):
        if not topic.name and topics[n - 1].name == topics[n + 1].name:
            topics[n] = Topic(topics[n - 1].name)
    return topics


def arrange(topics: Sequence[Topic], weights: Sequence[int]) -> tuple[list[Block], Block]:
    """Put facts into blocks, in the order in which their topics first occur, and what is left over.

    ``weights`` say what a fact alone can carry: 2 a block, 1 one beside fuller ones, 0 none. A topic
    of one fact stands alone by its weight; otherwise it joins its family, and what has none is left.
    """
    for merging in (False, True):
        blocks, left = _arranged(topics, weights, merging)
        light = sum(len(block.members) == 1 and weights[block.members[0]] == 1 for block in blocks)
        if 2 * light <= len(blocks) and (len(blocks) > 2 or not light):
            return blocks, left
    return _arranged(topics, [0] * len(topics), merging=True)


def _arranged(topics: Sequence[Topic], weights: Sequence[int], merging: bool) -> tuple[list[Block], Block]:
    """Arrange facts; with ``merging`` a weighty fact, too, joins its family where there is more of it."""
    order: dict[str, list[int]] = {}
    for n, topic in enumerate(topics):
        order.setdefault(topic.name, []).append(n)
    left = order.pop("", [])
    full = [Block(tuple(members), (name,)) for name, members in order.items() if len(members) > 1]
    alone = [Block(tuple(members), (name,)) for name, members in order.items() if len(members) == 1]
    apart = [] if merging else [block for block in alone if weights[block.members[0]]]
    lonely: dict[str, Block] = {}
    for block in alone:
        if block in apart:
            continue
        hosts = [place for place, other in enumerate(full) if other.family == block.family]
        if hosts:
            host = max(hosts, key=lambda place: len(full[place].members))
            full[host] = _joined(full[host], block)
        else:
            lonely[block.family] = _joined(lonely[block.family], block) if block.family in lonely else block
    full += [block for block in lonely.values() if len(block.members) > 1]
    rest = [block for block in lonely.values() if len(block.members) == 1]
    apart += [block for block in rest if weights[block.members[0]]]
    left += [block.members[0] for block in rest if not weights[block.members[0]]]
    # What is told under a topic only because of the heading does not bear a topic sentence out.
    vague = [b for b in full if 2 * sum(topics[n].evidence > _GENERAL for n in b.members) < len(b.members)]
    left += [n for block in vague for n in block.members]
    kept = [block for block in full if block not in vague] + apart
    return sorted(kept, key=lambda block: block.members[0]), Block(tuple(sorted(left)))


def _joined(one: Block, two: Block) -> Block:
    return Block(tuple(sorted((*one.members, *two.members))), (*one.topics, *two.topics))
