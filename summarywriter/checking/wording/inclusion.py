"""Findings about parts and wholes: 其中 dropped, added, or put where the facts say 另有."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.within import beginning, counting_from, last_ending
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_WITHIN = regex(r"其中|[含有]|包括|之中|当中|内|占")
_BESIDE = regex(r"(?:此外|另外|另|还有)(?:还?有)?")


def inclusion(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield a part told as the whole (其中 dropped), or as something beside it (另 for 其中)."""
    other = fact.line.layout
    meant, said = _lead(other, fact.place), _lead(layout, place)
    if not meant.startswith("其中") and _bracketed(other, fact.place):
        meant = f"其中{meant}"
    beside = _BESIDE.search(said)
    every = joined = None
    beside = None if beside is not None and _WITHIN.search(said, beside.end()) else beside
    if meant.startswith(("其中", "含")):
        if beside:
            word = quoted(beside.group())
            message = f"{word}与事实不符：{fact.line.label}写的是{quoted(_among(meant))}，不是另外的数"
        elif (every := _said_of_all(layout, place)) and not _EVERY.search(other.flat):
            word = quoted(every.group())
            message = f"{word}与事实不符，一部分说成了全部：{fact.line.label}写的是{quoted(_among(meant))}"
        elif place.figure.kind == "percent" or _makes_up(other, fact.place):
            return  # 80%来自一线: a share tells by itself that it is a part; parts that make up the whole too
        elif not _WITHIN.search(layout.flat, place.group[0], place.clause[1]) and not _named(
            layout, place, other.flat[slice(*fact.place.own)].removeprefix("其中")
        ):
            lead = other.text[fact.place.clause[0] : fact.place.figure.phrase_start]
            message = f"一部分说成了全部：{fact.line.label}写的是{quoted(lead + fact.phrase)}"
        elif joined := _runs_on(layout, place, fact):
            message = f"少了{quoted('其中')}，读起来像另外的数："
            message += f"{fact.line.label}写的是{quoted(meant + fact.phrase)}"
        else:
            return
    elif beside is None and _BESIDE.match(meant) and said.startswith("其中"):
        message = (
            f"{quoted('其中')}与事实不符：{fact.line.label}写的是{quoted(meant[:2])}，不包括在前面的数里"
        )
    elif (
        place.figure.kind == "money"
        and said.startswith("其中")
        and not _WITHIN.search(meant)
        and not _after_its_like(layout, place)
    ):
        message = f"{quoted('其中')}与事实不符，前面没有可以包括它的数：{fact.line.label}写的是"
        message += quoted(fact.phrase)
    elif (added := _AMONG.match(said)) and _put_under(layout, place, fact):
        message = (
            f"{quoted(added.group())}与事实不符，并列的两个数说成了全部和一部分：{fact.line.label}写的是"
        )
        message += quoted(fact.phrase)
    else:
        return
    start = min(place.clause[0], every.start()) if every is not None else place.clause[0]
    yield finding(
        "scope-changed", f"{message}（{fact.line.text}）。请按事实改正。",
        section=scope.heading, start=start, end=place.figure.phrase_end, facts=(fact.line.id,),
        suggestion=Edit(start=joined[0], end=joined[1], text="，其中") if joined else None,
    )  # fmt: skip


def _runs_on(layout: Layout, place: Place, fact: FactFigure) -> tuple[int, int] | None:
    """What joins 186户，深度困难职工41户 told of 186户，其中深度困难职工41户: the same words but for 其中."""
    other = fact.line.layout
    whole, meant = _whole(layout, place), _whole(other, fact.place)
    last, before = _before(layout, place), _before(other, fact.place)
    if whole is None or meant is None or last is None or before is None or not _alike(whole, meant):
        return None
    if not one_unit(whole.figure, place.figure):
        return None
    name = _PART.fullmatch(other.flat, before.figure.phrase_end, fact.place.figure.phrase_start)
    said = _named_part(layout, place, whole, name[1]) if name is not None else None
    if said is None:
        return None
    start, end = last.figure.phrase_end, place.figure.phrase_start
    joint = _JOINT.fullmatch(layout.flat, start, end - len(said))
    if _IN_ALL.search(layout.flat, place.figure.phrase_end, place.sentence[1]):
        return None
    if joint is None or layout.flat[place.figure.phrase_end : place.figure.phrase_end + 1] not in _ENDS:
        return None
    return joint.span(1)


def _named_part(layout: Layout, part: Place, whole: Place, name: str) -> str | None:
    """The fact's name of a part, or the same with the whole's noun: 新开线路 for the 新开 of 线路12条."""
    noun = layout.flat[whole.own[0] : whole.own[1]]
    names = (name, *(name + noun[-length:] for length in range(1, min(len(noun), _NOUN) + 1)))
    return next((said for said in names if layout.flat.endswith(said, 0, part.figure.phrase_start)), None)


_NOUN = 4
"""Characters that the noun of a whole has at most."""


def _bracketed(layout: Layout, place: Place) -> bool:
    """True for the 7场 of 招聘会18场（镇街专场7场）, which are part of those before the brackets."""
    whole = _before(layout, place)
    if whole is None or not one_unit(whole.figure, place.figure) or place.figure.kind == "percent":
        return False
    between = layout.flat[whole.figure.phrase_end : place.figure.phrase_start]
    if _IN_BRACKETS.fullmatch(between) is None:
        return False
    return amount(whole.figure).value > amount(place.figure).value  # type: ignore[operator]


_IN_BRACKETS = regex("\\((?![^)]*(?:[去上]年|同期|同比|比|较|目标|计划|应|原))[\u4e00-\u9fff]{1,10}")


def _put_under(layout: Layout, place: Place, fact: FactFigure) -> bool:
    """True for 劳模12名，其中工匠5名 told of 劳模12名、工匠5名.

    So is a part that is more than its whole, or people among events: 11场，其中服务2680人次.
    """
    other = fact.line.layout
    whole, meant = _before(layout, place), _before(other, fact.place)
    if whole is None or not _AMONG.search(layout.flat, whole.figure.phrase_end, place.figure.phrase_start):
        return False
    if whole.figure.unit in _EVENTS and place.figure.unit in _PEOPLE:
        return not _WITHIN.search(_lead(other, fact.place))
    if meant is None or not one_unit(meant.figure, place.figure):
        return False
    between = other.flat[meant.figure.phrase_end : fact.place.figure.phrase_start]
    if _WITHIN.search(between):
        return False
    if not _alike(whole, meant):
        earlier = (p for p in layout.places if place.sentence[0] <= p.figure.start < whole.figure.start)
        return _MARKS.findall(between) == ["、"] and any(_alike(p, meant) for p in earlier)
    return _MARKS.findall(between) == ["、"] or not any(
        amount(f).value >= amount(place.figure).value  # type: ignore[operator]
        for f in counting_from(layout.figures, place.sentence[0], place.figure.start)
        if one_unit(f, place.figure)
    )


def _makes_up(layout: Layout, part: Place) -> bool:
    """True for the parts of a sum: 教师312名，其中幼儿园86名、小学226名."""
    if part.figure.kind not in ("count", "money", "measure"):
        return False
    first = layout.flat.rfind("其中", part.sentence[0], part.figure.phrase_start)
    beside = (layout.places[n] for n in beginning(layout.figures, *part.sentence))
    row = [p.figure for p in beside if p.sentence == part.sentence and one_unit(p.figure, part.figure)]
    whole = [f for f in row if f.start < first]
    parts = [Fraction(amount(f).value) for f in row if f.start > first]
    return bool(whole) and sum(parts) == amount(whole[-1]).value


_AMONG = regex("其中|包括|包含|含")
_EVENTS = frozenset(("场", "次", "期", "轮"))
_PEOPLE = frozenset(("人", "人次"))


def _before(layout: Layout, place: Place) -> Place | None:
    """The figure right before another in its sentence."""
    n = beginning(layout.figures, place.figure.phrase_start, place.figure.phrase_end).start
    return layout.places[n - 1] if n and layout.places[n - 1].sentence == place.sentence else None


def _whole(layout: Layout, place: Place) -> Place | None:
    """The figure before another, but for how it grew: 收入9.64亿元，下降1.8%，其中税收收入5.27亿元."""
    before = _before(layout, place)
    changed = before is not None and before.figure.kind == "percent" != place.figure.kind
    return _before(layout, before) if before is not None and changed else before


def _alike(one: Place, other: Place) -> bool:
    """True for two figures of one amount."""
    return one.figure.kind != "date" and amount(one.figure) == amount(other.figure)


_IN_ALL = regex("在内|之内|当中|之中")
_MARKS = regex("[,;、。]")
_PART = regex("[^,;。\0]{0,8}?(?:[,、(]其中有?|\\()([\u4e00-\u9fff、]{2,24})")
_JOINT = regex(
    "[^,;、。\0中里内占含有]{0,10}?([,;、](?:以及|并|还|同时|又)?(?:走访|慰问|看望)*|和|及|以及|与)"
)
_ENDS = frozenset((",", ";", "、", "。", "!", "?", "\n", ""))


def _among(words: str) -> str:
    """The word that tells a part: 其中, 含."""
    told = _AMONG.match(words)
    return told.group() if told else words


def _after_its_like(layout: Layout, place: Place) -> bool:
    """True where an amount of the figure's unit, or a mere number, stands before it in its sentence."""
    return any(
        one_unit(figure, place.figure) or figure.unit in (None, "个")
        for figure in counting_from(layout.figures, place.sentence[0], place.figure.start)
    )


_EVERY = regex("(?:均|都|全部?|一律)(?:为|是|属于|系)|全部来自|均来自")


def _said_of_all(layout: Layout, place: Place) -> re.Match[str] | None:
    """均为 in the words between the figure before and this one: 发展会员1865人（均为骑手，612人）."""
    before = last_ending(layout.figures, place.figure.phrase_start)
    start = layout.figures[before].phrase_end if before >= 0 else 0
    last = layout.flat.rfind("其中", start, place.figure.phrase_start)
    return _EVERY.search(layout.flat, max(start, place.sentence[0], last), place.figure.phrase_start)


def _named(layout: Layout, place: Place, name: str) -> bool:
    """True when the words of a figure's clause tell of which part it is."""
    wanted = set(pieces(name))
    said = set(pieces(layout.text[_floor(layout, place) : place.clause[1]]))
    return not wanted or len(wanted & said) >= 0.4 * len(wanted)


def _lead(layout: Layout, place: Place) -> str:
    """The words of a clause, or of brackets in it, up to the figure."""
    words = layout.flat[place.clause[0] : place.figure.phrase_start]
    return words[words.rfind("(") + 1 :]


def _floor(layout: Layout, place: Place) -> int:
    """Where the words begin that may name a figure: the clause before counts where it has no list."""
    before = layout.clauses(place)
    start = place.clause[1] - len(before)
    figures = counting_from(layout.figures, start, place.clause[0])
    return start if sum(f.kind != "ordinal" for f in figures) <= 1 else place.clause[0]


_INCLUDED = regex(r"(?P<no>不|未)?(?P<in>其中有?|含|包括|包含|计入)(?P<what>[\u4e00-\u9fff]{2,6})")


def turned_inclusions(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 含中药饮片 where the facts say 不含中药饮片, and the reverse."""
    known = {(m["what"][:4], bool(m["no"])): m.group() for m in _INCLUDED.finditer(scope.corpus)}
    for match in _INCLUDED.finditer(text):
        key, no = match["what"][:4], bool(match["no"])
        meant = known.get((key, not no))
        if meant is not None and (key, no) not in known:
            yield finding(
                "scope-changed", f"{quoted(match.group())}与事实不符：事实里写的是{quoted(meant)}。请照改。",
                section=scope.heading, start=match.start(), end=match.end(),
            )  # fmt: skip
