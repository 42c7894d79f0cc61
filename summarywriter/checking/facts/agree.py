"""The same thing told with two values, in one section or in two, however each of them words it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import (
    alone,
    codes_of,
    conflict,
    dates_of,
    item_of,
    marks_of,
    of_fact_before,
    opening_of,
    stock_of,
    thresholds,
    undone,
)
from summarywriter.checking.facts.values import may_agree, slipped, written
from summarywriter.checking.facts.words import parallel, sums_up, telling, tells_all, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.levels import nearest_level
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import governing, of_each
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.model import Finding, Moment
from summarywriter.patterns import regex

_LEAST = 3
"""Characters that a thing's words must have to be called one with another's."""
_SPELT_OUT = 9
"""Characters from which a thing's words are those of one alone: 规模以上工业增加值同比增长."""
_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})


class _Thing(NamedTuple):
    """A figure and where it stands, its level (全市), and the direction of a change that is told of it."""

    entry: Entry
    place: Place
    level: str | None
    moved: str | None


def agreement(ledger: Ledger) -> Iterator[Finding]:
    """Yield pairs of facts that tell one thing with two values.

    Two figures tell one thing only when the same characters stand around them and at the head of their
    facts, in whatever order, synonyms made one, light words and what only repeats the report's period
    aside. All that tells amounts apart must agree: dates, bases, directions, states, totals and
    additions, levels. Two sections that tell several things in the same words are parallel.
    """
    known: dict[Hashable, dict[Hashable, _Thing]] = defaultdict(dict)
    under: dict[Hashable, dict[Hashable, _Thing]] = defaultdict(dict)
    found: list[tuple[_Thing, _Thing]] = []
    for entry in ledger.entries:
        for place in entry.layout.places:
            keys = _keys(entry, place, ledger.period)
            if keys is None:
                continue
            key, full = keys
            moved = _moved(entry, place)
            thing = _Thing(entry, place, _level(entry, place), moved.kind if moved else None)
            told_so = known.get(key, {}), under.get(key, {}), known.get(full, {})
            alike = (t for things in told_so for t in things.values())
            other = next((other for other in alike if _against(thing, other)), None)
            if other is not None:
                found.append((thing, other))
            told = (amount(place.figure), place.figure.bound, thing.level, thing.moved, entry.section.id)
            known[key].setdefault(told, thing)
            under[full].setdefault(told, thing)
    pairs = Counter(_sections(*pair) for pair in found)
    for thing, other in found:
        apart = thing.entry.section.id != other.entry.section.id
        if not (apart and pairs[_sections(thing, other)] > 1 and _alike(thing, other)):
            yield conflict(thing.entry, thing.place, other.entry, other.place)


def _sections(one: _Thing, other: _Thing) -> frozenset[str]:
    return frozenset((one.entry.section.id, other.entry.section.id))


def _against(one: _Thing, other: _Thing) -> bool:
    """True for two values of one thing in two facts."""
    if one.entry.fact.id == other.entry.fact.id or (one.level and other.level and one.level != other.level):
        return False
    if one.entry.section.id != other.entry.section.id:
        planned = undone(one.entry.layout, one.place)
        headings = one.entry.section.heading, other.entry.section.heading
        if parallel(*headings, planned=planned) and not _turned(one, other):
            return False
        whole = any(tells_all(t.entry.fact.text) or sums_up(t.entry.section.heading) for t in (one, other))
        slip = slipped(one.place.figure, other.place.figure) or one.moved != other.moved
        tells = telling(item_of(one.entry.layout, one.place))
        long = tells >= (_NAMED if one.place.figure.kind == "measure" else _SPELT_OUT)
        if not (whole or slip or long or _identified(one)):
            return False  # 党建 and 共青团: each tells of its own
        if not tells and one.place.figure.kind == "money" and not slip:
            return False  # 争取上级资金: each section its own
        if tells < _LEAST and not (_alike(one, other) or _exchanged(one, other)):
            return False
    a, b = one.place.figure, other.place.figure
    return units_match(a, b) and (one.moved != other.moved or not may_agree(a, b))


def _turned(one: _Thing, other: _Thing) -> bool:
    """True for 全区收入同比增长4.2% and 全区收入同比下降4.2%: no chance has two offices tell just that."""
    moves, level = {one.moved, other.moved}, one.level is not None and one.level == other.level
    equal = amount(one.place.figure) == amount(other.place.figure)
    return level and equal and None not in moves and len(moves) > 1


def _level(entry: Entry, place: Place) -> str | None:
    """The level at which a thing is told: 全市, or 我区, which is one below."""
    level = nearest_level(entry.layout, place)
    own = _OWN.search(entry.layout.text, *place.clause)
    return level.kind if level else own.group() if own else None


_OWN = regex("[我本][省市区县镇乡](?!级)")


def _exchanged(one: _Thing, other: _Thing) -> bool:
    """True for 全院职工1268人 and 现有职工1286名: both of the whole office, with the same four digits."""
    whole = all(tells_all(thing.entry.fact.text) for thing in (one, other))
    a, b = one.place.figure, other.place.figure
    return whole and slipped(a, b) and len(written(a)) > _LEAST


def _identified(thing: _Thing) -> bool:
    """True for a thing that a day, or for a rate a month, and a name of its own make one in two sections.

    Both facts have them: they stand in the key.
    """
    layout, place = thing.entry.layout, thing.place
    rate = place.figure.kind == "percent"
    if telling(opening_of(layout, place) + item_of(layout, place)) < (_NAMED - 1 if rate else _NAMED):
        return False
    moments = [f.value for f in layout.figures if isinstance(f.value, Moment)]
    return any(m.month is not None and (rate or m.day is not None) and m.part is None for m in moments)


_NAMED = 5
"""Characters that tell what a name says for it to be one in two sections; a rate has its own name too."""


def _moved(entry: Entry, place: Place) -> Marker | None:
    """The 上升 or 下降 of what is told as a change on something: 同比下降14.2%."""
    if place.figure.kind not in ("percent", "point") or governing(entry.layout, "base", place) is None:
        return None
    return governing(entry.layout, "direction", place)


def _alike(one: _Thing, other: _Thing) -> bool:
    """True where both stand in the very same words."""
    said, heard = (thing.entry.layout.flat[slice(*thing.place.clause)] for thing in (one, other))
    return said.replace("\0", "") == heard.replace("\0", "")


def _keys(entry: Entry, place: Place, period: Period | None) -> tuple[Hashable, Hashable] | None:
    """Return what the figure counts, as a key, and the same with the heading's words.

    Under 图书馆工作 接待读者18.6万人次 is what another section tells as 图书馆接待读者16.8万人次. ``None``
    where the words say too little.
    """
    layout, group = entry.layout, amount(place.figure).group
    if group not in ("amount", "share") or place.figure.article or place.figure.unit is None:
        return None
    unnamed = place.turn is not None and place.turn.name is None
    if unnamed or of_fact_before(layout) or place.figure in thresholds(layout, place):
        return None
    item, opening = item_of(layout, place), opening_of(layout, place)
    clause = layout.flat[slice(*place.clause)]
    # 赴外地学习2批次、33人 tells both figures of the same words.
    single = alone(layout, place) or (place.turn is None and words_of(clause) == words_of(item))
    # 专职网格员128名、兼职网格员64名: the first of a fact has all its words.
    single = single or (place.turn is None and not layout.flat[: place.own[0]].strip("\0"))
    if len(words_of(item)) < _LEAST and not (opening and single):
        return None
    change, stock, moved = step(layout, place), stock_of(layout, place), _moved(entry, place)
    risen = change is not None and change.kind == "to"
    if risen and change is not None:
        item = item.replace(change.word, "")  # 6月末漏损率降至8.7% is 6月末漏损率8.7%
    # 新增会员 and 新发展会员 are one: what is new needs no word of growth.
    marks = marks_of(layout, place)[1 if moved or stock in ("new", "net") else 0 :]
    marks = (None, *marks[1:]) if risen else marks
    said = [opening, item] if single else [item]
    if moved:
        said = [part.replace(moved.word, "") for part in said]
    apart = (
        group,
        dates_of(layout, period),
        frozenset(figure.text for figure in thresholds(layout, place)),
        codes_of(layout).get(place.clause),
        stock,
        moved is not None,
        marks,
        change.kind if change is not None and change.kind != "to" and stock != "new" else None,
        of_each(layout, place),
        "全年" in clause and period is not None and not period.whole_year,
        "参" in item and place.figure.unit not in _PEOPLE,  # 参加竞赛8场 is not 举办竞赛12场
        undone(layout, place),
        entry.section.role,
    )
    heading = entry.section.heading
    return (
        (words_of(*said), None if single else words_of(opening, clause), apart),
        (words_of(heading, *said), None if single else words_of(heading, opening, clause), apart),
    )
