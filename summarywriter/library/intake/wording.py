"""Misspellings and dated wording of an old text: named, and the misspellings mended on demand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarywriter.patterns import regex
from summarywriter.resources import literal, signs, word_rows

_SPOILT = regex(r"(?<!\d)20[0-3]\d\.00?(?:万|亿)?元")


@dataclass(frozen=True, slots=True)
class Remark:
    """A wording worth a word: how often it stands in the text and what to write instead.

    ``better`` is empty where the office's latest wording has to be looked up.
    """

    words: str
    better: str
    count: int


def misspellings(text: str) -> list[Remark]:
    """Return the misspellings of a text, each once."""
    return [
        Remark(wrong, right, count)
        for wrong, right, pattern in _misspelt()
        if (count := len(pattern.findall(text)))
    ]


def mended(text: str) -> str:
    """Return the text with its misspellings put right; what has no certain spelling stays."""
    for _, right, pattern in _misspelt():
        if right:
            text = pattern.sub(literal(right), text)
    return text


def dated(text: str) -> list[Remark]:
    """Return the dated political and official wording of a text, each once."""
    found = []
    for name in ("outdated", "dated-wording"):
        for row in word_rows(name):
            before = row[2] if len(row) > 2 and name == "dated-wording" else ""
            pattern = re.compile((f"(?<![{signs(before)}])" if before else "") + re.escape(row[0]))
            count = len(pattern.findall(text))
            if count:
                better = row[1] if len(row) > 1 else ""
                found.append(Remark(row[0], "" if better.startswith("核对") else better, count))
    return found


def suspicious(text: str) -> list[str]:
    """Return amounts that a web page's exchange of years has most likely spoilt (2024.00元)."""
    return list(dict.fromkeys(_SPOILT.findall(text)))


@cache
def _misspelt() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for row in sorted(word_rows("misspellings"), key=lambda row: -len(row[0])):
        wrong, right, before, after = (*row, "", "", "")[:4]
        guard = (f"(?<![{signs(before)}])" if before else "") + re.escape(wrong)
        found.append((wrong, right, re.compile(guard + (f"(?![{signs(after)}])" if after else ""))))
    return tuple(found)
