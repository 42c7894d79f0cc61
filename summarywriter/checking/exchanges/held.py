"""What holds a text's figures to their places, however like each other's subjects they look."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from summarywriter.checking.common.flat import common_head
from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.layout.headings import heading
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import marking
from summarywriter.checking.layout.markers import markers, of_each
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.rows import IT_IS
from summarywriter.checking.matching.matcher import FactFigure, Matcher
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.checking.names.strange_names import nameless
from summarywriter.patterns import regex

INSIDE = regex(
    r"[,，]?其中|[\u4e00-\u9fff](?:(?:[\u4e00-\u9fff、]|\([\u4e00-\u9fff、]{1,6}\)){0,12}?[\u4e00-\u9fff])??"
    r"(?:当中|之中|(?<![初高集期和与及、])中(?![学心小央国间期级班幼青老年层药医草等专职考试标])|里面?(?![程约弄手氏外]))"
)
"""What says that a figure behind is part of the one before: 其中, 站点里."""
_AMONG = regex(
    "[\u4e00-\u9fff]{1,8}[,，]其中|的?[\u4e00-\u9fff]{0,10}(?:任务|目标|计划|指标)[中里]?(?:已经?|共)?(?:完成|实现)"
)
"""21.4万人次入园，其中10月2日…; 150户的改造任务已完成75户."""
_SUM = regex(
    "[(]共[计有]?$|(?:合计|共计|总计|总共|总额|总量|总数)[为是达]?$|(?:连同|加上|算上|包括)[^,;。\0]{0,12}共$"
)
_IN_ALL = regex("(?:^|[,;])共[计有]?[为是达]?$")
_RATE_NAME = regex("(?:率|满意度)(?:已|也|则|均|都|分别)?(?:达到?|为|是|约)?$")
_LIGHT = regex(r"[已共均都有了就]|累计")
_NOUN = regex(r"[\u4e00-\u9fff]{2}")


def in_turn(layout: Layout, first: Place, second: Place, meant: Sequence[FactFigure]) -> bool:
    """True for figures of a row without names that keep the fact's order: 分别有36名、52名、27名.

    The names that the fact gives them may stand further off in the text, in the same order.
    """
    one, two = first.turn, second.turn
    mine, theirs = (fact.place.turn for fact in meant)
    if one is None or two is None or one.first != two.first or one.name is not None:
        return False
    if mine is None or theirs is None or (one.order < two.order) != (mine.order < theirs.order):
        return False
    sentence = layout.flat[slice(*first.sentence)]
    said = [
        sentence.find(fact.line.layout.flat[slice(*row.name)]) if row.name is not None else -1
        for fact, row in zip(meant, (mine, theirs), strict=True)
    ]
    return -1 in said or (said[0] < said[1]) == (one.order < two.order)


def part_of(layout: Layout, t: int, u: int) -> bool:
    """True when a figure is said to be among one before it, and is the smaller: 10.9万吨，其中9月4.1万吨.

    The rate of a part may well be the higher: 签约率46.8%，其中老年人签约率83.5%.
    """
    first, second = layout.places[t], layout.places[u]
    if first.sentence != second.sentence or (_rate(layout, first) and _rate(layout, second)):
        return False
    if amount(first.figure).value <= amount(second.figure).value:  # type: ignore[operator]
        return False
    for following in (place for place in layout.places[t + 1 : u + 1] if place.figure.kind != "date"):
        if following.figure.phrase_start > first.figure.phrase_end or following is second:
            break
        first = following  # 86户241人，其中58户167人: the two tell one thing
    said = between(layout, first, following).replace("\0", "")
    if not (INSIDE.match(said) or _AMONG.match(said) or said.endswith("除")):
        return False  # 72项课题除21项尚在研究外
    return ";" not in layout.flat[first.figure.phrase_end : second.figure.phrase_start]


def _rate(layout: Layout, place: Place) -> bool:
    """True for a rate that its name tells: 签约率达到46.8%."""
    own = layout.flat[place.own[0] : place.figure.phrase_start]
    return place.figure.kind == "percent" and _RATE_NAME.search(own) is not None


def each_holds(layout: Layout, one: Place, own: FactFigure, other: FactFigure) -> bool:
    """True for 38个网格均配备2名 of what a fact tells of each, where the other figure is one of all."""
    mine, theirs = (of_each(f.line.layout, f.place) for f in (own, other))
    return mine != theirs and of_each(layout, one) == mine


def is_part(whole: FactFigure, part: FactFigure) -> bool:
    """True when a fact tells the second figure as part of the first: 9个街道中有7个."""
    if not one_unit(whole.place.figure, part.place.figure):
        return False
    said = between(whole.line.layout, whole.place, part.place)
    return bool(INSIDE.match(said)) and amount(whole.place.figure).value > amount(part.place.figure).value  # type: ignore[operator]


def sums_up(layout: Layout, t: int, u: int) -> bool:
    """True for 关税3.5亿元、增值税15.2亿元，合计18.7亿元: one is said to be the sum, and is the larger."""
    pair = layout.places[t], layout.places[u]
    small, large = sorted(pair, key=lambda place: amount(place.figure).value)
    said = layout.flat[large.own[0] : large.figure.phrase_start]
    if small.sentence != large.sentence:
        return False
    return bool(_SUM.search(said)) or (bool(_IN_ALL.search(said)) and _adds_up(layout, large, small))


def _adds_up(layout: Layout, large: Place, small: Place) -> bool:
    """True when the last figures before one, another among them, add up to it: 17场和28场，共45场."""
    total, found = Fraction(0), False
    for place in reversed(layout.places[: layout.places.index(large)]):
        value = amount(place.figure).value
        if (
            place.sentence != large.sentence
            or not one_unit(place.figure, large.figure)
            or isinstance(value, str)
        ):
            return False
        total, found = total + value, found or place is small
        if total == amount(large.figure).value:
            return found
    return False


def own_noun(layout: Layout, matcher: Matcher, told: int, mine: int, theirs: int) -> bool:
    """True when the noun right behind a figure is that of its own fact figure, not of the other: 三个片区.

    It may stand before the fact's figure: 24座充电站 for 充电站24座.
    """
    if IT_IS.match(layout.flat, layout.places[told].figure.phrase_end):
        return False
    noun = _noun(layout, layout.places[told])
    if noun and noun == _noun_of(matcher, mine) and noun != _noun_of(matcher, theirs):
        return True
    return _telling(_shared(layout, matcher, told, mine)) > len(_shared(layout, matcher, told, theirs))


def crossed(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True when beside each of two figures stands the noun of the other's fact figure.

    Each is told and its fact figure: 24座充电桩、310台充电站 for 充电站24座、充电桩310台.
    """
    (t, mine), (u, theirs) = one, other
    return all(
        _telling(_shared(layout, matcher, told, strange)) > len(_shared(layout, matcher, told, own))
        for told, own, strange in ((t, mine, theirs), (u, theirs, mine))
    )


def units_kept(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for 一线职工1865户，困难职工3400人次 of what a fact tells as 困难职工1865户、一线职工3400人次.

    Beside each figure stands what the other's fact figure is of, of which the two share the end.
    """
    (t, mine), (u, theirs) = one, other
    last = {layout.flat[layout.places[n].figure.phrase_start - 1] for n in (t, u)}
    if len(last) > 1:
        return False
    for told, own, strange in ((t, mine, theirs), (u, theirs, mine)):
        kept, turned = _shared(layout, matcher, told, own), _shared(layout, matcher, told, strange)
        if not kept or not turned.endswith(kept) or len(turned) - len(kept) < _SHORTEST:
            return False
    return True


def _shared(layout: Layout, matcher: Matcher, told: int, n: int) -> str:
    """The words right beside a figure that stand right beside a fact's, on whichever side."""
    before, behind = _nouns(layout, layout.places[told])
    fact_before, fact_behind = _nouns(matcher.figures[n].line.layout, matcher.figures[n].place)
    tail = before[len(before) - common_head(before[::-1], fact_before[::-1]) :]
    head = behind[: common_head(behind, fact_behind)]
    return max(tail, head, _overlap(fact_before, behind), _overlap(before, fact_behind), key=len)


@keeping(8192)
def _telling(words: str) -> int:
    """How many characters of words tell a thing: in 建成充电桩 those behind the verb, all of 守塔职工."""
    named = [match.span() for match in nameless().finditer(words) if match.end() - match.start() > 1]
    ends = [end for _, end in named if end < len(words)]
    rest = words[ends[-1] :] if ends else words
    if named and named[-1] == (len(words) - len(rest), len(words)):
        return 0  # 职工 alone
    return len(rest) if len(rest) >= _SHORTEST and not marking(rest) else 0


def _nouns(layout: Layout, place: Place) -> tuple[str, str]:
    """The words right before a figure, but for how it changed and since when, and right behind it.

    Where those before it tell no thing, what heads its clause does: 在古建筑方面，修缮5处.
    """
    return _around(layout, *place.own, *place.after)


@remembered
def _around(layout: Layout, start: int, end: int, after: int, stop: int) -> tuple[str, str]:
    told = (*markers(layout, "base", start, end), *markers(layout, "direction", start, end))
    for said in sorted(told, key=lambda m: -m.end):
        end = said.start if said.end == end else end  # 较上季度下降
    before = _BEFORE.search(layout.flat[max(start, end - _LONGEST) : end])
    behind = _BEHIND.match(layout.flat, after, stop)
    words = before.group() if before else ""
    head = "" if telling(words).strip() else layout.flat[slice(*heading(layout, start))]
    return head or words, behind.group() if behind else ""


def _overlap(before: str, behind: str) -> str:
    """The words that end what stands before a figure and begin what stands behind another."""
    lengths = range(min(len(before), len(behind)), 0, -1)
    return next((behind[:n] for n in lengths if before.endswith(behind[:n])), "")


_BEFORE = regex("[\u4e00-\u9fff]+$")
_BEHIND = regex("[\u4e00-\u9fff]{1,8}")
_SHORTEST, _LONGEST = 2, 8


def _noun_of(matcher: Matcher, n: int) -> str:
    return _noun(matcher.figures[n].line.layout, matcher.figures[n].place)


def _noun(layout: Layout, place: Place) -> str:
    """The two characters right behind a figure, empty where a mark or another figure stands there."""
    found = _NOUN.match(layout.flat, place.figure.phrase_end)
    return found.group() if found else ""


def between(layout: Layout, first: Place, second: Place) -> str:
    """Return the words from one figure to the next, without 已 共 均; empty where they stand otherwise."""
    return _LIGHT.sub("", layout.flat[first.figure.phrase_end : second.figure.phrase_start])
