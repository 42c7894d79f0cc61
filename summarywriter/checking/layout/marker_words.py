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
from summarywriter.patterns import regex
from summarywriter.resources import signs, word_rows

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
    """A word, its class, its place among all of the family, and the pattern of what must follow, if any."""

    word: str
    kind: str
    rank: int
    behind: str

    def stands(self, text: str, start: int) -> bool:
        """True where the word stands at a place of a text."""
        return text.startswith(self.word, start) and (
            not self.behind or _follows(self.behind).match(text, start + len(self.word)) is not None
        )


@dataclass(frozen=True)
class _Opening:
    """The words that begin with the same one or two characters, and those of them with … or （）."""

    plain: Sequence[_Word]
    forms: Sequence[_Word]

    def at(self, text: str, start: int) -> tuple[int, Marker] | None:
        """Return the first word of the family's order that stands at a place, and its place in that order."""
        found = None
        for word in self.plain:
            if word.stands(text, start):
                found = word
                break
        form = self._pattern.match(text, start) if self.forms else None
        if form is not None and form.lastindex is not None:
            told = self.forms[form.lastindex - 1]
            if found is None or told.rank < found.rank:
                return told.rank, Marker(told.kind, form.group(), start, form.end())
        return found and (found.rank, Marker(found.kind, found.word, start, start + len(found.word)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The pattern of the forms, compiled when its beginning is first met: most texts hold few."""
        return re.compile("|".join(f"({_written(form.word)}){form.behind}" for form in self.forms))


class Family(NamedTuple):
    """A family's words by their first two characters, or by the first alone where any may follow it."""

    openings: Mapping[str, _Opening]
    first: re.Pattern[str]

    def find(self, text: str) -> list[Marker]:
        """Return the marking words of a text, in order."""
        return [told for told in self._met(text) if told.kind != _NO_MARKER]

    def blank(self, text: str) -> str:
        """The text with spaces in the place of each word, be it a marking one or not."""
        told = list(text)
        for met in self._met(text):
            told[met.start : met.end] = " " * (met.end - met.start)
        return "".join(told)

    def knows(self, text: str) -> bool:
        """True where a text holds a word, be it a marking one or not."""
        return any(True for _ in self._met(text))

    def _met(self, text: str) -> Iterator[Marker]:
        """Yield the words of a text in order, none that overlap: the longest where one begins."""
        end = 0
        for first in self.first.finditer(text):
            if first.start() >= end:
                told = self._at(text, first.start())
                if told is not None:
                    end = told.end
                    yield told

    def _at(self, text: str, start: int) -> Marker | None:
        best = None
        for begun in (text[start : start + 2], text[start]):
            if (opening := self.openings.get(begun)) and (told := opening.at(text, start)):
                best = told if best is None or told[0] < best[0] else best
        return best and best[1]


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


_EITHER = regex("（([^（）]*)）")
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
    plain: dict[str, list[_Word]] = defaultdict(list)
    forms: dict[str, list[_Word]] = defaultdict(list)
    order = sorted(table, key=lambda word: (-_length(word.partition("〔")[0]), -len(word), word))
    for rank, word in enumerate(order):
        head, follows = guarded(word, "markers")
        for opened in _opened(head):
            if opened[:1] in ("", "…"):
                raise InputError(f"词表 markers.tsv 的词“{word}”看不懂：词不能以…开头，也不能是空的。")
            among = forms if "…" in opened or "（" in opened else plain
            among[_FREE.split(opened)[0][:2]].append(_Word(opened, table[word], rank, follows))
    openings = {begun: _Opening(plain[begun], forms[begun]) for begun in {*plain, *forms}}
    return Family(openings, re.compile(f"[{signs({begun[0] for begun in openings})}]"))


_FREE = regex("[…（#]")


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
    return any(family.knows(words) for family in families)


@keeping(8192)
def unmarked(words: str) -> str:
    """The words with spaces in the place of each marking word."""
    for name, family in marker_families().items():
        if name != "hint":
            words = family.blank(words)
    return words
