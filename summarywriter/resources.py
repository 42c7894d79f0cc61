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
from typing import NamedTuple

from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.patterns import regex

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
    out. Rows of the user's folder come after the shipped ones, so that a later row wins. Every row
    has the columns that the list's line ``# 栏：`` names, but for those behind its last cell.

    Raises:
        InputError: the user's list is not UTF-8 text, or one of its rows cannot be understood.
    """
    shipped = (files("summarywriter") / "words" / f"{name}.tsv").read_text("utf-8")
    rows = _rows(shipped)
    own = words_folder()
    if own is None or not (own / f"{name}.tsv").is_file():
        return tuple(rows)
    try:
        added = _rows((own / f"{name}.tsv").read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"词表 {own / f'{name}.tsv'} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    columns = _columns(shipped)
    for row in added:
        _require_sound(name, row, columns, rows)
    return (*rows, *added)


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
        by_head: dict[str, list[str]] = {}
        for word in listed:
            by_head.setdefault(word[: self._head], []).append(word)
        # Tuples of words cost the garbage collector nothing, of which there are thousands.
        self._by_head = {head: tuple(words) for head, words in by_head.items()}

    def __contains__(self, word: str) -> bool:
        return self.at(word, 0) == word

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

    def blank(self, text: str) -> str:
        """Return a text with spaces in the place of each word."""
        told = list(text)
        for start, word in self.find(text):
            told[start : start + len(word)] = " " * len(word)
        return "".join(told)


_HEAD = 2


def compiled(name: str, row: Sequence[str], source: str) -> re.Pattern[str]:
    """Compile the pattern that stands in a row of the word list ``name``.

    Raises:
        InputError: it is none.
    """
    try:
        re.compile(source)
        return re.compile(within(source))
    except (re.error, OverflowError, RecursionError) as error:
        raise bad_row(name, row, f"“{source}”不是有效的正则") from error


def within(source: str) -> str:
    """Return a pattern as it may stand within another: ``(?i)`` at its beginning holds for it alone."""
    flags = _FLAGS.match(source)
    return f"(?{flags[1]}:{source[flags.end() :]})" if flags else f"(?:{source})"


_FLAGS = regex(r"\(\?([aimsux]+)\)")


def any_pattern(name: str, rows: Iterable[Sequence[str]], column: int = 0) -> str:
    """Return the alternatives of a pattern that finds what any of the rows' own patterns does.

    Raises:
        InputError: one of them is none, or names a group, which in a row of many is another.
    """
    found = []
    for row in rows:
        compiled(name, row, row[column])
        if _GROUP.search(row[column]):
            raise bad_row(name, row, "正则里不能给分组起名，也不能引用分组")
        found.append(within(row[column]))
    return "|".join(found) or r"(?!)"


_GROUP = regex(r"\\[1-9]|\(\?P|\(\?\(")


def signs(words: Iterable[str]) -> str:
    """Return the characters of words as they stand between the brackets of a pattern."""
    return re.escape("".join(sorted(set("".join(words)))))


def literal(words: str) -> str:
    """Return words as they are put in place of what a pattern finds."""
    return words.replace("\\", r"\\")


def _rows(text: str) -> list[tuple[str, ...]]:
    lines = (line.rstrip() for line in text.splitlines())
    return [
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line and not line.startswith("#")
    ]


class _Column(NamedTuple):
    """A column of a list: its title, whether it may be left empty, and what its cells must be."""

    title: str
    empty: bool
    form: str


def _columns(text: str) -> tuple[_Column, ...]:
    """Return the columns that a list names in its line ``# 栏：类（代号）、词、规则（可空，正则）``."""
    told = next(line for line in text.splitlines() if line.startswith(_NAMING)).removeprefix(_NAMING)
    parted = (title.rstrip("）").partition("（") for title in told.split("、"))
    return tuple(
        _Column(title, "可空" in said, said.removeprefix("可空").strip("，")) for title, _, said in parted
    )


_NAMING = "# 栏："
_NUMBERS = {
    "整数": regex("0*[1-9][0-9]{0,5}"),
    "小数": regex(r"(?=.*[1-9])[0-9]{1,6}(?:\.[0-9]{1,6})?"),
    "分数": regex(r"(?=.*[1-9])[0-9]{1,12}(?:\.[0-9]{1,12})?|[1-9][0-9]{0,11}/[1-9][0-9]{0,11}"),
}
"""How the numbers of a list are written, all of them above 0."""


def _require_sound(
    name: str, row: Sequence[str], columns: Sequence[_Column], shipped: Sequence[Sequence[str]]
) -> None:
    """Make sure that a row has the columns of its list, and in each what belongs there."""
    needed = max(n for n, column in enumerate(columns, 1) if not column.empty)
    if not needed <= len(row) <= len(columns):
        raise bad_row(name, row, f"要有{_counted(needed, len(columns))}栏：{_titles(columns)}")
    for n, (cell, column) in enumerate(zip(row, columns, strict=False)):
        if not cell:
            if not column.empty:
                raise bad_row(name, row, f"“{column.title}”一栏不能空")
        elif column.form == "正则":
            compiled(name, row, cell)
        elif column.form == "代号":
            codes = dict.fromkeys(known[n] for known in shipped if len(known) > n and known[n])
            if cell not in codes:
                raise bad_row(name, row, f"“{column.title}”一栏没有“{cell}”，可写：{'、'.join(codes)}")
        elif column.form and not _NUMBERS[column.form].fullmatch(cell):
            raise bad_row(name, row, f"“{column.title}”一栏要写大于0的{column.form}，不是“{cell}”")


def _counted(least: int, most: int) -> str:
    return f"{_HANZI[least]}{_HANZI[most] if most > least else ''}"


_HANZI = "零一两三四五六七八九"


def _titles(columns: Sequence[_Column]) -> str:
    return "、".join(f"{column.title}（可空）" if column.empty else column.title for column in columns)
