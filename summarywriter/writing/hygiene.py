"""Makes a section's text out of a model's answer: what is not the text itself is taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from summarywriter.markup.numbering import strip_number
from summarywriter.model import Section
from summarywriter.patterns import regex
from summarywriter.resources import word_rows
from summarywriter.text import GROUP_MARK
from summarywriter.writing.slots import MARK

_FENCED = regex(r"^[ \t]*(?:```|~~~)[^\n]*\n(.*?)(?:^[ \t]*(?:```|~~~)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_FENCE_LINE = regex(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_TAG = regex(r"^</?(?:成文|正文|示例|事实|总结|待改|text|answer|output)[^>]*>$", re.IGNORECASE)
_EMPHASIS = regex(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HASHES = regex(r"^#{1,6}[ \t]*")
_BULLET = regex(r"^(?:[-*+•·▪●○]|>)[ \t]+")
_RULE = regex(r"^(?:[-*_=][ \t]*){3,}$")
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "'": "'"}
_HEADING_STOPS = "。：:，,；;"
_RUN_IN = "。：: \u3000"
_LONGEST_HEADING = 30
_ALIKE = 0.6


def clean(answer: str, section: Section) -> str:
    """Return the section's text in ``answer``: paragraphs as lines, group headings as ``### `` lines.

    Taken away: code fences, tags, talk before and after, the section's own heading, surrounding
    quotes, Markdown marks. Headings become the section's groups; one that is none of them becomes
    the topic sentence of its paragraph.
    """
    text = answer.replace("\r\n", "\n").replace("\r", "\n")
    fenced = _FENCED.findall(text)
    text = "\n".join(fenced) if fenced and len("".join(fenced)) * 2 > len(text) else _FENCE_LINE.sub("", text)
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line and not _RULE.match(line) and not _TAG.match(line)]
    lines = _unquoted(_without_talk(lines, section))
    return "\n".join(_lines(lines, section))


def _without_talk(lines: list[str], section: Section) -> list[str]:
    """Drop talk and repeated headings before the text, talk after it."""
    start, end = 0, len(lines)
    while start < end - 1 and (_is_talk(lines[start], "first") or _is_own_heading(lines[start], section)):
        start += 1
    while end > start + 1 and _is_talk(lines[end - 1], "last"):
        end -= 1
    return lines[start:end]


def _is_talk(line: str, place: Literal["first", "last"]) -> bool:
    bare = _bare(line)
    if MARK.search(bare):
        return False
    return any(
        bare.startswith(opening) and (not inner or any(word in bare for word in inner))
        for opening, inner in _talk()[place]
    )


@cache
def _talk() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {"first": [], "last": []}
    for place, opening, *inner in word_rows("answer-talk"):
        words = inner[0].split("或") if inner and inner[0] else []
        found[place].append((opening, tuple(words)))
    return found


def _is_own_heading(line: str, section: Section) -> bool:
    bare = strip_number(_bare(line)).strip(_HEADING_STOPS + "《》“” ")
    return bare == section.heading or (section.role == "lead" and bare in ("导语", "前言", "引言"))


def _unquoted(lines: list[str]) -> list[str]:
    """Drop a pair of quotes around the whole text."""
    if not lines:
        return lines
    text = "\n".join(lines)
    closing = _QUOTES.get(text[0])
    if closing is None or len(text) < 2 or text[-1] != closing:
        return lines
    inner = text[1:-1]
    if text[0] in inner or closing in inner:
        return lines
    return [line for line in inner.split("\n") if line.strip()]


def _lines(lines: Sequence[str], section: Section) -> list[str]:
    """Sort the lines into group headings and paragraphs."""
    headings = [group.heading for group in section.groups]
    out: list[str] = []
    topic = ""
    for line in lines:
        marked = bool(_HASHES.match(line)) or bool(re.fullmatch(r"(\*\*|__).+\1[：:。]?", line))
        bare = _bare(line)
        told = strip_number(bare)
        if marked and told == section.heading:
            continue
        group, rest = _group_of(told, headings, marked=marked)
        if group:
            out += [GROUP_MARK + group, *([rest] if rest else [])]
        elif marked and len(told) <= _LONGEST_HEADING:
            topic += told.rstrip(_HEADING_STOPS) + "。"
        else:
            out.append(topic + bare)
            topic = ""
    return out


def _group_of(line: str, headings: Sequence[str], *, marked: bool) -> tuple[str, str]:
    """Return the group whose heading the line is, and what of the line follows it (run-in)."""
    for heading in headings:
        if line.rstrip(_HEADING_STOPS) == heading:
            return heading, ""
        if line.startswith(heading) and line[len(heading)] in _RUN_IN:
            return heading, line[len(heading) + 1 :].strip()
    if marked and len(line) <= _LONGEST_HEADING:
        bare = line.rstrip(_HEADING_STOPS)
        alike = [(SequenceMatcher(None, bare, heading).ratio(), heading) for heading in headings]
        best = max(alike, default=(0.0, ""))
        if best[0] >= _ALIKE:
            return best[1], ""
    return "", ""


def _bare(line: str) -> str:
    """Return the line without Markdown marks."""
    line = _BULLET.sub("", _HASHES.sub("", line))
    return _EMPHASIS.sub(r"\2", line).replace("`", "").strip()
