"""Verbs of one character in a bullet, written out: 开推进会 → 召开推进会, 签集体合同 → 签订集体合同."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.resources import alternatives, bad_row, word_rows

_BEFORE = "(?:(?<=[，。；：、日月末初旬底])|(?<=会上)|(?<=期间)|^)"
"""Where a verb may stand: at the start of a clause, behind a date or the like."""


_COLUMNS = 4


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = []
    for row in word_rows("compose-short-verbs"):
        if len(row) != _COLUMNS or len(row[0]) != 1:
            raise bad_row("compose-short-verbs", row, "要有四栏：一个字、说全的词、后面的词、不算的字")
        objects = alternatives(row[2].split())
        but = alternatives(row[3].split())
        verb = f"{_BEFORE}{row[0]}(?!{but})(?=[^，。；：、0-9]{{0,10}}?(?:{objects}))"
        rules.append((re.compile(verb), row[1]))
    return tuple(rules)


def written_out(text: str) -> str:
    """Return the bullet with its verbs of one character written out."""
    for pattern, verb in _rules():
        text = pattern.sub(verb, text)
    return text
