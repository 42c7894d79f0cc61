"""Signs of a bullet told in words where the figures stay the same: 同比+7.8% → 同比增长7.8%."""

from __future__ import annotations

import re

from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.writing.composer.numbers import find_figures

_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")
_HANZI = "㐀-鿿"
_COMPARED = "同比|环比|(?:比|较)(?:上年同期|去年同期|上年|去年|上月|年初)"

_AMOUNT = rf"([0-9][0-9.,]*)((?![年月日])[{_HANZI}%]{{1,4}}?)"
_ARROW = r"\s*(?:→|⇒|->)\s*"

# Each rule is tried alone, and dropped where the figures would read otherwise afterwards.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(pattern), new)
    for pattern, new in (
        (r"[￥¥]\s*(?=[0-9.,]+\s*[万亿千百]*元)", ""),
        (r"[￥¥]\s*([0-9][0-9.,]*[万亿]?)(?![0-9万亿元])", r"\1元"),
        (rf"(?<=[到至为]){_AMOUNT}{_ARROW}(?=[0-9][0-9.,]*\2)", r"\1\2，又变为"),
        (rf"(?<=[由从]){_AMOUNT}{_ARROW}(?=[0-9][0-9.,]*\2)", r"\1\2变为"),
        (rf"{_AMOUNT}{_ARROW}([0-9][0-9.,]*\2){_ARROW}(?=[0-9][0-9.,]*\2)", r"由\1\2变为\3，又变为"),
        (rf"{_AMOUNT}{_ARROW}(?=[0-9][0-9.,]*\2)", r"由\1\2变为"),
        (r"\s*[↑⬆]\s*(?=[0-9.]+\s*个?百分点)", "，提高"),
        (r"\s*[↑⬆]\s*(?=[0-9])", "，增长"),
        (r"\s*[↓⬇]\s*(?=[0-9])", "，下降"),
        (rf"({_COMPARED})\s*[+＋]\s*(?=[0-9.]+\s*个?百分点)", r"\1提高"),
        (rf"({_COMPARED})\s*[+＋]\s*(?=[0-9])", r"\1增长"),
        (rf"({_COMPARED})\s*[-－−]\s*(?=[0-9])", r"\1下降"),
        (rf"(?<=[{_HANZI}%）])\s*(?:→|➔|=>|⇒)\s*(?=[{_HANZI}0-9])", "，"),
        (r"[≥⩾]\s*(?=[0-9.]+\s*%)", "不低于"),
        (r"[≥⩾]\s*(?=[0-9])", "不少于"),
        (r"[≤⩽]\s*(?=[0-9])", "不超过"),
    )
)
_ITEM = regex(r"(?:^|[\s，,；;、。])\s*(?:[（(]?[1-9][)）](?![0-9])|[①-⑩])\s*")


def worded(text: str) -> str:
    """Return the text with its signs in words, digits of full width made plain, inner list numbers gone.

    A sign stays where the words would make another figure of it.
    """
    text = text.translate(_WIDE)
    # A lone number in brackets may well be a name's; several are a list inside the bullet.
    rules = (*_RULES, (_ITEM, "，")) if len(_ITEM.findall(text)) > 1 else _RULES
    for sign, words in rules:
        told = sign.sub(words, text).lstrip("，")
        if told != text and _reading(told) == _reading(text):
            text = told
    return text


def _reading(text: str) -> list[tuple[str, str, str | None, str]]:
    return [_value(figure) for figure in find_figures(text)]


def _value(figure: Figure) -> tuple[str, str, str | None, str]:
    # 同比-2.4% is 同比下降2.4%: the word says what the sign did.
    return figure.kind, str(figure.value).lstrip("-"), figure.unit, figure.bound
