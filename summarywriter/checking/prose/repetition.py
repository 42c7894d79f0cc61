"""The same sentence twice in one text."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.flat import flatten
from summarywriter.checking.common.say import finding, quoted
from summarywriter.model import Finding
from summarywriter.text import sentences

LEAST = 10
"""Characters from which a repeated sentence is worth a word."""


def repetition(text: str, section: str | None) -> Iterator[Finding]:
    """Yield every sentence that stood in the text before, marks and spaces aside."""
    seen: dict[str, str] = {}
    for span in sentences(text):
        words = span.of(text)
        key = flatten(words).strip("。！？!?;；,，")
        if len(key) < LEAST:
            continue
        if key in seen:
            yield finding(
                "repetition",
                f"{quoted(words[:30])}前面已经写过一遍。请删去重复的一句。",
                section=section,
                start=span.start,
                end=span.end,
            )
        seen[key] = words
