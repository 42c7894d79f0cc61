"""Numbers that belong to one thing and can be one only: of a session, of a document, of a match.

三届二次职代会 and 三届三次职代会 on one day, 工发〔2024〕7号 and 9号 of one title, 68:52 and 68:56.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable, Iterator

from summarywriter.checking.common.calendar import Period, resolve
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import dates_of, one_speaker
from summarywriter.checking.facts.words import telling, words_of
from summarywriter.model import Finding, Moment
from summarywriter.patterns import regex

_SESSION = regex(
    "(?P<whose>[^,，;；。\0]{0,12}?)(?P<number>(?P<term>[一二三四五六七八九十]+届)[一二三四五六七八九十]+次)"
    "(?P<what>[\u4e00-\u9fff]{0,8}?(?:职代会|教代会|代表大会|全委会|委员会|全会|全体会议|理事会|大会))"
)
_HELD = regex("召开|举行|举办|组织|[上下]午|顺利|胜利|[于在]")
_DOCUMENT = regex(
    "《(?P<title>[^《》]{4,40})》[（(]"
    "(?P<of>[\u4e00-\u9fff]{1,8}[〔\\[［（(]20[0-9]{2}[〕\\]］）)])(?P<number>[0-9]{1,4}号)[）)]"
)
_SCORE = regex(
    "(?:以|[,，])(?P<number>[0-9]{1,3}(?:[:：∶]|比)[0-9]{1,3})(?=[\u4e00-\u9fff]{0,3}(?:胜|击败|负|战平|力克))"
)
_LIGHT = frozenset("中里上获勇力喜")
_LEAST = 5
"""Characters that the words of a match must tell for it to be one in two facts."""
_RECENT = 20
"""Matches that another one is held against: the time it takes grows with the facts only."""


def numbered(ledger: Ledger) -> Iterator[Finding]:
    """Yield sessions of one day, documents of one title and matches that two facts give two numbers."""
    known: dict[Hashable, tuple[str, Entry]] = {}
    played: deque[tuple[frozenset[str], str, Entry]] = deque(maxlen=_RECENT)
    for entry in ledger.entries:
        for key, number in (*_sessions(entry, ledger.period), *_documents(entry)):
            heard, other = known.setdefault(key, (number, entry))
            if heard != number and one_speaker(entry, other) and _one_time(entry, other, ledger.period):
                yield _says(entry, number, other, heard)
        yield from _other_score(entry, played, ledger.period)


def _one_time(one: Entry, other: Entry, period: Period | None) -> bool:
    """True where no dates tell two facts apart."""
    dates = [dates_of(e.layout, period) - {rank.text for rank in e.layout.ranks} for e in (one, other)]
    return not all(dates) or dates[0] == dates[1]


def _sessions(entry: Entry, period: Period | None) -> Iterator[tuple[Hashable, str]]:
    """The sessions of a term by their body and the one day of the fact."""
    days = [f for f in entry.layout.figures if f.kind == "date"]
    if len(days) != 1 or not isinstance(days[0].value, Moment) or days[0].value.day is None:
        return
    day = resolve(days[0], period)
    for told in _SESSION.finditer(_without_dates(entry)):
        whose = words_of(_HELD.sub("", told["whose"]))
        yield (
            ("session", day, whose, told["term"], words_of(told["what"]), entry.section.role),
            told["number"],
        )


def _without_dates(entry: Entry) -> str:
    """The text of a fact with a comma where a date stands."""
    text = entry.layout.text
    for figure in reversed([f for f in entry.layout.figures if f.kind == "date"]):
        text = f"{text[: figure.phrase_start]},{text[figure.phrase_end :]}"
    return text


def _documents(entry: Entry) -> Iterator[tuple[Hashable, str]]:
    for told in _DOCUMENT.finditer(entry.fact.text):
        yield ("document", told["title"], told["of"]), told["number"]


def _other_score(
    entry: Entry, played: deque[tuple[frozenset[str], str, Entry]], period: Period | None
) -> Iterator[Finding]:
    """供电公司队以68:52战胜水务集团队 and 以68:56战胜水务集团队 in one final."""
    scores = list(_SCORE.finditer(entry.layout.text))
    if len(scores) != 1:
        return
    said = _SCORE.sub(",", _without_dates(entry))
    words = frozenset(words_of(said))
    if telling(said) < _LEAST:
        return
    for heard, number, other in played:
        if (
            _points(number) == _points(scores[0]["number"])
            or (heard ^ words) - _LIGHT
            or not one_speaker(entry, other)
        ):
            continue
        if _one_time(entry, other, period):
            yield _says(entry, scores[0]["number"], other, number)
            break
    played.append((words, scores[0]["number"], entry))


def _points(score: str) -> list[str]:
    """The points of each side, however a score is written: 68:52, 68：52, 68比52."""
    return re.findall("[0-9]+", score)


def _says(entry: Entry, number: str, other: Entry, heard: str) -> Finding:
    return entry.conflicts(
        f"{quoted(number)}与{other.label}的{quoted(heard)}说的像是同一件事，写得却不一样", other
    )
