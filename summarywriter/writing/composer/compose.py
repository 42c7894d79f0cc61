"""A section's text from its facts alone: the built-in writer. Pure and deterministic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarywriter.model import Fact, Section, Sheet
from summarywriter.text import GROUP_MARK
from summarywriter.writing.composer import frames
from summarywriter.writing.composer.clause import Clause, clause
from summarywriter.writing.composer.outline import Passage, passages, used_before
from summarywriter.writing.composer.prose import paragraphs, stopped, tell
from summarywriter.writing.composer.words import frame

_DIGITS = "一二三四五六七八九十"
_LISTED = (2, 9)
"""How many problems or plan items are numbered one by one."""
_ONE_PARAGRAPH = 420
"""Characters to which numbered blocks stay in one paragraph."""
_ONE_SENTENCE = 150
"""Characters to which numbered items stay in one sentence."""
_NUMBERED = re.compile(r"[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，、]|其[一二三四]|首先|其次|再次|最后")


def compose(sheet: Sheet, section: Section) -> str:
    """Write a section from its facts: paragraphs as lines, a group's heading as a line ``### heading``.

    ``section`` may hold fewer facts than the sheet's own section of that id. The text is filled
    (no slots); it is empty for a body, problems or plan section without facts.
    """
    if section.role == "lead":
        return frames.lead(sheet, tell(_clauses(section.all_facts)))
    if section.role == "closing":
        return frames.closing(sheet, tell(_clauses(section.all_facts)))
    lines: list[str] = []
    for passage in passages(section, used_before(sheet, section)):
        if passage.heading:
            lines.append(GROUP_MARK + passage.heading)
        lines += _WRITERS.get(section.role, _blocks)(passage)
    return "\n".join(lines)


def _problems(passage: Passage) -> list[str]:
    """“主要表现在：一是…；二是…。”"""
    clauses = _clauses(passage.facts, supply=False)
    if len(clauses) == 1 or len(clauses) > _LISTED[1] or _are_numbered(clauses):
        return paragraphs(tell(clauses))
    return [f"{frame('problems')}：{_items(clauses)}"]


def _plan(passage: Passage) -> list[str]:
    """“一是计划…；二是…。”, or as a body section where the items fall into topics."""
    clauses = _clauses(passage.facts)
    grouped = passage.numbered and len(passage.facts) > 2 * len(passage.blocks)
    if grouped or not _LISTED[0] < len(clauses) <= _LISTED[1] or _are_numbered(clauses):
        return _blocks(passage)
    return [_items(clauses)]


def _blocks(passage: Passage) -> list[str]:
    """“一是抓好困难帮扶。…二是…”; plain paragraphs where the facts are few or of one kind."""
    written: list[list[str]] = []
    number = 0
    for block in passage.blocks:
        facts = [passage.facts[n] for n in block.members]
        told = tell(_clauses(facts), block.sentence)
        if block.sentence:
            mark = f"{_DIGITS[number]}是" if passage.numbered else ""
            number += 1
            told.insert(0, f"{mark}{block.sentence}。")
        written.append(told)
    if not any(block.sentence for block in passage.blocks):
        return paragraphs([unit for told in written for unit in told])
    total = sum(len(unit) for told in written for unit in told)
    if passage.numbered and total <= _ONE_PARAGRAPH and passage.blocks[-1].sentence:
        return ["".join(unit for told in written for unit in told)]
    return [line for told in written for line in paragraphs(told)]


_WRITERS = {"problems": _problems, "plan": _plan}


def _items(clauses: Sequence[Clause]) -> str:
    """Number the clauses 一是 二是 in one sentence, in one each where they are long."""
    texts = [_itemised(item) for item in clauses]
    long = sum(map(len, texts)) > _ONE_SENTENCE or any(mark in text for text in texts for mark in "。；")
    marked = [f"{_DIGITS[n]}是{text}" for n, text in enumerate(texts)]
    return "".join(map(stopped, marked)) if long else stopped("；".join(marked))


def _itemised(item: Clause) -> str:
    return tell([item])[0].rstrip("。")


def _are_numbered(clauses: Sequence[Clause]) -> bool:
    return any(_NUMBERED.match(item.text) for item in clauses)


def _clauses(facts: Iterable[Fact], *, supply: bool = True) -> list[Clause]:
    """Turn facts into clauses, each told once."""
    made = (clause(fact, supply=supply) for fact in facts)
    return list({(item.aspect, item.text): item for item in made if item.text}.values())
