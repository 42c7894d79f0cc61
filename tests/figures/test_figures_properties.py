"""What must hold for every text: spans, spellings of one number, and no crash on any string."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.figures import find_figures, numerals, parse_number
from summarywriter.model.figure import Figure
from summarywriter.resources import word_rows

_QUICK = settings(max_examples=150, deadline=None)
_PIECES = (
    "慰问职工", "9户", "，", "近千名", "2.4万元", "约", "百分之九十五", "今年", "3至6月", "第四届", "。",
    "“", "”", "《", "》", "五一", "一是", "、", "前三名", "每人500元", "12", "和", "5场", "半年", "不超过",
    "以上", "上半年", "二届一次", "１２", "％", "X", "1:3", "\n", "（", "）", "一批", "近三年", "三级",
    "12351", "〔2024〕7号", "3+3", "-", "至", "几十", "一", "万",
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
    st.text(
        alphabet="0123456789.,:-+%一二三十百千万亿零〇两半几第前年月日个人元次、和至“”《》（）", max_size=40
    ),
)
_SENTENCES = (
    "慰问困难职工9户，发放慰问金2.4万元", "近三年累计培训5000余人次", "今年3至6月开展检查12次",
    "获一、二等奖各3个", "二届一次职代会通过3项制度", "每人补助500元", "一是宣传到位，二是措施到位",
    "约占四分之一", "开展“七个一”活动5场",
)  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def _hanzi(number: int) -> str:
    """Write a number below 100 million in Chinese numerals, the way an office does."""
    if number >= 10**4:
        rest = number % 10**4
        return (
            _hanzi(number // 10**4)
            + "万"
            + ("零" if 0 < rest < 1000 else "")
            + (_hanzi(rest) if rest else "")
        )
    text = ""
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += _DIGITS[digit] + sign
        elif text and number % scale:
            text += "零"
    while "零零" in text:
        text = text.replace("零零", "零")
    return text[1:] if 10 <= number < 20 else text


def _meaning(figures: list[Figure]) -> list[tuple[object, ...]]:
    return [(f.kind, f.value, f.high, f.unit, f.bound) for f in figures]


@_QUICK
@given(_TEXTS)
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    last_end = last_phrase = 0
    for figure in find_figures(text):
        assert figure.text == text[figure.start : figure.end] != ""
        assert figure.phrase_start <= figure.start < figure.end <= figure.phrase_end
        assert figure.start >= last_end
        assert figure.phrase_start >= last_phrase
        last_end, last_phrase = figure.end, figure.phrase_end


@_QUICK
@given(_TEXTS)
def test_any_string_is_read(text: str) -> None:
    found = numerals(text)
    assert [f for n in found for f in n.figures] == find_figures(text)


@_QUICK
@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_surrogates_and_controls_do_no_harm(text: str) -> None:
    assert isinstance(find_figures(text), list)


@_QUICK
@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=4))
def test_joining_sentences_changes_nothing(sentences: list[str]) -> None:
    joined = "。".join(sentences)
    apart = [m for sentence in sentences for m in _meaning(find_figures(sentence))]
    assert _meaning(find_figures(joined)) == apart


@_QUICK
@given(st.integers(min_value=2, max_value=99_999_999))
def test_spellings_of_one_number_agree(number: int) -> None:
    spellings = [str(number), f"{number:,}", str(number).translate(_WIDE), _hanzi(number)]
    assert {parse_number(spelling) for spelling in spellings} == {Decimal(number)}
    texts = [f"全区共有{spelling}人参加" for spelling in spellings]
    assert [_meaning(find_figures(t)) for t in texts] == [[("count", number, None, "人", "exact")]] * len(
        texts
    )


@_QUICK
@given(st.integers(min_value=1, max_value=99_999), st.sampled_from(("万", "亿")))
def test_scales_are_exact(number: int, scale: str) -> None:
    size = {"万": 10**4, "亿": 10**8}[scale]
    amount = Decimal(number).scaleb(-3)
    (figure,) = find_figures(f"完成投资{amount}{scale}元")
    assert (figure.value, figure.unit) == (amount * size, "元")


@_QUICK
@given(st.integers(min_value=1, max_value=100))
def test_percentages_agree(number: int) -> None:
    in_words = "百" if number == 100 else _hanzi(number)
    spelled = (f"{number}%", f"{number}％", f"{number} %", f"百分之{in_words}", f"百分之{number}")
    texts = [f"满意率达{spelling}。" for spelling in spelled]
    assert {tuple(_meaning(find_figures(t))[0]) for t in texts} == {("percent", number, None, "%", "exact")}


@pytest.mark.parametrize("name", ["phrases"])
def test_no_phrase_holds_a_figure(name: str) -> None:
    wrong = [
        (word, find_figures(word))
        for row in word_rows(name)
        if len(row) < 3 or not row[2]
        for word in row[1].split()
        if find_figures(word)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["一", "1", "第", "（", "万", "“", "半", "一、", "1、", "1-", "二三", "“一", "1."]
)
def test_time_grows_with_the_length_only(text: str) -> None:
    # Quadratic work on 100 000 characters would take minutes.
    find_figures(text * (100_000 // len(text) // 5))
