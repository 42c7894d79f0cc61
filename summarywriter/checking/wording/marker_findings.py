"""Findings about the words beside a supported figure: direction, base, step, stock or flow."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import governing, markers
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.periods import same_last_year, year_told
from summarywriter.checking.matching.values import one_unit
from summarywriter.checking.wording.direction_findings import directions
from summarywriter.checking.wording.growth import other_growth
from summarywriter.checking.wording.lost_each import lost_each
from summarywriter.checking.wording.marker_change import MOVING, marker_changed
from summarywriter.checking.wording.negated import turned_negations
from summarywriter.checking.wording.only_one import told_of_one
from summarywriter.checking.wording.rate_names import other_rate
from summarywriter.checking.wording.stock_findings import stock_findings, stocks
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex


def marker_findings(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield at most one finding of each family about a figure whose value is right."""
    yield from directions(layout, place, fact, scope)
    if place.figure.kind not in MOVING:
        return
    yield from _base(layout, place, fact, scope)
    yield from lost_each(layout, place, fact, scope)
    yield from other_rate(layout, place, fact, scope)
    yield from turned_negations(layout, place, fact, scope)
    yield from other_growth(layout, place, fact, scope)
    yield from told_of_one(layout, place, fact, scope)
    yield from _step(layout, place, fact, scope)
    yield from _beyond(layout, place, fact, scope)
    yield from stock_findings(layout, place, fact, scope)


def _base(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    other = fact.line.layout
    said = governing(layout, "base", place) or _base_ahead(layout, place)
    if said is None:
        yield from _no_base(layout, place, fact, scope)
        return
    meant = governing(other, "base", fact.place) or _base_ahead(other, fact.place)
    meant = meant or _dated_base(other, fact.place, scope)
    if meant is None:
        known = markers(other, "base", 0, len(other.flat))
        if any(m.kind == said.kind for m in known) or (said.kind == "yoy" and _last_year(other, scope)):
            return
        if known:
            meant = known[0]
        else:
            yield finding(
                "base-changed",
                severity="warning" if said.kind == "yoy" else "error",
                message=f"{quoted(said.word)}是事实里没有的比较口径：{fact.line.label}没有说和什么时候比（{fact.line.text}）。"
                f"请删去{quoted(said.word)}，或在事实里写明。",
                section=scope.heading,
                start=said.start,
                end=said.end,
                facts=(fact.line.id,),
            )
            return
    if meant.kind != said.kind and (meant.kind, said.kind) != ("dated", "mom"):
        yield marker_changed(layout, "base-changed", "比较的口径变了", said, meant, fact, scope, place)


def _no_base(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield 增长15.4% for 同比增长15.4% in a sentence that compares with nothing."""
    meant = governing(fact.line.layout, "base", fact.place)
    if meant is None or meant.kind not in ("yoy", "mom"):
        return
    if _compares(layout, place.sentence, place.clause[1]):
        return
    start = place.figure.phrase_start
    turn = governing(layout, "direction", place)
    beside = (
        turn is not None and place.clause[0] <= turn.start and turn.end <= start and start - turn.end <= 1
    )
    yield finding(
        "base-changed", severity="warning",
        message=f"少了{quoted(meant.word)}，没有说和什么时候比：{fact.line.label}写的是{quoted(fact.line.text)}。"
        f"请补上{quoted(meant.word)}。",
        section=scope.heading, start=turn.start if turn and beside else start, end=place.figure.phrase_end,
        facts=(fact.line.id,),
        suggestion=Edit(start=turn.start, end=turn.start, text=meant.word)
        if turn and beside and meant.word in ("同比", "环比") else None,
    )  # fmt: skip


@remembered
def _compares(layout: Layout, sentence: tuple[int, int], end: int) -> bool:
    """Whether a sentence compares with something, up to the end of a clause or behind it."""
    told = _COMPARES.search(layout.text, sentence[0], end) or _BEFORE.search(layout.text, end, sentence[1])
    return told is not None


_PAST = "同期|上年|去年|前年|往年|上季|上月|年初|上期|上一[年季月期个]|此前"
_BEFORE = regex(rf"{_PAST}|原[为先有来]|[均都]为?[同环]比")
"""What a figure may be compared with behind it: 增至75对，上年为58对."""
_COMPARES = regex(
    rf"[同环定]比|{_PAST}|[比较](?:[上去前往年本此]|20|[一二三四]季|[0-9]{{1,2}}月)"
    "|[由从原自](?:[^，。；]{0,8}[0-9一二三四五六七八九十])|20[0-9]{2}年同"
)


def _base_ahead(layout: Layout, place: Place) -> Marker | None:
    """与去年同期相比，投诉少了18件: a clause of its own before the figure's that only tells the base."""
    if not markers(layout, "base", place.group[0], place.clause[0]):
        return None
    start = max(layout.flat.rfind(mark, place.group[0], max(0, place.clause[0] - 1)) for mark in ",;")
    ahead = layout.flat[max(start + 1, place.group[0]) : place.clause[0]]
    found = markers(layout, "base", max(start + 1, place.group[0]), place.clause[0])
    return found[-1] if found and "\0" not in ahead and ahead.rstrip(",").endswith(_COMPARED) else None


_COMPARED = ("相比", "比较", "对比")


def _dated_base(layout: Layout, place: Place, scope: Scope) -> Marker | None:
    """比二季度: a date of the figure's clause that something is compared with, but for last year."""
    for other in layout.places:
        start = other.figure.phrase_start
        if other.figure.kind == "date" and place.clause[0] < start < place.figure.phrase_start:
            compared = layout.flat[start - 1 : start] in ("比", "较")
            if compared and not year_told(other.figure, "上年", scope.period):
                kind = "yoy" if same_last_year(other.figure, scope.period) else "dated"
                return Marker(kind, layout.text[start - 1 : other.figure.phrase_end], start - 1, start)
    return None


def _last_year(layout: Layout, scope: Scope) -> bool:
    """True for 比2023年 in a report on 2024."""
    return any(
        place.figure.kind == "date"
        and layout.flat[place.figure.phrase_start - 1 : place.figure.phrase_start] in ("比", "较", "与")
        and year_told(place.figure, "上年", scope.period)
        for place in layout.places
    )


_OF = regex(r"(?:为|是|达到?|占|相当于|恢复到|恢复至|只有|仅有|超?额?完成)[^,;。]{1,12}的$")
_BEYOND = regex(
    r"超出?额?(?!过)[^,;。的]{0,10}$|超额(?:完成|实现|达成)[^,;。()]{0,14}$|超出[^,;。]{0,10}的$|[较比][^,;。]{0,6}(?:计划|任务|目标|预算)(?:增长|增加|提高|高出?|多出?)了?$"
)


def _beyond(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """为年计划的103.2% told as 超出年计划103.2%."""
    if place.figure.kind != "percent":
        return
    said = _BEYOND.search(layout.flat, place.clause[0], place.figure.phrase_start)
    meant = _of(fact.line.layout, fact.place)
    if said and meant and "超" not in meant.word:  # 超额完成年度任务的12% says so itself
        yield marker_changed(
            layout, "base-changed", "超出多少和达到多少不是一个意思",
            Marker("by", said.group(), said.start(), said.end()), meant, fact, scope, place,
        )  # fmt: skip


_STEPS = ({"by", "to"}, {"by", "of"}, {"by", "from"}, {"from", "to"})


def _step(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    said = step(layout, place)
    meant = step(fact.line.layout, fact.place)
    if said and meant and {said.kind, meant.kind} in _STEPS and not _of_last_year(said, fact):
        yield marker_changed(
            layout, "base-changed", "增加了多少和增加到多少不是一个意思", said, meant, fact, scope, place
        )
        return
    yield from _share_or_change(layout, place, fact, scope, (said, meant))
    level = _total(fact) or (_grown(fact) and "new" not in stocks(fact.line.layout, fact.place))
    level = level or _after_another(fact) or _rate(fact)
    if said and said.kind == "by" and said.word[0] in _CHANGES and meant is None and level:
        yield finding(
            "base-changed",
            f"{quoted(said.word)}与事实不符（增加了多少和达到多少不是一个意思）：{fact.line.label}里{quoted(fact.phrase)}"
            f"是达到的数（{fact.line.text}）。请去掉{quoted(said.word)}。",
            section=scope.heading, start=said.start, end=place.figure.phrase_end, facts=(fact.line.id,),
        )  # fmt: skip
        return
    if said and said.kind == "to" and meant is None and not _risen(layout, place):
        new = stocks(fact.line.layout, fact.place).get("new")
        if new is not None:
            yield marker_changed(
                layout, "base-changed", "新增多少和达到多少不是一个意思", said, new, fact, scope, place
            )


def _share_or_change(
    layout: Layout, place: Place, fact: FactFigure, scope: Scope, steps: tuple[Marker | None, Marker | None]
) -> Iterator[Finding]:
    """相当于2019年同期的92% told as 比2019年同期增长92%, and the other way round."""
    if place.figure.kind != "percent":
        return
    said, meant = (s or _of(lay, p) for s, lay, p in zip(
        steps, (layout, fact.line.layout), (place, fact.place), strict=True
    ))  # fmt: skip
    changes = any(s is not None and s.kind == "by" and s.word[0] in _CHANGES for s in steps)
    if changes and said and meant and None in steps and "of" in (said.kind, meant.kind):
        yield marker_changed(
            layout, "base-changed", "增减了多少和是多少不是一个意思", said, meant, fact, scope, place
        )


def _of(layout: Layout, place: Place) -> Marker | None:
    """The 相当于2019年同期的 of 相当于2019年同期的92%."""
    said = _OF.search(layout.flat, place.clause[0], place.figure.phrase_start)
    return Marker("of", layout.text[slice(*said.span())], *said.span()) if said else None


def _risen(layout: Layout, place: Place) -> bool:
    """True for 由去年同期的50家增加到62家: what was before stands beside it."""
    others = (p for p in layout.places if p.clause == place.clause and p is not place)
    return any(change.kind == "from" for p in others if (change := step(layout, p)) is not None)


_CHANGES = frozenset("增减升降提")
_GROWTH = regex(r"[,、(]?(?:[比较]|同比|环比)[^,;。\0]{0,8}$")


def _of_last_year(said: Marker, fact: FactFigure) -> bool:
    """True for 上年同期为31家 of what a fact tells by 去年同期新建31家: no more than what it was then."""
    told = fact.line.layout.text[slice(*fact.place.clause)]
    return said.kind == "from" and "同期" in said.word and "同期" in told


def _total(fact: FactFigure) -> bool:
    """True for the 11家 of 累计建成11家, not for the 426人 of 总数比年初下滑426人."""
    layout, clause = fact.line.layout, fact.place.clause
    compared = markers(layout, "base", *clause) or markers(layout, "direction", *clause)
    return not compared and "total" in stocks(layout, fact.place)


def _grown(fact: FactFigure) -> bool:
    """True for the 315万元 of 收入315万元，同比增长12.5%: what has a rate of growth is a level."""
    layout, places = fact.line.layout, fact.line.places
    behind = places[fact.index + 1] if fact.index + 1 < len(places) else None
    if behind is None or behind.figure.kind not in ("percent", "ratio"):
        return False
    between = (fact.place.figure.phrase_end, behind.figure.phrase_start)
    grown = governing(layout, "direction", behind, far=False)
    return grown is not None and _GROWTH.fullmatch(layout.flat, *between) is not None


def _rate(fact: FactFigure) -> bool:
    """True for the 92% of 帮扶率92%, not of 帮扶率提高4%: a rate is a level."""
    layout, figure = fact.line.layout, fact.place.figure
    named = figure.kind == "percent" and _RATE.search(layout.flat, *fact.place.own) is not None
    return named and governing(layout, "direction", fact.place, far=False) is None


_RATE = regex("(?:率|占比|比例|比重)(?:已|约|近|超|均)?(?:为|达到?|是)?$")


def _after_another(fact: FactFigure) -> bool:
    """True for the 275件 of 上年416件，今年275件."""
    layout, places = fact.line.layout, fact.line.places
    before = places[fact.index - 1] if fact.index else None
    if before is None or before.group != fact.place.group or not one_unit(before.figure, fact.place.figure):
        return False
    change = step(layout, before)
    return change is not None and change.kind == "from"
