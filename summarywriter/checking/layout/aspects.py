"""How far a deed has come, as the words round its verb tell: 准备安装, 尚未安装, 安装当中, 安装完毕.

The words of state in ``markers.tsv`` are whole words, known one by one. Here a verb and its surroundings
are put together, so that any office's deed is understood: the verbs are in ``deeds.tsv``, what stands
before and behind them in ``aspects.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarywriter.checking.layout.marker_words import Marker
from summarywriter.patterns import regex
from summarywriter.resources import Words, alternatives, word_rows

_LADDER = frozenset(
    {
        "planned", "ordered", "begun", "doing", "left", "mostly", "unmade", "done", "producing",
        "notice", "talks", "intended",
    }
)  # fmt: skip
"""States that say how far a thing has come; their words stand before the verb that they are of."""


def composed(flat: str, known: Sequence[Marker]) -> list[Marker]:
    """Return the words of state of a text: the ``known`` ones, and beside them those put together.

    What is put together stands in the place of the known words within it (the 正在 of 安装正在进行), and
    gives way to those that begin it or go on behind it.
    """
    ladder = [k for k in known if k.kind in _LADDER]
    whole = {(k.start, k.end) for k in known}
    found = [
        m for m in _put_together(flat)
        if (m.start, m.end) not in whole and all(_apart(m, k) or _within(m, k) for k in ladder)
    ]  # fmt: skip
    kept = [k for k in known if k.kind not in _LADDER or all(_apart(m, k) for m in found)]
    return sorted([*(_with_deed(flat, k) for k in kept), *found], key=lambda m: m.start)


def _apart(one: Marker, other: Marker) -> bool:
    return one.end <= other.start or other.end <= one.start


def _within(found: Marker, known: Marker) -> bool:
    return found.start < known.start and known.end <= found.end


@cache
def understood() -> tuple[str, ...]:
    """Return the verbs, and what stands round them, whose states are understood."""
    deeds = (word for row in word_rows("deeds") for word in row[0].split())
    return (*deeds, *(word for row in word_rows("aspects") for word in row[2].split()))


def only_states(flat: str, span: tuple[int, int], told: Sequence[Marker]) -> bool:
    """True where a stretch holds no words but the states ``told`` in it: 目前均在办理."""
    words = list(flat[slice(*span)])
    for m in told:
        words[m.start - span[0] : m.end - span[0]] = " " * (m.end - m.start)
    return _STRESS.fullmatch(_understood().blank("".join(words))) is not None


@cache
def _understood() -> Words:
    return Words(understood())


_STRESS = regex("(?:目前|现在?|眼下|均|都|也|全部|皆|一直|仍|还|尚|正|已|经|暂|业|[ ,])*")


def _with_deed(flat: str, known: Marker) -> Marker:
    """A known word with the verb in it or, if it stands before verbs, the one behind it."""
    deeds = _deeds().findall(known.word)
    if not deeds and known.kind in _LADDER:
        behind = known.end + flat.startswith("经", known.end)  # 已经
        deeds = [found[0] for found in [_deeds().match(flat, behind)] if found]
    return replace(known, deed=deeds[-1].removeprefix("试")) if deeds else known


def _put_together(flat: str) -> Iterator[Marker]:
    end = 0
    for deed in _deeds().finditer(flat):
        if deed.start() < end:
            continue
        told = _told(flat, *deed.span())
        if told is not None:
            kind, start, end = told
            if kind == "done" and deed.group() in _beginnings():
                continue  # 已启动入组 is begun
            yield Marker(kind, flat[start:end], start, end, deed.group().removeprefix("试"))


def _told(flat: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The state that the words round a verb tell, and where they begin and end."""
    behind = _behind().match(flat, end)
    last = behind.end() if behind else end
    before = _before().search(flat, max(0, start - _FAR), start)
    if before is not None:
        kind = next(name for name, words in before.groupdict().items() if words)
        first = start - len(before.group())
        if kind == "at_end":
            alone = _ENDS.match(flat, end) or (_STOP.match(flat, end) and _BEGINS.search(flat, 0, first))
            return ("planned", first, end) if alone else None
        if before.group() == "未" and not _WHOLE.match(flat, last):
            return None  # 未验收项目: which ones
        if kind == "doing" and before.group() in _PLACED and _WITHIN.match(flat, end):
            return None  # 均在入住72小时内完成
        if kind != "within":
            return kind, first, last
        if behind is not None and behind.lastgroup in ("doing", "stage"):
            return "doing", first, last
    if behind is None or behind.lastgroup == "stage" or (behind[0] == "中" and not _alone(flat, start, last)):
        return None
    return str(behind.lastgroup), start, last


def _alone(flat: str, start: int, end: int) -> bool:
    """True for the 建设中 of 3座建设中、 and 目前建设中, not of 在普查中 and 受理的3件申请中."""
    return _ENDS.match(flat, end) is not None or _ALONE.search(flat, max(0, start - _FAR), start) is not None


_PLACED = ("在", "均在", "都在")
_WITHIN = regex("\0|[之以]?[前后]|当[日天]|时(?![间长])")
_ENDS = regex("[。;!?\n)]|$")


_ALONE = regex("(?:(?<![的\0])\0+|^|[,;、。!?\n])(?:目前|现在?|眼下|均|都|也|还|仍|尚|正|全部|已)*$")


_FAR = 9
"""Characters before a verb in which its words of state stand."""
_BEGINS = regex("[\0均都,;、。也前现]$")
"""What stands before 将 that is no 把."""
_WHOLE = regex("[,;、。!?\n)的\0]|$")
_STOP = regex("[,;、。!?\n]|$")


@cache
def reviews() -> frozenset[str]:
    """Return the verbs of what others decide."""
    return frozenset(word for row in word_rows("deeds") if row[1:] == ("审",) for word in row[0].split())


@cache
def _beginnings() -> frozenset[str]:
    """Return the deeds that are done when something is begun."""
    return frozenset(
        word for row in word_rows("aspects") if row[:2] == ("begun", "整") for word in row[2].split()
    )


@cache
def _deeds() -> re.Pattern[str]:
    words = alternatives(word for row in word_rows("deeds") for word in row[0].split())
    return re.compile(f"(?:{words})|试(?:{words})")


@cache
def _before() -> re.Pattern[str]:
    between = f"(?:(?:{_listed('between', '间')})?)"
    return re.compile(
        f"(?:(?<![接招优期对款看善亏以从])(?P<planned>{_listed('planned', '前')})"
        f"|(?P<unmade>{_listed('unmade', '前')})"
        f"|(?P<doing>{_listed('doing', '前')}){between}"
        f"|(?P<begun>{_listed('begun', '前')})(?:[\u4e00-\u9fff]{{2}})?"
        f"|(?P<within>{_listed('doing', '中')}){between}"
        f"|(?P<at_end>{_listed('planned', '末')}))$"
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        f"(?P<doing>{_listed('doing', '后')}|中(?=[,;、。!?\n)]|$|的))"
        f"|(?P<begun>{_listed('begun', '后')})"
        f"|(?P<done>{_listed('done', '后')})"
        "|(?P<stage>阶段|期间?(?=[,;、。!?\n)]|$))"
    )


def _listed(kind: str, where: str) -> str:
    return alternatives(
        word for row in word_rows("aspects") if row[:2] == (kind, where) for word in row[2].split()
    )
