"""Ledgers: Excel, CSV, tables in Word."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from summarywriter.documents import read_sheet
from summarywriter.errors import InputError, SheetError
from summarywriter.markup import dump_sheet

WANTED = """## 组织建设
- 新建基层工会12家 〔来源：组织部〕
- 发展会员1.5万人 〔来源：组织部〕

## 维权服务
- 走访慰问困难职工126户 〔来源：权益部〕
"""
ROWS = [
    ["部门", "类别", "内容", "数值", "单位"],
    ["组织部", "组织建设", "新建基层工会", "12", "家"],
    ["组织部", "组织建设", "发展会员", "1.5", "万人"],
    ["权益部", "维权服务", "走访慰问困难职工", "126", "户"],
]


@pytest.fixture
def excel(tmp_path: Path) -> Callable[[Callable[[Any], None]], str]:
    """Return a function that makes a workbook and gives the sheet read from it, as Markdown."""

    def make(fill: Callable[[Any], None]) -> str:
        book = openpyxl.Workbook()
        fill(book)
        path = tmp_path / "台账.xlsx"
        book.save(path)
        return dump_sheet(read_sheet(path))

    return make


def rows(*given: list[Any]) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        for row in given:
            book.active.append(row)

    return fill


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_csv_in_any_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding))
    assert dump_sheet(read_sheet(path)) == WANTED


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_csv_on_standard_input(delimiter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8-sig"))))
    assert dump_sheet(read_sheet("-")) == WANTED


@pytest.mark.parametrize(
    "text",
    ["内容，事项\n", "新建12家，发展会员5人\n走访3户，慰问5人\n", "主要内容，很多\n走访3户，慰问\n"],
)
def test_text_with_commas_on_standard_input_is_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    first, *_ = text.split("\n")
    assert f" {first}\n" in dump_sheet(read_sheet("-"))


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 2, 3, 4, 0)])
def test_columns_in_any_order(order: tuple[int, ...], tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(",".join(row[n] for n in order) for row in ROWS), "utf-8")
    assert dump_sheet(read_sheet(path)) == WANTED


def test_other_names_notes_and_totals(excel: Any) -> None:
    assert excel(
        rows(
            ["清河区总工会2024年上半年工作总结台账"],
            ["单位：清河区总工会"],
            ["序号", "责任部门", "分 类", "指标名称", "金额（万元）", "备注"],
            [1, "权益部", "维权服务", "发放慰问金", 37.800000000000004, "已核"],
            [2, None, None, "受理案件42件", None, None],
            [None, None, "维权服务", "涉及金额", "215.4", None],
            ["合计", None, None, None, 253.2, None],
        )
    ) == (
        "---\norganization: 清河区总工会\nperiod: 2024年上半年\n---\n\n"
        "## 维权服务\n- 发放慰问金37.8万元 〔来源：权益部〕\n- 受理案件42件\n- 涉及金额215.4万元\n"
    )


def test_numbers_are_read_as_they_are_seen(excel: Any) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["内容", "数值", "单位"])
        for content, value, unit, form in (
            ("参与率", 0.328, None, "0.0%"),
            ("结案率", 0.92857, "%", "0.0%"),
            ("入会率", 0.328, "%", "0%"),
            ("参保", 18600, "人", "#,##0"),
            ("金额", 37.8123, "万元", "0.00"),
            ("户数", "126", "户", "@"),
            ("场次", 12.0, "场", "General"),
            ("人数", "1,860", "人次", "General"),
            ("已达", "31个", "个", "General"),
            ("建成日期", datetime.datetime(2024, 6, 20), None, "yyyy-mm-dd"),
            ("通过验收", True, None, "General"),
        ):
            sheet.append([content, value, unit])
            sheet.cell(sheet.max_row, 2).number_format = form

    assert excel(fill).splitlines()[1:] == [
        "- 参与率32.8%", "- 结案率92.9%", "- 入会率32.8%", "- 参保18600人", "- 金额37.81万元", "- 户数126户",
        "- 场次12场", "- 人数1,860人次", "- 已达31个", "- 建成日期2024年6月20日", "- 通过验收：是",
    ]  # fmt: skip


def test_a_figure_that_the_content_says_already_is_not_said_twice(excel: Any) -> None:
    assert excel(rows(["内容", "数值", "单位"], ["新建工会12家", 12, "家"], ["新建工会112家", 12, "家"])) == (
        "## 主要工作\n- 新建工会12家\n- 新建工会112家，12家\n"
    )


def test_merged_cells(excel: Any) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        rows(
            ["类别", "部门", "内容", "数值", "单位"],
            ["维权", "权益部", "走访", 126, "户"], [None, None, "慰问", 37.8, "万元"],
            [None, "女工部", "体检", 60, "人"],
        )(book)  # fmt: skip
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B3")

    assert excel(fill) == (
        "## 维权\n- 走访126户 〔来源：权益部〕\n- 慰问37.8万元 〔来源：权益部〕\n"
        "- 体检60人 〔来源：女工部〕\n"
    )


def test_groups_and_cut_off_dates(excel: Any) -> None:
    assert excel(
        rows(
            ["类别", "小类", "内容", "截至", "可选"],
            ["组织建设", "入会", "发展会员1.5万人", "截至6月20日", None],
            ["组织建设", None, "换届15家", None, "是"],
            ["维权", None, "受理42件", None, None],
        )
    ) == (
        "## 组织建设\n### 入会\n- 发展会员1.5万人 〔截至6月20日〕\n- （可选）换届15家\n\n"
        "## 维权\n- 受理42件\n"
    )


def test_departments_are_the_sections_where_there_are_no_categories(excel: Any) -> None:
    assert excel(rows(["部门", "内容"], ["权益部", "受理42件"], ["宣教部", "举办12场"])) == (
        "## 权益部\n- 受理42件 〔来源：权益部〕\n\n## 宣教部\n- 举办12场 〔来源：宣教部〕\n"
    )


def test_worksheets_follow_each_other_and_hidden_ones_are_left_out(excel: Any) -> None:
    def fill(book: Any) -> None:
        book.active.title = "组织建设"
        rows(["内容"], ["新建12家"])(book)
        book.create_sheet("维权服务").append(["内容"])
        book["维权服务"].append(["受理42件"])
        book.create_sheet("旧").append(["内容"])
        book["旧"].append(["去年的数"])
        book["旧"].sheet_state = "hidden"

    assert excel(fill) == "## 组织建设\n- 新建12家\n\n## 维权服务\n- 受理42件\n"


def problems(make: Any, fill: Any) -> tuple[str, ...]:
    with pytest.raises(SheetError) as caught:
        make(fill)
    return caught.value.problems


def test_formulas_without_a_result_and_errors_are_told_all_together(excel: Any) -> None:
    def fill(book: Any) -> None:
        rows(["内容", "数值"], ["走访", "=1+1"], ["慰问", "#REF!"], [None, 5])(book)
        book.active["B3"].data_type = "e"

    assert problems(excel, fill) == (
        "B2格：公式还没有计算结果，请用 Excel 或 WPS 打开并保存一次再试。",
        "B3格：公式出错（#REF!），请在表里改正。",
        "第4行：有数值“5”但没有内容，请补上这是什么数。",
    )


def test_a_ledger_without_heads(excel: Any) -> None:
    told = problems(excel, rows(["a", "b"], ["1", "2"]))
    assert len(told) == 1
    assert told[0].startswith("第1行起的表格没有认得出的表头。请在第一行写表头，至少有“内容”一栏")
    assert excel(rows(["走访126户"], ["受理42件"])) == "## 主要工作\n- 走访126户\n- 受理42件\n"
    assert problems(excel, rows()) == (
        "没有任何小节。请用“## 小节标题”开头写各个小节，事实每条一行，前面加“- ”。",
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "旧格式或加了密码"),
        (b"PK\x03\x04broken", "可能已损坏"),
        (b"plain text", "可能已损坏"),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_packages_that_are_none(data: bytes, told: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(InputError, match=told):
        read_sheet(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_packages_of_another_kind_or_with_broken_parts(suffix: str, tmp_path: Path) -> None:
    def package(**files: str) -> Path:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        path = tmp_path / f"a{suffix}"
        path.write_bytes(made.getvalue())
        return path

    with pytest.raises(InputError, match=f"不是 {suffix} 文件"):
        read_sheet(package(other="x"))
    names = {"xl/workbook.xml": "<", "word/document.xml": "<", "[Content_Types].xml": "<"}
    with pytest.raises(InputError, match="可能已损坏"):
        read_sheet(package(**names))


@pytest.mark.parametrize(
    ("heads", "row", "fact"),
    [
        (["指标名称", "计量单位", "2024年1-6月"], ["发展会员", "人", 7632], "发展会员7632人"),
        (
            ["指标", "单位", "完成数", "去年同期", "同比增长"], ["发展会员", "人", 7632, 7000, "9%"],
            "发展会员7632人，去年同期7000人，同比增长9%",
        ),
        (["指标", "单位", "完成数", "同比"], ["新建工会", "家", 68, "-2.9%"], "新建工会68家，同比下降2.9%"),
        (
            ["指标", "2024年上半年", "2023年上半年", "单位"], ["发展会员", 7632, 7000, "人"],
            "发展会员，2024年上半年7632人，2023年上半年7000人",
        ),
        (
            ["指标", "计划数（人）", "完成数（人）", "完成率"], ["发展会员", 8000, 7632, "95.4%"],
            "发展会员7632人，计划8000人，完成率95.4%",
        ),
        (["序号", "内容", "", "数值"], [1, "新建工会", "", "68家"], "新建工会68家"),
        (["", "内容", "数值"], [1, "新建工会", "68家"], "新建工会68家"),
    ],
)  # fmt: skip
def test_an_indicator_a_row(
    heads: list[Any], row: list[Any], fact: str, excel: Callable[[Callable[[Any], None]], str]
) -> None:
    assert excel(rows(heads, row)).splitlines()[-1] == f"- {fact}"


@pytest.mark.parametrize(
    ("heads", "told"), [("街道数", "不认识“街道数”一栏，里面有数字（如“6”）"), ("", "不认识没有名称的第3列")]
)
def test_numbers_in_a_column_of_no_known_name_are_never_lost_silently(
    heads: str, told: str, excel: Callable[[Callable[[Any], None]], str]
) -> None:
    with pytest.raises(SheetError, match=told):
        excel(rows(["内容", "数值", heads], ["发展会员", "7632人", 6]))


@pytest.mark.parametrize(
    ("head", "value", "form", "fact"),
    [
        ("完成率", 0.4613, "0.00%", "完成率46.13%"),
        ("完成率（%）", 106, "General", "完成率106%"),
        ("完成率", "106%", "General", "完成率106%"),
        ("满意率", "98.5%", "General", "满意率98.5%"),
        ("占比", 0.5, "0%", "占比50%"),
        ("同比增长（%）", 0.5, "General", "同比增长0.5%"),
        ("同比增长（人）", 300, "General", "同比增长300人"),
    ],
)
def test_rates_have_no_part_in_the_row_s_unit(
    head: str, value: Any, form: str, fact: str, excel: Callable[[Callable[[Any], None]], str]
) -> None:
    def fill(book: Any) -> None:
        rows(["内容", "数值", "单位", head], ["发展会员", 7632, "人", value])(book)
        book.active["D2"].number_format = form

    assert excel(fill).splitlines()[-1] == f"- 发展会员7632人，{fact}"


@pytest.mark.parametrize(
    ("head", "value", "wanted", "other"),
    [
        ("完成率", 0.4613, "46.13%", "0.4613%"), ("完成率", 1.06, "106%", "1.06%"),
        ("完成率", 106, "106%", "106人"), ("满意率", 0.98, "98%", "0.98%"),
        ("完成率（%）", 0.4613, "46.13%", "0.4613%"), ("同比", -0.05, "-5%", "-0.05%"),
        ("同比增长", 300, "300%", "300人"),
    ],
)  # fmt: skip
def test_rates_that_may_mean_two_things_are_asked_for(
    head: str, value: Any, wanted: str, other: str, excel: Any
) -> None:
    assert problems(excel, rows(["内容", "数值", "单位", head], ["发展会员", 7632, "人", value])) == (
        f"第2行：“{head.removesuffix('（%）')}”一栏是“{value}”，看不出是不是百分数。"
        f"请写成“{wanted}”；如果不是这个意思，请连单位一起写，如“{other}”。",
    )
