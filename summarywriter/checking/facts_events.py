"""One event told on two days: 3月12日召开八届四次全委会, 八届四次全委会于3月21日召开."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from summarywriter.checking.facts_words import words_of
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.model import Finding, Moment

_LEAST = 3
"""Characters that an event's words must have."""
_ONE = re.compile(
    "[0-9一二三四五六七八九十]+[届次]|大会|仪式|开幕|闭幕|启动|动员会|表彰会|年会|运动会"
    "|开馆|启用|投用|投入使用|通车|竣工|揭牌|成立|开赛|开班|开课|开学|开营|闭营|开工|颁奖|首发|决赛|首演|开镜"
)
"""What happens once in a while: two days of one month are of one event."""
_TERM = re.compile("[0-9一二三四五六七八九十]+[届次]")
_HELD = re.compile("召开|举行|举办|[于在]|如期|顺利|正式|隆重|[上下]午")
_PLACE = re.compile("在([\u4e00-\u9fff]{2,12}?)(?:隆重|顺利|正式)?(?:召开|举行|举办|开幕|开赛|开班|启动)")


class _Event(NamedTuple):
    """An event, the day told and the place, if any."""

    entry: Entry
    day: Place
    place: str | None


def events(ledger: Ledger) -> Iterator[Finding]:
    """Yield events of the same words that two facts tell on two days of one month.

    In other months, or at another place, they are two events of one kind.
    """
    known: dict[Hashable, list[_Event]] = defaultdict(list)
    terms: dict[Hashable, tuple[str, Entry]] = {}
    for entry in ledger.entries:
        days = [p for p in entry.layout.places if p.figure.kind == "date"]
        if len(days) != 1 or not _is_day(days[0]):
            continue
        day = days[0].figure
        text = entry.fact.text[: day.phrase_start] + entry.fact.text[day.phrase_end :]
        clause = next((c for c in re.split("[，,。；;]", text) if words_of(_HELD.sub("", c))), "")
        where = _PLACE.search(clause)
        plain = clause[: where.start()] + clause[where.end() :] if where else clause
        words = words_of(_HELD.sub("", plain))
        if len(words) < _LEAST or not _ONE.search(clause):
            continue
        event = _Event(entry, days[0], where[1] if where else None)
        yield from _other_term(entry, days[0], clause, terms)
        alike = known[words, tuple(_TERM.findall(clause))]  # 四届三次 is not 三届四次
        other = next((other for other in alike if _against(event, other)), None)
        if other is not None:
            yield entry.says(
                "fact-conflict",
                f"{quoted(days[0].figure.text)}与{other.entry.label}的{quoted(other.day.figure.text)}"
                "说的像是同一件事，日期却不一样",
                "请核对后统一，或把不同之处写清楚。",
                other.entry,
            )
        alike.append(event)


_EDITION = re.compile("第[0-9一二三四五六七八九十]+(?:届|次(?=[^,，。]{0,6}大会))")
_BODY = re.compile("全委|委员会|届[^,，。]{0,4}代表大会|职代会|教代会|理事会|会议")
"""What ends one term and begins the next on the same day."""


def _other_term(
    entry: Entry, day: Place, clause: str, terms: dict[Hashable, tuple[str, Entry]]
) -> Iterator[Finding]:
    """第六届职工读书节 and 第七届职工读书节, both begun on 3月21日: one of the numbers is wrong."""
    told = _EDITION.findall(clause)
    if len(told) != 1 or _BODY.search(clause):
        return
    key = (words_of(_HELD.sub("", _EDITION.sub("", clause))), day.figure.value)
    term, other = terms.setdefault(key, (told[0], entry))
    if term != told[0]:
        yield entry.says(
            "fact-conflict",
            f"{quoted(told[0])}与{other.label}的{quoted(term)}说的像是同一天的同一件事，届次却不一样",
            "请核对后统一，或把不同之处写清楚。",
            other,
        )


def _is_day(place: Place) -> bool:
    moment = place.figure.value
    return isinstance(moment, Moment) and None not in (moment.month, moment.day) and place.figure.high is None


def _against(one: _Event, other: _Event) -> bool:
    if one.place and other.place and one.place != other.place:
        return False
    a, b = one.day.figure.value, other.day.figure.value
    assert isinstance(a, Moment)
    assert isinstance(b, Moment)
    return (a.year, a.year_offset, a.month) == (b.year, b.year_offset, b.month) and a.day != b.day
