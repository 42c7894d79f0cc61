"""The lead and the closing: from the sheet's particulars, guidance lines, headings and their own facts."""

from __future__ import annotations

import re

from summarywriter.model import Section, Sheet
from summarywriter.writing.composer.prose import stopped
from summarywriter.writing.composer.sentences import matter
from summarywriter.writing.composer.tidy import strip_marks
from summarywriter.writing.composer.topics import families, scores
from summarywriter.writing.composer.words import frame, heading_words

_UNDER = re.compile(r"^在.*下$")
_AFTER = re.compile(r"^(?:以|用).+(?:为|引领|统领)")
_MEMBER = (2, 10)
"""Characters of a heading that can stand in a row of others."""
_ROW = 6
"""Headings told in the lead; the others are in the 等."""


def lead(sheet: Sheet, told: list[str]) -> str:
    """Return the lead: period and organisation, the guidance lines, the work done, the facts told."""
    work = _row([s for s in sheet.sections if s.role == "body"])
    guidance = _in_order(sheet.guidance)
    done = _filled("lead-work" if guidance else "lead-plain", work, 工作="、".join(work))
    subject = "，".join(filter(None, (strip_marks(sheet.period), strip_marks(sheet.organization))))
    opening = subject + ("" if sheet.organization or not subject else "，") + "，".join((*guidance, done))
    return "".join([stopped(opening), *told, stopped(frame("lead-end"))])


def closing(sheet: Sheet, told: list[str]) -> str:
    """Return the closing: its own facts, else what comes next by the plan's headings, else one plain line."""
    if told:
        return "".join(told)
    ahead = _row([s for s in sheet.sections if s.role == "plan"])
    organization = strip_marks(sheet.organization)
    if ahead:
        return stopped(_filled("closing-plan", ahead, 组织=organization, 下步="、".join(ahead)))
    return stopped(frame("closing-end").format(组织=organization, 时间=strip_marks(sheet.period)))


def _filled(name: str, members: list[str], **slots: str) -> str:
    if not members:
        return frame("lead-none")
    return frame(name if len(members) > 1 else f"{name}-one").format(**slots)


def _in_order(guidance: tuple[str, ...]) -> list[str]:
    """Return guidance lines unchanged but for their last mark: under whom, by what, then the rest."""

    def place(line: str) -> int:
        return 0 if _UNDER.match(line) else 1 if _AFTER.match(line) else 2

    return sorted(filter(None, map(strip_marks, guidance)), key=place)


def _row(sections: list[Section]) -> list[str]:
    """Return the sections' headings as matters that can stand side by side, without repeats."""
    row = dict.fromkeys(filter(None, (_matter(section) for section in sections)))
    return list(row)[:_ROW]


def _matter(section: Section) -> str:
    """Shorten a heading to what it is about: 组织建设不断夯实 → 组织建设; ``""`` where that fails."""
    text = re.split(r"[，,：:；\s]", strip_marks(section.heading))[0]
    if text in heading_words("stop"):
        return ""
    short = _cut(text)
    if short != text and _MEMBER[0] <= len(short) <= _MEMBER[1]:
        return short
    found = scores(section.heading) or scores("\n".join(f.text for f in section.all_facts[:50]))
    if len(text) <= 6 and scores(text):
        return text
    return matter(max(found, key=lambda t: (found[t], -list(families()).index(t)))) if found else ""


def _cut(text: str) -> str:
    for tail in heading_words("tail"):
        if text.endswith(tail) and len(text) > len(tail) + 1:
            text = text[: -len(tail)]
            break
    for head in heading_words("head"):
        if text.startswith(head) and len(text) > len(head) + 1:
            return text[len(head) :]
    return text
