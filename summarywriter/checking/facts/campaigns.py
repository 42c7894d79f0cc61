"""Campaigns and events of one name: when they began and ended, and how many came."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from functools import partial

from summarywriter.checking.common.calendar import Period, same_days
from summarywriter.checking.facts.amounts import exact_amount
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import conflict, dates_of
from summarywriter.checking.facts.values import may_agree
from summarywriter.checking.facts.words import parallel, plain, telling, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import units_match
from summarywriter.model import Finding, Moment
from summarywriter.patterns import regex

_NAME = regex(
    "(?:“[^“”]{2,}”|《[^《》]{2,}》)[\u4e00-\u9fff]{0,4}?(?:行动|活动|工程|竞赛|比赛|大赛|整治|节|月|周)"
)
_ENDED = regex("(?:正式|圆满|顺利|全面)?(?:结束|收官|截止|闭幕|落幕)")
_BEGAN = regex("(?:正式|全面)?(?:启动|开始|拉开|起(?![草到]))")
_STAGE = regex("阶段|第[一二三四]|报名|征集|初赛|复赛|决赛|预赛|期间|延长|推迟|[二三]期")
"""What tells of a part of a campaign, or why it has two ends."""
_CAME = regex(
    "(?:现场|共|吸引)*\0+(?:[\u4e00-\u9fff]{0,4}(?:参加|参与|到场))|(?:参加|参与|到场|参会|参赛)(?:的)?人[数次](?:达到?|为|共)?\0"
)
_MANY = regex(
    "线上|直播|网络|网上|观看|累计|各|场次|[0-9两三四五六七八九十]场|系列|分会场|首日|当天|平均|每|历"
)
"""What tells that others than those of one day and one place are counted."""
_HELD = regex(
    "(?P<name>[^,;。\0]{5,30}?)(?:于|在)?\0+[上下]?[午]?(?:在[^,;。\0]{2,12})?(?:正式|隆重|顺利|如期)?(?:举行|举办|召开|开展|启动)"
)
_NAMED = regex("(?P<name>[^,;。\0]{5,30}?)(?:现场)?(?:参加|参与|到场|参会|参赛)(?:的)?人[数次]")
_LEAST = 6
"""Characters that an event's name must tell to be one in two facts."""
_RECENT = 20


def campaigns(ledger: Ledger) -> Iterator[Finding]:
    """Yield campaigns that begin or end on two days, and two counts of who came to one event."""
    days: dict[Hashable, deque[tuple[Entry, Place]]] = defaultdict(partial(deque, maxlen=_RECENT))
    came: dict[Hashable, deque[tuple[Entry, Place]]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for key, place in _days(entry):
            other = next((o for o in days[key] if _other_day(entry, place, *o, ledger.period)), None)
            if other is not None:
                yield conflict(entry, place, *other, "日期")
            days[key].append((entry, place))
        for key, place in _came(entry):
            other = next((o for o in came[key] if _other_count(entry, place, *o, ledger.period)), None)
            if other is not None:
                yield conflict(entry, place, *other, "人数")
            came[key].append((entry, place))


def _days(entry: Entry) -> Iterator[tuple[Hashable, Place]]:
    """The first and the last day of the one campaign that a fact names in quotation marks."""
    layout = entry.layout
    names = list(_NAME.finditer(layout.flat)) if "“" in layout.flat or "《" in layout.flat else []
    if len(names) != 1 or _STAGE.search(layout.text):
        return
    start = max(layout.flat.rfind(mark, 0, names[0].start()) for mark in ",;。\0") + 1
    whose = words_of(layout.flat[start : names[0].start()])
    for place in layout.places:
        moment = place.figure.value
        if not isinstance(moment, Moment) or moment.day is None or place.figure.high is not None:
            continue
        behind = layout.flat[slice(*place.after)]
        kind = "end" if _ENDED.match(behind) else "start" if _BEGAN.match(behind) else None
        if kind is not None:
            yield (names[0].group(), whose, kind, entry.section.role), place


def _other_day(entry: Entry, place: Place, other: Entry, heard: Place, period: Period | None) -> bool:
    return entry is not other and not same_days(place.figure, heard.figure, period)


def _came(entry: Entry) -> Iterator[tuple[Hashable, Place]]:
    """How many people came to an event that a fact names: 主场活动于5月30日举行，现场560人参加."""
    layout = entry.layout
    told = _HELD.match(layout.flat) or _NAMED.match(layout.flat)
    if told is None or telling(told["name"]) < _LEAST or _MANY.search(layout.text):
        return
    for place in layout.places:
        if place.figure.unit not in _PEOPLE or not exact_amount(place) or place.turn is not None:
            continue
        at = _CAME.search(layout.flat, place.own[0], place.after[1])
        if at is not None and "其中" not in layout.flat[slice(*place.own)]:
            yield (plain(told["name"]), entry.section.role), place


_PEOPLE = frozenset({"人", "人次", "名"})


def _other_count(entry: Entry, place: Place, other: Entry, heard: Place, period: Period | None) -> bool:
    if entry is other or not units_match(place.figure, heard.figure) or may_agree(place.figure, heard.figure):
        return False
    dates = [dates_of(e.layout, period) for e in (entry, other)]
    if all(dates) and dates[0] != dates[1]:
        return False
    headings = entry.section.heading, other.section.heading
    return entry.section.id == other.section.id or not parallel(*headings)
