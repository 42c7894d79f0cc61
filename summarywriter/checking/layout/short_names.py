"""Names of offices spelt out and cut short: 市总 and 市总工会, 人社局 and 人力资源和社会保障局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.layout.marker_words import guarded
from summarywriter.resources import literal, word_rows


@cache
def _names() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Each short name as a pattern and as it is written, and its full name."""
    names = []
    for row in word_rows("short-names"):
        short, follows = guarded(row[0], "short-names")
        names.append((re.compile(re.escape(short) + follows), short, row[1]))
    return tuple(names)


def other_forms(text: str) -> Iterator[str]:
    """Yield the lines of a text with their short names of offices spelt out, and the full ones cut short.

    Each name by itself, and all together.
    """
    for line in text.splitlines():
        every = line
        for pattern, short, full in _names():
            if full in line:
                yield line.replace(full, short)
            if short in line and pattern.search(line.replace(full, "\0")):
                yield _spelt_out(line, pattern, full)
                every = _spelt_out(every, pattern, full)
        if every != line:
            yield every


def _spelt_out(line: str, pattern: re.Pattern[str], full: str) -> str:
    return pattern.sub(literal(full), line.replace(full, "\0")).replace("\0", full)
