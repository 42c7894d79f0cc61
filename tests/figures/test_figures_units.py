"""Classes of units, conversions, and which units agree."""

from decimal import Decimal
from fractions import Fraction

import pytest

from summarywriter.errors import InputError
from summarywriter.figures import convert, parse_number, unit_class, units_agree


@pytest.mark.parametrize(
    ("a", "b", "noun", "agree"),
    [
        ("人", "人", "", True), ("人", "人次", "", False), ("户", "户次", "", False),
        ("元", "元/人", "", False), ("%", "百分点", "", False), ("户", "人", "", False),
        ("届", "次", "", False), ("工时", "课时", "", False), ("场", "次", "", True),
        ("件", "起", "", True), ("件", "条", "", True), ("份", "册", "", True), ("家", "个", "", True),
        ("项", "个", "", True), ("户", "家", "规上企业", True), ("户", "家", "困难职工", False),
        ("人", "个", "", False), ("元", "个", "", False), (None, "人", "", True), (None, "元", "", False),
        (None, "%", "", False), ("公里", "米", "", True), ("亩", "公顷", "", True), ("年", "月", "", True),
        ("天", "月", "", False), ("元/人", "元/户", "", False), ("元/年", "元/月", "", True),
        ("批", "批次", "", True), ("台", "个", "", True), ("期", "轮", "", False),
    ],
)  # fmt: skip
def test_units_agree_both_ways(a: str | None, b: str | None, noun: str, agree: bool) -> None:
    assert units_agree(a, b, noun) is agree
    assert units_agree(b, a, noun) is agree


def test_conversions_are_exact() -> None:
    assert convert(Decimal("28.4"), "公里") == (Decimal(28400), "米")
    assert convert(Decimal(1), "亩") == (Fraction(2000, 3), "平方米")
    assert convert(Decimal(15), "亩") == convert(Decimal(1), "公顷")
    assert convert(Decimal("0.5"), "年") == (Decimal(6), "月")
    assert convert(Decimal("2.5"), "小时") == (Decimal(150), "分钟")
    assert convert(Decimal(3), "场") == (Decimal(3), "场")
    assert convert("3+3", None) == ("3+3", None)


def test_classes() -> None:
    assert unit_class("人") == "persons"
    assert unit_class("元/人") == "money/persons"
    assert unit_class("课时") == "课时"
    assert unit_class(None) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三万五千", "35000"), ("1,234", "1234"), ("１２．５万", "125000"), ("1.2亿", "120000000"),
        ("一亿二千万", "120000000"), ("两千零一十二", "2012"), ("三点五万", "35000"), ("十", "10"),
        ("一千五", "1500"), ("一千零五", "1005"), ("壹万贰仟", "12000"), ("百二十", "120"), ("零", "0"),
        ("1亿2000万", "120000000"), ("3千", "3000"), ("二〇二四", "2024"),
    ],
)  # fmt: skip
def test_a_number_is_parsed_exactly(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "二三十", "百余", "五一", "十百千", "约3", "3个", "一" * 5000, "1" * 5000]
)
def test_what_is_no_exact_number_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="不是一个确切的数"):
        parse_number(text)
