"""What is left and what was due: 预算85万元，已支出46.75万元，剩余48.25万元 does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarywriter.checking.facts_growth import disagrees, exact_amount, rounded, value_of
from summarywriter.checking.layout import Place
from summarywriter.checking.ledger import Entry, Ledger
from summarywriter.checking.say import quoted
from summarywriter.checking.values import amount, one_unit
from summarywriter.model import Finding

_REST = re.compile(
    "(?<![期末计存\0])(?:剩余|结余|节余|余下|剩下|还剩|其余|尚余)(?:投资|资金|预算|任务)?$|未(?P<deed>[\u4e00-\u9fff]{2})$"
)
"""What is right before a remainder: 剩余, 其余, the 未整改 of what 已整改 tells."""
_GOES_ON = re.compile("[\u4e00-\u9fff]{0,2}(?:因|为|上缴|用于)")
_DONE = re.compile("已|办结|办复|整改|完成|解决|化解|支出|使用")
_DUE = re.compile("(?<![响反适对供])应(?P<deed>[到检考收参签缴评体出交查训])[\u4e00-\u9fff]{0,4}$")
_CAME = re.compile("[实已](?:际)?(?P<deed>[到检考收参签缴评体出交查训])[\u4e00-\u9fff]{0,4}$")
_RATE = re.compile(
    "(?:出席|到会|参会|受检|参检|体检|收缴|缴纳|签订|参保|出勤|到岗|参训|检查|收|签)率(?:达到?|为|是)?$"
)
_GRADES = re.compile(
    "^[,、]?(?:其中)?(?:非常满意|很满意|比较满意|较满意|基本满意|满意|一般|不太满意|不满意|很不满意)"
    "(?:的)?(?:占|为)?$"
)
"""The words of one scale, of which everybody asked said one."""
_SHARE = re.compile(
    "[,(]约?占(?:比|总数的?|全部的?|(?P<of>[^,;。]{2,8}?)(?:人数|总数|数量|总量)?的)?(?:为|达到?)?$"
)


def rests(ledger: Ledger) -> Iterator[Finding]:
    """Yield remainders, rates of what was due, shares of a scale and of a part that do not agree."""
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
            yield from _added(entry, places)


def _before(entry: Entry, place: Place) -> str:
    return entry.layout.flat[place.own[0] : place.figure.phrase_start]


def _rest(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """排查327处，已整改298处，其余29处正在整改: the last is what the second leaves of the first."""
    same = [p for p in places if one_unit(p.figure, places[-1].figure)]
    rest = _REST.search(_before(entry, same[-1])) if len(same) == len(places) == 3 else None
    if rest is None or _GOES_ON.match(entry.layout.flat, same[2].figure.phrase_end):
        return
    whole, part, last = same
    done = _before(entry, part)
    if (rest["deed"] not in done) if rest["deed"] else not _DONE.search(done):
        return
    left = value_of(whole) - value_of(part)
    if left != value_of(last) and left > 0:
        yield _wrong(entry, (whole, part, last), rounded(left, last))


def _of_due(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """应到186名，实到172名，出席率96.5%: the rate is what came by what was due."""
    if len(places) != 3 or places[2].figure.kind != "percent":
        return
    due, came, rate = places
    expected, real = _DUE.search(_before(entry, due)), _CAME.search(_before(entry, came))
    if expected is None or real is None or expected["deed"] != real["deed"]:
        return
    if not one_unit(due.figure, came.figure) or not _RATE.search(_before(entry, rate)) or not value_of(due):
        return
    right = value_of(came) / value_of(due) * 100
    if disagrees(right, rate):
        yield _wrong(entry, (due, came, rate), rounded(right, rate))


def _grades(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """很满意61.5%、满意28.3%、一般8.2%、不满意4%: the shares of all who were asked are 100 % together."""
    shares = [p for p in places if p.figure.kind == "percent"]
    words = [_before(entry, p).rpartition(":")[2] for p in shares]
    if len(shares) < 3 or "不满意" not in words[-1] or not all(map(_GRADES.match, words)):
        return
    summed = sum((value_of(p) for p in shares), Fraction(0)) * 100
    if abs(summed - 100) > Fraction(len(shares), 10):
        yield _wrong(entry, shares, f"合计{float(summed):g}%")


def _shares(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """手术1860台，其中三四级手术744台，占40%: a share right behind a part is the part by its whole."""
    for n, share in enumerate(places):
        if share.figure.kind != "percent" or n < 2:
            continue
        part = places[n - 1]
        words = entry.layout.flat[part.figure.phrase_end : share.figure.phrase_start]
        wholes = [p for p in places[: n - 1] if one_unit(p.figure, part.figure) and value_of(p)]
        told = _SHARE.fullmatch(words)
        if told is not None and told["of"]:
            wholes = [p for p in wholes if told["of"].removeprefix("已") in _before(entry, p)]
        among = entry.layout.flat[places[n - 2].figure.phrase_end : part.figure.phrase_start]
        if told is None or "其中" not in among or not wholes:
            continue
        rights = [value_of(part) / value_of(whole) * 100 for whole in wholes]
        if all(disagrees(right, share) for right in rights):
            yield _wrong(entry, (wholes[-1], part, share), rounded(rights[-1], share))


_WAS = re.compile("(?:去年底|去年末|上年末|上年底|年初|期初)[^，,；;。]{0,10}$")
_NEW = re.compile(
    "[，、,](?:今年|上半年|全年|本年|年内)?[^，,；;。]{0,4}(?P<how>新增|净增|增加)[^，,；;。]{0,6}$"
)
_NOW = re.compile("[，、,](?:目前|现|截至目前|期末|年末|年底)?(?:总数|累计|现有|共有?|有|已|达到?|为)+$")
_GONE = re.compile("[减撤注关停退并转]")
"""What may take from what was there, so that the new ones are not all of the change."""


def _added(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """去年底58个，上半年新增14个，目前共有74个: what was, with what is new, is less than what is."""
    if len(places) != 3 or not all(one_unit(p.figure, places[0].figure) for p in places):
        return
    text = entry.layout.text
    was, new, now = places
    grown = _NEW.search(text, was.figure.phrase_end, new.figure.phrase_start)
    if not _WAS.search(text, 0, was.figure.phrase_start) or grown is None or _GONE.search(text):
        return
    if not _NOW.search(text, new.figure.phrase_end, now.figure.phrase_start):
        return
    right = value_of(was) + value_of(new)
    if value_of(now) > right or (value_of(now) < right and grown["how"] != "新增"):
        yield _wrong(entry, (was, new, now), rounded(right, now))


def _wrong(entry: Entry, places: Sequence[Place], right: str) -> Finding:
    told = "、".join(quoted(p.figure.phrase(entry.fact.text)) for p in places)
    return entry.says("fact-sum", f"{told}对不上（算得{right}）", "请核对这几个数。")
