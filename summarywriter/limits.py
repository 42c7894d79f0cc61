"""How much is read at most (words/limits.tsv): no input may take minutes or burst the memory."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from summarywriter.errors import InputError
from summarywriter.resources import word_rows


class _Limit(NamedTuple):
    value: int
    sentence: str


def limit(name: str) -> int:
    """Return the limit of that name.

    Raises:
        InputError: the user's own list gives no whole number above 0 for it.
    """
    return _limits()[name].value


def excess(name: str, found: int) -> str | None:
    """Return what to tell a person when ``found`` is more than the limit, else ``None``."""
    allowed, sentence = _limits()[name]
    if found <= allowed:
        return None
    told = sentence.format(found=found, limit=allowed)
    return f"{told}。（确需更大的，可在自备词表 limits.tsv 里调大 {name}）"


def long_line(text: str) -> str | None:
    """Return what to tell of the first line of ``text`` that is too long, ``None`` when none is."""
    if len(text) <= limit("line-characters"):
        return None
    found = ((n, excess("line-characters", len(line))) for n, line in enumerate(text.split("\n"), 1))
    return next((f"第{n}行{told}" for n, told in found if told), None)


def require(name: str, found: int, source: str) -> None:
    """Make sure that ``found`` is within the limit.

    Raises:
        InputError: it is not; names ``source`` and says what to do.
    """
    told = excess(name, found)
    if told:
        raise InputError(f"{source} {told}".lstrip())


def require_lines(text: str, source: str) -> None:
    """Make sure that a text has no more lines, and none longer, than is read.

    Raises:
        InputError: it has; names ``source`` and says what to do.
    """
    require("lines", text.count("\n") + 1, source)
    told = long_line(text)
    if told:
        raise InputError(f"{source} {told}".lstrip())


@cache
def _limits() -> dict[str, _Limit]:
    found: dict[str, _Limit] = {}
    for name, value, *sentence in (row if len(row) > 1 else (*row, "") for row in word_rows("limits")):
        if name not in found and not sentence:
            raise InputError(f"词表 limits.tsv 里没有“{name}”这个上限，可改的有：{'、'.join(found)}。")
        if not (value.isascii() and value.isdecimal() and 0 < len(value) < 13 and int(value)):
            raise InputError(f"词表 limits.tsv 里“{name}”的上限要写大于0的整数，现在是“{value[:20]}”。")
        # A row of the user's own gives the value only.
        found[name] = _Limit(int(value), found[name].sentence if name in found else sentence[0])
    return found
