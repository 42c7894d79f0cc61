"""The Word form: page, styles, numbers, sign-off, properties; and the way back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from support.printed_reports import SHEET, report

from summarywriter.documents import document_lines, read_lines, render_docx, render_markdown, save
from summarywriter.documents.text_in import read_text_lines
from summarywriter.documents.word import read_word_lines
from summarywriter.documents.word.layout import signoff_places, title_lines, width
from summarywriter.model import Draft, Report

WIDTH = 28
"""Characters of the body in a line."""


def opened(made: Report) -> Any:
    return docx.Document(io.BytesIO(render_docx(made)))


def test_paragraphs_and_their_styles() -> None:
    told = [(p.style.name, p.text) for p in opened(report()).paragraphs]
    assert told[0] == ("Title", "清河区总工会2024年上半年工作总结")
    assert ("Heading 1", "一、思想引领更加有力") in told
    assert ("Heading 2", "（一）宣传教育") in told
    assert ("部分标题", "下半年工作打算") in told
    assert ("Normal", "一是选送3个节目。二是组织职工健身。") in told
    assert told[-2:] == [("落款", "清河区总工会"), ("落款", "2024年7月5日")]


LEVELS = """1.困难帮扶
走访困难职工126户。
（1）大病救助
救助3人。
（2）金秋助学
助学5人。
2.普惠服务
1.5万人参保。
1.新建工会12家
2.发展会员300人
（1）培训3期。
结束。"""


def test_third_and_fourth_level_headings_stand_in_the_text_and_come_back() -> None:
    made = report()
    section = made.section("维权服务")
    made = made.with_section(section.with_draft(Draft(text=LEVELS, slots=LEVELS, origin="hand")))
    styles = {p.text: p.style.name for p in opened(made).paragraphs}
    headings = {text: name for text, name in styles.items() if name in ("三级标题", "四级标题")}
    assert headings == {
        "1.困难帮扶": "三级标题", "（1）大病救助": "四级标题", "（2）金秋助学": "四级标题",
        "2.普惠服务": "三级标题",
    }  # fmt: skip
    back = [line.text for line in read_word_lines(render_docx(made), source="") if line.text in LEVELS]
    assert "\n".join(back).startswith(LEVELS)


def test_page_is_that_of_the_standard() -> None:
    document = opened(report())
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert (round(across / Mm(1)), round(down / Mm(1))) == (156, 225)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "font", "half_points", "indent"),
    [
        ("Title", "方正小标宋简体", "44", "0"),
        ("Normal", "仿宋_GB2312", "32", "200"),
        ("Heading 1", "黑体", "32", "200"),
        ("Heading 2", "楷体_GB2312", "32", "200"),
        ("Heading 3", "仿宋_GB2312", "32", "200"),
        ("Heading 4", "仿宋_GB2312", "32", "200"),
        ("Footer", "宋体", "28", "0"),
    ],
)
def test_styles(style: str, font: str, half_points: str, indent: str) -> None:
    element = opened(report()).styles[style].element
    fonts = element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert not [name for name in fonts.attrib if "Theme" in name]
    tags = [child.tag.rpartition("}")[2] for child in element.find(qn("w:rPr"))]
    assert tags.index("sz") > tags.index("kern")
    assert "spacing" not in tags or tags.index("spacing") < tags.index("sz")
    assert element.find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")) == half_points
    assert element.find(qn("w:rPr")).find(qn("w:b")).get(qn("w:val")) == "0"
    assert element.find(qn("w:pPr")).find(qn("w:ind")).get(qn("w:firstLineChars")) == indent


def test_headings_stand_in_the_navigation_pane() -> None:
    styles = opened(report()).styles
    levels = {
        name: styles[name].element.find(qn("w:pPr")).find(qn("w:outlineLvl")).get(qn("w:val"))
        for name in ("部分标题", "Heading 1", "Heading 2", "三级标题", "四级标题")
    }
    assert levels == {
        "部分标题": "0", "Heading 1": "0", "Heading 2": "1", "三级标题": "2", "四级标题": "3",
    }  # fmt: skip


def test_page_numbers_are_on_the_outer_side() -> None:
    document = opened(report())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        xml = footer.paragraphs[0]._p.xml
        assert f'w:jc w:val="{side}"' in xml
        assert f'w:{side}Chars="100"' in xml
        assert re.search(r"fldCharType=\"begin\".*PAGE.*separate.*end", xml, re.DOTALL)
        assert footer.paragraphs[0].text == "— 1 —"


def test_properties_say_what_the_page_does_not() -> None:
    core = opened(report(origin="composer")).core_properties
    assert core.title == "清河区总工会2024年上半年工作总结"
    assert core.author == "清河区总工会"
    assert "未使用语言模型" in core.comments
    assert core.created is not None
    assert core.created.isoformat().startswith("2024-07-05T01:30:00")
    assert opened(report()).core_properties.comments == ""
    assert not any("模型" in p.text for p in opened(report(origin="composer")).paragraphs)


def test_unresolved_errors_are_highlighted() -> None:
    document = opened(report(errors=((2, 0, 12),)))
    paragraph = next(p for p in document.paragraphs if "126户" in p.text)
    assert [run.text for run in paragraph.runs if run.font.highlight_color] == ["【待核实】"]


def test_the_same_report_gives_the_same_bytes_and_no_foreign_parts() -> None:
    data = render_docx(report())
    assert data == render_docx(report())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        fonts = package.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts


def test_characters_that_word_cannot_hold_are_left_out() -> None:
    made = report()
    section = made.section("维权服务")
    draft = Draft(text="走访\x00慰问\x0b126户\ufffe。", slots="", origin="model")
    assert "走访慰问126户。" in [
        p.text for p in opened(made.with_section(section.with_draft(draft))).paragraphs
    ]


@pytest.mark.parametrize(
    ("organization", "date", "places"),
    [
        ("清河区总工会", "2024年7月5日", (("right", 2), ("left", 22))),
        ("中国铁路工程集团第五工程公司工会", "2024年7月5日", (("right", 2), ("left", 12))),
        ("校工会", "2024年11月25日", (("left", 17), ("right", 2))),
        ("", "2024年7月5日", (("right", 2), ("right", 2))),
        ("清河区总工会", "", (("right", 2), ("right", 2))),
    ],
)
def test_signoff(organization: str, date: str, places: tuple[tuple[str, int], tuple[str, int]]) -> None:
    found = signoff_places(organization, date, WIDTH)
    assert found == places
    if organization and date:
        starts = [
            place.indent if place.side == "left" else WIDTH - place.indent - width(text)
            for place, text in zip(found, (organization, date), strict=True)
        ]
        # The date's first character stands two to the right of the organisation's first.
        assert starts[1] - starts[0] == 2


def test_signoff_stands_one_line_below_and_together() -> None:
    organization, date = opened(report()).paragraphs[-2:]
    assert "<w:keepNext/>" in organization._p.xml
    assert 'w:beforeLines="100"' in organization._p.xml
    assert '<w:ind w:right="630"/>' in organization._p.xml
    assert '<w:jc w:val="right"/>' in organization._p.xml
    assert '<w:ind w:left="6930" w:right="-630"/>' in date._p.xml


@pytest.mark.parametrize(
    ("title", "organization", "lines"),
    [
        ("清河区总工会2024年上半年工作总结", "清河区总工会", ["清河区总工会2024年上半年工作总结"]),
        (
            "中国铁路第五工程有限公司工会2024年上半年工作总结", "中国铁路第五工程有限公司工会",
            ["中国铁路第五工程有限公司工会", "2024年上半年工作总结"],
        ),
        (
            "清河区总工会关于2024年上半年推进产业工人队伍建设改革工作情况的总结", "清河区总工会",
            None,
        ),
        ("一" * 30, "", ["一" * 30]),
    ],
)  # fmt: skip
def test_long_titles_break(title: str, organization: str, lines: list[str] | None) -> None:
    broken = title_lines(title, organization, 19)
    assert "".join(broken) == title
    if lines is None:
        assert 2 <= len(broken) <= 3
        assert max(map(width, broken)) <= 19
    else:
        assert broken == lines


def test_a_broken_title_reads_back_as_one() -> None:
    long = "中国铁路第五工程有限公司工会2024年上半年工作总结"
    made = report(SHEET.replace("清河区总工会2024年上半年工作总结", long))
    assert read_word_lines(render_docx(made), source="")[0].text == long


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".json"])
def test_every_form_reads_back_as_the_same_lines(tmp_path: Path, suffix: str) -> None:
    made = report(errors=((2, 0, 12),) if suffix != ".json" else ())
    path = save(made, tmp_path / f"报告{suffix}")
    assert [(line.kind, line.level, line.text) for line in read_lines(path)] == [
        (line.kind, line.level, line.text) for line in document_lines(report())
    ]


paragraphs = st.lists(
    st.sampled_from(["一是", "1.", "1、", "（一）", "一、", "- ", "• ", "#", "\\", "**",
                     "12场", "慰问。", "2024年7月5日", "总结", "“”", " "]),
    min_size=1, max_size=5,
).map("".join).map(str.strip).filter(bool)  # fmt: skip


@settings(max_examples=12)
@given(st.lists(paragraphs, min_size=1, max_size=4))
def test_every_paragraph_comes_back(texts: list[str]) -> None:
    made = report()
    section = made.section("维权服务")
    text = "\n".join(texts)
    made = made.with_section(section.with_draft(Draft(text=text, slots=text, origin="hand")))
    wanted = [(line.kind, line.text) for line in document_lines(made)]
    for back in (read_word_lines(render_docx(made), source=""), read_text_lines(render_markdown(made))):
        assert [(line.kind, line.text) for line in back] == wanted
