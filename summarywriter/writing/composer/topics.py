"""Which topic a fact belongs to, and a passage's facts arranged in blocks that can carry a topic sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import word_rows
from summarywriter.writing.composer.words import alternatives

_WEAK = 4
"""Evidence up to which a fact follows the heading's topic rather than its own."""
_LONG = 4
"""Characters from which a word gives no more evidence."""
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


def best(found: Counter[str]) -> str:
    """Return the topic of the greatest weight, the first listed among equals, ``""`` for none."""
    return max(found, key=lambda topic: (found[topic], -_rank()[topic]), default="")


def assign(texts: Sequence[str], heading: str) -> list[str]:
    """Give every fact of a passage its topic.

    The heading's own topic is preferred, and taken where a fact shows little of another; without
    it, a fact that shows no topic follows its neighbours where they agree.
    """
    prior = scores(heading)
    usual = best(prior)
    topics = []
    for text in texts:
        found = scores(text)
        for topic in found:
            found[topic] += _HEADING if topic in prior else 0
        topic = best(found)
        topics.append(usual if usual and (not topic or found[topic] <= _WEAK) else topic)
    for n, topic in enumerate(topics[1:-1], 1):
        if not topic and topics[n - 1] == topics[n + 1]:
            topics[n] = topics[n - 1]
    return topics


def arrange(topics: Sequence[str], rich: Sequence[bool]) -> tuple[list[Block], Block]:
    """Put facts into blocks, in the order in which their topics first occur, and what is left over.

    A topic of one fact stands alone where its fact is ``rich`` and such blocks are not the more;
    otherwise it joins its family, and what has none is left over.
    """
    blocks, left = _arranged(topics, rich, apart=True)
    if 2 * sum(len(block.members) == 1 for block in blocks) > len(blocks):
        blocks, left = _arranged(topics, rich, apart=False)
    return blocks, left


def _arranged(topics: Sequence[str], rich: Sequence[bool], *, apart: bool) -> tuple[list[Block], Block]:
    """Arrange facts, with rich ones kept ``apart`` from their family or not."""
    order: dict[str, list[int]] = {}
    for n, topic in enumerate(topics):
        order.setdefault(topic, []).append(n)
    loose = order.pop("", [])
    full = [Block(tuple(members), (topic,)) for topic, members in order.items() if len(members) > 1]
    lonely: dict[str, Block] = {}
    for topic, members in order.items():
        if len(members) > 1:
            continue
        block = Block(tuple(members), (topic,))
        if apart and rich[members[0]]:
            full.append(block)
            continue
        host = max(
            (n for n, b in enumerate(full) if b.family == block.family and len(b.members) > 1),
            key=lambda n: len(full[n].members),
            default=None,
        )
        if host is not None:
            full[host] = _joined(full[host], block)
        else:
            lonely[block.family] = _joined(lonely[block.family], block) if block.family in lonely else block
    full += [block for block in lonely.values() if len(block.members) > 1]
    single = [block for block in lonely.values() if len(block.members) == 1]
    own = [block for block in single if rich[block.members[0]]]
    poor = [block for block in single if not rich[block.members[0]]]
    left = sorted([*loose, *(n for block in poor for n in block.members)])
    return sorted(full + own, key=lambda block: block.members[0]), Block(tuple(left))


def _joined(one: Block, two: Block) -> Block:
    return Block(tuple(sorted((*one.members, *two.members))), (*one.topics, *two.topics))
