"""Facts that cannot be used as they are: empty, unfilled, with control characters, doubled, too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.calendar import Period
from summarywriter.checking.common.foreign import placeholders
from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.matching.periods import repeats_period
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import any_pattern, word_rows
from summarywriter.text import narrow

LONGEST = 300
"""Characters from which a fact counts as too long to be one fact."""

_DIRECTED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\ufffd")


def form(ledger: Ledger) -> Iterator[Finding]:
    """Empty or only marks, placeholders, control characters, doubles, length, commands to a model."""
    seen: dict[str, Entry] = {}
    for entry in ledger.entries:
        text = entry.fact.text
        if not any(unicodedata.category(c)[0] in "LN" for c in text):
            yield entry.says(
                "fact-empty", "没有内容" if not text.strip() else "只有标点符号", "请填写或删去这一条。"
            )
            continue
        yield from _unfilled(entry)
        yield from _control(entry)
        yield from _commands(entry)
        if len(text) > LONGEST:
            yield entry.says("fact-long", f"太长，有{len(text)}个字", "请拆成几条，一条说一件事。")
        key = _plain(_undated(entry, ledger.period))
        if key in seen:
            first = seen[key]
            yield entry.says("fact-duplicate", f"和{first.label}重复", "请删去其中一条。", first)
        else:
            seen[key] = entry


def _unfilled(entry: Entry) -> Iterator[Finding]:
    match = next(placeholders(entry.fact.text), None)
    if match:
        yield entry.says(
            "fact-placeholder", f"{quoted(match.group())}还没有填写", "请填上实际内容，或删去这一条。"
        )


def _control(entry: Entry) -> Iterator[Finding]:
    wrong = [c for c in entry.fact.text if _unprintable(c)]
    if wrong:
        codes = "、".join(dict.fromkeys(f"U+{ord(c):04X}" for c in wrong))
        yield entry.says(
            "fact-control", f"含有看不见的控制字符（{codes}）", "请重新输入这一条，不要直接粘贴。"
        )


def _unprintable(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n") or char in _DIRECTED


@cache
def _command_words() -> re.Pattern[str]:
    return re.compile(any_pattern("instructions", word_rows("instructions")))


def _commands(entry: Entry) -> Iterator[Finding]:
    match = _command_words().search(entry.fact.text)
    if match:
        yield entry.says(
            "fact-instruction",
            f"{quoted(match.group().strip())}像是写给写作模型的命令，不是事实",
            "程序不会照做；请改写或删去。",
        )


def _undated(entry: Entry, period: Period | None) -> str:
    """The text without what only repeats the report's period or sums up: 上半年共举办讲座18场."""
    text = entry.fact.text
    for figure in reversed(entry.layout.figures):
        if period is not None and figure.kind == "date" and repeats_period(figure, period):
            text = text[: figure.phrase_start] + text[figure.phrase_end :]
    return _LIGHT.sub("", text)


_LIGHT = regex("累计|合计|总计|共计|全年|年内|本年|[共已]")
"""What says nothing more: 共培训工会干部4期."""


def _plain(text: str) -> str:
    """The letters and numerals of a text, in one width; 32.64 is not 3264, nor 3% 3‰."""
    said = _RATIO.sub(":", _RANGE.sub("-", narrow(text).replace("−", "-")))
    telling = {match.start() for match in _TELLING.finditer(said)}
    return "".join(c for n, c in enumerate(said) if n in telling or unicodedata.category(c)[0] in "LN")


_RANGE = regex("(?<=[0-9])[—–~](?=[0-9])")
_RATIO = regex("(?<=[0-9])∶(?=[0-9])")
_TELLING = regex("(?<=[0-9])[.:/×-](?=[0-9])|(?<![0-9])[+-](?=[0-9])|[%‰℃±≥≤<>↑↓]")
"""Marks that tell amounts apart: 1:12 and 11:2, -3% and 3%."""
