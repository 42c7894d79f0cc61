"""Rates beside their counts: 立案25条，办复20条，办复率100% does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarywriter.checking.facts.amounts import contradicted, disagrees, exact_amount, rounded, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.parts import same_class
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, units_match
from summarywriter.checking.wording.rate_names import same_rate
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives

QUALIFIED = regex("按期|按时|及时|有效|一次|首次|首检|当场|当年|序时|综合|不良|年化|平均")
"""What makes a rate one of something else than its counts: 按期整改率, 有效回收率."""
_RATE = regex(r"([\u4e00-\u9fff]{2,6}?)率(?:达到|达|为|是|约|超过|在)?$")
_NOT_YET = regex("其余|余下|剩余|正在|尚未|还未|待")
"""What is no count of what a rate tells: 已整改298处，其余29处正在整改，整改率91.1%."""


def rates(ledger: Ledger) -> Iterator[Finding]:
    """Yield rates that are not one count of their fact by an earlier one."""
    for entry in ledger.entries:
        yield from _rates(entry)


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
        if "其中" in before and layout.flat.count(word[:-2], 0, place.own[0]) == 0:
            continue  # 其中失能老人入住率38%
        qualified = QUALIFIED.search(before)
        if "基本" in layout.flat[place.group[0] : place.own[0]]:
            continue
        # 管理率 told of two kinds of patients: each is of what its own clauses count.
        floor = place.group[0] if layout.flat.count(f"{word}率") > 1 else 0
        counts = [
            p for p in layout.places
            if floor <= p.figure.start and p.figure.phrase_end <= place.figure.phrase_start
            and amount(p.figure).group == "amount" and exact_amount(p)
        ][-_RECENT:]  # fmt: skip
        stems = (word[-3:],) if word[-3:-2] in _NOT else (word[-2:], word[:-3:-1])
        names = ((word,), stems, same_class(word[-2:]), sorted(same_rate(word)))
        told = (_done(entry, counts, words) for words in names)
        done = next((places for places in told if places), [])[-_LAST:]
        if qualified is not None:
            done = [p for p in done if qualified.group() in layout.flat[slice(*p.own)]]
        pairs = [(whole, part) for part in done for whole in _wholes(entry, counts, part)]
        rights = [value_of(part) / value_of(whole) * 100 for whole, part in pairs]
        if pairs and all(disagrees(right, place) for right in (*rights, *_of_two(counts[-_LAST:], done))):
            yield contradicted(entry, f"{word}率{place.figure.text}", *pairs[-1], rounded(rights[-1], place))


def _wholes(entry: Entry, counts: Sequence[Place], part: Place) -> list[Place]:
    """Return the counts before one that it may be a part of."""
    return [
        p for p in counts
        if p.figure.start < part.figure.start and value_of(p) >= value_of(part) > 0
        and (units_match(p.figure, part.figure) or _seats(entry, p, part))
    ]  # fmt: skip


def _of_two(counts: Sequence[Place], done: Sequence[Place]) -> Iterator[Fraction]:
    """Yield 审结8105件 by both 旧存1032件 and 新收8214件: shares of or by two counts in a row, or both."""
    for end in done:
        before = [
            p for p in counts
            if p.figure.start <= end.figure.start and units_match(p.figure, end.figure)
        ]  # fmt: skip
        wholes = [*map(value_of, before), *_pairs(before)]
        for part in (value_of(end), *_pairs([p for p in done if p in before])):
            yield from (part / whole * 100 for whole in wholes if whole > part)


def _pairs(row: Sequence[Place]) -> list[Fraction]:
    """The sums of each two neighbours of a row, and of each two with one between: of men and of women."""
    return [value_of(a) + value_of(b) for off in (1, 2) for a, b in zip(row, row[off:], strict=False)]


_RECENT = 20
_LAST = 6
"""Counts before a rate that it is held against: the time it takes grows with the facts only."""
_NOT = ("不", "未")
_SEATS = regex("床位|座位|席位|坐席|车位|泊位|工位|铺位")
_SEATED = frozenset({"人", "名", "位", "辆", "台", "家", "户"})


def _seats(entry: Entry, whole: Place, part: Place) -> bool:
    """True for 床位1240张 of 入住老人806人: what there is room for, in a unit of its own."""
    return part.figure.unit in _SEATED and _SEATS.search(entry.layout.flat, *whole.own) is not None


def _done(entry: Entry, counts: Sequence[Place], words: Sequence[str]) -> list[Place]:
    """Return the counts told with one of the words: those 收回 for 回收率, but no 不合格 for 合格率."""
    told = re.compile(f"(?<![不未非])(?:{alternatives(words)})")
    return [
        p for p in counts
        if told.search(entry.layout.flat, p.own[0], p.after[1])
        and not _NOT_YET.search(entry.layout.flat, p.own[0], p.after[1])
    ]  # fmt: skip
