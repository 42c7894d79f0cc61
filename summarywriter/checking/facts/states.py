"""States of one thing that shut each other out: 系统已通过验收 and 系统尚未通过验收."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import dates_of
from summarywriter.checking.facts.words import parallel, telling, words_of
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_LEAST = 5
"""Characters that a name must tell to be of one thing in two facts; one in quotation marks needs fewer."""
_RECENT = 20
"""Things of one state that another one is held against: the time it takes grows with the facts only."""
_PART = regex(
    "[二三四五六]期|\0|新|升级|功能|模块|端|版|部分|其余|余下|其他|剩余|另|试|配套|附属|子系统|主体|基本|初步"
)
"""What tells of another thing, of a part of it or of a trial."""
_LEAD = regex(
    "(?:(?:自主|联合|合作|牵头|负责|参与)?(?:研发|开发|建设|实施|申报|承建|打造|编制)的)?"
    "(?:继续|持续|加快|推进|抓好|做好|全力|推动|[,、\0])*"
)
"""What may stand before a name: 研发的, 继续推进."""


class _State(NamedTuple):
    """What is told of a thing: the words before its state, and whether it is planned."""

    entry: Entry
    before: str
    planned: bool


def states(ledger: Ledger) -> Iterator[Finding]:
    """Yield things that one fact tells as done and another as not yet done, or as planned."""
    yield from _done_and_not(ledger)
    yield from _all_and_some_not(ledger)
    yield from _never_and_once(ledger)


@cache
def _deeds() -> tuple[Mapping[str, re.Pattern[str]], Mapping[str, int], re.Pattern[str]]:
    """The patterns of what is done and what is not, which deed each word tells, and all words."""
    table = {word: n for n, row in enumerate(word_rows("once")) for word in row[0].split()}
    words = alternatives(table)
    deed = rf"(?:正式|全部|全面|顺利|成功|如期|能)*(?P<deed>{words})(?=[,;。、(（]|$)"
    name = "(?:^|(?<=[,;。]))(?P<name>[^,;。\0]{2,30}?)"
    return (
        {
            "done": re.compile(rf"{name}(?:目前|现)?(?:已经?(?:于?\0+)?|于?\0+){deed}"),
            "not": re.compile(rf"{name}(?:目前)?(?:[尚还仍]未|未|尚待|有待){deed}"),
            "planned": re.compile(
                rf"(?P<name>[^;。]{{2,40}}?),?(?:力争|计划|预计|争取|确保|拟)(?:于|在)?\0*[前底]?{deed}"
            ),
        },
        table,
        re.compile(words),
    )


def _done_and_not(ledger: Ledger) -> Iterator[Finding]:
    done: dict[int, deque[_State]] = defaultdict(partial(deque, maxlen=_RECENT))
    undone: dict[int, deque[_State]] = defaultdict(partial(deque, maxlen=_RECENT))
    patterns, table, words = _deeds()
    for entry in ledger.entries:
        told = patterns.items() if words.search(entry.layout.flat) else ()
        for kind, pattern in told:
            for match in pattern.finditer(entry.layout.flat):
                state = _State(entry, match["name"][_ahead(match["name"]) :], kind == "planned")
                deed = table[match["deed"]]
                others = undone[deed] if kind == "done" else done[deed]
                pairs = ((state, other) if kind == "done" else (other, state) for other in others)
                if (pair := next((pair for pair in pairs if _against(*pair)), None)) is not None:
                    yield _says(entry, match["deed"], pair)
                (done if kind == "done" else undone)[deed].append(state)


def _ahead(name: str) -> int:
    lead = _LEAD.match(name)
    return lead.end() if lead is not None else 0


def _against(done: _State, undone: _State) -> bool:
    name, before = done.before, undone.before
    if (
        done.entry is undone.entry
        or _PART.search(name)
        or not (_QUOTE.search(name) or telling(name) >= _LEAST)
    ):
        return False
    headings = done.entry.section.heading, undone.entry.section.heading
    if not undone.planned and done.entry.section.id != undone.entry.section.id and parallel(*headings):
        return False
    return before.startswith(name) and not _PART.search(before)


_QUOTE = regex("“[^“”]{2,}”|《[^《》]{2,}》")


def _says(entry: Entry, deed: str, pair: tuple[_State, _State]) -> Finding:
    other = next(state for state in pair if state.entry is not entry)
    return entry.conflicts(f"是不是{quoted(deed)}，和{other.entry.label}说得不一样", other.entry)


_WHOLE = regex("(?P<of>[\u4e00-\u9fff]{2,20}?)(?P<deed>[\u4e00-\u9fff]{2})率(?:已?达到?|为|是)?$")
_SOME = regex(
    "(?:尚有|仍有|还有)\0+(?P<who>[\u4e00-\u9fff]{2,14}?)(?:尚|还|仍)?未(?P<deed>[\u4e00-\u9fff]{2})"
)


def _all_and_some_not(ledger: Ledger) -> Iterator[Finding]:
    """大型养殖场设施配套率达100% and 尚有2家大型养殖场未配套设施: not all of them are."""
    every: dict[str, deque[tuple[str, Entry]]] = defaultdict(partial(deque, maxlen=_RECENT))
    some: dict[str, deque[tuple[str, Entry]]] = defaultdict(partial(deque, maxlen=_RECENT))
    for entry in ledger.entries:
        flat = entry.layout.flat
        for place in entry.layout.places:
            if place.figure.kind != "percent" or place.figure.value != 100:
                continue
            told = _WHOLE.search(flat, place.own[0], place.figure.phrase_start)
            if told is None:
                continue
            other = next(
                (
                    e
                    for who, e in some[told["deed"]]
                    if who in told["of"] and _one_time(entry, e, ledger.period)
                ),
                None,
            )
            if other is not None:
                yield _not_all(entry, other)
            every[told["deed"]].append((told["of"], entry))
        for match in _SOME.finditer(flat):
            other = next(
                (
                    e
                    for of, e in every[match["deed"]]
                    if match["who"] in of and _one_time(entry, e, ledger.period)
                ),
                None,
            )
            if other is not None:
                yield _not_all(entry, other)
            some[match["deed"]].append((match["who"], entry))


def _one_time(one: Entry, other: Entry, period: Period | None) -> bool:
    apart = one.section.id != other.section.id and parallel(
        one.section.heading, other.section.heading, planned=True
    )
    return one is not other and not apart and dates_of(one.layout, period) == dates_of(other.layout, period)


def _not_all(entry: Entry, other: Entry) -> Finding:
    return entry.conflicts(f"是不是全都做到了（100%），和{other.label}说得不一样", other)


_NEVER = regex("(?:未|没有)发生(?P<what>[\u4e00-\u9fff]{3,14}?)(?=[,;。、]|$)")
_ONCE = regex("(?<![未零])发生(?P<what>[\u4e00-\u9fff]{3,14}?)(?=\0)")


def _never_and_once(ledger: Ledger) -> Iterator[Finding]:
    """未发生生产安全事故 and 发生生产安全事故1起 in one time."""
    never: dict[Hashable, Entry] = {}
    once: dict[Hashable, Entry] = {}
    for entry in ledger.entries:
        for pattern, told, against in ((_NEVER, never, once), (_ONCE, once, never)):
            for match in pattern.finditer(entry.layout.flat):
                key = words_of(match["what"]), entry.section.role == "plan"
                other = against.get(key)
                if other is not None and _one_time(entry, other, ledger.period):
                    yield entry.conflicts(
                        f"有没有发生{quoted(match['what'])}，和{other.label}说得不一样", other
                    )
                told.setdefault(key, entry)
