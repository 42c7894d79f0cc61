"""The marking words, by what they tell: direction, base, step, stock, state, hint and the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from summarywriter.checking.common.keeping import keeping
from summarywriter.errors import InputError
from summarywriter.resources import word_rows

_NO_MARKER = "-"
"""Class of words that hold a marking word and are none: 年度计划."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marking word and its class, with its span in the text; of a state, the verb that it is of."""

    kind: str
    word: str
    start: int
    end: int
    deed: str = ""


class _Word(NamedTuple):
    """A word's class, and the pattern of what must follow for it to count, if anything must."""

    behind: str
    kind: str


@dataclass(frozen=True)
class _Opening:
    """The words that begin with one character, and the classes of the groups of their pattern."""

    source: str
    groups: Sequence[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Their pattern, compiled when it is first met: most texts hold few of a thousand characters."""
        return re.compile(self.source)


class Family(NamedTuple):
    """A family's words by their first characters, the classes of the plain ones; groups hold … or （）."""

    openings: Mapping[str, _Opening]
    first: re.Pattern[str]
    words: Mapping[str, Sequence[_Word]]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the words of a text in order, none that overlap: the longest where one begins."""
        end = 0
        for first in self.first.finditer(text):
            if first.start() >= end:
                match = self.openings[first[0]].pattern.match(text, first.start())
                if match is not None:
                    end = match.end()
                    yield match

    def find(self, text: str) -> list[Marker]:
        """Return the marking words of a text, in order."""
        found = []
        for match in self.matches(text):
            groups = self.openings[match[0][0]].groups
            kind = groups[match.lastindex - 1] if match.lastindex else self._kind(match, text)
            if kind != _NO_MARKER:
                found.append(Marker(kind, match.group(), match.start(), match.end()))
        return found

    def blank(self, text: str) -> str:
        """The text with spaces in the place of each word."""
        told = list(text)
        for match in self.matches(text):
            told[match.start() : match.end()] = " " * len(match.group())
        return "".join(told)

    def _kind(self, match: re.Match[str], text: str) -> str:
        known = self.words[match[0]]
        return next(w.kind for w in known if not w.behind or _follows(w.behind).match(text, match.end()))


@cache
def _follows(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def marker_families() -> Mapping[str, Family]:
    """Return the words of each family: direction, base, step, stock, state, hint and others.

    Raises:
        InputError: a user's word cannot be understood.
    """
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in word_rows("markers"):
        words[row[0]].update((word, row[1]) for word in row[2].split())
    return {family: _compiled(table) for family, table in words.items()}


_EITHER = re.compile("（([^（）]*)）")
_FEW = "[\u4e00-\u9fff\0]{0,8}?"


def _parts(word: str) -> list[list[str]]:
    """What a word is made of, piece by piece: each the alternatives of one （甲|乙）, the longest first."""
    pieces = _EITHER.split(word)
    return [
        sorted(piece.split("|"), key=lambda part: (-len(part), part)) if n % 2 else [piece]
        for n, piece in enumerate(pieces)
    ]


def _written(word: str) -> str:
    """The pattern of a word written with （甲|乙） or …, in which # is a figure."""
    alternatives = ("|".join(map(re.escape, part)) for part in _parts(word))
    return "".join(f"(?:{part})" for part in alternatives).replace("…", _FEW).replace(r"\#", "\0+")


def _length(word: str) -> int:
    """How long a word is at most."""
    return sum(len(part[0]) for part in _parts(word))


def guarded(word: str, name: str) -> tuple[str, str]:
    """Return a word of the list ``name`` without its 〔…〕, and the pattern of what must or may not follow.

    Raises:
        InputError: before the 〔 there is no word.
    """
    head, _, behind = word.rstrip("〕").partition("〔")
    sign = "!" if behind.startswith("!") else "="
    if not head:
        raise InputError(f"词表 {name}.tsv 的词“{word}”看不懂：〔 前面没有字。")
    words = behind.lstrip("!").split("|")
    ahead = "|".join(r"\Z|\n" if word == "$" else re.escape(word).replace(r"\#", "\0") for word in words)
    return head, f"(?{sign}{ahead})" if behind else ""


def _compiled(table: Mapping[str, str]) -> Family:
    """Join the words that begin alike into one pattern, the longest first.

    A word may end in 〔甲|乙〕, what must follow it, or in 〔!甲|乙〕, what may not, # being any figure
    and $ the end of a line; … within it stands for a few characters, （甲|乙） for either.

    Words are kept by their first characters, so that a place in a text is asked for few of them.
    """
    words: dict[str, list[_Word]] = defaultdict(list)
    rests: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word in sorted(table, key=lambda word: (-_length(word.partition("〔")[0]), -len(word), word)):
        head, follows = guarded(word, "markers")
        if any(opened[:1] in ("", "…") for opened in _opened(head)):
            raise InputError(f"词表 markers.tsv 的词“{word}”看不懂：词不能以…开头，也不能是空的。")
        if "…" in head or "（" in head:
            for opened in _opened(head):
                rests[opened[0]].append((f"({_written(opened[1:])}){follows}", table[word]))
        else:
            words[head].append(_Word(follows, table[word]))
            rests[head[0]].append((re.escape(head[1:]) + follows, ""))
    openings = {
        first: _Opening(
            f"{re.escape(first)}(?:{'|'.join(rest for rest, _ in of_it)})",
            [kind for _, kind in of_it if kind],
        )
        for first, of_it in rests.items()
    }
    return Family(openings, re.compile(f"[{''.join(map(re.escape, rests))}]"), words)


def _opened(word: str) -> Iterator[str]:
    """A word that begins with （甲|乙） as the words that begin with each of them, others as they are."""
    before, *rest = _EITHER.split(word, maxsplit=1)
    if before or not rest:
        yield word
    else:
        either, behind = rest
        for opening in either.split("|"):
            yield from _opened(opening + behind)


@keeping(8192)
def marking(words: str) -> bool:
    """True when a stretch holds a marking word of any family."""
    families = (family for name, family in marker_families().items() if name != "hint")
    return any(next(family.matches(words), None) for family in families)


@keeping(8192)
def unmarked(words: str) -> str:
    """The words with spaces in the place of each marking word."""
    for name, family in marker_families().items():
        if name != "hint":
            words = family.blank(words)
    return words
