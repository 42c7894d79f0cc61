"""Where shipped files are: ``prompts/``, ``fewshot/`` and the word lists; and how their rows are read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import add
from pathlib import Path

from summarywriter.errors import InputError, SummaryWriterError

WORDS_VARIABLE = "SUMMARYWRITER_WORDS"
"""Environment variable that names a folder with the user's own word lists."""


def folder(name: str) -> Traversable:
    """Return the shipped folder ``name`` (``"prompts"`` or ``"fewshot"``).

    Raises:
        SummaryWriterError: the installation lacks the folder.
    """
    package = files("summarywriter")
    inside = package / name
    if inside.is_dir():
        return inside
    # An uninstalled or editable checkout keeps the folders beside the package. The guard
    # matters: beside an installed package lie the folders of other distributions.
    root = Path(str(package)).parent
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    raise SummaryWriterError(f"安装不完整：找不到自带的 {name} 文件夹，请重新安装 summarywriter。")


def words_folder() -> Path | None:
    """Return the user's own word-list folder, or ``None`` when there is none."""
    given = os.environ.get(WORDS_VARIABLE)
    if not given:
        return None
    path = Path(given).expanduser()
    if not path.is_dir():
        raise InputError(f"环境变量 {WORDS_VARIABLE} 指向的文件夹不存在：{path}")
    return path


@cache
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the word list ``name`` (``"units"`` for ``words/units.tsv``).

    Cells are split at tabs and stripped; blank lines and lines that start with ``#`` are left
    out. Rows of the user's folder come after the shipped ones, so that a later row wins.

    Raises:
        InputError: the user's list is not UTF-8 text.
    """
    rows = list(_rows((files("summarywriter") / "words" / f"{name}.tsv").read_text("utf-8")))
    own = words_folder()
    if own is not None and (own / f"{name}.tsv").is_file():
        try:
            rows.extend(_rows((own / f"{name}.tsv").read_text("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise InputError(f"词表 {own / f'{name}.tsv'} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    return tuple(rows)


@cache
def listed_words(name: str) -> frozenset[str]:
    """Return the words in the first cells of the word list ``name``, which spaces part."""
    return frozenset(word for row in word_rows(name) for word in row[0].split())


def bad_row(name: str, row: Sequence[str], reason: str) -> InputError:
    """Return the error for a row of the word list ``name`` that cannot be understood."""
    return InputError(f"词表 {name}.tsv 的这一行看不懂：“{' / '.join(row)}”。{reason}。")


def alternatives(words: Iterable[str]) -> str:
    """Return the alternatives of a pattern that finds the words, the longest first; of none, nothing.

    Words that begin alike stand side by side, so that a place in a text is asked for few of them.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "|".join(map(_beginning, rests, rests.values())) or r"(?!)"


def _beginning(first: str, rests: Sequence[str]) -> str:
    return re.escape(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0])


class Words:
    """Finds the words of a list in texts as a pattern of their alternatives does, however many they are.

    The leftmost word is found first, of several the longest, and no two that overlap. A place in a
    text is asked only for the words that begin with its two characters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted(set(words) - {""}, key=lambda word: (-len(word), word))
        self._head = min(_HEAD, *map(len, listed), _HEAD)
        self._by_head: dict[str, list[str]] = {}
        for word in listed:
            self._by_head.setdefault(word[: self._head], []).append(word)

    def at(self, text: str, start: int) -> str | None:
        """Return the longest word that begins at a place, ``None`` where there is none."""
        for word in self._by_head.get(text[start : start + self._head], ()):
            if text.startswith(word, start):
                return word
        return None

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where the words stand in a text, in order."""
        known, end = self._by_head, 0
        heads = map(add, text, text[1:]) if self._head == _HEAD else text
        for start in [n for n, head in enumerate(heads) if head in known]:
            word = self.at(text, start) if start >= end else None
            if word is not None:
                yield start, word
                end = start + len(word)


_HEAD = 2


def _rows(text: str) -> list[tuple[str, ...]]:
    lines = (line.rstrip() for line in text.splitlines())
    return [
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line and not line.startswith("#")
    ]
