"""Word files of facts: styles, numbers, bullets, tables, what was struck out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarywriter.documents import read_lines, read_sheet
from summarywriter.errors import InputError, SheetError
from summarywriter.markup import dump_sheet


@pytest.fixture
def word(tmp_path: Path) -> Callable[[Callable[[Any], None]], str]:
    """Return a function that makes a Word file and gives the sheet read from it, as Markdown."""

    def make(fill: Callable[[Any], None]) -> str:
        document = docx.Document()
        fill(document)
        path = tmp_path / "素材.docx"
        document.save(path)
        return dump_sheet(read_sheet(path))

    return make


def numbering(document: Any, *levels: tuple[str, str]) -> str:
    """Add a list with these number kinds and samples; return its id."""
    element = document.part.numbering_part.element
    defined = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sample}"/></w:lvl>'
        for n, (kind, sample) in enumerate(levels)
    )
    element.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{defined}</w:abstractNum>')
    )
    element.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def numbered(document: Any, text: str, num_id: str, level: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')
    )


def test_heading_styles(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_heading("清河区总工会2024年上半年工作总结", 0)
        document.add_heading("组织建设", 1)
        document.add_paragraph("新建基层工会12家", style="List Bullet")
        document.add_heading("入会", 2)
        document.add_paragraph("发展会员1.5万人")
        document.add_heading("下步打算", 1)
        document.add_paragraph("计划新建10家", style="List Number")

    assert word(fill) == (
        "---\ntitle: 清河区总工会2024年上半年工作总结\norganization: 清河区总工会\n"
        "period: 2024年上半年\n---\n\n"
        "## 组织建设\n- 新建基层工会12家\n\n### 入会\n- 发展会员1.5万人\n\n## 下步打算\n- 计划新建10家\n"
    )


def test_prose_before_an_automatically_numbered_heading(word: Any) -> None:
    def fill(document: Any) -> None:
        num_id = numbering(document, ("chineseCounting", "%1、"))
        numbered(document, "存在的问题", num_id)
        document.add_paragraph("一是基层力量不足。人手紧。")
        document.add_paragraph("二是经费保障不够。")
        numbered(document, "维权服务", num_id)
        document.add_paragraph("慰问职工3户。")

    assert word(fill) == (
        "## 存在的问题\n- 基层力量不足。人手紧。\n- 经费保障不够。\n\n## 维权服务\n- 慰问职工3户。\n"
    )


def test_a_first_heading_that_is_the_title(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_heading("2024年上半年工作总结", 1)
        document.add_heading("一、组织建设", 2)
        document.add_paragraph("新建基层工会12家")
        document.add_heading("（一）入会", 3)
        document.add_paragraph("发展会员1.5万人")

    assert word(fill) == (
        "---\ntitle: 2024年上半年工作总结\nperiod: 2024年上半年\n---\n\n"
        "## 组织建设\n- 新建基层工会12家\n\n### 入会\n- 发展会员1.5万人\n"
    )


def test_parts_above_numbered_headings(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_heading("上半年工作", 1)
        document.add_heading("一、组织建设", 2)
        document.add_paragraph("新建12家")
        document.add_heading("下半年打算", 1)
        document.add_heading("一、组织建设", 2)
        document.add_paragraph("计划新建10家")

    assert (
        word(fill) == "# 上半年工作\n## 组织建设\n- 新建12家\n\n# 下半年打算\n## 组织建设\n- 计划新建10家\n"
    )


def test_typed_numbers(word: Any) -> None:
    def fill(document: Any) -> None:
        for text in (
            "2024年上半年工作总结",
            "一、组织建设",
            "1. 新建12家",
            "2. 发展会员1.5万人",
            "二、维权",
            "受理42件",
        ):
            document.add_paragraph(text)

    assert word(fill) == (
        "---\ntitle: 2024年上半年工作总结\nperiod: 2024年上半年\n---\n\n"
        "## 组织建设\n- 新建12家\n- 发展会员1.5万人\n\n"
        "## 维权\n- 受理42件\n"
    )


def test_automatic_numbers(word: Any) -> None:
    def fill(document: Any) -> None:
        headings = numbering(
            document, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
        )
        numbered(document, "组织建设", headings)
        numbered(document, "新建12家", headings, 2)
        numbered(document, "换届15家", headings, 2)
        numbered(document, "维权", headings)
        numbered(document, "困难帮扶", headings, 1)
        numbered(document, "走访126户", headings, 2)
        numbered(document, "慰问37.8万元", headings, 2)

    assert (
        word(fill)
        == "## 组织建设\n- 新建12家\n- 换届15家\n\n## 维权\n### 困难帮扶\n- 走访126户\n- 慰问37.8万元\n"
    )


def test_tables(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("一、组织建设")
        table = document.add_table(3, 3)
        for row, cells in zip(
            table.rows,
            (["内容", "数量", "单位"], ["新建工会", "12", "家"], ["发展会员", "1.5", "万人"]),
            strict=True,
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        document.add_paragraph("二、维权")
        document.add_paragraph("受理42件")

    assert word(fill) == "## 组织建设\n- 新建工会12家\n- 发展会员1.5万人\n\n## 维权\n- 受理42件\n"


def test_tables_with_categories_and_merged_cells(word: Any) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(4, 3)
        for row, cells in zip(
            table.rows,
            (
                ["类别", "内容", "部门"],
                ["维权", "受理42件", "权益部"],
                ["", "调解39件", ""],
                ["宣教", "举办12场", "宣教部"],
            ),
            strict=True,
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(1, 2).merge(table.cell(2, 2))

    assert word(fill) == (
        "## 维权\n- 受理42件 〔来源：权益部〕\n- 调解39件 〔来源：权益部〕\n\n"
        "## 宣教\n- 举办12场 〔来源：宣教部〕\n"
    )


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ((["内容", "数值", "单位"], ["新建工会", "12", "家"], ["合计", "12", "家"]), ["新建工会12家。"]),
        ((["街道", "职工数"], ["东街", "120"]), ["东街职工数120。"]),
        ((["街道", "职工数", "备注"], ["东街", "120", "含退休8人"], ["西街", "90", "3"]),
         ["东街职工数120（含退休8人）。", "西街职工数90（备注：3）。"]),
        ((["内容", "数值", "备注"], ["走访", "126户", "含移交8户"]), ["走访126户（含移交8户）。"]),
    ],
)  # fmt: skip
def test_tables_of_a_written_report_are_sentences(
    rows: Sequence[Sequence[str]], texts: list[str], tmp_path: Path
) -> None:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert [line.text for line in read_lines(tmp_path / "a.docx")] == texts


@pytest.mark.parametrize("between", [False, True], ids=["right-above", "with-a-blank-line"])
def test_a_unit_above_a_table_is_its_own(between: bool, word: Any, tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        for text in ["清河集团2024年上半年工作总结", "一、经营", "单位：万元", *[""] * between]:
            document.add_paragraph(text)
        table = document.add_table(3, 2)
        for cell, text in zip(table._cells, ("项目", "金额", "营业收入", "65", "利润", "8"), strict=True):
            cell.text = text
        document.save(str(tmp_path / "a.docx"))

    assert word(fill) == (
        "---\ntitle: 清河集团2024年上半年工作总结\norganization: 清河集团\nperiod: 2024年上半年\n---\n\n"
        "## 经营\n- 营业收入65万元\n- 利润8万元\n"
    )
    assert [line.text for line in read_lines(tmp_path / "a.docx")][1:] == [
        "经营",
        "营业收入65万元。",
        "利润8万元。",
    ]


def test_what_was_struck_out_goes_and_what_was_put_in_stays(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("组织建设", style="Heading 1")
        paragraph = document.add_paragraph("新建")
        w = nsdecls("w")
        paragraph._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>10</w:delText></w:r></w:del>"))
        paragraph._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>12</w:t></w:r></w:ins>"))
        paragraph._p.append(parse_xml(f"<w:hyperlink {w}><w:r><w:t>家</w:t></w:r></w:hyperlink>"))
        document.element.body.insert(
            2,
            parse_xml(
                f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>换届15家</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )

    assert word(fill) == "## 组织建设\n- 新建12家\n- 换届15家\n"


def test_line_breaks_set_facts_apart(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("组织建设", style="Heading 1")
        document.add_paragraph("新建12家").add_run().add_break()
        document.paragraphs[-1].add_run("换届15家")

    assert word(fill) == "## 组织建设\n- 新建12家\n- 换届15家\n"


def test_empty_and_broken_files(word: Any, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="文件里没有文字"):
        word(lambda document: None)
    with pytest.raises(SheetError, match="没有认得出的表头"):
        word(
            lambda document: (
                setattr(document.add_table(1, 2).cell(0, 0), "text", "a")
                or setattr(document.tables[0].cell(0, 1), "text", "b")
            )
        )
    path = tmp_path / "坏.docx"
    path.write_text("not a package", "utf-8")
    with pytest.raises(InputError, match=r"坏\.docx 不是完整的 \.docx 文件"):
        read_sheet(path)


def test_words_in_boxes_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、组织建设")
    paragraph = document.add_paragraph("新建工会12家")
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r>"
            "<w:t>建成职工书屋12家，投入资金1.5万元，全部开放</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    document.save(str(tmp_path / "a.docx"))
    for read in (read_sheet, read_lines):
        told: list[str] = []
        read(tmp_path / "a.docx", told.append)
        assert told == [
            "文本框里的文字没有读入（如“建成职工书屋12家，投入资金1.5万元，…”）；要用的话，请移到正文里。"
        ]


def test_empty_entries_of_lists_are_none(word: Any) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("组织建设", style="Heading 1")
        for text in ("", "新建工会12家", "", "发展会员5人"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("", style="List Bullet")

    assert word(fill) == "## 组织建设\n- 新建工会12家\n- 发展会员5人\n"
