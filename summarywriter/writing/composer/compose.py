"""A section's text from its facts alone: the built-in writer. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.model import Section, Sheet
from summarywriter.patterns import regex
from summarywriter.text import GROUP_MARK
from summarywriter.writing.composer import frames
from summarywriter.writing.composer.announced import DIGITS, announced, items
from summarywriter.writing.composer.clause import Clause, clauses
from summarywriter.writing.composer.outline import Passage, passages, used_before
from summarywriter.writing.composer.prose import SENTENCES, paragraphs, sentences, tell
from summarywriter.writing.composer.words import frame, label_words

_LISTED = 8
"""Problems or plan items to which they are numbered one by one."""
_ONE_PARAGRAPH = 420
"""Characters to which numbered blocks stay in one paragraph."""
_NUMBERED = regex(r"[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+[，、]|首先|其次")


def compose(sheet: Sheet, section: Section) -> str:
    """Write a section from its facts: paragraphs as lines, a group's heading as a line ``### heading``.

    ``section`` may hold fewer facts than the sheet's own section of that id. The text is filled
    (no slots); it is empty for a body, problems or plan section without facts.
    """
    if section.role == "lead":
        return frames.lead(sheet, tell(clauses(section.all_facts)))
    if section.role == "closing":
        return frames.closing(sheet, tell(clauses(section.all_facts)))
    lines: list[str] = []
    for passage in passages(section, used_before(sheet, section)):
        if passage.heading:
            lines.append(GROUP_MARK + passage.heading)
        lines += announced(passage.clauses) or _WRITERS.get(section.role, _body)(passage)
    return "\n".join(lines)


def _problems(passage: Passage) -> list[str]:
    """“主要表现在：一是…；二是…。”"""
    later = [clause for clause in passage.clauses if clause.text.startswith(label_words("later"))]
    found = [clause for clause in passage.clauses if clause not in later]
    if not _can_list(found, 2):
        return paragraphs(tell(passage.clauses))
    return ["".join([f"{frame('problems')}：{items(found)}", *tell(later)])]


def _plan(passage: Passage) -> list[str]:
    """“一是计划…；二是…。”, or as a body section where the items fall into topics."""
    return [items(passage.clauses)] if _can_list(passage.clauses, 3) else _body(passage)


def _body(passage: Passage) -> list[str]:
    """“一是抓好困难帮扶。…二是…”; plain paragraphs where the facts are few or of one kind."""
    if not passage.blocks:
        return paragraphs(tell(passage.rest))
    written = []
    for n, block in enumerate(passage.blocks):
        mark = f"{DIGITS[n]}是" if passage.numbered else ""
        written.append([f"{mark}{block.sentence}。", *tell(block.clauses, block.sentence)])
    if passage.rest:
        first, *others = tell(passage.rest)
        written.append([frame("besides") + first, *others])
    whole = "".join(unit for told in written for unit in told)
    if len(whole) <= _ONE_PARAGRAPH and sentences(whole) <= SENTENCES:
        return [whole]
    return [line for told in written for line in paragraphs(told)]


_WRITERS = {"problems": _problems, "plan": _plan}


def _can_list(clauses: Sequence[Clause], least: int) -> bool:
    """Tell whether clauses can be numbered one by one: neither too many nor numbered already."""
    return least <= len(clauses) <= _LISTED and not any(_NUMBERED.match(item.text) for item in clauses)
