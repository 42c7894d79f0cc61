"""Names with a number in them: 第二食堂 where the facts tell of 第三食堂 alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.scope import Scope
from summarywriter.figures.lexicon import any_of
from summarywriter.model import Edit, Finding


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(f"第[一二三四五六七八九十]{{1,3}}(?P<noun>{any_of('ordinal-name')})")


def numbered_names(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield a name that no fact has, where the facts have one with another number that the text lost.

    What is read as a figure (第二季度) is held against the facts there.
    """
    for match in _numbered().finditer(layout.flat):
        if match[0] in scope.flat_corpus:
            continue
        gone = {
            known[0]: line.id
            for line in scope.facts for known in _numbered().finditer(line.layout.flat)
            if known["noun"] == match["noun"] and known[0] not in layout.flat
        }  # fmt: skip
        if len(gone) == 1:
            ((own, line),) = gone.items()
            yield finding(
                "misattributed",
                f"{quoted(match[0])}与事实不符：事实里写的是{quoted(own)}。请改为{quoted(own)}。",
                section=scope.heading, start=match.start(), end=match.end(), facts=(line,),
                suggestion=Edit(start=match.start(), end=match.end(), text=own),
            )  # fmt: skip
