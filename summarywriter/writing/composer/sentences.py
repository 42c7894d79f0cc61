"""Choosing topic sentences: borne out by the facts, no verb twice in a section, none twice in a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import word_rows
from summarywriter.writing.composer.words import frame

_VERB = 2
"""Topic sentences open with a verb of two characters; the rest is what it is done to."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    needs: tuple[str, ...]

    @property
    def verb(self) -> str:
        return self.text[:_VERB]

    @property
    def matter(self) -> str:
        return self.text[_VERB:]


@cache
def _sentences() -> Mapping[str, tuple[_Sentence, ...]]:
    table: dict[str, tuple[_Sentence, ...]] = {}
    for topic, text, *needs in word_rows("compose-sentences"):
        known = table.get(topic, ())
        table[topic] = (*known, _Sentence(text, tuple(needs[0].split()) if needs else ()))
    return table


def topic_sentence(
    topic: str, facts: Sequence[str], used: Collection[str], headings: str, verbs: Collection[str]
) -> str:
    """Return the topic's sentence that suits best, without its full stop; ``""`` where there is none.

    ``used`` are sentences told before in the report, ``headings`` the headings that stand above,
    ``verbs`` those of this section's earlier sentences. A sentence counts only where the facts
    hold one of its words; among those that count, a new one beats a fitting one.
    """
    together = "\n".join(facts)
    known = _sentences().get(topic, ())
    fitting = [s for s in known if not s.needs or any(word in together for word in s.needs)]
    if not fitting:
        return ""

    def faults(sentence: _Sentence) -> tuple[int, int, int, int]:
        return (
            int(sentence.text in used or sentence.matter in headings),
            int(sentence.verb in verbs),
            int(sentence.verb in headings),
            -int(bool(sentence.needs)) if len(facts) <= 2 else 0,
        )

    return min(fitting, key=faults).text


def pair_sentence(first: str, second: str) -> str:
    """Return the sentence over two topics told together."""
    return frame("pair").format(类一=matter(first), 类二=matter(second))


def matter(topic: str) -> str:
    """Return what a topic is about, in the words of its first sentence (组织建设)."""
    return _sentences()[topic][0].matter


def verb_of(sentence: str) -> str:
    """Return the verb that opens a topic sentence."""
    return sentence[:_VERB]
