"""Names whose head is another one than the facts': 中岳建设集团 for 宏拓建设集团, 石门、龙口治超站."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, standing_before
from summarywriter.checking.names.places import NO_HEAD
from summarywriter.checking.names.strange_names import no_name
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_HEAD = 2
"""Characters that tell one name from another."""
_LONGEST = 12
_HANZI = regex(r"[\u4e00-\u9fff]+")
_IN_LIST = regex(
    r"(?P<one>[\u4e00-\u9fff]{2})、(?P<other>[\u4e00-\u9fff]{2})(?P<tail>[\u4e00-\u9fff]{1,3}?[站所队村镇厂店港矿区](?![域级内里]))"
)


_COUNTED = regex("[0-9一二两三四五六七八九十百]+[个家所名支]?$")


@cache
def _endings() -> tuple[re.Pattern[str], frozenset[str]]:
    """Endings of names that have a head of their own, and those that stand right behind it (精磨车间)."""
    words: dict[str, set[str]] = {"whole": set(), "part": set()}
    for row in word_rows("headed"):
        words[row[0]].update(row[1].split())
    return re.compile(alternatives(words["whole"] | words["part"])), frozenset(words["part"])


@cache
def _one_more() -> re.Pattern[str]:
    """A name in a list behind one that the facts know: 东关农贸市场、北门广场."""
    ending = _endings()[0].pattern
    known, new = (rf"[\u4e00-\u9fff]{{{count}}}(?:{ending})" for count in ("2", "2,4"))
    return re.compile(rf"(?P<known>{known})、(?=(?P<new>{new}))")


def other_heads(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield names that end as one of the facts does, where their head stands in no fact."""
    known = scope.flat_corpus
    pattern, parts = _endings()
    for match in pattern.finditer(text):
        start = _known_from(text, match.start(), match.end(), known)
        head = text[max(0, start - _HEAD) : start]
        name = text[start : match.end()]
        behind = text[match.end() : match.end() + _HEAD]
        whole = name + behind if _HANZI.fullmatch(behind) and name + behind in known else name
        short = start == match.start() and match.group() not in parts and len(match.group()) <= _HEAD
        if (short and whole == name) or not _names(head) or head in known or not _joined(name):
            continue
        meant = _only_head(scope, whole)
        if meant is not None and text.count(meant + whole) < known.count(meant + whole):
            yield _strange(start - _HEAD, match.end(), head + name, meant + name, scope)
    for match in _one_more().finditer(text):
        new = match["new"]
        if match["known"] in known and 2 * len(pairs_of(new) - scope.pairs) > len(new):
            yield finding(
                "unsupported-name", f"{quoted(new)}在事实里找不到。请核对，或删去这一处。",
                section=scope.heading, severity="warning", start=match.start("new"), end=match.end("new"),
            )  # fmt: skip
    for match in _IN_LIST.finditer(text):
        one, other, tail = match["one"], match["other"], match["tail"]
        if one + tail in known and other not in known and _names(other):
            yield _strange(match.start("other"), match.end(), other + tail, one + tail, scope)


@remembered
def _only_head(scope: Scope, name: str) -> str | None:
    """The one head that a name has in the facts, but for counts: 11个学院."""
    heads = [one for one in standing_before(scope, name, _HEAD) if not _COUNTED.search(one)]
    if len(heads) != 1 or len(heads[0]) != _HEAD or not _HANZI.fullmatch(heads[0]):
        return None
    return heads[0] if _last(heads[0]) else None


def _known_from(text: str, start: int, end: int, known: str) -> int:
    """Where the longest stretch begins that ends as a name does and stands in the facts."""
    while start > 0 and end - start < _LONGEST and text[start - 1 : end] in known:
        start -= 1
    return start


def _joined(name: str) -> bool:
    """False for 为白石线路车间, of which the facts know the whole name."""
    return _HANZI.fullmatch(name) is not None and name[0] not in NO_HEAD


def _last(head: str) -> bool:
    """True where the character right before a name's tail may belong to the name: 和众 of 和众服务中心."""
    return head[-1] not in NO_HEAD and not no_name(head)


def _names(head: str) -> bool:
    return (
        len(head) == _HEAD
        and _HANZI.fullmatch(head) is not None
        and not NO_HEAD.intersection(head)
        and not no_name(head)
    )


def _strange(start: int, end: int, said: str, meant: str, scope: Scope) -> Finding:
    return finding(
        "unsupported-name",
        f"{quoted(said)}在事实里找不到。事实里写的是{quoted(meant)}，请核对。",
        section=scope.heading, severity="warning", start=start, end=end,
    )  # fmt: skip
