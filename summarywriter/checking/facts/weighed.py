"""Parts weighed against their whole: what must fit, and what must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.amounts import rounded, rounding_of, value_of
from summarywriter.checking.facts.ledger import Entry
from summarywriter.checking.facts.parts import family_of, ladder, leaves_nothing
from summarywriter.checking.facts.values import written_for
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import last_place
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives


class Parts(NamedTuple):
    """Parts of one fact and their names; whether the words list them as all there are of the whole."""

    entry: Entry
    places: Sequence[Place]
    names: Sequence[str]
    listed: bool = False
    counted: bool = False
    """The same where only too much would be told by words such as 包括, which may leave some out."""


class Whole(NamedTuple):
    """A whole and the fact that tells it, which may be another one than that of its parts."""

    entry: Entry
    place: Place


_LOOSE = frozenset({"over", "at-least", "near", "about", "below", "at-most"})
_DOUBLE = regex("部分同时|兼有|重复|同时|另有|均含|多选|交叉")
"""What tells that parts overlap or leave something out."""


def weigh(parts: Parts, whole: Whole) -> Iterator[Finding]:
    """Yield a part larger than its whole, else parts that leave each other out and do not make it up."""
    places, names, total = parts.places, parts.names, value_of(whole.place)
    text = parts.entry.fact.text
    largest = max(places, key=value_of)
    loosely = whole.place.figure.bound in _LOOSE or largest.figure.bound in ("below", "at-most")
    if value_of(largest) > total and not loosely:
        yield _says(
            parts,
            whole,
            f"其中的{quoted(largest.figure.phrase(text))}比总数{_told(whole)}还大",
            "请核对这两个数。",
        )
        return
    summed = sum((value_of(p) for p in places), Fraction(0))
    exact = all(p.figure.bound == "exact" and p.figure.high is None for p in (whole.place, *places))
    even = abs(summed - total) <= rounding_of([whole.place])
    if not exact or len(places) < _FEW or even or _DOUBLE.search(parts.entry.layout.flat):
        return
    family = family_of(parts.entry, places, names)
    complete = leaves_nothing(names) or _spelt_out(whole, names)
    apart = family is not None or complete or parts.listed or ladder(names)[0]
    too_much = summed > total and (apart or _purposes(whole.place, names))
    covers = family is not None and 0 < family.whole <= len(places)
    too_little = summed < total and (complete or covers or parts.counted)
    kinds = family is not None or _kinds(whole, names) or _MORE.search(parts.entry.layout.flat) is None
    short = summed < total and kinds and _digit_off(whole, summed)
    doubtful = len(places) > _FEW and (short or total < summed <= total * _NEARLY)
    doubtful = doubtful or (summed > total and _overfull(whole.place, places, names))
    if too_much or too_little or doubtful:
        listed = "、".join(quoted(p.figure.phrase(text)) for p in places)
        yield _says(
            parts, whole,
            f"{listed}相加是{rounded(summed, whole.place)}，与总数{_told(whole)}对不上",
            "请核对各项和总数。",
            None if too_much or too_little else "warning",
        )  # fmt: skip


_FEW = 2
_MORE = regex("等|其[余他它]|另|主要|含|尚|未|剩")
"""What tells that parts are not all there are."""
_NEARLY = Fraction(11, 10)
"""How much more than their whole parts come to that seem to be meant to make it up."""


def _told(whole: Whole) -> str:
    return quoted(whole.place.figure.phrase(whole.entry.fact.text))


def _says(parts: Parts, whole: Whole, words: str, advice: str, severity: str | None = None) -> Finding:
    others = () if whole.entry.fact.id == parts.entry.fact.id else (whole.entry,)
    return parts.entry.says("fact-sum", words, advice, *others, severity=severity)


def _spelt_out(whole: Whole, names: Sequence[str]) -> bool:
    """True for 来访来电412件次，其中来访156件次、来电256件次: the whole is named by its parts and no more."""
    if not all(names):
        return False
    each = alternatives(names)
    row = re.search(f"(?<!{_JOIN})(?:{each})(?:{_JOIN}?(?:{each}))+(?!{_JOIN}|等)", _words(whole))
    return row is not None and all(name in row.group() for name in names)


_JOIN = "[、和与及]"


def _words(whole: Whole) -> str:
    """The words that name a whole."""
    layout, place = whole.entry.layout, whole.place
    return layout.text[place.clause[0] : place.figure.phrase_start]


def _kinds(whole: Whole, names: Sequence[str]) -> bool:
    """True for 困难职工268户，其中在档困难职工142户、边缘困难职工78户: each is a kind of what is counted."""
    noun = _words(whole)[-_ENDING:]
    return len(noun) == _ENDING and all(name.endswith(noun) and name != noun for name in names)


def _digit_off(whole: Whole, summed: Fraction) -> bool:
    """True for parts that fall short by one in a single digit: 302 of 312."""
    steps = (value_of(whole.place) - summed) / (last_place(whole.place.figure) or 1)
    return steps.denominator == 1 and re.fullmatch("10*", str(steps)) is not None


def _purposes(whole: Place, names: Sequence[str]) -> bool:
    """True for what a sum is for, part by part: 生活救助41万元、助学救助28万元."""
    ends = {name[-_ENDING:] for name in names}
    return whole.figure.kind == "money" and len(ends) == 1 and len(min(ends)) == _ENDING


def _overfull(whole: Place, parts: Sequence[Place], names: Sequence[str]) -> bool:
    """True for parts that are too much by a slip in one figure, and that hardly overlap.

    People are of several groups, and so are firms; what money is for, and what names of one length part
    (社区38场、学校15场、企业21场), mostly leave each other out.
    """
    sizes = {len(name) for name in names}
    alike = len(sizes) == 1 and 0 < max(sizes) <= _SHORT and whole.figure.unit not in _MEMBERS
    if not alike and whole.figure.kind != "money":
        return False
    if value_of(whole) in accumulate(map(value_of, parts)):
        return False  # 演练38场，其中消防21场、防汛17场、夜间9场: the last are of the others too
    over = sum((value_of(part) for part in parts), Fraction(0)) - value_of(whole)
    meant = [(part.figure, value_of(part) - over) for part in parts]
    return any(written_for(*pair) for pair in (*meant, (whole.figure, value_of(whole) + over)))


_MEMBERS = frozenset({"人", "名", "位", "人次", "户", "户次", "家", "个"})
"""Units of what may be of several groups at once: people, firms, projects."""
_SHORT = 4
"""Characters of a name that tells a kind and no more."""
_ENDING = 2
"""Characters that the names of the parts of a sum share."""
