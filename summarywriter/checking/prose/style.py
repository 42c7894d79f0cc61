"""Numbers and punctuation as the standards write them: warnings with the code ``style-…``.

N rules follow GB/T 15835-2011 (numerals), P rules GB/T 15834-2011 (punctuation). Only texts are
judged, never facts; nothing here is more than a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.text import blocks

_FIXED, _CUSTOM = "国家标准的规定", "公文的惯例"
_HANZI = "一二三四五六七八九十百千万两〇零"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a pattern finds: its number, the pattern, what to write instead, and its rank."""

    code: str
    pattern: re.Pattern[str]
    advice: str
    strength: str = _FIXED


_COUNTED = "(?=[天次人名家个年])"
_SMALL = _HANZI[:9]
_NUMBER = rf"[\d.,{_HANZI}]+"
_TAIL = r"[^，。；、\d]{0,4}"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.MULTILINE)


RULES: Sequence[Rule] = (
    Rule(
        "N2",
        _pattern(rf"(?<![\d.])[1-9]、[1-9]{_COUNTED}", rf"[{_SMALL}]、[{_SMALL}]{_COUNTED}"),
        "相邻两数表示概数，用汉字，中间不加顿号，如“三五天”",
    ),
    Rule("N3", _pattern(r"\d+几(?=[人名个家场次天万百千])"), "带“几”的概数用汉字，如“十几人”"),
    Rule(
        "N5",
        _pattern(
            rf"(?:大?约|大概){_NUMBER}{_TAIL}(?:左右|上下)",
            rf"(?:接近|将近|近|超过|突破|逾){_NUMBER}[余多]",
            rf"(?:至少|超过|突破|逾){_NUMBER}{_TAIL}以上",
        ),
        "约数词只用一个，删去其中一个",
    ),
    Rule(
        "N6",
        _pattern(r"\d[十百千](?=[人名个家户场次元余多件条])"),
        "阿拉伯数字不与“十、百、千”连用，如“300人”",
    ),
    Rule(
        "N8",
        _pattern(r"(?<![\d.%‰])\d+(?:\.\d+)?[-–~～—]+\d+(?:\.\d+)?[%％万亿]"),
        "表示范围时，前一个数的“%、万、亿”不能省，如“4%～6%”",
    ),
    Rule("N9", _pattern(r"(?<![\dA-Za-z.])\.\d+"), "小数点前的0不能省，如“0.46”"),
    Rule(
        "N10",
        _pattern(
            r"[一二三四五六七八九〇零○]{4}年\d+月",
            r"(?<![\d〇])\d{2}年\d{1,2}月(?=\d|[，。；、])",
            r"[一二两][0０○]{2,}[一二三四五六七八九]年",
        ),
        "年份写全，一个日期只用一种数字",
    ),
    Rule(
        "N13",
        _pattern(
            r"(?:下降|减少|降低|压减|缩短|缩减)[了至到约近超过达]{0,2}(?:[\d.]+|[一两二三四五六七八九十]+)倍",
            r"(?:下降|减少|降低|压减|缩减)了?1\d\d(?:\.\d+)?%",
        ),
        "减少不用“倍”，也不超过100%，请改用百分数并核对",
    ),
    Rule(
        "N15",
        _pattern(r"截止(?=[到至\d一二三四五六七八九十]|目前|今年|去年|上半年|本月|本年)"),
        "表示“到某时为止”用“截至”",
    ),
    Rule(
        "P1",
        _pattern(
            r"^[ 　]*[一二三四五六七八九十]+[.．,，]",
            r"^[ 　]*[（(][一二三四五六七八九十\d]+[)）][、.．,，]",
        ),
        "层次序数写作“一、”“（一）”“1.”“（1）”，括号后不加标点",
    ),
    Rule(
        "P2",
        _pattern(r"首先[，,][^\n]{2,200}?第[二三][，、]"),
        "“首先、其次、最后”与“第一、第二、第三”不混用",
        _CUSTOM,
    ),
    Rule("P3", _pattern("(?<=”)、(?=“)", "(?<=》)、(?=《)"), "并列的引号或书名号之间通常不加顿号", _CUSTOM),
    Rule(
        "P5",
        _pattern(
            r"(?<=[\u4e00-\u9fff”》）])[,;:?!](?=[\u4e00-\u9fff“《（]|$)",
            r"\((?![一二三四五六七八九十\d]+\))[\u4e00-\u9fff][^()\n]{0,40}\)",
        ),
        "中文里用全角标点",
    ),
    Rule("P7", _pattern(r"(?:…+|\.{3,})等", r"等(?:…+|\.{3,})"), "省略号与“等”不并用"),
    Rule(
        "P8",
        _pattern("《[^《》]{1,30}(?:活动|竞赛|大赛|比赛|课程|培训班|奖)》"),
        "活动、竞赛、课程、奖项用引号，不用书名号",
    ),
    Rule(
        "P9",
        _pattern(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=\d)", r"(?<=\d)[ \u3000]+(?=[\u4e00-\u9fff])"),
        "汉字与数字之间不空格",
        _CUSTOM,
    ),
)
"""The rules that a pattern tells, in the order of their numbers."""


def style(layout: Layout, section: str | None) -> Iterator[Finding]:
    """Yield what the standards would write otherwise."""
    text = layout.text
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            yield _says(
                rule.code, match.group(), match.start(), match.end(), rule.advice, rule.strength, section
            )
    for check in CHECKS:
        yield from check(layout, section)


def _says(
    code: str, words: str, start: int, end: int, advice: str, strength: str, section: str | None
) -> Finding:
    shown = words.strip() or "空格"
    return finding(
        f"style-{code}", f"{quoted(shown)}：{advice}（{strength}）。", section=section, start=start, end=end
    )


_LONG_HANZI = regex(
    r"[一二两三四五六七八九]?[十百千万亿][一二三四五六七八九十百千万亿零〇两]+|[二三四五六七八九][十百]"
)


def _hanzi_amounts(layout: Layout, section: str | None) -> Iterator[Finding]:
    """N1: 三百二十八户 is written 328户; small and rough numbers may stay."""
    for figure in layout.figures:
        if figure.kind not in ("count", "money", "measure", "percent") or figure.bound != "exact":
            continue
        if _LONG_HANZI.match(figure.text) and not any(c.isdigit() for c in figure.text):
            yield _says(
                "N1", figure.text, figure.start, figure.end, "计量的数用阿拉伯数字", _FIXED, section
            )  # fmt: skip


def _mixed_estimates(layout: Layout, section: str | None) -> Iterator[Finding]:
    """N4: 两千余 and 3000余 do not stand in one passage."""
    rough = [f for f in layout.figures if f.bound == "over" and ("余" in f.text or "多" in f.text)]
    # 十余项 is always written so; from a hundred on there is a choice.
    hanzi = [f for f in rough if any(c in f.text for c in "百千万") and not any(c.isdigit() for c in f.text)]
    if hanzi and len(hanzi) < len(rough):
        first = hanzi[0]
        yield _says(
            "N4", first.text, first.start, first.end, "同一篇里概数的写法要统一", _CUSTOM, section
        )  # fmt: skip


def _mixed_separators(layout: Layout, section: str | None) -> Iterator[Finding]:
    """N11: 1,860 and 3500 do not stand in one text."""
    parted = list(re.finditer(r"(?<![\d,，])\d{1,3}(?:[,，]\d{3})+(?!\d)", layout.text))
    plain = re.search(r"(?<![\d,，.〔])\d{4,}(?![\d年])", layout.text)
    if parted and plain:
        match = parted[0]
        yield _says(
            "N11", match.group(), match.start(), match.end(), "分节号要么都用，要么都不用", _FIXED, section
        )  # fmt: skip


def _heading_marks(layout: Layout, section: str | None) -> Iterator[Finding]:
    """P6: a heading on a line of its own has no end mark."""
    for block in blocks(layout.text):
        if block.kind == "group" and block.text.rstrip().endswith(("。", "；", "，", "：", ".", ";")):
            end = block.start + len(block.text.rstrip())
            yield _says(
                "P6", block.text.strip(), end - 1, end, "单独成行的标题末尾不加标点", _CUSTOM, section
            )  # fmt: skip


CHECKS: Sequence[Callable[[Layout, str | None], Iterator[Finding]]] = (
    _hanzi_amounts, _mixed_estimates, _mixed_separators, _heading_marks,
)  # fmt: skip
"""The rules that need more than a pattern."""
