"""The whole that a share is of: 占毕业生的42.8% for 占就业毕业生的42.8%."""

from __future__ import annotations

from collections.abc import Iterator, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Finding
from summarywriter.patterns import regex

_WHOLE = regex(
    "占(?:到|了|比)?(?P<of>[^,;。\0占比]{2,14}?)(?:的(?:比[重例率]|份额)?)?(?:已|约|近|超)?[为是达至]?到?$"
    "|(?:[为是达]到?|相?当于|完成了?|实现了?)(?P<part>[^,;。\0占比为是达完成]{2,12}?)的(?:已|约|近|超)?$"
    "|在?(?P<among>[^,;。\0占在]{2,14}?)[中里](?:的|,?[^,;。\0占]{0,10}?的?)?(?:所?占(?:比[重例]?)?)(?:已|约|近|超)?[为是达至]?到?$"
)
_LIGHT = regex(
    "[全本](?:部|体|市|县|区|镇|乡|村|院|校|厂|矿|局|馆|社区|街道|公司)|总[数量额]|总人数|人数|人次|余额|数量|面积|所有|各[类项种]|总|队伍|群体"
)
"""What tells of a whole that it is one, not of what."""
_PART = regex("新增|增量|存量|净增")
"""What makes a part of a whole: 在新增贷款中占比53.9% for 占各项贷款的53.9%."""

_PAST = regex("[上去]年|同期|上[个半]?月|上季|上一?期|年初|以往")
"""What makes a whole of another time, not a plan of this one: 上年全年的51.2%."""


def share_whole(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield the whole of a share where it is not the fact's: other things, or more of them."""
    if place.figure.kind not in ("percent", "ratio") or place.turn is not None or fact.place.turn is not None:
        return
    said, meant = _whole(layout, place), _whole(fact.line.layout, fact.place)
    if said is None or meant is None:
        return
    told, own = (_words(w[0]) for w in (said, meant))
    if not told or not own:
        return
    added = _PART.search(said[0])
    known = bool(told & own) or told <= _words(scope.flat_corpus) - _words(fact.line.layout.flat)
    known = known or bool(_PAST.search(said[0])) != bool(_PAST.search(meant[0]))
    if told & own and not (added and added[0] not in fact.line.text):
        plain, right = (_LIGHT.sub("", w[0]) for w in (said, meant))
        others = any(plain in line.text for line in scope.facts if line is not fact.line)
        if not (others and plain not in fact.line.text and set(right) - set(plain)):
            lost = own - told - _words(layout.flat[slice(*place.sentence)])
            narrowed = _LIGHT.search(meant[0]) and not _LIGHT.search(said[0])
            narrowed = narrowed and not (told - own) & _words(fact.line.layout.flat)
            if (told - own or not lost) and not (narrowed and told - own):
                return  # 占参会职工的 for 占到会职工的
    elif not told & own and own & _words(layout.flat[slice(*place.sentence)]):
        # 就业 of 本市就业 is in the sentence whatever 本市就业 is a share of.
        rarer = all(_often(word, layout, place) < _often(word, fact.line.layout, fact.place) for word in own)
        if not rarer or not told <= _words(scope.flat_corpus):
            return
        known = True
    words, start = said
    yield finding(
        "base-changed", severity="error" if known else "warning", message=
        f"{quoted(words)}与事实不符（占比的总体变了）：{fact.line.label}说的是占{quoted(meant[0])}的比重"
        f"（{fact.line.text}）。请改为{quoted(meant[0])}。",
        section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


_OVERALL = regex("总体|整体|综合|全体")


def overall(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 患者总体满意度96.8% for 住院患者满意度96.8%: the rate of a part told as that of all."""
    said = _OVERALL.search(layout.flat, *place.own) if place.figure.kind in ("percent", "score") else None
    own = fact.line.layout.flat[slice(*fact.place.own)].lstrip("、")
    if said is None or _OVERALL.search(own) or said[0] in fact.line.text or not _NARROW.match(own):
        return
    # 综合满意率 may be all there is where no other 满意率 is told.
    if scope.flat_corpus.count(own[-_NOUN:]) > 1 and own[:2] not in layout.flat[slice(*place.clause)]:
        yield finding(
            "scope-changed",
            f"{quoted(said[0])}与事实不符：{fact.line.label}写的是{quoted(own + fact.phrase)}"
            f"（{fact.line.text}）。请按事实写。",
            section=scope.heading, severity="error", start=said.start(), end=place.figure.phrase_end,
            facts=(fact.line.id,),
        )  # fmt: skip


_NOUN = 3
"""Characters of what is rated: 满意度."""
_NARROW = regex("[\u4e00-\u9fff]{4,10}[率度分比]")
"""What a rate is of, and a noun before it: 住院患者满意度."""


def _whole(layout: Layout, place: Place) -> tuple[str, int] | None:
    """What a share is said to be of, and where that stands."""
    said = _WHOLE.search(layout.flat, place.sentence[0], place.figure.phrase_start)
    if said is None:
        return None
    name = next(name for name, words in said.groupdict().items() if words is not None)
    return said[name], said.start(name)


def _often(word: str, layout: Layout, place: Place) -> int:
    return layout.flat.count(word, *place.sentence)


def _words(text: str) -> Set[str]:
    return frozenset(pieces(_LIGHT.sub(" ", text.replace("的", ""))))
