"""The endings by which offices, teams and places are known: 分公司, 支行, 队, 村."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.resources import alternatives, listed_words, word_rows


@cache
def endings() -> str:
    """Return the alternatives of a pattern, the longest first."""
    words = {word for row in (*word_rows("org_suffixes"), *word_rows("owners")) for word in row[0].split()}
    return alternatives(words)


@cache
def suffixes() -> re.Pattern[str]:
    """Return the pattern of the endings of organisations' and places' names; 大学 is none in 大学生."""
    every = alternatives(listed_words("org_suffixes"))
    return re.compile(f"(?:{every})(?<!学(?=[生习位毕学]))(?<!中小学)")
