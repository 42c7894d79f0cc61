"""What the interview shows of a sheet: outline, facts, what was understood, the review."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from summarywriter.checking import check_facts
from summarywriter.cli.figures import understood
from summarywriter.cli.interview import edits
from summarywriter.cli.marks import MARKS
from summarywriter.model import FRAME_ROLES, Finding, Section, Sheet

LABELS: Mapping[str, str] = MappingProxyType(
    {"organization": "单位名称", "period": "时间段", "title": "标题", "date": "落款日期"}
)
"""The particulars that are asked for one by one."""


def asked(sheet: Sheet) -> list[Section]:
    """Return the sections that facts are asked for."""
    return [section for section in sheet.sections if section.role not in FRAME_ROLES]


def problems(sheet: Sheet) -> list[Finding]:
    """Return what is wrong with the facts given so far."""
    return check_facts(edits.finished(sheet))


def listed(texts: Sequence[str]) -> list[str]:
    """Return texts with their numbers."""
    return [f"  {number}. {text}" for number, text in enumerate(texts, 1)]


def facts(section: Section) -> list[str]:
    """Return a section's facts with their numbers."""
    return listed([fact.text for fact in section.all_facts]) or ["  （还没有事实）"]


def section_start(section: Section, sheet: Sheet) -> list[str]:
    """Return what stands before the first question for a section's facts."""
    sections = asked(sheet)
    lines = ["", f"== 第{sections.index(section) + 1}节，共{len(sections)}节：{section.heading}"]
    if section.all_facts:
        return [*lines, *facts(section), "继续填写，或直接回车到下一节。"]
    return [*lines, "一行一条事实，可以粘贴多条；填完直接回车到下一节。:help 查看命令。"]


def newly_understood(section: Section, sheet: Sheet, known: Collection[str]) -> list[str]:
    """Return a section's facts that are not ``known`` by id, with their figures and problems."""
    found = problems(sheet)
    lines = []
    for number, fact in enumerate(section.all_facts, 1):
        if fact.id not in known:
            figures = understood(fact.text)
            lines.append(f"  {number}. {fact.text}")
            lines.append(f"     数字：{figures}" if figures else "     （没有数字）")
            lines += [f"     {MARKS[p.severity]}{p.message}" for p in found if fact.id in p.facts]
    return lines


def outline(sheet: Sheet) -> list[str]:
    """Return parts and headings; those that need facts are numbered."""
    lines, number = [], 0
    for part in sheet.parts:
        if part.title:
            lines.append(f"  【{part.title}】")
        for section in part.sections:
            if section.role in FRAME_ROLES:
                lines.append(f"     {section.heading}（不用填事实）")
            else:
                number += 1
                lines.append(f"  {number}. {section.heading}")
    return lines


def review(sheet: Sheet) -> list[str]:
    """Return everything at a glance, and what is wrong."""
    lines = ["", "== 请核对"]
    lines += [f"{label}：{getattr(sheet, field) or '（未填）'}" for field, label in LABELS.items()]
    for number, section in enumerate(asked(sheet), 1):
        count = len(section.all_facts)
        lines.append(f"{number}. {section.heading}：{f'{count}条事实' if count else '没有事实，不会写出'}")
    for problem in problems(sheet):
        where = f"{problem.section}：" if problem.section else ""
        lines.append(f"{MARKS[problem.severity]}{where}{problem.message}")
    return lines
