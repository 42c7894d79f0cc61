"""Verbs of one character in a bullet, written out: 开推进会 → 召开推进会, 签集体合同 → 签订集体合同."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.resources import alternatives, bad_row, literal, word_rows

_BEFORE = "(?:(?<=[，。；：、日月末初旬底])|(?<=会上)|(?<=期间)|^)"
"""Where a verb may stand: at the start of a clause, behind a date or the like."""


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = []
    for row in word_rows("compose-short-verbs"):
        if len(row[0]) != 1:
            raise bad_row("compose-short-verbs", row, "第一栏写一个字")
        objects = alternatives(row[2].split())
        but = alternatives(row[3].split())
        verb = f"{_BEFORE}{re.escape(row[0])}(?!{but})(?=[^，。；：、0-9]{{0,10}}?(?:{objects}))"
        rules.append((re.compile(verb), row[1]))
    return tuple(rules)


def written_out(text: str) -> str:
    """Return the bullet with its verbs of one character written out."""
    for pattern, verb in _rules():
        text = pattern.sub(literal(verb), text)
    return text
