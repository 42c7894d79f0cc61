"""Political formulae: word for word from the guidance lines, the facts or the phrase file only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.flat import flatten
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import compiled, word_rows


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled("formulae", row, row[0]) for row in word_rows("formulae"))


@cache
def _phrases() -> str:
    return flatten("\n".join(row[0] for row in word_rows("usual_names")))


def formulae(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield formulae that nothing given says word for word, and outdated ones."""
    known = scope.flat_corpus + "\n" + _phrases()
    taken: list[tuple[int, int]] = []
    for row in word_rows("outdated"):
        old, better = row[0], row[1] if len(row) > 1 else ""
        for match in re.finditer(re.escape(old), text):
            if flatten(old) in known:
                continue
            taken.append(match.span())
            yield finding(
                "unsupported-formula",
                f"{quoted(old)}是过时的提法，建议改为{quoted(better)}，以本级最新口径为准。",
                section=scope.heading,
                start=match.start(),
                end=match.end(),
            )
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            office = _GUIDED.fullmatch(match.group())
            if flatten(match.group()) in known or (office is not None and flatten(office[1]) in known):
                continue
            taken.append(match.span())
            yield finding(
                "unsupported-formula",
                f"{quoted(match.group())}不在给定的口径里。请从口径中逐字引用，或删去。",
                section=scope.heading,
                start=match.start(),
                end=match.end(),
            )


_GUIDED = regex(
    "在([\u4e00-\u9fff]*(?:工会|[局院会厅部处办])|“[^“”]+”(?:行动|工程|计划|活动|项目))的?(?:大力|具体)?(?:支持|指导)下"
)
"""在县总工会指导下: an office that the facts tell of, or a programme; leaders are followed word for word."""
