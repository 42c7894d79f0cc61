"""Choosing topic sentences: borne out by the facts, no verb twice in a section, none twice in a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import word_rows
from summarywriter.writing.composer.topics import CLEAR, Block, scores
from summarywriter.writing.composer.words import frame, label_words

_VERB = 2
"""Topic sentences open with a verb of two characters; the rest is what it is done to."""
_PAIRS = ("pair", "pair-2", "pair-3", "pair-4")
"""Set phrases for a block of two topics."""
_FAMILY = "*"
"""Mark before a family's name where its sentences are listed."""


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
    block: Block,
    counts: Sequence[int],
    facts: Sequence[str],
    used: Collection[str],
    here: Collection[str],
    headings: str,
) -> str:
    """Return the sentence that suits a block best, without its full stop; ``""`` where none does.

    ``counts`` says how many facts each topic of the block has, ``facts`` are their clauses,
    ``used`` the topic sentences told before in the report, ``here`` those of this passage,
    ``headings`` what stands above. A topic's sentence needs three quarters of
    the facts; two topics are named together, more stand under their family's name.
    """
    if not block.topics:
        return ""
    most = max(range(len(counts)), key=lambda n: counts[n])
    if 4 * counts[most] >= 3 * len(block.members):
        return _chosen(block.topics[most], facts, used, here, headings)
    if len(block.topics) == 2:
        together = "\n".join((*facts, headings))
        if all(_is_named(topic, together) for topic in block.topics):
            return _paired(block.topics, used, here)
    return _chosen(_FAMILY + block.family, facts, used, here, headings)


def _paired(topics: Sequence[str], used: Collection[str], here: Collection[str]) -> str:
    verbs = {other[:_VERB] for other in here}
    pairs = [frame(name).format(类一=topics[0], 类二=topics[1]) for name in _PAIRS]
    new = [pair for pair in pairs if pair not in used and pair not in here]
    return min(new, key=lambda pair: pair[:_VERB] in verbs, default="")


def _is_named(topic: str, together: str) -> bool:
    """Tell whether the facts hold a word of a topic's name, or much else of it: they bear its name out."""
    named = any(topic[n : n + 2] in together for n in range(len(topic) - 1))
    return named or scores(together)[topic] >= CLEAR


def _is_borne_out(sentence: _Sentence, facts: Sequence[str], headings: str) -> bool:
    """Tell whether two thirds of the facts hold a word that the sentence needs, one the people it names."""
    together = "\n".join((*facts, headings))
    if any(people in sentence.matter and people not in together for people in label_words("people")):
        return False
    holding = sum(any(word in fact for word in sentence.needs) for fact in facts)
    return not sentence.needs or 3 * holding >= 2 * len(facts)


def _chosen(
    topic: str, facts: Sequence[str], used: Collection[str], here: Collection[str], headings: str
) -> str:
    together = "\n".join(facts)
    known = _sentences().get(topic, ())
    fitting = [s for s in known if _is_borne_out(s, facts, headings)]

    def faults(sentence: _Sentence) -> tuple[int, ...]:
        return (
            int(sentence.text in used or sentence.text in here or sentence.matter in headings),
            int(any(sentence.verb == other[:_VERB] for other in here)),
            int(sentence.matter in facts[0] or facts[0].startswith(sentence.verb)),
            int(sentence.verb in headings) + int(sentence.matter in together),
            int(not sentence.needs) if len(facts) <= 2 else 0,
        )

    best = min(fitting, key=faults, default=None)
    return "" if best is None or faults(best)[0] else best.text
