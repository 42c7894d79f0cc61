"""Old and new text as one, with what went and what came marked: a word diff for Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Literal, NamedTuple

from rich.text import Text

from summarywriter.cli.screen import plain
from summarywriter.figures import find_figures

_SHORTEST_SAME = 3
"""A shorter stretch that both have, between two changes, is shown as part of the change."""

_LEAST_ALIKE = 0.4
"""Below this share of common text a diff is harder to read than the two texts one after the other."""


_FORMS = MappingProxyType({"same": ("{}", ""), "out": ("〔删：{}〕", "red"), "in": ("〔增：{}〕", "green")})


class Piece(NamedTuple):
    """A stretch that both texts have (``same``), only the old (``out``) or only the new one (``in``)."""

    kind: Literal["same", "out", "in"]
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces in order; ``same`` and ``out`` give the old text, ``same`` and ``in`` the new.

    A figure with its unit is never split.
    """
    before, after = _words(old), _words(new)
    pairs: list[tuple[list[str], list[str]]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = before[a:b], after[c:d]
        changing = bool(pairs) and pairs[-1][0] != pairs[-1][1]
        if changing and (tag != "equal" or len("".join(gone)) < _SHORTEST_SAME):
            # Grown while it is no longer than a word, so that changes do not crumble.
            pairs[-1] = (pairs[-1][0] + gone, pairs[-1][1] + come)
        else:
            pairs.append((gone, come))
    return list(_split(pairs))


def shown(old: str, new: str) -> list[Text]:
    """Return the difference as lines for a terminal; the marks are there without colour too."""
    if SequenceMatcher(None, old, new, autojunk=False).ratio() < _LEAST_ALIKE:
        return [*_whole("旧稿", old, "red"), *_whole("新稿", new, "green")]
    line = Text()
    for kind, text in word_diff(plain(old), plain(new)):
        form, style = _FORMS[kind]
        line.append(form.format(text), style)
    return list(line.split("\n"))


def _whole(name: str, text: str, style: str) -> list[Text]:
    return [Text.assemble((f"{name}：", style), part) for part in plain(text).split("\n")]


def _words(text: str) -> list[str]:
    words, at = [], 0
    for figure in find_figures(text):
        if figure.start >= at:
            words += [*text[at : figure.start], text[figure.start : figure.end]]
            at = figure.end
    return [*words, *text[at:]]


def _split(pairs: Iterable[tuple[list[str], list[str]]]) -> Iterator[Piece]:
    for gone, come in pairs:
        if gone == come:
            yield Piece("same", "".join(gone))
            continue
        # Words that a grown change has in common at its end belong behind it.
        tail = 0
        while tail < min(len(gone), len(come)) and gone[-1 - tail] == come[-1 - tail]:
            tail += 1
        parts = (
            Piece("out", "".join(gone[: len(gone) - tail])),
            Piece("in", "".join(come[: len(come) - tail])),
            Piece("same", "".join(gone[len(gone) - tail :])),
        )
        yield from (part for part in parts if part.text)
