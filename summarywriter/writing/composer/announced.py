"""A first fact that announces a count (“重点抓好三个方面的工作”) and the facts that it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.patterns import regex
from summarywriter.resources import alternatives
from summarywriter.writing.composer.clause import Clause
from summarywriter.writing.composer.prose import paragraphs, stopped, tell
from summarywriter.writing.composer.words import label_words

DIGITS = "一二三四五六七八九十"
"""Numerals of numbered items; no more are numbered one by one."""
_SHORT = 8
"""Items to which they are told as 一是 二是; beyond, as 第一， 第二，."""
_ONE_SENTENCE = 150
"""Characters to which numbered items stay in one sentence."""
_COUNT = regex(
    r"(?P<count>[二两三四五六七八九十]|10|[2-9])(?:个|大|项|件|点|条)(?P<what>[^，；。：、0-9]{0,10})$"
)


def announced(clauses: Sequence[Clause]) -> list[str]:
    """Return the lines of a passage whose first fact announces a count; none where it does not.

    The facts after it are numbered only where they are exactly as many as announced.
    """
    match = _COUNT.search(clauses[0].text) if len(clauses) > 1 else None
    if match is None or not re.search(f"(?:{alternatives(label_words('counted'))})$", match["what"]):
        return []
    first, *others = clauses
    if len(others) != _number(match["count"]) or any(item.whole for item in others):
        return paragraphs([stopped(first.text), *tell(others)])
    return [f"{first.text}：{items(others)}"]


def items(clauses: Sequence[Clause]) -> str:
    """Number the clauses 一是 二是 in one sentence, in one each where they are long."""
    texts = [tell([item])[0].rstrip("。") for item in clauses]
    long = sum(map(len, texts)) > _ONE_SENTENCE or any(mark in text for text in texts for mark in "。；")
    mark = "{}是" if len(texts) <= _SHORT else "第{}，"
    marked = [mark.format(DIGITS[n]) + text for n, text in enumerate(texts)]
    return "".join(map(stopped, marked)) if long else stopped("；".join(marked))


def _number(count: str) -> int:
    if count.isdigit():
        return int(count)
    return 2 if count == "两" else DIGITS.index(count) + 1
