"""Every numeral of the five sample reports: a figure to sign, or a named kind of non-figure."""

from __future__ import annotations

from collections import Counter

from summarywriter.figures import find_figures, numerals

_KINDS = {
    "list-marker", "indefinite", "set-phrase", "name", "title", "slogan", "placeholder", "label",
    "festival", "bare",
}  # fmt: skip


def test_every_numeral_is_accounted_for(samples: str) -> None:
    found = numerals(samples)
    kinds = Counter(n.kind for n in found)
    assert set(kinds) <= _KINDS | {"figure"}
    assert [f for n in found for f in n.figures] == find_figures(samples)


def test_what_is_told_as_bare_is_bare(samples: str) -> None:
    bare = {samples[n.start - 1 : n.end + 2] for n in numerals(samples) if n.kind == "bare"}
    # 铁五党 is the issuing office of a document whose year is not filled in.
    assert bare == {"铁五党["}


def test_the_figures_of_the_samples(samples: str) -> None:
    figures = find_figures(samples)
    by_kind = Counter(f.kind for f in figures)
    assert by_kind == {
        "count": 106, "date": 46, "ordinal": 24, "money": 19, "duration": 15, "percent": 4, "code": 3,
        "measure": 1, "ratio": 1,
    }  # fmt: skip
    texts = [f.phrase(samples) for f in figures]
    for wanted in (
        "近千名", "43.2490万元", "超2万元", "5000元以上", "满5年以上", "200多人", "20多天", "今年3至6月",
        "4月26日—6月24日", "二届", "一次", "榜首", "46名", "前三名", "后三名", "2～3个", "每周不少于两次",
        "十余个", "百人以上", "晚6点到8点", "12349", "7合1", "3+3", "一、二、三等奖", "银奖",
        "五折", "100周年",
    ):  # fmt: skip
        assert wanted in texts
    for name in (
        "十九大",
        "三八",
        "五一",
        "一线",
        "五公司",
        "60天",
        "万步",
        "一是",
        "三定",
        "万元的",
        "一对一",
        "第一，",
    ):
        assert name not in texts
