"""What is left and what was due: 预算85万元，已支出46.75万元，剩余48.25万元 does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarywriter.checking.facts_growth import exact_amount, value_of
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.checking.values import amount, one_unit
from summarywriter.model import Finding

_REST = re.compile("(?:未[\u4e00-\u9fff]{2}|剩余|结余|节余|余下|剩下|还剩|其余|尚余)[^,;。\0]{0,6}$")
_DONE = re.compile("已|办结|办复|整改|完成|解决|化解|脱困")
_DUE = re.compile("应[\u4e00-\u9fff]{1,6}$")
_CAME = re.compile("实[际]?[\u4e00-\u9fff]{1,6}$")
_RATE = re.compile("[\u4e00-\u9fff]{2}率(?:达到?|为|是)?$")
_GRADES = re.compile("不满意|差评|不合格|不称职|不了解")
"""The last of the grades that make up all who were asked."""


def rests(ledger: Ledger) -> Iterator[Finding]:
    """Yield remainders, rates of what was due, and shares of all that do not agree."""
    for entry in ledger.entries:
        groups: dict[tuple[int, int], list[Place]] = {}
        for place in entry.layout.places:
            if amount(place.figure).group in ("amount", "share") and exact_amount(place):
                groups.setdefault(place.group, []).append(place)
        for places in groups.values():
            yield from _rest(entry, places)
            yield from _of_due(entry, places)
            yield from _grades(entry, places)
            yield from _shares(entry, places)


def _before(entry: Entry, place: Place) -> str:
    return entry.layout.flat[place.own[0] : place.figure.phrase_start]


def _rest(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """排查327处，已整改298处，其余29处正在整改: the last is what the second leaves of the first."""
    same = [p for p in places if one_unit(p.figure, places[-1].figure)]
    if len(same) != 3 or not _REST.search(_before(entry, same[2])):
        return
    whole, part, rest = same
    if "其余" in _before(entry, rest) and not _DONE.search(_before(entry, part)):
        return  # 活动支出355万元，维权支出147万元，其余100万元为行政支出: three parts
    left = value_of(whole) - value_of(part)
    if left != value_of(rest) and left > 0:
        yield _wrong(entry, (whole, part, rest), left)


def _of_due(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """应到186名，实到172名，出席率96.5%: the rate is what came by what was due."""
    if len(places) != 3 or places[2].figure.kind != "percent":
        return
    due, came, rate = places
    if not (one_unit(due.figure, came.figure) and _DUE.search(_before(entry, due))):
        return
    if not (_CAME.search(_before(entry, came)) and _RATE.search(_before(entry, rate)) and value_of(due)):
        return
    digits = len(rate.figure.text.partition(".")[2].rstrip("%％"))
    right = value_of(came) / value_of(due) * 100
    if abs(right - value_of(rate) * 100) > Fraction(1, 10**digits):
        yield _wrong(entry, (due, came, rate), None, f"{round(float(right), max(1, digits)):g}%")


def _grades(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """很满意61.5%、满意28.3%、一般8.2%、不满意4%: the shares of all who were asked are 100 % together."""
    shares = [p for p in places if p.figure.kind == "percent"]
    if len(shares) < 3 or not _GRADES.search(_before(entry, shares[-1])):
        return
    summed = sum((value_of(p) for p in shares), Fraction(0)) * 100
    if abs(summed - 100) > Fraction(len(shares), 10):
        yield _wrong(entry, shares, None, f"合计{float(summed):g}%")


_SHARE = re.compile("[,(]约?占(?:比|总数的?|全部的?)?(?:为|达到?)?$")


def _shares(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """手术1860台，其中三四级手术744台，占40%: a share right behind a part is the part by its whole."""
    for whole, part, share in zip(places, places[1:], places[2:], strict=False):
        words = entry.layout.flat[part.figure.phrase_end : share.figure.phrase_start]
        among = entry.layout.flat[whole.figure.phrase_end : part.figure.phrase_start]
        if share.figure.kind != "percent" or not _SHARE.fullmatch(words) or "其中" not in among:
            continue
        if not one_unit(whole.figure, part.figure) or not value_of(whole):
            continue
        digits = len(share.figure.text.partition(".")[2].rstrip("%％"))
        right = value_of(part) / value_of(whole) * 100
        if abs(right - value_of(share) * 100) > Fraction(1, 10**digits):
            yield _wrong(entry, (whole, part, share), None, f"{round(float(right), max(1, digits)):g}%")


def _wrong(entry: Entry, places: Sequence[Place], right: Fraction | None, said: str = "") -> Finding:
    told = "、".join(quoted(p.figure.phrase(entry.fact.text)) for p in places)
    if right is not None:
        last = places[-1].figure
        scale = 10000 if "万" in last.text else 100000000 if "亿" in last.text else 1
        said = f"{float(right / scale):.10g}{last.text.lstrip('0123456789.,')}"
    return entry.says("fact-sum", f"{told}对不上（算得{said}）", "请核对这几个数。")
