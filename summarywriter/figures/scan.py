"""From text to figures: one pattern that finds the candidates, and the rules in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from summarywriter.figures import amounts, codes, dates, ordinals, passing, shares
from summarywriter.figures.numerals import HANZI, NUMBER, read_number
from summarywriter.figures.spot import Answer, Found, Passed, Spot
from summarywriter.model.figure import Figure

Rule = Callable[[Spot], Answer]

NUMERAL_RULES: tuple[Rule, ...] = (
    passing.phrase,       # 两学一做, 进一步, 五一
    passing.placeholder,  # X万余人, 20xx年
    codes.document,       # 〔2024〕7号
    passing.marker,       # 一、 1. 一是
    passing.weekday,      # 周三
    passing.pattern,      # 一企一策, 三个同步, 每一名
    codes.latin,          # G60, A4
    codes.combined,       # 3+3, 1+N, 7合1
    dates.clock,          # 8:30, 9时
    shares.proportion,    # 1:3, 68:52
    shares.versus,        # 2比1
    dates.starts,         # 2024年6月24日, 3至6月, 前5个月
    dates.day_alone,      # 24日
    ordinals.top,         # 前三名
    ordinals.session,     # 二届一次
    ordinals.ranked,      # 第四届
    ordinals.prize,       # 二等奖
    ordinals.graded,      # 五星级, 三级响应
    shares.half,          # 一半
    shares.per_cent,      # 百分之五
    shares.fraction,      # 三分之一
    shares.tenths,        # 九成
    shares.discount,      # 五折
    codes.line,           # 12351
    codes.labelled,       # 附件1, 五公司
    amounts.amount,       # 12场, 3.5万元, 3至5天
    passing.leftover,
)  # fmt: skip
"""The rules for a numeral, in order: the first that answers decides."""

WORD_RULES: dict[str, tuple[Rule, ...]] = {
    "上": (dates.starts,), "下": (dates.starts,), "元": (dates.starts,), "前": (dates.starts,),
    "后": (dates.starts,), "首": (dates.starts, ordinals.first), "榜": (ordinals.first,),
    "年": (dates.part_of_year,), "冠": (ordinals.champion,), "亚": (ordinals.champion,),
    "季": (ordinals.champion,), "金": (ordinals.metal,), "银": (ordinals.metal,),
    "铜": (ordinals.metal,), "特": (ordinals.special_prize,), "翻": (shares.doubled,),
    "半": (passing.phrase, passing.half_yearly, shares.half, amounts.half_of), "对": (shares.half,), "俩": (amounts.both,),
    "仨": (amounts.both,), "h": (codes.address,), "w": (codes.address,),
}  # fmt: skip
"""The rules for a word that tells a figure without a numeral, by its first character."""

_STARTS = {
    "首": "届次批家个例期轮场站季部支条座套台款艘项笔单本份所张篇间班组幅枚架列趟节堂讲课封位席，。、；,;", "榜": "首",
    "年": "年初底末", "冠": "军亚", "亚": "军", "季": "军", "金": "、和与银铜奖牌", "银": "、和与铜奖牌",
    "铜": "奖牌", "特": "等", "翻": "了番一两二三四五123456789", "元": "月",
    "对": "半",
}  # fmt: skip
_CANDIDATE = re.compile(
    "[0-9" + HANZI + "几数半俩仨上下前后hw“《「『\"‘" + "".join(_STARTS) + "]"
    + "(?:(?<=[0-9" + HANZI + "半俩仨“《「『\"‘])"
    + "|(?<=[几数])(?=[十百千万亿])"
    + "|(?<=[上下前后])(?=半年)|(?<=上)(?=[百千万亿])(?<![以线网岗会晚早马手身桌台场街车校院课班厅路网线]上)"
    + "|(?<=h)(?=ttps?://)|(?<=w)(?=ww\\.)"
    + "".join(f"|(?<={head})(?=[{tail}])" for head, tail in _STARTS.items())
    + ")"
)  # fmt: skip
_CLOSING = {"“": "”", "《": "》", "「": "」", "『": "』", '"': '"', "‘": "’"}
_NUMERALS = frozenset("0123456789" + HANZI + "几数")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％＋－／：＄萬億兩個]")
_NARROW = {
    **{c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}, **{c: c - 0xFEE0 for c in range(0xFF21, 0xFF3B)},
    **{c: c - 0xFEE0 for c in range(0xFF41, 0xFF5B)}, ord("．"): ".", ord("％"): "%", ord("＋"): "+",
    ord("－"): "-", ord("／"): "/", ord("＄"): "$", ord("萬"): "万", ord("億"): "亿", ord("兩"): "两",
    ord("個"): "个",
}  # fmt: skip
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_TITLE_LENGTH = 80
_PLAIN = re.compile(r"[、，,；;。：:\s和及至与的共计每人均达了为各补助发放奖励不少于低超过以上下内约近名户月年次/“”‘’\"]*")


class Numeral(NamedTuple):
    """A numeral of a text: a figure, or the kind of non-figure it is."""

    start: int
    end: int
    kind: str
    figures: tuple[Figure, ...]


def find_figures(text: str) -> list[Figure]:
    """Return every figure of ``text`` in order, without overlaps; offsets are code points.

    Never raises on any string; the time grows linearly with its length.
    """
    flat = _flatten(text)
    found: list[Figure] = []
    _walk(flat, 0, len(flat), found, None)
    if flat is not text:
        found = [replace(f, text=text[f.start : f.end]) for f in found]
    return found


def numerals(text: str) -> list[Numeral]:
    """Return every numeral of ``text``, figures and non-figures, with what each is."""
    flat = _flatten(text)
    log: list[Numeral] = []
    _walk(flat, 0, len(flat), [], log)
    return log


def _flatten(text: str) -> str:
    """Digits, letters and signs half-width; the length stays the same."""
    if not _WIDE.search(text):
        return text
    return _WIDE_COMMA.sub(",", text).translate(_NARROW)


def _walk(text: str, start: int, stop: int, found: list[Figure], log: list[Numeral] | None) -> None:
    """Read ``text[start:stop]`` into ``found``; what is no figure goes into ``log``, if there is one."""
    position = floor = start
    last: Figure | None = found[-1] if found else None
    search = _CANDIDATE.search
    match_number = NUMBER.match
    while True:
        candidate = search(text, position, stop)
        if candidate is None:
            return
        begin = candidate.start()
        head = text[begin]
        if head in _CLOSING:
            position = _quoted(text, begin, stop, found, log)
            if found and found[-1] is not last:
                last = found[-1]
                floor = max(floor, last.phrase_end)
            continue
        token = match_number(text, begin) if head in _NUMERALS or head == "上" else None
        if token is not None and token.end() > begin:
            spot = Spot(text, begin, floor, token.end(), token.group(), read_number(token.group()), last)
            rules: tuple[Rule, ...] = NUMERAL_RULES
        else:
            spot = Spot(text, begin, floor, begin + 1, head, None, last)
            rules = WORD_RULES.get(head, ())
        position = begin + 1
        for rule in rules:
            answer = rule(spot)
            if answer is None:
                continue
            position = max(answer.end, begin + 1)
            if isinstance(answer, Found):
                found.extend(answer.figures)
                last = answer.figures[-1]
                floor = max(last.phrase_end, floor)
                if log is not None:
                    log.append(Numeral(begin, position, "figure", answer.figures))
            elif log is not None:
                log.append(Numeral(begin, position, answer.kind, ()))
            break


def _quoted(text: str, begin: int, stop: int, found: list[Figure], log: list[Numeral] | None) -> int:
    """Pass over a title or slogan in quotes; a plain amount in quotes is a figure. Return where to go on."""
    head = text[begin]
    end = text.find(_CLOSING[head], begin + 1, min(stop, begin + 1 + _TITLE_LENGTH))
    if end < 0 or "\n" in text[begin:end]:
        return begin + 1
    inside: list[Figure] = []
    notes: list[Numeral] = []
    if head != "《":
        _walk(text, begin + 1, end, inside, notes)
    if inside and _plain(text, begin + 1, end, inside):
        found.extend(inside)
        if log is not None:
            log.extend(notes)
    else:
        codes_only = [f for f in inside if f.kind == "code"]
        found.extend(codes_only)
        if log is not None:
            log.append(Numeral(begin, end + 1, "title", tuple(codes_only)))
    return end + 1


def _plain(text: str, start: int, end: int, inside: list[Figure]) -> bool:
    """True when the quotes hold an amount and little else: “每人500元”, “第一名”."""
    rest = []
    position = start
    for figure in inside:
        rest.append(text[position : figure.phrase_start])
        position = figure.phrase_end
    rest.append(text[position:end])
    if not all(_PLAIN.fullmatch(piece) for piece in rest):
        return False
    return any(f.kind != "count" or (f.text[0].isascii() and f.unit is not None) for f in inside)


__all__ = ["NUMERAL_RULES", "WORD_RULES", "Numeral", "Passed", "find_figures", "numerals"]
