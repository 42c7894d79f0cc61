"""Claims without a numeral: 全覆盖, 率先, 历史新高, 零事故: each must be grounded in a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.frames import frame_words
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows
from summarywriter.text import narrow


@cache
def _claims() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    rows = [row for row in word_rows("claims") if _GAP not in row[0]]
    table = {row[0]: (row[0], *_grounds(row)) for row in rows}
    return re.compile(alternatives(table)), table


def _grounds(row: Sequence[str]) -> Sequence[str]:
    """What grounds the claim of a row; one that names nothing is grounded by its own words alone."""
    return row[1].split() if len(row) > 1 else ()


_GAP = "…"
_ALL_THERE_ARE = regex("应(?P<done>[\u4e00-\u9fff])尽(?P=done)")
_OF_ALL = ("全部", "所有", "全覆盖", "=100%")
"""What grounds 应筛尽筛, whatever was to be done."""


@cache
def _parted() -> Sequence[tuple[re.Pattern[str], tuple[str, ...]]]:
    """The claims with other words in between (填补…空白), and what grounds each."""
    return [
        (re.compile("[^，。；,;\n]{0,14}?".join(map(re.escape, row[0].split(_GAP)))), tuple(_grounds(row)))
        for row in word_rows("claims") if _GAP in row[0]
    ]  # fmt: skip


def claims(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield claims of the text for which no fact gives ground."""
    pattern, table = _claims()
    known, plain = scope.flat_corpus, narrow(text)
    found = [(match, table[match.group()]) for match in pattern.finditer(plain)]
    found += [
        (match, (match[0], *_OF_ALL)) for match in _ALL_THERE_ARE.finditer(plain) if match[0] not in table
    ]  # fmt: skip
    whole = Stretches(match.span() for match, _ in found)
    found += [
        (match, grounds) for parted, grounds in _parted() for match in parted.finditer(plain)
        if not whole.touch(*match.span())
    ]  # fmt: skip
    for match, grounds in found:
        if any(_grounded(ground, known) and _speaks_of(ground, match, plain, scope) for ground in grounds):
            continue
        yield finding(
            "unsupported-claim",
            f"{quoted(match.group())}没有事实依据。请删去，或补充写明这一点的事实。",
            section=scope.heading, start=match.start(), end=match.end(),
        )  # fmt: skip


@cache
def _honour() -> re.Pattern[str]:
    """获评省级节约型机关, 被评为先进单位: a level or a kind, and an honour's ending."""
    level = "(?:全国|国家级|全?[省市区县]级?)[\u4e00-\u9fff]{2,14}?"
    return re.compile(
        rf"(?:{frame_words('honour', 'before')})了?(?P<name>(?:{level}|{frame_words('honour', 'kinds')})"
        rf"(?:{frame_words('honour', 'ends')}))"
    )


def strange_honours(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 获评省级节约型机关 where no fact knows such an honour."""
    for match in _honour().finditer(text):
        pairs = pairs_of(match["name"])
        if 2 * len(pairs - scope.pairs) > len(pairs):
            yield finding(
                "unsupported-claim",
                f"{quoted(match.group())}没有事实依据。请删去，或补充写明这一点的事实。",
                section=scope.heading, start=match.start(), end=match.end(),
            )  # fmt: skip


@cache
def _superlative() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, ends = (frame_words("superlative", part) for part in ("before", "ends"))
    return re.compile(rf"(?:{before})[\u4e00-\u9fff]{{0,6}}?(?:{ends})"), re.compile(
        rf"最|首|冠|第[一1]|{ends}"
    )


def superlatives(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 为全市同级医院最短 and 有记录以来同期极值 where no fact tells of anything that is the first."""
    pattern, known = _superlative()
    if known.search(scope.flat_corpus):
        return
    claimed = [m.span() for m in _claims()[0].finditer(narrow(text))]
    for match in pattern.finditer(narrow(text)):
        if not any(start < match.end() and match.start() < end for start, end in claimed):
            yield finding(
                "unsupported-claim",
                f"{quoted(match.group())}没有事实依据。请删去，或补充写明这一点的事实。",
                section=scope.heading, start=match.start(), end=match.end(),
            )  # fmt: skip


_RANK = regex("第[一二三1-3]|首位|前[三十]")
_NO_RANK = "(?![季年个月天周期批次0-9])"
"""What makes 前三季度 of a 前三."""
_SENTENCE = regex("[^。；;！!？?\n]*")


def _speaks_of(ground: str, match: re.Match[str], text: str, scope: Scope) -> bool:
    """False for 前列 of what has nothing to do with the fact that tells a rank."""
    if ground == match.group() or not _RANK.fullmatch(ground):
        return True
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;！!？?\n") + 1
    sentence = _SENTENCE.match(text, start)
    words = frozenset(pieces(sentence.group())) if sentence else frozenset()
    return any(ground in line.text and words.intersection(pieces(line.text)) for line in scope.lines)


def _grounded(ground: str, known: str) -> bool:
    if ground == "-":
        return True
    if ground == "=100%":
        return "100%" in known or "百分之百" in known
    if ground == "=100%+":
        return bool(re.search(r"1\d\d(?:\.\d+)?%", known))
    if _RANK.fullmatch(ground):
        return bool(re.search(ground + _NO_RANK, known))
    if ground in _ALONE:
        return bool(re.search(_ALONE[ground], known))
    if ground.startswith("0"):
        return bool(re.search(f"(?<![0-9.]){ground}", known))  # not the end of 150起
    return ground in known


_ALONE = {
    "零": "零(?![工售星部件散食钱花])",
    "无": "无(?![障人偿线烟纸菌害尘公痛])",
    "均": "(?<![平人户场日月年亩次村班])均(?![衡匀])",
}
"""Characters that are a part of another word by chance: 零工, 无人机, 平均."""
