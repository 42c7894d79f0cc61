"""The check sheet: every figure with its sentence, fact, department, date, state and box."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from support.printed_reports import report
from support.traced_reports import HOSTILE, SHEET, TEXTS, hostile_report, traced_report

from summarywriter import check, check_document
from summarywriter.documents import render_check_sheet, render_report_check_sheet
from summarywriter.markup import parse_sheet


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def rows(data: bytes) -> list[list[str]]:
    """The cells of every row of a figure; a merged cell gives its text in each."""
    table = opened(data).tables[0]
    told = [[cell.text for cell in row.cells] for row in table.rows]
    return [cells for cells in told if cells[0].isdecimal()]


def test_every_figure_has_its_row() -> None:
    told = rows(render_report_check_sheet(traced_report()))
    assert [cells[0] for cells in told] == [str(n) for n in range(1, 16)]
    by_figure = {cells[1]: cells for cells in told}
    assert by_figure["126户"] == [
        "2", "126户", "走访慰问困难职工126户，发放慰问金37.8万元。",
        "“两节”期间走访慰问困难职工126户，发放慰问金37.8万元", "保障部", "6月20日", "有据", "□",
    ]  # fmt: skip
    assert {figure: cells[6] for figure, cells in by_figure.items() if cells[6] != "有据"} == {
        "37.8万元": "修正", "1.9万人": "约数", "92.9%": "推算", "251.4万元": "存疑",
    }  # fmt: skip
    assert by_figure["251.4万元"][3].endswith("建议：把“251.4万元”改为“215.4万元”")
    assert by_figure["2024年上半年"][3].startswith("标题：")


def test_header_returns_on_every_page_and_rows_stay_whole() -> None:
    table = opened(render_report_check_sheet(traced_report())).tables[0]
    header, *others = table._tbl.tr_lst
    assert header.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_what_concerns_no_figure_stands_below() -> None:
    document = opened(render_report_check_sheet(traced_report()))
    told = [paragraph.text for paragraph in document.paragraphs]
    assert "清河区总工会：15个数字，13个有据，1个推算，1个存疑。" in told[1]
    assert "□ 提醒：两节有一句话相同。" in told
    assert told[-1].startswith("填表人：")


def test_a_text_of_others_has_one_too() -> None:
    sheet = parse_sheet(SHEET)
    section = sheet.section("维权服务").id
    result = check(TEXTS[1], sheet, section=section)
    data = render_check_sheet(TEXTS[1], sheet, result.findings, result.links, section=section)
    assert len(rows(data)) == 9
    whole = check("走访126户。", sheet)
    assert rows(render_check_sheet("走访126户。", sheet, whole.findings, whole.links))[0][1] == "126户"


def test_hostile_texts_stay_text() -> None:
    data = render_report_check_sheet(hostile_report())
    assert HOSTILE[0] in rows(data)[0][2]


def test_same_report_same_bytes_and_empty_ones_too() -> None:
    assert render_report_check_sheet(traced_report()) == render_report_check_sheet(traced_report())
    empty = parse_sheet("## 甲\n- 受理12件\n")
    assert "没有需要依据的数字" in opened(render_check_sheet("无。", empty, (), ())).paragraphs[1].text
    assert opened(render_report_check_sheet(report())).tables


def test_a_whole_document_is_parted_by_its_headings() -> None:
    sheet = parse_sheet(
        "---\ntitle: 2024年上半年总结\nperiod: 2024年上半年\n---\n\n"
        "## 上半年工作\n- 新建工会12家\n\n## 维权\n- 走访职工126户\n"
    )
    text = "# 2024年上半年总结\n\n## 上半年工作\n\n新建工会12家。\n\n## 维权\n\n走访职工126户。\n"
    result = check_document(text, sheet)
    data = render_check_sheet(text, sheet, result.findings, result.links)
    told = [[cell.text for cell in row.cells][:2] for row in opened(data).tables[0].rows]
    assert told[1:] == [["上半年工作"] * 2, ["1", "12家"], ["维权"] * 2, ["2", "126户"]]
