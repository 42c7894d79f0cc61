"""How far the dates of a text reach.

6月完成18批次 for 1至6月, 9月清退86万元 for 截至9月底, 自7月15日起 for 7月15日前.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarywriter.checking.common.calendar import relate
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.matching.matcher import FactFigure, Matcher
from summarywriter.model import Finding, Moment
from summarywriter.patterns import regex

_UNTIL = (
    regex("(?:截[至止]到?|止于)$"),
    regex("之?前(?![三三四五六七八九十])|以前|底前|末前|为?止"),
)
_SINCE = (regex("(?:自从?|始于)$"), regex("起(?!草|步|诉|点|义)|以来|[之以]后|至今"))
"""What makes a date an end or a beginning, before it and behind it."""
_IN_ALL = regex("当[年月天日]|全[年月天]")
"""What makes a date reach from its own beginning to its own end."""
_UP_TO = regex("截[至止]到?$")
_STILL_UP_TO = regex("[截到至止]|日时|目前|至今|累计|总|[底末]")
_AT_AN_END = regex(
    "^(?:[上中下]旬|[底初末中]|[起前后至到止]|之?[前后]|以[来后前]|开始|启动|正式|开工|开幕|开赛|开馆|开展|收官|闭幕|结束|完[工成]|竣工)"
)
_FROM_OR_TO = regex("(?:[自从由至到]|截[至止]到?|[底末初]|[~—-])$")
_NEAR = 4
"""Characters beside a date that tell how far it reaches."""


def date_reach(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Yield the dates that reach less far than their facts' or the other way."""
    for n, ts in sorted(told.items()):
        fact = matcher.figures[n]
        if fact.place.figure.kind != "date" or not ts:
            continue
        places = [layout.places[t] for t in ts]
        if all(_another_reach(layout, place, fact) for place in places) or _one_part(
            layout, places, fact, matcher
        ):
            figure = places[0].figure
            yield finding(
                "value-changed",
                f"{quoted(figure.text)}与事实的时间范围不符：{fact.line.label}写的是{quoted(fact.phrase)}（{fact.line.text}）。"
                "请按事实写。",
                section=matcher.scope.heading, start=figure.start, end=figure.end, facts=(fact.line.id,),
            )  # fmt: skip


def dates_replaced(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Yield 截至12月31日 where a fact told in the sentence has 截至8月31日, told nowhere.

    The period's own end may stand in any text, so that it is taken for no changed date.
    """
    known = {t for ts in told.values() for t in ts}
    for n, fact in enumerate(matcher.figures):
        own, flat = fact.place.figure, fact.line.layout.flat
        if (
            own.kind != "date"
            or told.get(n)
            or own.text[-1] in "底末"
            or not _UP_TO.search(flat, 0, own.phrase_start)
        ):
            continue
        others = (m for m in matcher.of_line[matcher.line_of[n]] if m != n)
        sentences = {layout.places[t].sentence for m in others for t in told.get(m, ())}
        for t, place in enumerate(layout.places):
            figure = place.figure
            if t in known or figure.kind != "date" or place.sentence not in sentences:
                continue
            if _UP_TO.search(layout.flat, 0, figure.phrase_start):
                yield finding(
                    "value-changed",
                    f"{quoted(figure.text)}与事实不符：{fact.line.label}写的是{quoted(fact.phrase)}（{fact.line.text}）。"
                    f"请改为{quoted(fact.phrase)}。",
                    section=matcher.scope.heading, start=figure.start, end=figure.end, facts=(fact.line.id,),
                )  # fmt: skip


def _another_reach(layout: Layout, place: Place, fact: FactFigure) -> bool:
    """True for an end told as a beginning, and for what is up to a date told as of that date."""
    own, flat = fact.place, fact.line.layout.flat
    meant, said = _reach(flat, own), _reach(layout.flat, place)
    if meant and said:
        return meant != said
    if meant == "since" and _IN_ALL.match(layout.flat, place.figure.phrase_end):
        return True
    if _UP_TO.search(flat, max(0, own.figure.phrase_start - _NEAR), own.figure.phrase_start) is None or said:
        return False
    around = f"{layout.flat[slice(*place.clause)]}{place.figure.text}"
    if place.figure.high is not None:
        return False  # 1—9月 for 截至9月30日
    return _amounts(layout, place) and _STILL_UP_TO.search(around) is None


def _reach(flat: str, place: Place) -> str | None:
    start, end = place.figure.phrase_start, place.figure.phrase_end
    for name, (before, behind) in (("until", _UNTIL), ("since", _SINCE)):
        if before.search(flat, max(0, start - _NEAR), start) or behind.match(flat, end):
            return name
    return None


def _one_part(layout: Layout, places: Sequence[Place], fact: FactFigure, matcher: Matcher) -> bool:
    """True where one month or day is all that is told of a range in which a fact counts something."""
    own, period = fact.place.figure, matcher.scope.period
    if len(places) != 1 or own.high is None:
        return False
    place, flat = places[0], layout.flat
    figure = place.figure
    if figure.kind != "date" or figure.high is not None or not isinstance(figure.value, Moment):
        return False
    first, last = place.sentence
    others = sum(p.figure.kind == "date" and first <= p.figure.start < last for p in layout.places)
    return (
        others == 1
        and figure.value.part is None
        and relate(figure, own, period) == "part"
        and _amounts(layout, place)
        and _AT_AN_END.match(flat[figure.phrase_end :]) is None
        and _FROM_OR_TO.search(flat, max(0, figure.phrase_start - _NEAR), figure.phrase_start) is None
    )


def _amounts(layout: Layout, place: Place) -> bool:
    """True where a date's group of clauses counts something."""
    first, last = place.group
    return any(
        first <= p.figure.start < last and p.figure.kind not in ("date", "ordinal") for p in layout.places
    )
