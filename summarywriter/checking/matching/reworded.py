"""Words that editors put for one another, which tell no thing: what a text may say that no fact has."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.layout.aspects import understood
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.groups import groups
from summarywriter.checking.matching.subject import canonical, synonyms_in
from summarywriter.patterns import regex
from summarywriter.resources import Words, word_rows

LEAST = 2
"""Characters that a word must have to tell one thing from another."""
_EMPTY = regex(
    "[的了地在从由也又于把被向为是和与及或至到已将拟可使让给等共总各均都则还再后前内里时]|中(?![学心医国小队药专层])|(?<!车)间|上(?![海级])|下(?![岗乡级])|[^\u4e00-\u9fff]"
)
_NUMBER = regex("[一二三四五六七八九十百千万亿两]+")


@remembered
def words_of(scope: Scope) -> str:
    """Return all that supports a text, as names compare and with synonyms made one."""
    return f"{scope.flat_corpus}\n{canonical(scope.flat_corpus)}"


@remembered
def _pairs(scope: Scope) -> frozenset[str]:
    """The pairs of characters of :func:`words_of`."""
    return scope.pairs | pairs_of(canonical(scope.flat_corpus))


def unknown_words(zone: str, known: str) -> list[str]:
    """Return the words of a zone of which no two characters stand together in ``known``."""
    held = covered(zone, known)
    if len(held) == len(zone):
        return []
    held |= {n for start, end, word in synonyms_in(zone) if word in known for n in range(start, end)}
    named = _named(known) if (told := groups(zone)) else frozenset()
    held |= {n for group in told if group.name in named for n in range(group.start, group.end)}
    left = "".join(" " if n in held else char for n, char in enumerate(telling(zone)))
    return [word for word in left.split() if _tells(word)]


@keeping(64)
def _named(known: str) -> frozenset[str]:
    """The groups of people that are named."""
    return frozenset(group.name for group in groups(known))


def has_own_words(zone: str, scope: Scope) -> bool:
    """True where a zone has words that no fact has and that may tell a state in another way.

    Empty and marking words do not, nor those that only say that a thing is done, nor verbs whose states
    are understood.
    """
    held = covered(zone, _pairs(scope))
    left = _EMPTY.sub(" ", _TRITE.sub(" ", _done().blank(unmarked(zone))))
    return any(char != " " and n not in held for n, char in enumerate(left))


def covered(zone: str, known: Container[str]) -> set[int]:
    """Return where characters stand of which two together stand in ``known``, a text or its pairs."""
    return {n for k in range(len(zone) - 1) if zone[k : k + 2] in known for n in (k, k + 1)}


def _tells(word: str) -> bool:
    return len(word) >= LEAST and not _NUMBER.fullmatch(word)


@lru_cache(maxsize=16384)
def telling(zone: str) -> str:
    """Return a zone with spaces for its verbs, its marking words and the words that tell nothing."""
    return _EMPTY.sub(" ", _reworded().blank(unmarked(zone)))


@cache
def _reworded() -> Words:
    return _any_of((*word_rows("nameless"), *word_rows("reworded")))


@cache
def verb_words() -> Words:
    """Return the words that tell no thing but are no nouns."""
    return _any_of(row for row in (*word_rows("nameless"), *word_rows("reworded")) if row[1:] != _NOUN)


def nouns_of(words: str) -> str:
    """Return words with spaces for those that tell no thing but are no nouns, and for empty ones."""
    return _EMPTY.sub(" ", verb_words().blank(words))


@cache
def generic_nouns() -> frozenset[str]:
    """Return the nouns that fit many things: 学校 for any of them."""
    return frozenset(w for row in word_rows("reworded") if row[1:] == _NOUN for w in row[0].split())


@cache
def characters(*kinds: str) -> frozenset[str]:
    """Return the characters of some kinds: 空 and 附 tell no thing, 动 an act, 补 follow it, 量 count."""
    return frozenset(char for row in word_rows("characters") if row[1] in kinds for char in row[0].split())


def went(word: str) -> bool:
    """True for verbs with what they led to: 戴上, 栽下树木, 轮入; 水上 is none."""
    ends = characters("补")
    return word[:1] in characters("动") and (word[-1] in ends or word[1:2] in ends)


@cache
def _done() -> Words:
    done = (row for row in word_rows("reworded") if row[1:] == _DONE)
    return _any_of((*done, *word_rows("framing"), *((word,) for word in (*understood(), *_THIS_YEAR))))


_NOUN, _DONE = ("名",), ("成",)
_THIS_YEAR = ("今年", "全年", "本年", "当年", "年内", "年度")
_TRITE = regex("[现经并有余目一另剩位其达尚新自起年当以对第同随则业]")


def _any_of(rows: Iterable[Sequence[str]]) -> Words:
    return Words(word for row in rows for word in row[0].split() if len(word) > 1)
