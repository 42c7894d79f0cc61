"""What did not happen, told of more or of less than the fact denies: 未发生事故 for 未发生较大及以上事故."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from summarywriter.checking.common.flat import common_head
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words

_JOINT = regex("[和及与或、]")
_ALIKE = 2
"""Characters at the end of what did not happen by which two texts speak of the same."""


def no_incidents(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield what did not happen where every fact that denies the like denies it in another degree."""
    facts = [(line, own, known) for line in scope.facts for own, known in _denied(line.layout)]
    for what, told in _denied(layout) if facts else ():
        shared = [common_head(_bare(what["what"])[::-1], _bare(own["what"])[::-1]) for _, own, _ in facts]
        alike = [fact for fact, count in zip(facts, shared, strict=True) if count == max(shared) >= _ALIKE]
        if alike and all(known != told for _, _, known in alike):
            line, own, _ = alike[0]
            yield finding(
                "scope-changed",
                f"{quoted(what[0])}与事实不符：{line.label}写的是{quoted(own[0])}（{line.text}）。请按事实写。",
                section=scope.heading, severity="error", start=what.start(), end=what.end(), facts=(line.id,),
            )  # fmt: skip


@remembered
def _denied(layout: Layout) -> Sequence[tuple[re.Match[str], Set[str]]]:
    """What a text says did not happen, and the degrees it says that of."""
    found = _no().finditer(layout.text)
    # 越级访和群体性事件: of a list the last alone.
    return [(match, frozenset(_degrees().findall(_JOINT.split(match["what"])[-1]))) for match in found]


@cache
def _no() -> re.Pattern[str]:
    return re.compile(
        "(?:未|没有|无(?![偿人线锡论])|零(?![距售工散件])|杜绝)再?(?:发生|出现|发现)?(?:过|了)?(?:任何|一[起例件次宗])?"
        f"(?P<what>[\u4e00-\u9fff、]{{0,12}}?(?:{alternatives(listed_words('incidents'))}))(?![率数科室处])"
    )


@cache
def _degrees() -> re.Pattern[str]:
    return re.compile(alternatives(listed_words("incident-degrees")))


def _bare(what: str) -> str:
    return _degrees().sub("", what)
