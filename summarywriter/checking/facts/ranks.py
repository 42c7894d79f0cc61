"""One rank or award told in two ways: 居全市第三位 and 位列全市第二, 获一等奖 and 获二等奖."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import conflict, dates_of, one_speaker
from summarywriter.checking.facts.words import plain, telling, words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.values import amount
from summarywriter.model import Finding
from summarywriter.patterns import regex

_RANKED = regex(
    "(?P<what>[^\0]*?)(?:稳|并|继续|连续)*(?:位?居|位列|名列|列|排名?(?:在|为|居|列)?|获得?|取得|排在)"
    "(?P<among>[\u4e00-\u9fff]{0,8}?)的?$"
)
_AWARDED = regex("(?P<what>.*?)中?(?:荣获|获得|获|夺得|斩获|摘得|取得|得)(?P<of>.*?)$")
_TITLE = regex("《[^《》]{1,30}》|“[^“”]{1,30}”")
_AWARDS = frozenset({"ordinal:等奖", "ordinal:奖牌"})
_LEAST = 4
"""Characters that what is ranked must have to be one thing in two facts."""
_LEVEL = regex("[国省市区县镇校]")
_RECENT = 20
"""Awards that another one is held against: the time it takes grows with the facts only."""
_BESIDE = regex("分别|并列|单项|另|还|再")
"""What tells that there is more than one rank or award of a thing."""


class _Award(NamedTuple):
    """An award, what stands around it, and the work that got it, if one is named."""

    entry: Entry
    place: Place
    words: frozenset[str]
    levels: frozenset[str]
    dates: frozenset[str]
    title: str | None


def ranks(ledger: Ledger) -> Iterator[Finding]:
    """Yield ranks, and awards of one work or one team in one contest, that two facts tell differently."""
    ranked: dict[Hashable, tuple[Entry, Place]] = {}
    awarded: dict[str | None, deque[_Award]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        for place in entry.layout.places:
            if place.figure.kind != "ordinal" or not _alone(entry, place):
                continue
            if amount(place.figure).group in _AWARDS:
                award = _award(entry, place, ledger.period)
                if award is not None:
                    yield from _other_award(award, awarded[award.title])
                    awarded[award.title].append(award)
            elif amount(place.figure).group == "ordinal:名" and step(entry.layout, place) is None:
                key = _rank_of(entry, place, ledger.period)
                if key is None:
                    continue
                other, heard = ranked.setdefault(key, (entry, place))
                if amount(heard.figure) != amount(place.figure) and one_speaker(entry, other):
                    yield conflict(entry, place, other, heard, "名次")


def _alone(entry: Entry, place: Place) -> bool:
    """True for the one rank of its clause, which counts nothing: 一等奖2个 does."""
    behind = entry.layout.flat[place.figure.phrase_end : place.clause[1]]
    ordinals = [p for p in entry.layout.places if p.clause == place.clause and p.figure.kind != "date"]
    return (
        len(ordinals) == 1
        and place.figure.high is None
        and place.figure.bound == "exact"
        and len(behind) <= len("的位置")
        and _BESIDE.search(entry.layout.text, *place.clause) is None
    )


def _subject(entry: Entry, place: Place, words: str) -> str:
    """The words before a verb, or where there are none the clause before."""
    return words if words_of(words) else entry.layout.clauses(place)[: -len(entry.layout.clause(place)) - 1]


def _rank_of(entry: Entry, place: Place, period: Period | None) -> Hashable | None:
    """What is ranked and among whom, as a key."""
    before = entry.layout.flat[place.clause[0] : place.figure.phrase_start].lstrip("\0")
    told = _RANKED.fullmatch(before)
    if told is None:
        return None
    what = _subject(entry, place, told["what"])
    if len(plain(what)) < _LEAST or "\0" in what:
        return None
    said = f"{what},{told['among']}"
    levels = frozenset(_AMONG.findall(said))
    return plain(_AMONG.sub("", said)), levels, dates_of(entry.layout, period) - {place.figure.text}


_AMONG = regex("全[国省市区县州镇系集公院校局]")


def _award(entry: Entry, place: Place, period: Period | None) -> _Award | None:
    before = entry.layout.flat[place.clause[0] : place.figure.phrase_start].lstrip("\0")
    told = _AWARDED.fullmatch(before)
    if told is None:
        return None
    titles = _TITLE.findall(entry.layout.text)
    contest = _TITLE.sub("", _subject(entry, place, told["what"]) + told["of"])
    if len(titles) > 1 or telling(contest) < _LEAST:
        return None
    return _Award(
        entry, place, frozenset(plain(contest)), frozenset(_LEVEL.findall(contest)),
        dates_of(entry.layout, period) - {place.figure.text}, titles[0] if titles else None,
    )  # fmt: skip


def _other_award(award: _Award, alike: Iterable[_Award]) -> Iterator[Finding]:
    for other in alike:
        if amount(award.place.figure) == amount(other.place.figure):
            continue
        if not one_speaker(award.entry, other.entry):
            continue
        if award.levels != other.levels or award.dates != other.dates:
            continue
        less, more = sorted((award.words, other.words), key=len)
        if less == more or (award.title and less <= more and len(less) * 4 >= len(more) * 3):
            yield conflict(award.entry, award.place, other.entry, other.place, "奖项")
            return
