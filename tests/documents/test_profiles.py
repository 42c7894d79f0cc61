"""The printed form as data: the national one, an office's own settings file, and what is wrong with one."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from support.printed_reports import report
from support.program import ROOT

from summarywriter.documents import read_report, render_docx, save
from summarywriter.documents.profile import Profile, make_profile, national, read_profile
from summarywriter.documents.profile.model import fields
from summarywriter.documents.profile.names import field_named, label, part_named
from summarywriter.errors import InputError, SettingsError

OFFICE = """
页面:
  上边距: 3厘米
  行距: 28磅
正文:
  字体: 仿宋
  西文字体: Times New Roman
二级标题:
  加粗: 是
页码:
  位置: 居中
  样式: 第1页
"""


def given(folder: Path, text: str, suffix: str = ".yaml") -> dict[str, dict[str, str]]:
    file = folder / f"版式{suffix}"
    file.write_text(text, "utf-8")
    return read_profile(file)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_the_readme_shows_a_file_that_works(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(页面:.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown, "the README lost its settings file"
    assert given(tmp_path, shown[1]) == given(tmp_path, OFFICE)


def test_national_form_gives_22_lines_of_28_characters() -> None:
    form = national()
    # 580 twips a line give 21 lines; a character of 316 twips gives 27.
    assert (form.page.line, form.pitch) == (579, 315)
    assert (form.page.down // form.page.line, form.page.across // form.pitch) == (22, 28)
    assert form.title_width == 19


def test_every_part_and_field_has_a_chinese_name() -> None:
    for part in Profile.model_fields:
        assert part_named(label(part)) == part
        for field in fields(part):
            assert field_named(part, label(part, field)) == field


@pytest.mark.parametrize(
    ("text", "suffix", "part", "field", "value"),
    [
        (OFFICE, ".yaml", "page", "top", Decimal(30)),
        (OFFICE, ".yaml", "page", "left", Decimal(28)),
        (OFFICE, ".yaml", "body", "font", "仿宋"),
        (OFFICE, ".yaml", "item", "font", "仿宋"),
        (OFFICE, ".yaml", "signoff", "latin", "Times New Roman"),
        (OFFICE, ".yaml", "group", "bold", True),
        (OFFICE, ".yaml", "number", "align", "center"),
        ("body: {size: 3号}", ".yml", "body", "size", Decimal(16)),
        ("正文: {字号: 小四}", ".yaml", "body", "size", Decimal(12)),
        ("正文: {字号: １０．５磅}", ".yaml", "subitem", "size", Decimal("10.5")),
        ("[page]\nleft = 31.8\n[title]\nbold = true\n", ".toml", "page", "left", Decimal("31.8")),
        ("[page]\nleft = 31.8\n[title]\nbold = true\n", ".toml", "title", "bold", True),
        ('["正文"]\n"首行缩进" = "2字符"\n', ".toml", "body", "indent", Decimal(2)),
    ],
)
def test_a_file_says_what_differs(
    text: str, suffix: str, part: str, field: str, value: object, tmp_path: Path
) -> None:
    assert getattr(getattr(make_profile(given(tmp_path, text, suffix)), part), field) == value


@pytest.mark.parametrize(
    ("text", "line", "pitch"),
    [
        ("正文: {字体: 仿宋}", 579, 315),
        ("页面: {上边距: 3.7厘米}\n正文: {字号: 三号}", 579, 315),
        ("页面: {上边距: 25.4}", 579, 315),
        ("页面: {行距: 28}", 560, 315),
        ("页面: {上边距: 25.4, 每页行数: 25}", 536, 315),
        ("页面: {左边距: 31.8, 右边距: 31.8}", 579, 320),
        ("页面: {左边距: 31.8, 右边距: 31.8, 每行字数: 27}", 579, 307),
        ("正文: {字号: 四号}", 579, 280),
    ],
)
def test_grid_holds_for_what_it_was_made_for(text: str, line: int, pitch: int, tmp_path: Path) -> None:
    form = make_profile(given(tmp_path, text))
    assert (form.page.line, form.pitch) == (line, pitch)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("页面: {上边距: 3x}", "页面的上边距（page.top）：看不懂“3x”，请写毫米数"),
        ("页面: {上边距: 200}", "“200”不行，最大是150"),
        ("页面: {每页行数: 22.5}", "“22.5”不行，请写整数"),
        ("页面: {上沿: 3}", "页面里不认识“上沿”，可写的有：纸宽（width）"),
        ("版心: {上边距: 3}", "不认识“版心”，可写的有：页面（page）"),
        ("正文: 仿宋", "正文（body）下面要写若干项"),
        ("正文: {字体: 仿宋}\nbody: {}", "“body”与前面的一项说的都是正文"),
        ("正文: {字体: 仿宋, font: 宋体}", "正文的“font”与前面的一项说的都是字体"),
        ("正文: {字体: [仿宋]}", "要写成一个值"),
        ("正文: {字体: ''}", "请写一种字体的名称"),
        ("正文: {字体: <b>}", "请写一种字体的名称"),
        (f"正文: {{字体: {'长' * 32}}}", "太长，最多31个字"),
        ("正文: {字号: 九号}", "看不懂“九号”，请写字号或磅数"),
        ("正文: {字号: 15.3}", "字号要是半磅的整数倍"),
        ("正文: {加粗: 也许}", "不认识“也许”，请写 是 或 否"),
        ("正文: {对齐: 外侧}", "不认识“外侧”，可写的有：左、居中、右、两端"),
        ("页码: {样式: 页}", "请照第1页的样子写，其中只有一个 1"),
        ("页面: {行距: 28, 每页行数: 25}", "每页25行放不下：行距28磅时最多22行"),
        ("页面: {每行字数: 35}", "每行35字排不好：版心里正文每行约27字"),
        ("页面: {行距: 12}", "正文字号16磅比行高还大"),
        ("页面: {左边距: 90, 右边距: 90}", "剩下的版心太小"),
        ("页面: {每页行数: 0}", "不能都是 0"),
        ("- 正文", "要写成“名称: 内容”的若干项"),
        ("正文: [", "第2行附近写法有误"),
    ],
)
def test_what_makes_no_sense_is_told(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        given(tmp_path, text)
    assert told in str(error.value)
    assert "版式.yaml" in str(error.value)


def test_all_problems_are_told_at_once_and_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="有3处需要改正") as error:
        given(tmp_path, "页面: {甲: 1, 上边距: x}\n正文: {字号: 九号}")
    assert str(error.value).count("九号") == 1


def test_files_of_other_kinds(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"以 \.yaml 或 \.toml 结尾"):
        given(tmp_path, "x", ".docx")
    with pytest.raises(SettingsError, match="不是正确的 TOML"):
        given(tmp_path, "[body]\nfont = 仿宋\n", ".toml")
    with pytest.raises(InputError, match="找不到文件"):
        read_profile(tmp_path / "没有.yaml")


def test_word_files_look_as_the_profile_says(tmp_path: Path) -> None:
    document = opened(render_docx(report(), make_profile(given(tmp_path, OFFICE))))
    section = document.sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (30, 28)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:linePitch")), grid.get(qn("w:type"))) == ("560", None)
    assert not document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].text == "第1页"
    body, group = (document.styles[name].element.find(qn("w:rPr")) for name in ("Normal", "Heading 2"))
    fonts = body.find(qn("w:rFonts"))
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("仿宋", "Times New Roman")
    assert group.find(qn("w:b")).get(qn("w:val")) == "1"
    spacing = document.styles["Normal"].element.find(qn("w:pPr")).find(qn("w:spacing"))
    assert spacing.get(qn("w:line")) == "560"


def test_marks_stay_in_the_chinese_font_beside_a_western_one(tmp_path: Path) -> None:
    document = opened(render_docx(report(), make_profile(given(tmp_path, OFFICE))))
    paragraph = next(p for p in document.paragraphs if "书香三八" in p.text)
    assert paragraph.text == "举办“书香三八”读书活动12场——1860人次参与。"
    chinese = [run.text for run in paragraph.runs if run.font.name == "仿宋"]
    assert chinese == ["“", "”", "——"]


def test_no_page_number_where_none_is_wanted(tmp_path: Path) -> None:
    document = opened(render_docx(report(), make_profile(given(tmp_path, "页码: {位置: 不要}"))))
    assert document.sections[0].footer.is_linked_to_previous


def test_save_takes_a_file_or_what_the_report_holds(tmp_path: Path) -> None:
    own = given(tmp_path, OFFICE)
    made = report().model_copy(update={"profile": own})
    stored = read_report(save(made, tmp_path / "a.json"))
    assert stored.profile == own
    told = [
        save(made, tmp_path / "own.docx").read_bytes(),
        save(stored, tmp_path / "stored.docx").read_bytes(),
        save(report(), tmp_path / "file.docx", profile=tmp_path / "版式.yaml").read_bytes(),
    ]
    assert len(set(told)) == 1
    assert told[0] != save(report(), tmp_path / "national.docx").read_bytes()


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ({"body": {"size": "巨大"}}, "看不懂“巨大”"),
        ({"body": {"weight": "1"}}, "正文里不认识“weight”"),
        ({"cover": {"size": "16"}}, "不认识“cover”"),
    ],
)
def test_a_damaged_store_says_so(stored: dict[str, dict[str, str]], told: str, tmp_path: Path) -> None:
    made = report().model_copy(update={"profile": stored})
    with pytest.raises(SettingsError, match=f"(?s)版式设置有1处需要改正.*{told}"):
        save(made, tmp_path / "a.docx")
