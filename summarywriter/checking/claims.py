"""Claims without a numeral: 全覆盖, 率先, 历史新高, 零事故: each must be grounded in a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope
from summarywriter.model import Finding
from summarywriter.resources import word_rows
from summarywriter.text import narrow


@cache
def _claims() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    table = {row[0]: (row[0], *(row[1].split() if len(row) > 1 else ())) for row in word_rows("claims")}
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table


def claims(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield claims of the text for which no fact gives ground."""
    pattern, table = _claims()
    known = scope.flat_corpus
    for match in pattern.finditer(narrow(text)):
        grounds = table[match.group()]
        if any(_grounded(ground, known) for ground in grounds):
            continue
        yield finding(
            "unsupported-claim",
            f"{quoted(match.group())}没有事实依据。请删去，或补充写明这一点的事实。",
            section=scope.heading, start=match.start(), end=match.end(),
        )  # fmt: skip


def _grounded(ground: str, known: str) -> bool:
    if ground == "-":
        return True
    if ground == "=100%":
        return "100%" in known or "百分之百" in known
    if ground == "=100%+":
        return bool(re.search(r"1\d\d(?:\.\d+)?%", known))
    return ground in known
