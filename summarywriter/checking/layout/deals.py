"""What one party does to another, and which is which: 甲队战胜乙队, 乙队负于甲队, 由甲院转到乙院.

The deals are in ``dealings.tsv``, as the one party tells of them and as the other does; who has more than
another (甲比乙多, 乙少于甲) is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.layout.layout import Layout, all_clauses
from summarywriter.checking.layout.place import remembered
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

Span: TypeAlias = tuple[int, int]


class Deal(NamedTuple):
    """What one party does to another: which deal it is, whose words tell it, where the two are told."""

    row: str
    passive: bool
    start: int
    one: Sequence[Span]
    other: Sequence[Span]


class Parties(NamedTuple):
    """Which pairs of characters tell the one party and which the other, what both have left out."""

    one: Set[str]
    other: Set[str]


def turned(said: Parties, meant: Parties) -> bool | None:
    """True where each party is told as the other, false where each is told as itself, else ``None``."""
    kept = bool(said.one & meant.one), bool(said.other & meant.other)
    crossed = bool(said.one & meant.other), bool(said.other & meant.one)
    if (any(kept) and not any(crossed)) or (all(kept) and not all(crossed)):
        return False
    # What stands with one of the two besides (人员, 以3比1) stays where it is.
    return True if all(crossed) and not all(kept) else None


def parties(layout: Layout, deal: Deal) -> Parties:
    """Return what tells the two parties to a deal."""
    one, other = (_pairs(layout.flat, spans) for spans in (deal.one, deal.other))
    return Parties(one - other, other - one)


def _pairs(flat: str, spans: Sequence[Span]) -> Set[str]:
    found = (m[0] for start, end in spans for m in _PARTY.finditer(flat, start, end))
    return frozenset(pair for name in found for pair in pairs_of(name) if len(pair) > 1)


_PARTY = regex(
    r"(?![全各本])\w{1,14}[队会村乡镇县市区社司部班组局院校厂店站所处科室行馆矿场园军团委间坊楼岗户家道线关构体业轮艇]"
)
"""What may be a party: words up to what ends the name of a body."""
_RUN = regex(r"\w+")


@remembered
def deals(layout: Layout) -> Sequence[Deal]:
    """Return the deals of a text whose parties are plain to see."""
    spans = all_clauses(layout)
    behind = (*spans[1:], (len(layout.flat),) * 2)[: len(spans)]
    return [
        deal for clause, after in zip(spans, behind, strict=True)
        for deal in _of_clause(layout.flat, clause, after)
    ]  # fmt: skip


def _of_clause(flat: str, clause: Span, after: Span) -> Iterator[Deal]:
    start, end = clause
    for verb in _verbs().finditer(flat, start, end):
        row, passive = _rows()[verb[0]]
        found = _around(flat, clause, verb.span(), passive)
        if found is not None:
            one, other = found
            if flat.startswith(",", end) and not any(_RUN.search(flat, *span) for span in other):
                other = [after]  # 受甲方委托，乙方承办
            yield Deal(row, passive, verb.start(), *((other, one) if passive else (one, other)))
    for said in _THAN.finditer(flat, start, end):
        one, other = [(start, said.start())], [said.span("other")]
        row, less = _rows()[_MORE][0], said["way"] in _LESS
        yield Deal(row, less, said.start(), *((other, one) if less else (one, other)))


def same_sides(told: Layout, span: Span, fact: Layout, own: Span) -> bool:
    """True for 乙比甲少12户 of 甲比乙多12户: who has more is the same, whichever is named first."""
    return any(
        a.row == _rows()[_MORE][0] and turned(parties(told, a), parties(fact, b)) is False
        for a, b in _alike(told, span, fact, own)
    )


def other_side(told: Layout, span: Span, fact: Layout, own: Span) -> bool:
    """True for 乙以1比3负于甲 of 甲以3比1战胜乙: what is told is told by the other party."""
    return any(a.passive != b.passive for a, b in _alike(told, span, fact, own))


def _alike(told: Layout, span: Span, fact: Layout, own: Span) -> Iterator[tuple[Deal, Deal]]:
    """Yield the deals of one kind in a stretch of a text and in one of a fact."""
    said, meant = (
        [deal for deal in deals(layout) if first <= deal.start < last]
        for layout, (first, last) in ((told, span), (fact, own))
    )
    yield from ((a, b) for a in said for b in meant if a.row == b.row)


def _around(
    flat: str, clause: Span, deed: Span, passive: bool
) -> tuple[Sequence[Span], Sequence[Span]] | None:
    """Where the one who does it and the other stand around a verb, ``None`` where that is not plain."""
    (start, end), (verb, behind) = clause, deed
    signs = list(_SIGN.finditer(flat, start, verb))
    sign = signs[-1] if signs else None
    received = sign is not None and sign[0] in _RECEIVED
    if _AS_NOUN.match(flat, behind) and not (received and flat.startswith("的", behind)):
        return None
    if sign is None:
        return None if _DONE_BY.search(flat, behind, end) else ([(start, verb)], [(behind, end)])
    first, inner = (start, sign.start()), (sign.end(), verb)
    match sign[0]:
        case "与" | "和" | "同" | "跟" | "及":
            return None
        case "向" | "给" | "为" | "对":
            return [first], [inner]
        case "将" | "把":
            return [first] if _RUN.search(flat, *first) else [inner], [(behind, end)]
        case "从" | "自" if passive:
            return [first], [inner]  # 乙队从甲队借来
        case "由" | "从" | "自" if _TO.match(flat, behind) or flat[behind - 1] in "到至往入":
            return [inner], [(behind, end)]
    return [inner], [first, (behind, end)]


_SIGN = regex(
    "(?<![定流走风去意面方志动])向(?![上下前着])|[给将把被](?!军)|(?<![因作认成视称名改评行])为(?!期|止|了)|(?<![应针面相])对(?!口|象|接|外|标|照)|"
    "(?<![理缘自])由|(?<![服])从(?!业|事)|(?<![来各独])自(?![主筹愿行动治然])|得到|获得?|受到?|收到|接[受收]|"
    "[与和同跟及](?!期|比|步|时|心|谐|平)|在(?=[^,;。\0]{1,12}下$)"
)
"""What tells who does it and to whom, before the verb."""
_RECEIVED = ("被", "得到", "获", "获得", "收到", "接收", "接受")
_AS_NOUN = regex(
    "的|工作|情况|结果|项目|服务|对象|活动|任务|资金|物资|人员|"
    "[班室站队员者会所处点栏月周日卡证单表书率费款金师法案类型性量力额组]"
)
"""What makes a verb part of what another deed is about: 帮扶站点, 捐赠的物资."""
_DONE_BY = regex("[由被系]|是")
_TO = regex("[到至往入给]")
_THAN = regex(r"比(?![赛例重如])(?P<other>\w{2,12}?)(?P<way>[多少高低快慢早晚长短大小重轻])(?=\w{0,4}\0)")
_MORE, _LESS = "高于", "少低慢晚短小轻"


@cache
def _rows() -> Mapping[str, tuple[str, bool]]:
    """Of which deal each verb is, and whether the other party tells it so."""
    known: dict[str, tuple[str, bool]] = {}
    for row in word_rows("dealings"):
        for turned, cell in enumerate(row):
            known.update((word, (row[0], bool(turned))) for word in cell.split())
    return known


@cache
def _verbs() -> re.Pattern[str]:
    several, single = ({w for w in _rows() if (len(w) == 1) is alone} for alone in (False, True))
    return re.compile(f"{alternatives(several)}|[{''.join(sorted(single))}](?=[了给往到至于\0])")
