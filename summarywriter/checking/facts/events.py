"""One event told on two days: 3月12日召开八届四次全委会, 八届四次全委会于3月21日召开."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from functools import partial
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period, another_day, resolve, same_days
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.words import plain, telling, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.model import Finding, Moment
from summarywriter.patterns import regex

_LEAST = 3
"""Characters that an event's words must have."""
_ONE = regex(
    "[0-9一二三四五六七八九十]+[届次]|大会|仪式|开幕|闭幕|启动|动员会|表彰会|年会|运动会"
    "|健步走|马拉松|长跑|骑行|晚会|汇演|音乐会|灯会|庙会|展演|联欢|运动节|文化节|艺术节|读书节|旅游节"
    "|开馆|启用|投用|投入使用|通车|竣工|揭牌|成立|开赛|开班|开课|开学|开营|闭营|开工|颁奖|首发|决赛|首演|开镜"
)
"""What happens once in a while: two days of one month are of one event."""
_TERM = regex("[0-9一二三四五六七八九十]+[届次]")
_HELD = regex("召开|举行|举办|[于在]|如期|顺利|正式|隆重|[上下]午")
_PLACE = regex(
    "在(?P<place>[\u4e00-\u9fff]{2,12}?)(?:隆重|顺利|正式|如期)?(?:召开|举行|举办|开幕|开赛|开班|启动|开跑)"
)
_SEVERAL = regex("分会场|主会场|同步|同时|分别|巡回|分场|分赛|第[一二三四0-9]+场|进[校企社机军乡农]|走进")
"""What tells that an event of one name is held at several places."""
_RECENT = 20


class _Event(NamedTuple):
    """An event, the day told and the place, if any."""

    entry: Entry
    day: Place
    place: str | None


def events(ledger: Ledger) -> Iterator[Finding]:
    """Yield events of the same words that two facts tell on two days of one month.

    In other months, or at another place, they are two events of one kind.
    """
    known: dict[Hashable, deque[_Event]] = defaultdict(partial(deque, maxlen=_RECENT))
    terms: dict[Hashable, tuple[str, Entry]] = {}
    for entry in ledger.entries:
        yield from _other_edition(entry, terms)
        days = [p for p in entry.layout.places if p.figure.kind == "date"]
        if len(days) != 1 or not _is_day(days[0]):
            continue
        day = days[0].figure
        text = entry.fact.text[: day.phrase_start] + entry.fact.text[day.phrase_end :]
        clause = next((c for c in re.split("[，,。；;]", text) if words_of(_HELD.sub("", c))), "")
        where = _PLACE.search(clause)
        told_of = clause[: where.start()] + clause[where.end() :] if where else clause
        words = words_of(_HELD.sub("", told_of))
        if len(words) < _LEAST or not (_ONE.search(clause) or _named_meeting(clause)):
            continue
        event = _Event(entry, days[0], where["place"] if where else None)
        yield from _other_term(entry, days[0], clause, terms, ledger.period)
        alike = known[words, tuple(_TERM.findall(clause))]  # 四届三次 is not 三届四次
        for other in alike:
            place = _elsewhere(event, other, ledger.period)
            if place is not None or _against(event, other, ledger.period):
                told = place or (days[0].figure.text, other.day.figure.text, "日期")
                yield entry.conflicts(
                    f"{quoted(told[0])}与{other.entry.label}的{quoted(told[1])}"
                    f"说的像是同一件事，{told[2]}却不一样",
                    other.entry,
                )
                break
        alike.append(event)


_EDITION = regex("第[0-9一二三四五六七八九十]+(?:届|次(?=[^,，。]{0,6}大会))")
_BODY = regex("全委|委员会|届[^,，。]{0,4}代表大会|职代会|教代会|理事会|会议")
"""What ends one term and begins the next on the same day."""


def _other_term(
    entry: Entry, day: Place, clause: str, terms: dict[Hashable, tuple[str, Entry]], period: Period | None
) -> Iterator[Finding]:
    """第六届职工读书节 and 第七届职工读书节, both begun on 3月21日: one of the numbers is wrong."""
    told = _EDITION.findall(clause)
    if len(told) != 1 or _BODY.search(clause):
        return
    key = (words_of(_HELD.sub("", _EDITION.sub("", clause))), resolve(day.figure, period))
    term, other = terms.setdefault(key, (told[0], entry))
    if term != told[0]:
        yield entry.conflicts(
            f"{quoted(told[0])}与{other.label}的{quoted(term)}说的像是同一天的同一件事，届次却不一样", other
        )


def _other_edition(entry: Entry, terms: dict[Hashable, tuple[str, Entry]]) -> Iterator[Finding]:
    """承办第六届职工羽毛球赛 and 承办的第五届职工羽毛球赛: nobody has both done in one report."""
    for told in _EDITED.finditer(entry.layout.text):
        if _BODY.search(told["what"]) or any(p.figure.kind == "date" for p in entry.layout.places):
            continue
        key = (told["held"], plain(told["whose"]), plain(told["what"]), entry.section.role)
        if telling(told["what"]) < _LEAST:
            continue
        term, other = terms.setdefault(key, (told["term"], entry))
        if term != told["term"] and other is not entry:
            yield entry.conflicts(
                f"{quoted(told['term'])}与{other.label}的{quoted(term)}说的像是同一件事，届次却不一样", other
            )


_EDITED = regex(
    "(?P<held>承办|举办|主办|协办)(?:的|了)?(?P<whose>[\u4e00-\u9fff]{0,8}?)(?P<term>第[0-9一二三四五六七八九十]+届)"
    "(?P<what>[\u4e00-\u9fff]{2,14}?(?:[大比竞]?赛|节|运动会|博览会|论坛|展览?|晚会))"
)


def _named_meeting(clause: str) -> bool:
    """True for 全市地质灾害防治工作会议: a meeting whose name says more than that it is one."""
    return clause.endswith(("会议", "大会", "动员会", "部署会")) and telling(clause) >= _SPELT_OUT


_SPELT_OUT = 6
"""Characters from which a meeting's name is that of one alone."""


def _elsewhere(one: _Event, other: _Event, period: Period | None) -> tuple[str, str, str] | None:
    """The two places of one event on one day: 在滨江公园 and 在人民广场."""
    if one.place is None or other.place is None:
        return None
    if not same_days(one.day.figure, other.day.figure, period):
        return None
    if one.place in other.place or other.place in one.place or one.entry is other.entry:
        return None
    if any(_SEVERAL.search(event.entry.fact.text) for event in (one, other)):
        return None
    return one.place, other.place, "地点"


def _is_day(place: Place) -> bool:
    moment = place.figure.value
    return isinstance(moment, Moment) and None not in (moment.month, moment.day) and place.figure.high is None


def _against(one: _Event, other: _Event, period: Period | None) -> bool:
    if one.place and other.place and one.place != other.place:
        return False
    return another_day(one.day.figure, other.day.figure, period)
