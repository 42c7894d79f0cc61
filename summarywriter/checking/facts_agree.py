"""The same thing told with two values, in one section or in two, however each of them words it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import NamedTuple

from summarywriter.checking.calendar import Period, resolve
from summarywriter.checking.facts_words import sums_up, telling, tells_all, words_of
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.levels import nearest_level
from summarywriter.checking.markers import governing, markers, of_each
from summarywriter.checking.periods import ends_period, repeats_period
from summarywriter.checking.say import quoted
from summarywriter.checking.steps_of_change import step
from summarywriter.checking.values import amount, last_place, rounds_to, units_match
from summarywriter.model import Figure, Finding

_LEAST = 3
"""Characters that a thing's words must have to be called one with another's."""
_APART = ("direction", "base", "extreme", "negation", "aim", "pace")
"""Families of marking words that tell two amounts apart."""
_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})
_UNDONE = frozenset({"planned", "ordered", "begun", "doing", "left"})


_PART = re.compile("其中|[内含]含?")


class _Thing(NamedTuple):
    """A figure and where it stands, and the level (全市) at which its thing is told."""

    entry: Entry
    place: Place
    level: str | None


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
            key = _key(entry, place, ledger.period)
            if key is None:
                continue
            # Under 图书馆工作 接待读者18.6万人次 is what another section tells as 图书馆接待读者16.8万人次.
            full = _key(entry, place, ledger.period, entry.section.heading)
            level = nearest_level(entry.layout, place)
            thing = _Thing(entry, place, level.kind if level else None)
            alike = (t for things in (known[key], under[key], known[full]) for t in things.values())
            other = next((other for other in alike if _against(thing, other)), None)
            if other is not None:
                found.append((thing, other))
            told = (amount(place.figure), place.figure.bound, thing.level, entry.section.id)
            known[key].setdefault(told, thing)
            under[full].setdefault(told, thing)
    pairs = Counter(_sections(*pair) for pair in found)
    for thing, other in found:
        apart = thing.entry.section.id != other.entry.section.id
        if not (apart and pairs[_sections(thing, other)] > 1 and _alike(thing, other)):
            yield _conflict(thing, other)


def _sections(one: _Thing, other: _Thing) -> frozenset[str]:
    return frozenset((one.entry.section.id, other.entry.section.id))


def _against(one: _Thing, other: _Thing) -> bool:
    """True for two values of one thing in two facts."""
    if one.entry.fact.id == other.entry.fact.id or (one.level and other.level and one.level != other.level):
        return False
    if one.entry.section.id != other.entry.section.id:
        if _parallel(one.entry.section.heading, other.entry.section.heading):
            return False
        whole = any(tells_all(t.entry.fact.text) or sums_up(t.entry.section.heading) for t in (one, other))
        if not whole and not _slip(one.place.figure, other.place.figure):
            return False  # 党建 and 共青团: each tells of its own
        if telling(_item(one.entry.layout, one.place)) < _LEAST and not _alike(one, other):
            return False
    a, b = one.place.figure, other.place.figure
    return units_match(a, b) and not _agree(a, b)


_DATED = re.compile("[0-9一二三四五六七八九十]+(?:季度|月|年)|[上下]半年|目标|计划|打算|任务")


def _parallel(one: str, other: str) -> bool:
    """True for headings that tell two things of a kind apart: 城关镇 and 河口镇, 一季度 and 二季度."""
    if _DATED.search(one) or _DATED.search(other):
        return True
    return one != other and len(one) == len(other) and one[-1:] == other[-1:] and len(one) <= _NAME


_NAME = 5
"""Characters that a name of a town, a ward, a department has at most."""


def _slip(a: Figure, b: Figure) -> bool:
    """True for 126 and 162: the same digits in another order."""
    one, other = (_DIGITS.findall(figure.text) for figure in (a, b))
    return one != other and sorted(one) == sorted(other)


_DIGITS = re.compile("[0-9]")


def _agree(a: Figure, b: Figure) -> bool:
    """True where two amounts may be one, rounded or bounded: 38.4万元 and 38.42万元, 超过120户 and 126户."""
    one, other = amount(a), amount(b)
    if a.bound == b.bound and one == other:
        return True
    if isinstance(one.value, str) or isinstance(other.value, str) or a.high is not None or b.high is not None:
        return False
    if a.bound != "exact" and b.bound != "exact":
        return True
    if a.bound == b.bound:
        return any(rounds_to(x, y) for x, y in ((a, b), (b, a)))
    (loose, low), (_, value) = sorted(
        ((a, one.value), (b, other.value)), key=lambda pair: pair[0].bound == "exact"
    )
    if loose.bound in ("over", "at-least"):
        return low <= value <= low + max(low * _NEARLY, last_place(loose))
    if loose.bound in ("near", "below", "at-most"):
        return low * (1 - _NEARLY) <= value <= low
    return abs(low - value) <= low * _NEARLY / 2


_NEARLY = Fraction(1, 10)
"""How far an amount may lie from what bounds it, as a share of it."""


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
    if _PART.match(layout.flat):
        return None  # 其中女职工300人: the thing stands in the fact before
    if place.figure in _thresholds(layout, place) or (place.turn is not None and place.turn.name is None):
        return None
    item, opening = _item(layout, place), _opening(layout, place)
    if len(words_of(item)) < _LEAST and not (opening and _alone(layout, place)):
        return None
    change, stock = step(layout, place), _stock(layout, place)
    # 新增会员 and 新发展会员 are one: what is new needs no word of growth.
    families = _APART[1:] if stock in ("new", "net") else _APART
    marks = tuple(m.kind if (m := governing(layout, family, place)) else None for family in families)
    alone, clause = _alone(layout, place), layout.flat[slice(*place.clause)]
    return (
        group,
        words_of(f"{heading},{opening},{item}" if alone else f"{heading},{item}"),
        None if alone else words_of(f"{heading},{opening},{clause}"),
        _dates(layout, period),
        frozenset(figure.text for figure in _thresholds(layout, place)),
        stock,
        marks,
        change.kind if change is not None and change.kind != "to" and stock != "new" else None,
        of_each(layout, place),
        "全年" in clause and period is not None and not period.whole_year,
        "参" in item and place.figure.unit not in _PEOPLE,  # 参加竞赛8场 is not 举办竞赛12场
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
    return before if words_of(before) else layout.flat[slice(*place.after)]


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
_NEW = re.compile("(?<![创最更清])新(?!时代|能源|业态|就业|媒体|农|型|区|材料|闻|四军|华)")
"""What makes 吸收新会员 an addition; 创新工作室, 新时代文明实践站 are none."""
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
        return None if within and not _AS_OF.search(layout.text) else "total"
    if "new" in kinds or _NEW.search(_item(layout, place)) or any(m.word in _TAKEN_IN for m in told):
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
