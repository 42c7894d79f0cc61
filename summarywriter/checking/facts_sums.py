"""Parts and wholes: what must add up, what must fit, and rates that must agree with their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

from summarywriter.checking.facts_growth import contradicted, exact_amount, rounded, value_of
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.checking.steps_of_change import step
from summarywriter.checking.values import amount, one_unit, units_match
from summarywriter.model import Finding
from summarywriter.resources import word_rows

_CUE = re.compile(r"(?P<among>其中|包括|分别(?:为|是))|(?P<bracket>[(（](?!含在))|(?P<colon>[:：])")
_ENDS = re.compile(r"[;；。)）]")
"""What ends a list of parts, or parts a cue from the whole before it."""
_FAR = 12
"""Characters that may stand between a whole and the colon that opens its parts."""
_QUALIFIED = re.compile("按期|按时|及时|有效|一次|首次|首检|当场|当年|序时|综合|不良|年化|平均")
"""What makes a rate one of something else than its counts: 按期整改率, 有效回收率."""
_RATE = re.compile(r"([\u4e00-\u9fff]{2,6}?)率(?:达到|达|为|是|约|超过|在)?$")


def sums(ledger: Ledger) -> Iterator[Finding]:
    """Yield partitions that do not add up, parts larger than their whole, rates that disagree."""
    for entry in ledger.entries:
        yield from _partition(entry)
        yield from _totalled(entry)
        yield from _rates(entry)


def _partition(entry: Entry) -> Iterator[Finding]:
    for cue in _CUE.finditer(entry.layout.flat):
        whole = _whole_of(entry, cue)
        parts = [] if whole is None else _parts_of(entry, cue, whole)
        if whole is not None and parts:
            yield from _weigh(entry, whole, parts, cue)
            return


_TOTAL = re.compile("(?:[,，]|^)(?:共计|合计|总计|计)[为是达]?$|(?:共计|合计|总计)[为是达]?$")
_IN_ALL = re.compile("(?:共计?|合计|总计)[\u4e00-\u9fff]{0,8}$")
"""What tells a total behind clauses that each have a date: 一季度96场，二季度124场，上半年共220场."""


def _totalled(entry: Entry) -> Iterator[Finding]:
    """男职工120人、女职工80人，共计210人: the figures of one row before a total that they must make up."""
    layout = entry.layout
    for n, whole in enumerate(layout.places):
        words = layout.flat[whole.own[0] : whole.figure.phrase_start]
        listed, dated = _TOTAL.search(words), _IN_ALL.search(words)
        if not (listed or dated) or not _summable(whole):
            continue
        row: list[Place] = []
        for place in reversed([p for p in layout.places[:n] if p.figure.kind != "date"]):
            joined = layout.flat[place.figure.phrase_end : row[-1].figure.phrase_start] if row else ""
            if place.sentence != whole.sentence or not one_unit(place.figure, whole.figure):
                break
            goes_on = not row or _JOINED.search(joined) or _each_dated(entry, place, row[-1])
            if not _summable(place) or not goes_on:
                break
            row.append(place)
        sums = [sum((value_of(p) for p in row[:k]), Fraction(0)) for k in range(2, len(row) + 1)]
        if not listed and not (row and (row[0].turn is not None or _each_dated(entry, row[0], row[-1]))):
            continue
        if not listed and value_of(whole) > max(sums, default=Fraction(0)) and not _covers(entry, row, whole):
            continue  # 3月36人，5月26人，上半年共126人
        if sums and value_of(whole) not in sums:
            text = entry.fact.text
            told = "、".join(quoted(p.figure.phrase(text)) for p in reversed(row))
            yield entry.says(
                "fact-sum",
                f"{told}相加是{rounded(sums[-1], whole)}，与{quoted(whole.figure.phrase(text))}对不上",
                "请核对各项和总数。",
            )


_JOINED = re.compile("[、和/]")


def _covers(entry: Entry, row: list[Place], whole: Place) -> bool:
    """True where the dates of a row are all quarters of the period that the total is of."""
    text = entry.fact.text[row[-1].clause[0] : whole.figure.start]
    for quarters, period in (
        ("一二", "上半年"),
        ("三四", "下半年"),
        ("一二三四", "全年"),
        ("一二三四", "年"),
    ):
        if len(row) == len(quarters) and all(f"{q}季度" in text for q in quarters) and period in text:
            return True
    return row[0].turn is not None and len(row) == 4 and "季度" in text  # 四个季度分别为…


def _each_dated(entry: Entry, one: Place, other: Place) -> bool:
    """True for 一季度收缴312万元，二季度收缴345万元: a clause each, begun by a date."""
    dates = {p.clause for p in entry.layout.places if p.figure.kind == "date" and p.own[1] == p.clause[0]}
    return one.clause != other.clause and {one.clause, other.clause} <= dates


def _summable(place: Place) -> bool:
    return exact_amount(place) and amount(place.figure).group == "amount" and place.figure.unit is not None


def _whole_of(entry: Entry, cue: re.Match[str]) -> Place | None:
    """Return the figure whose parts the cue opens: the last before it, with nothing that parts them.

    A bracket belongs to the figure right before it, a colon to one close by.
    """
    layout = entry.layout
    before = [p for p in layout.places if p.figure.end <= cue.start() and cue.start() < p.sentence[1]]
    while before and _is_change(entry, before[-1]):
        before.pop()  # 342项，同比增加57项，其中61项…: what 其中 is of stands before the change
    if not before:
        return None
    whole = before[-1]
    between = layout.flat[whole.figure.end : cue.start()]
    if amount(whole.figure).group != "amount" or whole.figure.bound == "vague" or whole.figure.unit is None:
        return None
    if _ENDS.search(between) or (cue["bracket"] and between) or (cue["colon"] and len(between) > _FAR):
        return None
    return whole


def _is_change(entry: Entry, place: Place) -> bool:
    """True for a figure that tells how much more or less, or how much is new beside a total."""
    change = step(entry.layout, place)
    words = entry.layout.flat[place.own[0] : place.figure.phrase_start]
    return (change is not None and change.kind == "by") or _CHANGED.search(words) is not None


_CHANGED = re.compile("[比较][^,;。]{0,8}[增减多少升降]|同比|环比|净增$")


def _parts_of(entry: Entry, cue: re.Match[str], whole: Place) -> list[Place]:
    """Return the parts that the cue lists: figures of the whole's kind up to the end of the list.

    A total, a goal or last year's count among them is no part: the list ends before it.
    """
    layout = entry.layout
    parts: list[Place] = []
    reached = cue.end()
    for place in layout.places:
        if place.figure.phrase_start < cue.end() or place.figure.kind == "ordinal":
            continue
        between = layout.flat[reached : place.figure.phrase_start]
        alike = one_unit(whole.figure, place.figure)
        if not alike or place.figure.article or _ENDS.search(between) or _no_part().search(between):
            break
        parts.append(place)
        reached = place.figure.end
    return parts


@cache
def _no_part() -> re.Pattern[str]:
    words = sorted((row[0] for row in word_rows("no_part")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _weigh(entry: Entry, whole: Place, parts: list[Place], cue: re.Match[str]) -> Iterator[Finding]:
    text = entry.fact.text
    total = value_of(whole)
    exact = all(p.figure.bound == "exact" and p.figure.high is None for p in (whole, *parts))
    loosely = whole.figure.bound in ("over", "at-least", "near", "about", "below", "at-most")
    largest = max(parts, key=value_of)
    if value_of(largest) > total and not loosely and largest.figure.bound not in ("below", "at-most"):
        yield entry.says(
            "fact-sum",
            f"其中的{quoted(largest.figure.phrase(text))}比总数{quoted(whole.figure.phrase(text))}还大",
            "请核对这两个数。",
        )
        return
    summed = sum((value_of(p) for p in parts), Fraction(0))
    if not exact or len(parts) < 2 or summed == total:
        return
    family = _family(entry, parts)
    among = cue["among"] or ""
    explicit = among.startswith(("分别", "包括")) or cue["colon"] is not None
    stated = bool(re.search(r"共|合计|总计|总数", text[max(0, whole.own[0]) : whole.figure.start]))
    if _DOUBLE.search(entry.layout.flat):
        return
    too_much = summed > total and (
        family is not None or explicit or _purposes(entry, whole, parts) or _complete(entry, parts)
    )
    too_little = summed < total and (
        _complete(entry, parts)
        or (family is not None and (len(parts) >= 3 or family == "性别"))
        or (explicit and among != "包括" and stated)
    )
    if too_much or too_little:
        listed = "、".join(quoted(p.figure.phrase(text)) for p in parts)
        yield entry.says(
            "fact-sum",
            f"{listed}相加是{rounded(summed, whole)}，与总数{quoted(whole.figure.phrase(text))}对不上",
            "请核对各项和总数。",
        )


@cache
def _exclusive() -> Mapping[str, tuple[str, ...]]:
    return {row[0]: tuple(sorted(row[1].split(), key=len, reverse=True)) for row in word_rows("exclusive")}


def _family(entry: Entry, parts: list[Place]) -> str | None:
    """The group of mutually exclusive classes that all parts belong to, each to another one."""
    text = entry.layout.flat
    for name, words in _exclusive().items():
        classes = []
        for place in parts:
            stretch = (
                text[place.own[0] : place.own[1]] + text[place.after[0] : place.after[1]] + place.figure.text
            )
            classes.append(next((word for word in words if word in stretch), None))
        if None not in classes and len(set(classes)) == len(classes):
            return name
    return None


_NOT_YET = re.compile("其余|余下|剩余|正在|尚未|还未|待")
"""What is no count of what a rate tells: 已整改298处，其余29处正在整改，整改率91.1%."""


_DOUBLE = re.compile("部分同时|兼有|重复|同时获|另有|均含")
"""What tells that parts overlap or leave something out."""


def _complete(entry: Entry, parts: list[Place]) -> bool:
    """True for parts that leave nothing out: 其他 at their end, 第一批 to the last, 立案 and 不予立案."""
    names = [entry.layout.flat[p.own[0] : p.figure.phrase_start].lstrip("、,和及(") for p in parts]
    names = [name.removeprefix("其中") for name in names]
    if names[-1].startswith(("其他", "其它")):
        return True
    if len(names) == _TWO:
        one, other = sorted(names, key=len)
        return len(one) >= _TWO and other in (f"不予{one}", f"未{one}", f"不{one}")
    ranks = [name.removeprefix("第")[:1] for name in names if name.startswith("第")]
    return len(ranks) == len(names) and "".join(ranks) == "一二三四五六七八九十"[: len(ranks)]


_TWO = 2


def _purposes(entry: Entry, whole: Place, parts: list[Place]) -> bool:
    """True for what a sum is for, part by part: 生活救助41万元、助学救助28万元."""
    names = [entry.layout.flat[p.own[0] : p.figure.phrase_start][-_ENDING:] for p in parts]
    return whole.figure.kind == "money" and len(names[0]) == _ENDING and len(set(names)) == 1


_ENDING = 2
"""Characters that the names of the parts of a sum share."""


def _rates(entry: Entry) -> Iterator[Finding]:
    """“立案25条，办复20条，办复率100%”: the rate must be one count by an earlier one."""
    layout = entry.layout
    for place in layout.places:
        if place.figure.kind != "percent" or place.figure.bound != "exact" or place.figure.high is not None:
            continue
        stem = _RATE.search(layout.flat, max(0, place.own[0]), place.figure.phrase_start)
        if stem is None:
            continue
        word = stem[1]
        before = layout.flat[place.own[0] : stem.end(1)]
        if _QUALIFIED.search(before) or "基本" in layout.flat[place.group[0] : place.own[0]]:
            continue
        # 管理率 told of two kinds of patients: each is of what its own clauses count.
        floor = place.group[0] if layout.flat.count(f"{word}率") > 1 else 0
        counts = [
            p for p in layout.places
            if floor <= p.figure.start and p.figure.phrase_end <= place.figure.phrase_start
            and amount(p.figure).group == "amount"
            and p.figure.bound == "exact" and p.figure.high is None and not p.figure.article
        ]  # fmt: skip
        # 不合格47批次 is no count of what 合格率 tells.
        # 回收率 is of those 收回 too.
        told = re.compile(rf"(?<![不未非])(?:{re.escape(word[-2:])}|{re.escape(word[:-3:-1])})")
        done = [
            p for p in counts
            if told.search(layout.flat, p.own[0], p.after[1])
            and not _NOT_YET.search(layout.flat, p.own[0], p.after[1])
        ]  # fmt: skip
        if not done:
            continue
        part = done[-1]
        wholes = [
            p for p in counts
            if p.figure.start < part.figure.start and units_match(p.figure, part.figure)
            and value_of(p) >= value_of(part) > 0
        ]  # fmt: skip
        if not wholes:
            continue
        places = len(place.figure.text.split(".")[1].rstrip("%％")) if "." in place.figure.text else 0
        step = Fraction(1, 10**places)
        said = Fraction(place.figure.value)  # type: ignore[arg-type]  # a number here
        if not any(abs(value_of(part) / value_of(w) * 100 - said) < step for w in wholes):
            whole = wholes[-1]
            right = round(float(value_of(part) / value_of(whole) * 100), max(1, places))
            yield contradicted(entry, f"{word}率{place.figure.text}", whole, part, f"{right:g}%")
