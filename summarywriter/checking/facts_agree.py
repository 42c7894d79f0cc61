"""The same thing told with two values, in one section or in two, however each of them words it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summarywriter.checking.calendar import Period, resolve
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.levels import nearest_level
from summarywriter.checking.markers import governing, markers, of_each
from summarywriter.checking.periods import ends_period, repeats_period
from summarywriter.checking.say import quoted
from summarywriter.checking.steps_of_change import step
from summarywriter.checking.values import amount, units_match
from summarywriter.errors import InputError
from summarywriter.model import Figure, Finding, Moment
from summarywriter.resources import word_rows

_LEAST = 3
"""Characters that a thing's words must have to be called one with another's."""
_APART = ("direction", "base", "extreme", "negation", "aim", "pace")
"""Families of marking words that tell two amounts apart."""
_UNDONE = frozenset({"planned", "ordered", "begun", "doing", "left"})


class _Thing(NamedTuple):
    """A figure and where it stands, and the level (全市) at which its thing is told."""

    entry: Entry
    place: Place
    level: str | None


def agreement(ledger: Ledger) -> Iterator[Finding]:
    """Yield pairs of facts that tell one thing with two values, or one event on two days.

    Two figures tell one thing only when the same words stand around them, in whatever order, and at the
    head of their facts; light words and what only repeats the report's period aside. All that tells
    amounts apart must agree: dates, bases, directions, states, totals and additions, levels.
    """
    known: dict[Hashable, list[_Thing]] = defaultdict(list)
    under: dict[Hashable, list[_Thing]] = defaultdict(list)
    for entry in ledger.entries:
        for place in entry.layout.places:
            key = _key(entry, place, ledger.period)
            if key is None:
                continue
            # Under 图书馆工作 接待读者18.6万人次 is what another section tells as 图书馆接待读者16.8万人次.
            full = _key(entry, place, ledger.period, entry.section.heading)
            level = nearest_level(entry.layout, place)
            thing = _Thing(entry, place, level.kind if level else None)
            alike = (*known[key], *under[key], *known[full])
            other = next((other for other in alike if _against(thing, other)), None)
            if other is not None:
                yield _conflict(thing, other)
            known[key].append(thing)
            under[full].append(thing)
    yield from _events(ledger)


def _against(one: _Thing, other: _Thing) -> bool:
    """True for two values of one thing in two facts."""
    if one.entry.fact.id == other.entry.fact.id or (one.level and other.level and one.level != other.level):
        return False
    if one.entry.section.id != other.entry.section.id and not (_names_something(one) or _alike(one, other)):
        return False
    a, b = one.place.figure, other.place.figure
    return units_match(a, b) and (amount(a) != amount(b) or a.bound != b.bound)


def _alike(one: _Thing, other: _Thing) -> bool:
    """True where both stand in the very same words."""
    said, heard = (thing.entry.layout.flat[slice(*thing.place.clause)] for thing in (one, other))
    return said.replace("\0", "") == heard.replace("\0", "")


def _key(entry: Entry, place: Place, period: Period | None, heading: str = "") -> Hashable | None:
    """Return what the figure counts, as a key; ``None`` where the words say too little.

    ``heading`` are words that count with those of the fact.
    """
    layout, group = entry.layout, amount(place.figure).group
    if group not in ("amount", "share") or place.figure.article or place.figure.unit is None:
        return None
    if place.figure in _thresholds(layout, place) or (place.turn is not None and place.turn.name is None):
        return None
    item, opening = _item(layout, place), _opening(layout, place)
    if len(_words(item)) < _LEAST and not (opening and _alone(layout, place)):
        return None
    change, stock = step(layout, place), _stock(layout, place)
    # 新增会员 and 新发展会员 are one: what is new needs no word of growth.
    families = _APART[1:] if stock in ("new", "net") else _APART
    marks = tuple(m.kind if (m := governing(layout, family, place)) else None for family in families)
    return (
        group,
        _words(heading + (f"{opening},{item}" if _alone(layout, place) else item)),
        None if _alone(layout, place) else _words(f"{heading},{opening},{layout.flat[slice(*place.clause)]}"),
        _dates(layout, period),
        frozenset(figure.text for figure in _thresholds(layout, place)),
        stock,
        marks,
        change.kind if change is not None and change.kind != "to" and stock != "new" else None,
        of_each(layout, place),
        _undone(layout, place),
        entry.section.role,
    )


def _item(layout: Layout, place: Place) -> str:
    """The words of a figure: its whole clause where no other amount stands in it, else its item or name."""
    if place.turn is not None and place.turn.name is not None:
        return layout.flat[slice(*place.turn.name)] + layout.flat[slice(*place.turn.shared)]
    if _alone(layout, place):
        return layout.flat[slice(*place.clause)]
    before = layout.flat[slice(*place.own)]
    ahead = next((p for p in layout.places if p.figure.phrase_end == place.figure.phrase_start), None)
    if not before and ahead is not None and ahead.figure.kind != "date":
        return _item(layout, ahead)  # 疗休养6批180人
    return before if _words(before) else layout.flat[slice(*place.after)]


def _alone(layout: Layout, place: Place) -> bool:
    """True for the one amount of a clause."""
    others = (p for p in layout.places if p.clause == place.clause and p.figure.kind != "date")
    return place.turn is None and all(p is place for p in others)


def _thresholds(layout: Layout, place: Place) -> list[Figure]:
    """The 百人以上 of 百人以上企业建会率96.8%, which is part of the name."""
    return [
        figure for figure in layout.thresholds_within(*place.clause)
        if _HANZI.match(layout.text, figure.phrase_end)
    ]  # fmt: skip


_HANZI = re.compile("[\u4e00-\u9fff]")


def _opening(layout: Layout, place: Place) -> str:
    """The first clause of a fact, which tells what the clauses behind it are of."""
    end = layout.flat.find(",")
    return layout.flat[:end] if 0 <= end < place.clause[0] else ""


def _dates(layout: Layout, period: Period | None) -> Hashable:
    """The dates of a fact and its ranks, but for the report's own period and its end."""
    told = []
    for figure in layout.figures:
        if figure.kind == "ordinal":
            told.append(figure.text)
        elif figure.kind == "date":
            if period is not None and (repeats_period(figure, period) or ends_period(figure, period)):
                continue
            told.append(repr(resolve(figure, period) if period is not None else figure.value))
    return frozenset(told)


_AS_OF = re.compile("截[至止]|[末底](?!前)")
_IN_PERIOD = re.compile("\0|今年|本年|上半年|年内|全年")
_TAKEN_IN = frozenset({"发展", "吸收", "吸纳", "招收"})
_AS_IT_STANDS = frozenset({"共有", "总共", "现有"})


def _stock(layout: Layout, place: Place) -> str | None:
    """Whether an amount is a total, what was added, or what was added on balance.

    累计 of the report's own period is no total; 现有 and 截至 say nothing of it by themselves.
    """
    told = markers(layout, "stock", *place.clause)
    kinds = {m.kind for m in told if m.word not in _AS_IT_STANDS}
    within = _IN_PERIOD.search(layout.flat[: place.figure.phrase_start]) is not None
    if "net" in kinds:
        return "net"
    if "total" in kinds:
        return None if within else "total"
    if "new" in kinds or "新" in _item(layout, place) or any(m.word in _TAKEN_IN for m in told):
        return "new"
    if not kinds:
        return None
    done = any(layout.flat.endswith("已", 0, m.start) for m in told)
    return "total" if _AS_OF.search(layout.text) or (done and not within) else "flow"


def _undone(layout: Layout, place: Place) -> bool:
    return any(m.kind in _UNDONE for m in markers(layout, "state", *place.clause))


def _conflict(one: _Thing, other: _Thing) -> Finding:
    return one.entry.says(
        "fact-conflict",
        f"{quoted(one.place.figure.phrase(one.entry.fact.text))}与{other.entry.label}的"
        f"{quoted(other.place.figure.phrase(other.entry.fact.text))}说的像是同一件事，数却不一样",
        "请核对后统一，或把不同之处写清楚。",
        other.entry,
    )


_NAMED = re.compile(
    "[“《]|第?[0-9一二三四五六七八九十]+[届次]|大会|仪式|开幕式|闭幕式|启动会|动员会|表彰会|年会|运动会|开馆|启用|投用|投入使用|通车|竣工|揭牌|成立"
)
"""What makes an event the only one of its kind."""
_TERM = re.compile("[0-9一二三四五六七八九十]+[届次]")
_HELD = re.compile("(?:在[\u4e00-\u9fff]{2,12})?(?:召开|举行|举办|开幕)|[于在]|如期|顺利|正式")


def _events(ledger: Ledger) -> Iterator[Finding]:
    """Yield one event told on two days: 3月12日召开八届四次全委会, 八届四次全委会于3月21日召开."""
    known: dict[Hashable, tuple[Entry, Place]] = {}
    for entry in ledger.entries:
        days = [p for p in entry.layout.places if p.figure.kind == "date"]
        if len(days) != 1 or not _is_day(days[0]):
            continue
        day = days[0].figure
        text = entry.fact.text[: day.phrase_start] + entry.fact.text[day.phrase_end :]
        clause = next((c for c in re.split("[，,。；;]", text) if c.strip()), "")
        event = _words(_HELD.sub("", clause))
        if len(event) < _LEAST or not _NAMED.search(clause):
            continue
        held = (event, *_TERM.findall(clause))  # 四届三次 is not 三届四次
        other, there = known.setdefault(held, (entry, days[0]))
        if other is not entry and resolve(day, ledger.period) != resolve(there.figure, ledger.period):
            yield _conflict(_Thing(entry, days[0], None), _Thing(other, there, None))


def _is_day(place: Place) -> bool:
    moment = place.figure.value
    return isinstance(moment, Moment) and None not in (moment.month, moment.day) and place.figure.high is None


def _words(stretch: str) -> str:
    """The characters of a stretch in a fixed order, light words left out, synonyms made one."""
    light, same, table = _patterns()
    plain = light.sub("", _OURS.sub("", stretch))
    plain = light.sub("", same.sub(lambda match: table[match.group()], plain))
    return "".join(sorted(set(_MARK.sub("", plain))))


_OURS = re.compile(
    r"(?:(?<=[,;。\n])|^)(?:[本我全](?:院|校|公司|局|馆|中心|站|所|行|厂|矿)|医院|学校|公司|集团|学院)(?=[\u4e00-\u9fff])"
)
"""How a fact begins to speak of the office itself: 公司实现营业收入, 本院编制床位."""
_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]|[的了在等共达为及与和已将均还各新于被由从我]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, str]]:
    """The light words, the words that are one with others, and which each is one with."""
    table = {}
    for row in word_rows("same-facts"):
        if len(row) < 2:
            said = " / ".join(row)
            raise InputError(f"词表 same-facts.tsv 的这一行看不懂：“{said}”。要有两栏：代表词、同义词。")
        table.update(dict.fromkeys((row[0], *row[1].split()), row[0]))
    light = [word for row in word_rows("light_words") if row[1:] != (_GENERIC,) for word in row[0].split()]
    return _any_of(light), _any_of(list(table)), table


_GENERIC = "泛"


@cache
def _generic() -> re.Pattern[str]:
    """Words that do not tell which of several things is meant."""
    return _any_of([w for row in word_rows("light_words") if row[1:] == (_GENERIC,) for w in row[0].split()])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def _names_something(thing: _Thing) -> bool:
    """True for words that are more than such as every section has: 讲座12场 of two sections are two."""
    return len(_words(_generic().sub("", _item(thing.entry.layout, thing.place)))) >= _LEAST
