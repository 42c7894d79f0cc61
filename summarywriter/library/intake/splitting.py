"""Where one report ends and the next begins: titles, and leads where a title is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from summarywriter.documents.ends import ends_document
from summarywriter.library.intake.paragraphs import COUNT, TITLE, Paragraph
from summarywriter.library.intake.signoff import signs
from summarywriter.patterns import regex
from summarywriter.resources import compiled, word_rows

_TAIL = regex(rf"(?:范文)?[ ]?[【\[（]?(?:篇|之)[ ]?{COUNT}\Z|(?<=[总小]结)[ ]?[【\[（]?{COUNT}\Z")
_FRONT = regex(rf"\A(?:(?:范文)?[【\[（]?(?:篇|之|范文)[ ]?{COUNT}|第{COUNT}篇)[：:、 ]?")
"""What a collection numbers its reports with, before a title or on a line of its own (【篇一】)."""
_DATED = regex(r"[0-9X×x_〇一二三四五六七八九]{2,4}年|上半年|下半年|年度|季度")
_NO_TITLE = "\0"
"""Stands for the title where only a collection's number does (【篇二】)."""
_TITLE_LENGTH = 50
_TITLE_LINES = 4
_GOES_ON = regex(r"\A关于[^，。；：！？]*\Z|[和及与暨的]\Z")
"""A line of a title that another follows."""
_LEAD_LENGTH = 40
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class OldReport:
    """One report as paragraphs; ``title`` is empty where it had none."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def split_reports(paragraphs: Sequence[Paragraph]) -> list[OldReport]:
    """Return the reports of a file, in order."""
    starts: dict[int, str] = {}
    begun = False
    headed = False
    joined = False
    # A report that went out as an annex says so above its title.
    top = next((n for n, paragraph in enumerate(paragraphs) if not ends_document(paragraph.text)), 0)
    for n, paragraph in enumerate(paragraphs):
        bare = _FRONT.sub("", paragraph.text)
        if not bare and not paragraph.kind:
            starts[n] = _NO_TITLE
            begun, headed = True, False
        elif _is_title(replace(paragraph, text=bare), first=not begun and not headed) and not (
            begun and _is_part_of(starts[max(starts)], bare)
        ):
            if starts.get(n - 1) == _NO_TITLE:
                del starts[n - 1]
            if not starts.get(n - 1):
                above = "" if joined else _title_above(paragraphs[top:n], bare)
                joined = joined or bool(above)
                starts[n] = above + _TAIL.sub("", bare).strip()
            begun, headed = True, False
        elif headed and _new_lead(paragraphs, n, max(starts, default=0)):
            starts[n] = ""
            headed = False
        elif paragraph.kind or paragraph.hint:
            headed = True
    if not starts or (min(starts) > 0 and not joined):
        starts[0] = ""
    order = sorted(starts)
    reports = []
    for at, end in zip(order, [*order[1:], len(paragraphs)], strict=True):
        body = tuple(paragraphs[at + 1 if starts[at] else at : end])
        if body:
            reports.append(OldReport(starts[at].removeprefix(_NO_TITLE), body))
    return reports


def opens(role: str, text: str) -> str | None:
    """Return the heading that a paragraph's opening earns it as that role, ``None`` when it opens none."""
    for pattern, heading in _openers().get(role, ()):
        if pattern.match(text):
            return heading
    return None


@cache
def _openers() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    found: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for row in word_rows("report-openers"):
        one = (compiled("report-openers", row, row[1]), row[2] if len(row) > 2 else "")
        found[row[0]] = (*found.get(row[0], ()), one)
    return found


def _is_title(paragraph: Paragraph, *, first: bool) -> bool:
    text = paragraph.text
    if paragraph.hint == "title":
        return True
    if paragraph.kind or len(text) > _TITLE_LENGTH or re.search(r"[，。；：！？]", text):
        return False
    named = TITLE.search(text)
    if named is None:
        return False
    return (
        first or paragraph.tagged or bool(named["tail"]) or bool(_DATED.search(text)) or paragraph.level == 1
    )


def _title_above(lines: Sequence[Paragraph], last: str) -> str:
    """Return the lines of a title above its last one: the organisation's, and those that go on (关于…和)."""
    if not 0 < len(lines) < _TITLE_LINES:
        return ""
    named = signs(lines[0].text) and lines[0].text not in last
    goes_on = all(
        not line.kind and len(line.text) <= _TITLE_LENGTH and _GOES_ON.search(line.text)
        for line in lines[named:]
    )
    return "".join(line.text for line in lines) if goes_on else ""


def _is_part_of(title: str, heading: str) -> bool:
    """Tell a heading that says a part of the open report's title (上半年工作总结 of …及下半年工作计划)."""
    return title != heading and heading in title


def _new_lead(paragraphs: Sequence[Paragraph], n: int, start: int) -> bool:
    """Tell a lead by what it says and by the numbers that begin anew behind it."""
    paragraph = paragraphs[n]
    if paragraph.kind or paragraph.hint or len(paragraph.text) < _LEAD_LENGTH:
        return False
    if opens("lead", paragraph.text) is None or opens("plan", paragraph.text) is not None:
        return False
    ahead = next((p for p in paragraphs[n + 1 : n + 1 + _AHEAD] if p.kind or p.hint == "heading"), None)
    if ahead is None or ahead.ordinal != 1 or not ahead.heading_like:
        return False
    # Where the old numbers go on further down, what begins anew here is a level of its own.
    last: dict[str, int] = {}
    for before in paragraphs[start:n]:
        if before.kind:
            last[before.kind] = before.ordinal
    for after in paragraphs[n + 1 :]:
        if after.ordinal == 1 and after.kind == "hanzi":
            break
        if after.kind == "hanzi" and after.ordinal == last.get("hanzi", 0) + 1:
            return False
    return True
