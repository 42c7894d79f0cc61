"""What is left and what was due: 预算85万元，已支出46.75万元，剩余48.25万元 does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarywriter.checking.facts.amounts import (
    disagreeing,
    disagrees,
    exact_amount,
    grouped_amounts,
    mismatched,
    rounded,
    value_of,
    words_before,
)
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_REST = regex(
    "(?<![期末计存\0])(?:剩余|结余|节余|余下|剩下|还剩|其余|尚余)(?:投资|资金|预算|任务)?$|(?<!应)(?<!应[\u4e00-\u9fff])(?<!应[\u4e00-\u9fff]{2})未(?P<deed>[\u4e00-\u9fff]{2})$|(?:尚有|还有|仍有)$"
)
"""What is right before a remainder: 剩余, 其余, the 未整改 of what 已整改 tells."""
_NOT_YET = regex("[\u4e00-\u9fff]{0,4}[未待]")
_GOES_ON = regex("[\u4e00-\u9fff]{0,2}(?:因|为|上缴|用于)")
_DONE = regex("已|累计|实际|办结|办复|整改|完成|解决|化解|支出|使用")
_DUE = regex("应(?P<deed>[\u4e00-\u9fff])[\u4e00-\u9fff]{0,6}$")
_CAME = regex("(?:实际?|已)(?P<deed>[\u4e00-\u9fff])[\u4e00-\u9fff]{0,6}$")
_RATE = regex("(?P<name>[\u4e00-\u9fff]{1,6})率(?:达到?|为|是)?$")
_COMING = regex("出席|到会|到岗|出勤")
"""Names of rates of those that were due to come (应到), whatever word they have for it."""
_OTHER_RATE = regex("合格|满意|达标|及格|优秀|通过")
"""What of those that came some are: 应检640台，实检602台，检验合格率98.1%."""


def rests(ledger: Ledger) -> Iterator[Finding]:
    """Yield remainders and rates of what was due that do not agree."""
    before: list[Entry] = []
    for entry in ledger.entries:
        before = [e for e in before[-2:] if e.section.id == entry.section.id]
        yield from _of_facts_before(entry, before)
        before.append(entry)
        for places in grouped_amounts(entry):
            yield from _rest(entry, places)
            yield from _of_due(entry, places)


def _rest(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """排查327处，已整改298处，其余29处正在整改: the last is what the second leaves of the first."""
    same = [p for p in places if one_unit(p.figure, places[-1].figure)]
    rest = _REST.search(words_before(entry, same[-1])) if len(same) == len(places) == 3 else None
    if rest is None or _GOES_ON.match(entry.layout.flat, same[2].figure.phrase_end):
        return
    whole, part, last = same
    done = words_before(entry, part)
    if (rest["deed"] not in done) if rest["deed"] else not _DONE.search(done):
        return
    if rest.group().endswith("有") and not _NOT_YET.match(entry.layout.flat, last.figure.phrase_end):
        return  # 尚有137部未改造
    left = value_of(whole) - value_of(part)
    if left != value_of(last) and left > 0:
        yield mismatched(entry, (whole, part, last), rounded(left, last))


def _of_facts_before(entry: Entry, before: Sequence[Entry]) -> Iterator[Finding]:
    """资金到位420万元 || 已拨付357万元 || 结余53万元: the same, told in the facts right before."""
    last = entry.layout.places[0] if len(entry.layout.places) == 1 else None
    if last is None or last.figure.kind != "money" or not exact_amount(last):
        return
    rest = _LEFT.fullmatch(entry.layout.flat[slice(*last.own)])
    if rest is None or _GOES_ON.match(entry.layout.flat, last.figure.phrase_end):
        return
    told = [(e, p) for e in before for p in e.layout.places if p.figure.kind == "money" and exact_amount(p)]
    told = told[-2:]
    if len(told) < len(("whole", "part")) or any(_OTHERS.search(e.layout.text) for e, _ in told):
        return
    (source, whole), (spender, part) = told
    given, spent = words_before(source, whole), words_before(spender, part)
    if not _GIVEN.search(given) or not _SPENT.match(spent) or rest["of"] not in given:
        return
    left = value_of(whole) - value_of(part)
    if left > 0 and left != value_of(last):
        said = [(source, whole), (spender, part), (entry, last)]
        yield disagreeing(entry, said, rounded(left, last))


_LEFT = regex("(?P<of>[\u4e00-\u9fff]*?)(?:尚有|还有)?(?:剩余|结余|节余|余下|还剩|尚余)(?:资金)?")
_GIVEN = regex("到位|下达|筹集|筹措|募集|收到|争取|预算|安排|拨入")
_SPENT = regex("(?:截至[^,]*,)?(?:目前|现)?(?:已|累计|实际|共)*(?:拨付|支付|支出|使用|发放|兑付|列支)")
_OTHERS = regex("结转|上年|年初|其中|另|期初|追加|去年|每|利息")
"""What tells that there is more than a sum, what was spent of it and what is left."""


def _of_due(entry: Entry, places: Sequence[Place]) -> Iterator[Finding]:
    """应到186名，实到172名，出席率96.5%: the rate is what came by what was due."""
    if len(places) != 3 or places[2].figure.kind != "percent":
        return
    due, came, rate = places
    expected, real = _DUE.search(words_before(entry, due)), _CAME.search(words_before(entry, came))
    named = _RATE.search(words_before(entry, rate))
    if expected is None or real is None or named is None or expected["deed"] != real["deed"]:
        return
    alike = expected["deed"] in named["name"] or (expected["deed"] == "到" and _COMING.search(named["name"]))
    if not alike or _OTHER_RATE.search(named["name"]) or not one_unit(due.figure, came.figure):
        return
    right = value_of(came) / value_of(due) * 100
    if disagrees(right, rate):
        yield mismatched(entry, (due, came, rate), rounded(right, rate))
