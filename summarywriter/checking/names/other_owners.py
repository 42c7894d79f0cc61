"""A person or an office of another fact in the place of a fact's own: 宋启明主持 for 罗静主持."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from operator import itemgetter

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.people import mentions, persons
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.names.places import NO_HEAD
from summarywriter.checking.names.strange_names import no_name
from summarywriter.model import Finding
from summarywriter.text import sentences

_HEAD = 2
"""Characters before an ending that tell one office from another."""


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(f"([\u4e00-\u9fff]{{{_HEAD}}})(?:{endings()}|{_WORKS})(?![{_GOES_ON}])")


_WORKS = "项目|工程|小区|大厦|基地"
"""What is built has names too: 云锦府项目."""
_GOES_ON = "点区房家伍员长织建级民分门学技理置内有铺山"
"""What makes an ending the beginning of another word: 站点, 队伍, 部门."""


def other_owners(text: str, scope: Scope, lines_at: Callable[[int], Set[int]]) -> Iterator[Finding]:
    """Yield a name that stands once more than in the facts, where a fact's own name is gone.

    ``lines_at`` tells which facts are told at a place of the text. Names are of one class: people, or
    offices, teams and places by their endings.
    """
    for names in (persons(scope.corpus), _places(scope)):
        told = [name for name in names if name in text]
        gained = sorted(name for name in told if text.count(name) > scope.corpus.count(name))
        if gained:
            lost = {name for name in names if text.count(name) < scope.corpus.count(name)}
            named = _by_name(scope, lost)
            for name in gained:
                yield from _strange(text, scope, name, named, lines_at)


def _strange(
    text: str,
    scope: Scope,
    name: str,
    lost: Mapping[str, Set[int]],
    lines_at: Callable[[int], Set[int]],
) -> Iterator[Finding]:
    spans = sentences(text)
    for at in mentions(text, name):
        lines = lines_at(at)
        if not lines or any(name in scope.facts[line].text for line in lines):
            continue
        sentence = spans[bisect_right(spans, at, key=itemgetter(0)) - 1].of(text)
        meant = sorted(own for own in lost if lost[own] & lines and own not in sentence)
        if len(meant) == 1:
            fact = scope.facts[min(lost[meant[0]] & lines)]
            yield finding(
                "misattributed",
                f"{quoted(name)}与事实不符：{fact.label}写的是{quoted(meant[0])}（{fact.text}）。请照改。",
                section=scope.heading, start=at, end=at + len(name), facts=(fact.id,),
            )  # fmt: skip


def _places(scope: Scope) -> Set[str]:
    """The offices, teams and places of the facts."""
    found = _offices().finditer(scope.corpus)
    return {m.group() for m in found if not (NO_HEAD.intersection(m[1]) or no_name(m[1]))}


def _by_name(scope: Scope, names: Set[str]) -> Mapping[str, Set[int]]:
    """Some names, each with the facts that tell it."""
    return {name: {n for n, fact in enumerate(scope.facts) if name in fact.text} for name in names}
