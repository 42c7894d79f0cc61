"""What is still open told as if it were not, and the reverse, whatever the verb: 修好45台 for 待修45台."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place, clause_at
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.states.reading import Reading
from summarywriter.model import Finding
from summarywriter.patterns import regex

_OPEN = regex(
    "(?<![等期接款招优看善亏对])待(?![遇业岗客命人机])|(?<!方)未(?!成年|来|婚|央|必|免|知|名|发生|造成|出现|发现|超)|还没|没有|即将|"
    "等[候着]|排队|候[批审补缺](?!人|选)|拟(?![定订真])|暂(?![行住估存扣停缓])|尚[在未待需]|筹[备建]|准备(?!金)|预计|打算"
)
"""What says that a thing has not come to be."""
_LEFT = regex(
    "(?<![等期接款招优看善亏对留〔(\\[【])待(?![遇业岗客命人机下填定])|等[候着](?=[\u4e00-\u9fff])|排队|候[批审](?!人|选)|[尚暂]未|即将"
)
"""What says so beside a verb that may be any."""
_MAY_SAY_SO = regex(
    "[待未尚暂拟候没将筹等还仍剩余欠缺不需须无另正]|即将|准备|计划|预[计定期料测]|处于|阶段|[之当]中|环节|打算|排队|明年|下半年|下一?步|今后|下[月季]|争取|力争"
    "|其[他它]|申[请报]|推迟|定于|安排|上报|[报送][送审批请评]|[有可]望|中(?=[,;。的]|$)|在(?=[建谈研途办审修编筹施批读学培训])"
)
"""In what words a text may say that a thing has not come to be."""
_KNOWN_OPEN = regex(
    "[待未尚暂拟候没将筹等还仍剩余另不无在正欠缺]|预[计定]|计划|准备|打算|排队|处于|阶段|进行|推进|申[报请]|[报送]审|报批|公示|推荐|中(?=[,;。]|$)"
)
"""What in a fact lets a text say that something is still open."""
_SHARED = 2
"""Pairs of characters that a clause shares with a fact that it may speak of."""


def openness(reading: Reading, known: Set[int]) -> Iterator[Finding]:
    """Yield one finding for each fact that is told as closed while it is open, or as open while it is not.

    Nothing is said of the facts ``known`` to be told in another state.
    """
    said: set[int] = set(known)
    layout = reading.layout
    for n, ts in sorted(reading.told.items()):
        line = reading.matcher.line_of[n]
        fact = reading.matcher.figures[n]
        if line in said or fact.place.figure.kind in ("date", "ordinal"):
            continue
        for place in (layout.places[t] for t in ts):
            wrong = _closed(reading, line, fact.place, place) or _opened(reading, line, place)
            if wrong is not None:
                said.add(line)
                yield wrong
                break


def turned_round(reading: Reading, known: Set[int]) -> Iterator[Finding]:
    """Yield 即将启动 of what a fact tells as 已启动, and the reverse: the verb is the same.

    Nothing is said of the facts ``known`` to be told in another state.
    """
    layout, scope = reading.layout, reading.scope
    said: set[int] = set(known)
    for (start, end), lines in sorted(reading.of_sentence.items()):
        text = layout.flat[start:end]
        for n in sorted(lines - said):
            told = scope.facts[n]
            if sum(place.figure.kind not in ("date", "ordinal") for place in told.places) > 1:
                continue  # 58家已接入，11家尚未接入
            at = _contrary(text, told.layout.flat)
            if at is not None:
                said.add(n)
                yield finding(
                    "status-changed",
                    f"{quoted(text[slice(*at)])}与事实不符，说反了：{told.label}写的是{quoted(told.text)}。请按事实写。",
                    section=scope.heading, start=start + at[0], end=start + at[1], facts=(told.id,),
                )  # fmt: skip


def _contrary(text: str, fact: str) -> tuple[int, int] | None:
    """Where a sentence says of a verb that it is done, or still to be done, and a fact the contrary."""
    for one, other in ((_ALREADY, _TO_COME), (_TO_COME, _ALREADY)):
        meant = {match["verb"] for match in one.finditer(fact)}
        if not meant or _OTHERS.search(fact) or meant & {match["verb"] for match in other.finditer(fact)}:
            continue
        again = {match["verb"] for match in one.finditer(text)}
        for match in other.finditer(text):
            if match["verb"] in meant - again:
                return match.span()
    return None


_OTHERS = regex("其余|另有|剩|还有|部分|尚有")
_ALREADY = regex("(?<![不未早])已经?(?P<verb>(?!完成|开展|进行)[\u4e00-\u9fff]{2})")
_TO_COME = regex(
    "(?:即将|尚未|还未|仍未|暂未|(?<![接招优期对款看善亏等])待|将要|准备|打算|拟|(?:拟|计划|预计|将)[于在]?\0+(?:[前后]|以前|之前)?)"
    "(?P<verb>(?!完成|开展|进行)[\u4e00-\u9fff]{2})"
)


def _closed(reading: Reading, line: int, own: Place, place: Place) -> Finding | None:
    """修好空调45台 for 待修空调45台: nothing in the sentence may say that the thing is still open."""
    layout, told = reading.layout, reading.scope.facts[line]
    open_ = _OPEN.search(told.layout.flat, *_with_next(told.layout, own.clause))
    if open_ is None or _MAY_SAY_SO.search(layout.flat, *place.sentence):
        return None
    start, end = _with_next(layout, place.clause)
    return finding(
        "status-changed",
        f"少了{quoted(open_[0])}，事情的状态就变了：{told.label}写的是{quoted(told.text)}。请按事实写。",
        section=reading.scope.heading, start=start, end=end, facts=(told.id,),
    )  # fmt: skip


def _opened(reading: Reading, line: int, place: Place) -> Finding | None:
    """尚在等候定植 for 定植完毕: no fact that the clause may speak of leaves anything open."""
    layout, scope = reading.layout, reading.scope
    told = scope.facts[line]
    if _KNOWN_OPEN.search(told.layout.flat):
        return None
    for start, end in _stretches(layout, reading.clauses, place):
        open_ = _LEFT.search(layout.flat, start, end)
        if open_ is not None and not _of_others(layout.flat[start:end], scope, line):
            return finding(
                "status-changed",
                f"{quoted(layout.text[open_.start() : end])}说成了还没有做完：{told.label}写的是"
                f"{quoted(told.text)}。请按事实写。",
                section=scope.heading, start=open_.start(), end=end, facts=(told.id,),
            )  # fmt: skip
    return None


def _stretches(layout: Layout, clauses: Sequence[tuple[int, int]], place: Place) -> Iterator[tuple[int, int]]:
    """A figure's clause and the next one, if that has no figure of its own."""
    yield place.clause
    at = clause_at(clauses, place.figure.start) + 1
    if (
        at < len(clauses)
        and clauses[at][1] <= place.sentence[1]
        and "\0" not in layout.flat[slice(*clauses[at])]
    ):
        yield clauses[at]


def _with_next(layout: Layout, clause: tuple[int, int]) -> tuple[int, int]:
    """A clause with the next one, if that has no figure of its own."""
    start, end = clause
    behind = _NEXT.match(layout.flat, end)
    return start, behind.end() if behind else end


_NEXT = regex("[,，][^,;。!?\n\0]+(?=[,;。!?\n]|$)")


def _of_others(words: str, scope: Scope, line: int) -> bool:
    """True where a clause may speak of another fact that leaves something open."""
    pairs = pairs_of(words)
    return any(
        n != line
        and _KNOWN_OPEN.search(other.layout.flat)
        and len(pairs & pairs_of(other.layout.flat)) >= _SHARED
        for n, other in enumerate(scope.facts)
    )
