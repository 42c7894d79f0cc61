"""What is told of a wider circle than in the facts: 全省单月纪录, 全院医护人员 for 夜班医护人员."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.common.flat import common_head, flatten
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.levels import scope_markers
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.names.places import LIGHT
from summarywriter.checking.names.strange_names import no_name
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex
from summarywriter.text import narrow

_REACH = regex(
    "(?:[市县区省]直(?:机关|单位|部门|系统)?|机关|全[国省市区县镇乡村校院港矿厂局路线站行段场]|公司|集团"
    "|[国省市区县]级|本[市县区校院]|学校|医院|行业|系统)$"
)
_WIDEST = ("全国", "全省")
_WIDER = regex("全[国省市区县](?=[“《]?([\u4e00-\u9fff]{2,3}))")
_LONGEST_REACH = 5
_PAIR = 2
"""Characters that tell which part is meant (夜班, 低压), and those of the noun behind."""
_LONGEST_NOUN = 8
_REGIONS = frozenset("省市县镇乡")
_HANZI = regex(f"[\u4e00-\u9fff]{{{_PAIR}}}")


def widened_reach(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 全省单月纪录 where the facts tell of 公司单月纪录, or of 单月纪录, and of no other."""
    known, offices = scope.flat_corpus, "".join(told.text for told in scope.particulars)
    fixed = {marker.start for marker in scope_markers(text, "fixed")}
    for match in (m for m in _WIDER.finditer(text) if m.start() not in fixed):
        owners = {
            (reach := _REACH.search(known, max(0, at - _LONGEST_REACH), at)) and reach.group()
            for at in _likest(text, match.end(), match[1], known)
        }
        if owners == {None} and match.group() in _WIDEST and match.group()[1] not in offices:
            yield finding(
                "scope-changed",
                f"{quoted(match.group())}在事实里没有：事实里写的是{quoted(match[1])}，没有说范围。请删去{quoted(match.group())}。",
                section=scope.heading, start=match.start(), end=match.end(),
                suggestion=Edit(start=match.start(), end=match.end(), text=""),
            )  # fmt: skip
        elif len(owners) == 1 and (owner := owners.pop()) and match.group()[1] not in owner:
            yield finding(
                "scope-changed",
                f"{quoted(match.group() + match[1])}与事实不符：事实里写的是{quoted(owner + match[1])}。"
                f"请改为{quoted(owner)}。",
                section=scope.heading, start=match.start(), end=match.end(),
                suggestion=Edit(start=match.start(), end=match.end(), text=owner),
            )  # fmt: skip


def widened_parts(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield a word of all before what every fact tells of one part only, which the text leaves out."""
    known, plain = scope.flat_corpus, narrow(text)
    offices = "".join(told.text for told in scope.particulars)
    for said in scope_markers(plain, "every"):
        noun = plain[said.end : said.end + _PAIR]
        if said.word in known or not _HANZI.fullmatch(noun):
            continue
        parts = {known[max(0, at - _PAIR) : at] for at in _likest(plain, said.end, noun, known)}
        if len(parts) != 1 or not _tells(part := parts.pop()) or _REACH.search(part):
            continue
        start = max(plain.rfind(mark, 0, said.start) for mark in "，,；;。\n") + 1
        if part + noun in plain or part in plain[start : said.start] or part + noun in offices:
            continue  # 全区工会 of a 区总工会
        yield finding(
            "scope-changed",
            f"{quoted(said.word + noun)}与事实不符，范围变大了：事实里写的是{quoted(part + noun)}。"
            f"请改为{quoted(part)}。",
            section=scope.heading, start=said.start, end=said.end + _PAIR,
            suggestion=Edit(start=said.start, end=said.end, text=part),
        )  # fmt: skip


def _likest(text: str, end: int, noun: str, known: str) -> list[int]:
    """Where the facts tell of a noun, as far as they go on most like the text behind a word of reach."""
    tail = flatten(text[end : end + 2 * _LONGEST_NOUN])[:_LONGEST_NOUN]
    found = {
        m.start(): common_head(tail, known[m.start() : m.start() + _LONGEST_NOUN])
        for m in re.finditer(re.escape(noun), known)
    }
    return [at for at, length in found.items() if length == max(found.values())]


def _tells(part: str) -> bool:
    """True for two characters that may say which part is meant."""
    return (
        _HANZI.fullmatch(part) is not None
        and part[-1] not in _REGIONS
        and not LIGHT & set(part)
        and not no_name(part)
    )
