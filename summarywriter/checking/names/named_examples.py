"""A name given as an example that stands in no fact: 恒达电子等企业 for 企业."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.frames import frame_words
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.reworded import unknown_words, words_of
from summarywriter.model import FRAME_ROLES, Finding


@cache
def _examples() -> re.Pattern[str]:
    """恒达电子等12家企业: names before 等, and what has names of its own behind it."""
    hanzi = "\u4e00-\u9fff"
    names = frame_words("listed", "ends")
    return re.compile(rf"(?P<names>[{hanzi}、]{{2,30}})等(?:\0+[余多]?)?[{hanzi}]{{0,4}}?(?:{names})")


def named_examples(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield the names before 等 of which no two characters stand together in the facts."""
    if scope.role in FRAME_ROLES:
        return
    for match in _examples().finditer(layout.flat):
        said = match["names"]
        for word in unknown_words(said, words_of(scope)):
            start = match.start("names") + said.rindex(word)
            yield finding(
                "unsupported-name", f"{quoted(word)}在事实里找不到。请核对，或删去这一处。",
                section=scope.heading, severity="warning", start=start, end=start + len(word),
            )  # fmt: skip
