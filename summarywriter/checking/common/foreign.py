"""What must never stand in a text: placeholders, talk of the model, Markdown marks, leftover slots."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import any_pattern, listed_words, word_rows
from summarywriter.text import blocks

_PLACEHOLDER = regex(
    r"(?<![A-Za-z+＋])(?<![0-9]{17})[XxＸｘ]{1,6}(?![A-Za-z\-]|\d{2,4}[国省县乡村专]?[道线]|光|射线|线片|轴|染色体|型|\d{1,4}(?:型|号机|系列)|透视|波)"
    r"|(?<![\d０-９\u4e00-\u9fff])[×✕╳](?![\d０-９])|[\u4e00-\u9fff][×✕╳](?![\d０-９])|[×✕╳]{2,}"
    r"|_{2,}|＿{2,}"
    r"|[○〇◯]{2,}(?![年一二三四五六七八九])"
    r"|[□■]{2,}"
    r"|某某+|某(?=[市区县镇乡村校院局厂企公街单部处科]|总工会|同志)"
    r"|[〔【\[（(](?:待[填补定核]|请填|填写|此处|具体数[字据]|数据待|暂缺|略|空)[^〕】\]）)]{0,12}[〕】\]）)]"
    r"|(?<!\.)(?:\?{2,}|？{3,})|TODO|TBD|N/A"
)

_KEPT_MARKS = regex(r"〔(?:待核实)〕|【待核实】")
_MARKDOWN = regex(
    r"\*\*|__(?=\S)|^#{1,6}\s|(?<=\n)#{1,6}\s|```+|`[^`\n]+`|^[^\S\n]*[-*+•]\s+|(?<=\n)[ \t]*[-*+•][ \t]+"
    r"|^[^\S\n]*>\s|(?<=\n)[ \t]*>[ \t]?|^[^\S\n]*-{3,}[^\S\n]*$|\[[^\]\n]{1,40}\]\([^)\n]*\)|^\|.*\|$",
    re.MULTILINE,
)
_SLOT = regex(r"\{[^{}\n]{0,20}\}|\{\{|\}\}|[{}]")
_TAG = regex(r"</?[A-Za-z][A-Za-z0-9_]*(?:\s[^<>\n]*)?/?>|<\|[^|\n]*\|>|\[/?(?:INST|_TAG[^\]]*)\]")
_ENGLISH = regex(r"[A-Za-z]+(?:[' ,\-]+[A-Za-z]+){3,}[.!,]?")


def foreign(text: str, section: str | None, *, known: str = "") -> list[Finding]:
    """Return findings about placeholders and talk of the model; ``known`` holds the facts' words.

    A line that starts with ``### `` is a group's heading: its mark is not counted.
    """
    found = [
        *_placeholders(text, section),
        *_marks(text, section, known),
        *_talk(text, section, known),
    ]
    return _without_overlaps(found)


def placeholders(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands for something not filled in yet; 周某某 is a name that is not told."""
    for match in _PLACEHOLDER.finditer(text):
        if match.group().strip("某") or text[match.start() - 1 : match.start()] not in _surnames():
            yield match


@cache
def _surnames() -> frozenset[str]:
    return listed_words("surnames")


def _placeholders(text: str, section: str | None) -> Iterator[Finding]:
    for match in placeholders(text):
        words = match.group()
        if _KEPT_MARKS.match(words):
            continue
        if words in ("×", "✕", "╳") and text[match.end() : match.end() + 1].isdigit():
            continue
        yield finding(
            "placeholder",
            f"{quoted(_around(text, match))}里的{quoted(words)}没有填写。请填上事实，或删去这一处。",
            section=section, start=match.start(), end=match.end(),
        )  # fmt: skip


def _marks(text: str, section: str | None, known: str) -> Iterator[Finding]:
    heads = {block.start - len("### ") for block in blocks(text) if block.kind == "group"}
    for pattern, what in ((_SLOT, "没有换成数字的占位"), (_TAG, "标签"), (_MARKDOWN, "排版符号")):
        for match in pattern.finditer(text):
            if what == "排版符号" and match.start() in heads:
                continue
            if match.group().strip() and match.group() not in known:
                yield finding(
                    "model-talk",
                    f"文中留有{what}{quoted(match.group().strip())}，不是公文用语。请删去。",
                    section=section,
                    start=match.start(),
                    end=match.end(),
                )


@cache
def _talk_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = word_rows("talk")
    starts = "|".join(re.escape(r[1]) for r in rows if r[0] == "starts")
    anywhere = "|".join(re.escape(r[1]) for r in rows if r[0] == "has")
    raw = any_pattern("talk", [r for r in rows if r[0] == "re"], 1)
    return re.compile(rf"(?m)^[ 　]*(?:{starts})"), re.compile(f"{anywhere}|{raw}")


def _talk(text: str, section: str | None, known: str) -> Iterator[Finding]:
    starts, anywhere = _talk_words()
    for pattern in (starts, anywhere, _ENGLISH):
        for match in pattern.finditer(text):
            if match.group().strip() in known:
                continue
            yield finding(
                "model-talk",
                f"{quoted(_around(text, match))}不是公文用语，像是写作工具的说明。请删去。",
                section=section,
                start=match.start(),
                end=match.end(),
            )


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 8), min(len(text), match.end() + 8)
    return text[start:end].replace("\n", " ")


def _without_overlaps(found: list[Finding]) -> list[Finding]:
    """Keep one finding for each stretch: the longest, placeholders before talk."""
    kept: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for item in sorted(found, key=lambda f: (f.code != "placeholder", (f.start or 0) - (f.end or 0))):
        assert item.start is not None
        assert item.end is not None
        # Of stretches that do not overlap only the neighbours can touch one more.
        at = bisect_left(taken, (item.start, item.end))
        clear = at == len(taken) or item.end <= taken[at][0]
        if clear and (at == 0 or item.start >= taken[at - 1][1]):
            taken.insert(at, (item.start, item.end))
            kept.append(item)
    return kept
