"""Grades of one office: 获评国家二级博物馆 and 获评国家三级博物馆."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.things import dates_of
from summarywriter.checking.facts.words import words_of
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.text import narrow

_GRADED = regex(
    "(?:^|(?<=[,，;；。]))(?P<who>[\u4e00-\u9fff]{3,14}?)(?:成功|顺利|已|被|正式)*"
    "(?:获评|评为|评定为|认定为|确定为|命名为|定为|入选)(?:为)?"
    "(?P<grade>(?:国家|全国|省|市)?(?P<level>[一二三四甲乙丙]级|[1-5１-５][AＡ]级|[一二三四五]星级?))"
    "(?P<what>[\u4e00-\u9fff]{2,8}?)"
    "(?=[,，;；。、（(]|$)"
)
_RISEN = regex("由|从|原|此前|升|晋|摘牌|复[核审评]|再次|曾|力争|计划|创建|申报|拟|分别")
"""What tells that the other grade was another time's, or is not reached yet."""


def honours(ledger: Ledger) -> Iterator[Finding]:
    """Yield grades of one office that two facts tell differently."""
    known: dict[Hashable, tuple[str, str, Entry]] = {}
    for entry in ledger.entries:
        told = _GRADED.search(entry.fact.text)
        if told is None or _RISEN.search(entry.fact.text):
            continue
        dates = dates_of(entry.layout, ledger.period) - {rank.text for rank in entry.layout.ranks}
        key = words_of(told["who"]), told["what"], dates, entry.section.role
        level = narrow(told["level"]).removesuffix("级")
        heard, grade, other = known.setdefault(key, (level, told["grade"], entry))
        if level != heard and other is not entry:
            yield entry.conflicts(
                f"{quoted(told['grade'])}与{other.label}的{quoted(grade)}说的像是同一个单位，等级却不一样",
                other,
            )
