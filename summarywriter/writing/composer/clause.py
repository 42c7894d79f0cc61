"""One fact turned into a clause of prose: label joined on, missing verb supplied, nothing else added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from summarywriter.model import Fact
from summarywriter.patterns import regex
from summarywriter.writing.composer import tidy
from summarywriter.writing.composer.grammar import (
    BRACKET,
    PIECE,
    amounts,
    has_verb,
    noun_before,
    verbs_by_unit,
    verbs_for,
)
from summarywriter.writing.composer.labels import joined, split_label, told
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.supply import supplied
from summarywriter.writing.composer.words import label_words, time_pattern, verb_pattern

_SENTENCE = 20
"""Characters from which one sentence with a verb and a full stop is finished prose, not a bullet."""
_WORD = regex(r"\w")
_STOP = regex(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A fact as it will stand in the text, without its final mark.

    ``aspect`` is a label that may open it as “做好…工作，” and is left out where the topic sentence
    already says it. ``whole`` marks finished sentences, kept as the person wrote them. ``verb``
    is the verb the clause opens with, empty where it opens otherwise; ``choices`` are the verbs that
    would do as well, where it was supplied. ``figures`` counts its figures, ``topic`` is filled in
    by the outline, ``opened`` where the aspect was told.
    """

    text: str
    aspect: str = ""
    whole: bool = False
    time: str = ""
    verb: str = ""
    choices: tuple[str, ...] = ()
    figures: int = 0
    topic: str = ""
    opened: bool = False

    @property
    def contact(self) -> bool:
        """Whether the clause says whom to ask."""
        return self.text.startswith(label_words("contact"))


def clauses(facts: Iterable[Fact], *, supply: bool = True) -> tuple[Clause, ...]:
    """Turn facts into clauses, each told once, whom to ask last. ``supply`` allows a verb for bare nouns."""
    made = (_clause(fact.text, supply) for fact in facts)
    told = {(clause.aspect, clause.text): clause for clause in made if clause.text}.values()
    return tuple(sorted(told, key=lambda clause: clause.contact))


@lru_cache(maxsize=32768)
def _clause(given: str, supply: bool) -> Clause:
    raw = tidy.flat(given)
    if is_sentence(raw):
        return _measured(Clause(tidy.strip_marks(raw), whole=True))
    text = tidy.tidy(given)
    if not _WORD.search(text):
        return Clause("")
    written, aspect = _written(text, supply)
    found = _measured(Clause(written, aspect=aspect))
    if not found.verb or found.verb in text:
        return found
    told = written[len(found.time) + len(found.verb) :]
    noun = noun_before(BRACKET.sub("", PIECE.findall(told)[0]))
    by_unit = [verbs_by_unit(noun, figure) for figure in amounts(told)[:1]]
    return replace(found, choices=verbs_for(noun) or next(iter(by_unit), ()))


def _written(text: str, supply: bool) -> tuple[str, str]:
    """Return a bullet's text as prose and the work its label names, each label of several joined on."""
    parts = text.split("；")
    if len(parts) > 1 and all(split_label(part)[0] for part in parts[:2]):
        return "；".join(told(*_written(part, supply)) for part in parts), ""
    label, rest = split_label(text)
    if label:
        return joined(label, rest, supply)
    return supplied(rest) if supply else rest, ""


def is_sentence(text: str) -> bool:
    """Tell whether a fact is finished prose: several sentences, or one with a verb and a full stop."""
    sentences = [part for part in _STOP.split(text) if _WORD.search(part)]
    if len(sentences) > 1:
        return True
    return bool(_STOP.search(text)) and len(text) >= _SENTENCE and has_verb(text)


def _measured(found: Clause) -> Clause:
    time = time_pattern().match(found.text)
    head = time.end() if time else 0
    verb = verb_pattern().match(found.text, head)
    return replace(
        found,
        time=time.group() if time else "",
        verb=verb["act"] or "" if verb else "",
        figures=len(find_figures(found.text)),
    )
