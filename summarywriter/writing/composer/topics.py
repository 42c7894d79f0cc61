"""Which topic a fact belongs to, and a section's facts arranged in blocks of one topic each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import word_rows
from summarywriter.writing.composer.words import alternatives


@dataclass(frozen=True, slots=True)
class Block:
    """Facts told together: their numbers in the section, the topic (none: ``""``), a second topic."""

    topic: str
    members: tuple[int, ...]
    second: str = ""


@cache
def families() -> Mapping[str, str]:
    """Return topic → family."""
    return {row[0]: row[1] for row in word_rows("compose-topics")}


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    topics: dict[str, tuple[str, ...]] = {}
    for topic, _family, words in word_rows("compose-topics"):
        for word in words.split():
            topics[word] = (*topics.get(word, ()), topic)
    return re.compile(alternatives(topics)), topics


def keywords(text: str) -> tuple[str, ...]:
    """Return the topic words a text holds, in order."""
    return tuple(_words()[0].findall(text))


def scores(text: str) -> Counter[str]:
    """Return topic → weight of its words in the text; longer words weigh more than their length."""
    table = _words()[1]
    found: Counter[str] = Counter()
    for word in set(keywords(text)):
        for topic in table[word]:
            found[topic] += len(word) ** 2
    return found


def topic_of(text: str, prior: Mapping[str, int]) -> str:
    """Return the topic a fact belongs to, ``""`` for none; ``prior`` (of the heading) tips the scales."""
    found = scores(text)
    if not found:
        return ""
    return max(found, key=lambda topic: (found[topic] + min(prior.get(topic, 0), 6), -_rank()[topic]))


@cache
def _rank() -> Mapping[str, int]:
    return {topic: n for n, topic in enumerate(families())}


def assign(texts: Sequence[str], heading: str) -> list[str]:
    """Give every fact of a section its topic. A fact without one of its own follows its neighbours."""
    prior = scores(heading)
    topics = [topic_of(text, prior) for text in texts]
    usual = max(prior, key=lambda t: (prior[t], -_rank()[t])) if prior else ""
    for n, topic in enumerate(topics):
        if topic:
            continue
        before = topics[n - 1] if n else ""
        after = next((t for t in topics[n + 1 : n + 2] if t), "")
        topics[n] = before if before and before == after else usual if usual in topics else ""
    return topics


def arrange(topics: Sequence[str], thin: Sequence[bool]) -> list[Block]:
    """Put facts into blocks by topic, in the order in which topics first occur.

    A block of one ``thin`` fact joins the nearest block of its family, otherwise another thin
    block; what has no topic comes first when it opens the section and last when it does not.
    """
    order: dict[str, list[int]] = {}
    for n, topic in enumerate(topics):
        order.setdefault(topic, []).append(n)
    loose = order.pop("", [])
    opening = [n for n in loose if n < min((m[0] for m in order.values()), default=0)]
    blocks = _merge_thin([Block(t, tuple(m)) for t, m in order.items()], thin)
    rest = tuple(n for n in loose if n not in set(opening))
    return [
        *([Block("", tuple(opening))] if opening else []),
        *blocks,
        *([Block("", rest)] if rest else []),
    ]


def _merge_thin(blocks: list[Block], thin: Sequence[bool]) -> list[Block]:
    def is_thin(block: Block) -> bool:
        return len(block.members) == 1 and thin[block.members[0]]

    kept = [block for block in blocks if not is_thin(block)]
    waiting: list[Block] = []
    for block in blocks:
        if not is_thin(block):
            continue
        family = families()[block.topic]
        host = next((n for n, b in enumerate(kept) if families()[b.topic] == family), None)
        if host is None:
            waiting.append(block)
        else:
            kept[host] = Block(kept[host].topic, (*kept[host].members, *block.members))
    while len(waiting) >= 2:
        one, two = waiting.pop(0), waiting.pop(0)
        kept.append(Block(one.topic, one.members + two.members, second=two.topic))
    return kept + waiting


def by_family(blocks: Sequence[Block]) -> list[Block]:
    """Join blocks of one family: two topics make a pair, more stand under the largest one's name."""
    joined: dict[str, list[Block]] = {}
    for n, block in enumerate(blocks):
        joined.setdefault(families()[block.topic] if block.topic else f" {n}", []).append(block)
    done = []
    for members in joined.values():
        numbers = tuple(n for block in members for n in block.members)
        first = max(members, key=lambda block: len(block.members))
        second = members[1].topic if len(members) == 2 and not members[0].second else first.second
        done.append(Block(members[0].topic if len(members) == 2 else first.topic, numbers, second))
    return done
