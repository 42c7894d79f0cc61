"""The lead and the closing: from the sheet's particulars, guidance lines, headings and their own facts."""

from __future__ import annotations

import re
from collections import Counter

from summarywriter.model import Section, Sheet
from summarywriter.patterns import regex
from summarywriter.writing.composer.prose import stopped
from summarywriter.writing.composer.tidy import strip_marks
from summarywriter.writing.composer.topics import best, scores
from summarywriter.writing.composer.words import frame, heading_words, label_words

_UNDER = regex(r"^在.*下$")
_AFTER = regex(r"^(?:以|用).+(?:为|引领|统领)")
_MEMBER = (2, 10)
"""Characters of a heading that can stand in a row of others."""
_GUIDANCE = 110
"""Characters of guidance lines in the lead; two are told in any case."""
_TOPICS = 4
"""Topics told in the lead where the headings say nothing."""
_ROW = 6
"""Headings told in the lead; the others are in the 等."""


def lead(sheet: Sheet, told: list[str]) -> str:
    """Return the lead: period and organisation, the guidance lines, the work done, the facts told."""
    body = [section for section in sheet.sections if section.role == "body"]
    work = _row(body) or _topics(body)
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
    """Return the guidance lines that suit a lead: under whom, by what, then the rest, to a full sentence."""

    def place(line: str) -> int:
        return 0 if _UNDER.match(line) else 1 if _AFTER.match(line) else 2

    lines = [strip_marks(line) for line in guidance]
    lines = sorted((line for line in [*lines, _tied(lines)] if line.startswith(_openings())), key=place)
    length = 0
    kept: list[str] = []
    for line in lines:
        length += len(line)
        if len(kept) < 2 or length <= _GUIDANCE:
            kept.append(line)
    return kept


def _openings() -> tuple[str, ...]:
    return heading_words("guide")


def _tied(lines: list[str]) -> str:
    """Tie in the lines that only name a thing: 区委中心工作 → 围绕区委中心工作; ``""`` for none."""
    names = [line for line in lines if line[-2:] in label_words("theme") and not line.startswith(_openings())]
    return frame("guidance").format(指导="、".join(names)) if names else ""


def _row(sections: list[Section]) -> list[str]:
    """Return the sections' headings as matters that can stand side by side, without repeats."""
    row = dict.fromkeys(filter(None, (_matter(section) for section in sections)))
    return list(row)[:_ROW]


def _topics(sections: list[Section]) -> list[str]:
    """Return the topics that most facts are of, in the order in which they occur."""
    told = [best(scores(fact.text)) for section in sections for fact in section.all_facts]
    counted = Counter(filter(None, told)).most_common(_TOPICS)
    most = {topic for topic, count in counted if count > 1}
    return [_plain(topic) for topic in dict.fromkeys(told) if topic in most]


def _plain(matter: str) -> str:
    """Drop a final 工作 where the sentence says it anyway."""
    return matter.removesuffix("工作") or matter


def _matter(section: Section) -> str:
    """Shorten a heading to what it is about: 组织建设不断夯实 → 组织建设; ``""`` where that fails."""
    text = re.split(r"[，,：:；\s]", strip_marks(section.heading))[0]
    if text in heading_words("same") or any(word in text for word in heading_words("stop")):
        return ""
    short = _cut(text)
    slogan = any(word in short[1:] for word in heading_words("slogan"))
    if _MEMBER[0] <= len(short) <= _MEMBER[1] and not slogan:
        return short
    return _plain(best(scores(section.heading) or scores("\n".join(f.text for f in section.all_facts[:50]))))


def _cut(text: str) -> str:
    for tail in heading_words("tail"):
        if text.endswith(tail) and len(text) > len(tail) + 1:
            text = text[: -len(tail)]
            break
    for head in heading_words("head"):
        if text.startswith(head) and len(text) > len(head) + 1:
            return text[len(head) :]
    return text
