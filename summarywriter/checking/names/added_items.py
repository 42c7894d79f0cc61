"""One more item in a list of which the facts know all the rest: 环卫、快递、交警 for 环卫、快递."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.names.strange_names import no_name
from summarywriter.model import Finding
from summarywriter.patterns import regex

_LIST = regex("(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,}(?:、[\u4e00-\u9fff]{2,})+")
_LAST = regex("(?P<item>[\u4e00-\u9fff]{2,4}?)(?:[和与及](?P<other>[\u4e00-\u9fff]{2,4}?))?(?:等|$)")
_SURE = 3
"""Characters from which on an item is no word of speech, and known ones beside which a shorter is none."""


def added_items(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield the items that no fact knows of lists of which it knows the others.

    Where an item of the fact's own list is gone the strange one may be that one in other words.
    """
    for row in _LIST.finditer(layout.flat):
        items = _items(row)
        strange = [(item, start) for item, start in items if not pairs_of(item) & scope.pairs]
        known = [item for item, _ in items if item in scope.flat_corpus]
        if len(strange) != 1 or not known or no_name(strange[0][0]):
            continue
        item, start = strange[0]
        if (len(item) < _SURE and len(known) < _SURE) or _reworded(known, layout.flat, scope):
            continue  # 围绕监督、教育、防护: words of speech
        yield finding(
            "unsupported-name", f"列举的{quoted(item)}在事实里找不到。请核对，或删去这一处。",
            section=scope.heading, severity="warning", start=start, end=start + len(item),
        )  # fmt: skip


def _items(row: re.Match[str]) -> list[tuple[str, int]]:
    """The items of a list with their places, but for the first, of which no mark tells where it begins."""
    found: list[tuple[str, int]] = []
    start = row.start()
    parts = row.group().split("、")
    for n, part in enumerate(parts):
        if n == len(parts) - 1:
            last = _LAST.match(part)
            if last:
                found += [(last[key], start + last.start(key)) for key in ("item", "other") if last[key]]
        elif n:
            found.append((part, start))
        start += len(part) + 1
    return found


def _reworded(known: list[str], text: str, scope: Scope) -> bool:
    """True where a fact lists something beside a known item that the text has nowhere."""
    return any(
        item not in text
        for fact in scope.facts
        for row in _LIST.finditer(fact.text)
        if any(name in row.group() for name in known)
        for item, _ in _items(row)
    )
