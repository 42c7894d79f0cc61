"""What holds for any facts: nothing lost, nothing added, same again, never an exception, linear time."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.figures import find_figures
from summarywriter.model import Section, Sheet
from summarywriter.resources import word_rows
from summarywriter.writing.composer import compose

VERBS = ("举办", "开展", "走访慰问", "受理", "新建", "发放", "推荐", "拟新建", "正在筹备", "计划组织", "")
NOUNS = ("培训班", "劳动争议案件", "困难职工", "“尊法守法”宣传", "宣传资料", "户外劳动者驿站", "职工体检")
FIGURES = (
    "12场", "近37.8万元", "1860余人次", "42件", "3至5家", "300人以上", "2300余份", "95%", "二等奖2项",
    "6个，累计31个", "9户、2.4万元", "48名（其中全国级5名）",
)  # fmt: skip
OPENINGS = ("", "", "上半年，", "3月8日，", "“两节”期间，", "全区各级工会")
ENDS = ("", "", "。", "；", "...", "！", " ")
PUNCTUATION = "，；：、。！？（）“”《》—…"


@st.composite
def facts(draw: st.DrawFn) -> str:
    """A bullet of the usual kinds: opening, verb or none, label or none, noun, figure, end."""
    noun, figure = draw(st.sampled_from(NOUNS)), draw(st.sampled_from(FIGURES))
    number = str(draw(st.integers(2, 9999)))
    figure = re.sub(r"12|42|48|2300|1860", number, figure, count=1)
    colon = draw(st.sampled_from(("", "", "：", ":", " ")))
    opening, verb, end = (draw(st.sampled_from(choice)) for choice in (OPENINGS, VERBS, ENDS))
    return f"{opening}{verb}{noun}{colon}{figure}{end}"


HEADINGS = st.sampled_from(("主要工作", "推进维权服务", "组织建设不断夯实", "安全生产", "其他"))
ROLES = st.sampled_from(("body", "plan", "problems", "lead", "closing"))
BULLETS = st.lists(facts(), min_size=1, max_size=14)
MARKS = st.text("0123456789万元人次，。；：()“”《》 a-", max_size=30)
ANYTHING = st.lists(st.text(max_size=40) | MARKS, max_size=8)


def write(texts: list[str], heading: str, role: str) -> str:
    section = Section(heading=heading, role=role, facts=texts)
    return compose(Sheet(sections=[section]), section)


@cache
def pattern_characters() -> frozenset[str]:
    """Every character that the composer's own words may bring into a text."""
    names = ("compose-frames", "compose-pairs", "compose-sentences", "compose-topics")
    words = "".join(cell for name in names for row in word_rows(name) for cell in row)
    return frozenset(words + "一二三四五六七八九十是" + PUNCTUATION + "\n# ")


@given(BULLETS, HEADINGS, ROLES)
@settings(max_examples=100)
def test_every_figure_phrase_is_told_in_its_own_words(texts: list[str], heading: str, role: str) -> None:
    told = write(texts, heading, role)
    for text in texts:
        for figure in find_figures(text):
            assert figure.phrase(text) in told


@given(BULLETS, HEADINGS, ROLES)
@settings(max_examples=100)
def test_no_figure_is_added(texts: list[str], heading: str, role: str) -> None:
    told = write(texts, heading, role)
    given_figures = {(f.kind, str(f.value), f.unit, f.bound) for text in texts for f in find_figures(text)}
    assert {(f.kind, str(f.value), f.unit, f.bound) for f in find_figures(told)} <= given_figures


@given(BULLETS, HEADINGS, ROLES)
@settings(max_examples=100)
def test_nothing_comes_from_elsewhere(texts: list[str], heading: str, role: str) -> None:
    strange = set(write(texts, heading, role)) - set("".join(texts) + heading) - pattern_characters()
    assert strange == set()


@given(BULLETS, HEADINGS)
@settings(max_examples=50)
def test_states_are_kept(texts: list[str], heading: str) -> None:
    told = write(texts, heading, "body")
    for state in ("推荐", "拟", "正在筹备", "计划"):
        assert (state in told) == any(state in text for text in texts)


@given(BULLETS, HEADINGS, ROLES)
@settings(max_examples=50)
def test_the_same_facts_give_the_same_text(texts: list[str], heading: str, role: str) -> None:
    assert write(texts, heading, role) == write(list(texts), heading, role)


@given(ANYTHING, st.text(max_size=12), ROLES)
@settings(max_examples=150)
def test_no_facts_make_it_fail(texts: list[str], heading: str, role: str) -> None:
    told = write(texts, heading, role)
    assert all(line.strip() for line in told.splitlines()) or not told.strip()


@given(BULLETS, st.text("组织建设维权服务1#\n ", min_size=1, max_size=8).filter(str.strip))
@settings(max_examples=50)
def test_a_group_is_a_heading_line_and_its_paragraphs(texts: list[str], heading: str) -> None:
    group = {"heading": heading, "facts": texts}
    section = Section(heading="服务职工", role="body", groups=[group])
    lines = compose(Sheet(sections=[section]), section).split("\n")
    assert [line.startswith("### ") for line in lines].count(True) <= 1
    assert lines[0].startswith("### ")


def test_very_many_facts_are_told_in_paragraphs() -> None:
    assert write(["走访慰问困难职工126户"] * 20_000, "主要工作", "body") == "走访慰问困难职工126户。"
    paragraphs = write([f"第{n}车间送清凉" for n in range(4_000)], "主要工作", "body").split("\n")
    assert len(paragraphs) > 100
    assert max(map(len, paragraphs)) < 500


@given(st.lists(facts(), min_size=9, max_size=60), HEADINGS)
@settings(max_examples=50)
def test_a_paragraph_has_at_most_eight_sentences(texts: list[str], heading: str) -> None:
    plain = [text for text in texts if not re.search("[。！]", text)]
    assert all(line.count("。") <= 8 for line in write(plain, heading, "body").split("\n"))


def test_facts_are_numbered_where_the_first_announces_so_many() -> None:
    items = ["新建工会12家", "举办培训班3期", "慰问困难职工126户"]
    told = write(["下半年，重点抓好三个方面的工作", *items], "下步打算", "plan")
    assert (
        told == "下半年，重点抓好三个方面的工作：一是新建工会12家；二是举办培训班3期；三是慰问困难职工126户。"
    )
    told = write(["下半年重点抓好四项工作。", *items], "下步打算", "plan")
    assert told.startswith("下半年重点抓好四项工作。")
    assert "一是" not in told
    many = write(["做好十件实事", *(f"建成第{n}号驿站" for n in range(1, 11))], "下步打算", "plan")
    assert many.startswith("做好十件实事：第一，")
    assert "第十，" in many
    told = write(["存在两个方面的问题", "经费不足", "人手不足"], "存在问题", "problems")
    assert told == "存在两个方面的问题：一是经费不足；二是人手不足。"
