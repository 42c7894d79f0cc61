"""Ledgers as people fill them: marks for nothing, notes, hidden rows, heads in two rows, several columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from summarywriter.documents import read_sheet
from summarywriter.errors import SheetError
from summarywriter.markup import dump_sheet


def read(book: Any, folder: Path) -> tuple[list[str], list[str]]:
    """Return the lines of the sheet that a workbook gives, and what was told of its reading."""
    notes: list[str] = []
    book.save(folder / "台账.xlsx")
    return dump_sheet(read_sheet(folder / "台账.xlsx", notes.append)).splitlines(), notes


def workbook(*rows: Sequence[Any], merged: Sequence[str] = ()) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    return book


HEADS = ["内容", "数值", "单位", "去年同期", "同比增长", "部门"]


@pytest.mark.parametrize("mark", ["—", "——", "-", "－", "/", "／", "无", "暂无", "N/A"])
def test_a_mark_for_nothing_is_no_value(mark: str, tmp_path: Path) -> None:
    lines, notes = read(workbook(HEADS, ["新就业形态劳动者入会", 812, "人", mark, mark, mark]), tmp_path)
    assert lines[-1] == "- 新就业形态劳动者入会812人"
    assert notes == []


def test_a_row_that_says_it_has_no_value_is_told(tmp_path: Path) -> None:
    lines, notes = read(
        workbook(
            HEADS, ["医疗互助赔付", "—", "万元", "—", "—"], ["受理案件42件", "/"], ["安全事故", "无", "起"],
            ["走访职工", None, None],
        ), tmp_path,
    )  # fmt: skip
    assert lines[1:] == ["- 受理案件42件", "- 安全事故：无", "- 走访职工"]
    assert notes == ["第2行“医疗互助赔付”没有填数，没有读入。"]


def test_notes_and_names_below_the_table_are_no_facts(tmp_path: Path) -> None:
    lines, notes = read(
        workbook(
            HEADS, ["新建工会", 12, "家"], ["注：数据截至6月30日"], ["填表人：李明", None, "审核人：王芳"],
            ["说明1、数据由各部门报送"], ["备注（1）：同上"],
        ), tmp_path,
    )  # fmt: skip
    assert lines == ["## 主要工作", "- 新建工会12家", "- 说明1、数据由各部门报送"]
    assert notes == [
        "第3行是表格的说明，没有读入：注：数据截至6月30日",
        "第4行是表格的说明，没有读入：填表人：李明，审核人：王芳",
        "第6行是表格的说明，没有读入：备注（1）：同上",
    ]


def test_hidden_rows_and_columns_are_left_out_and_told(tmp_path: Path) -> None:
    book = workbook(HEADS, *([f"走访{n}次", n, "次", None, None, "权益部"] for n in range(2, 9)))
    for n in (3, 4, 5, 8):
        book.active.row_dimensions[n].hidden = True
    book.active.column_dimensions["F"].hidden = True
    book.active.column_dimensions["H"].hidden = True
    lines, notes = read(book, tmp_path)
    assert lines[1:] == ["- 走访2次", "- 走访6次", "- 走访7次"]
    assert notes == [
        "有4行是隐藏或筛选掉的（第3—5、8行），没有读入；要读它们，请先取消隐藏和筛选。",
        "有1列是隐藏的（F列），没有读入；要读它们，请先取消隐藏。",
    ]


def test_hidden_formulas_are_not_missed(tmp_path: Path) -> None:
    book = workbook(["内容", "数值"], ["走访3次"], ["合并", "=1+1"])
    book.active.row_dimensions[3].hidden = True
    assert read(book, tmp_path)[0][-1] == "- 走访3次"


@pytest.mark.parametrize("title", ["填表说明", "说明", "备注", "封面"])
def test_worksheets_of_explanations_are_passed_over(title: str, tmp_path: Path) -> None:
    book = workbook(HEADS, ["新建工会", 12, "家"])
    aside = book.create_sheet(title)
    aside.append(["1. 数据由各部门每月3日前报送。"])
    aside.append(["2. 金额以万元计", "保留一位小数"])
    book.create_sheet("去年").sheet_state = "hidden"
    lines, notes = read(book, tmp_path)
    assert lines == ["## 主要工作", "- 新建工会12家"]
    assert notes == [
        "工作表“去年”是隐藏的，没有读入；要读它，请先取消隐藏。",
        f"工作表“{title}”不是台账，没有读入；里面有要用的事实，请给它另起名称。",
    ]


def test_a_lone_worksheet_is_read_whatever_its_name(tmp_path: Path) -> None:
    book = workbook(HEADS, ["新建工会", 12, "家"])
    book.active.title = "说明"
    assert read(book, tmp_path) == (["## 主要工作", "- 新建工会12家"], [])


@pytest.mark.parametrize(
    ("heads", "row", "fact"),
    [
        (["事项", "情况"], ["提案办理", "征集38件，立案21件"], "提案办理：征集38件，立案21件"),
        (["事项", "情况"], ["召开职代会", "召开八届二次职代会，审议议案"], "召开八届二次职代会，审议议案"),
        (["重点工作", "完成情况"], ["走访", "走访职工126户"], "走访职工126户"),
        (["指标", "完成情况"], ["新建工会", "46家"], "新建工会46家"),
        (["活动名称", "场次", "参与人次"], ["法律讲座", 6, 860], "法律讲座6场，860人次"),
        (["活动名称", "场次", "金额（万元）", "完成情况"], ["运动会", 1, 12.5, "已办结"],
         "运动会1场，金额12.5万元，已办结"),
        (["内容", "人数"], ["培训工会干部", 130], "培训工会干部130人"),
    ],
)  # fmt: skip
def test_several_columns_tell_one_fact(
    heads: Sequence[Any], row: Sequence[Any], fact: str, tmp_path: Path
) -> None:
    assert read(workbook(heads, row), tmp_path)[0][-1] == f"- {fact}"


MERGED = ("A1:A2", "B1:B2", "C1:D1")


@pytest.mark.parametrize(
    ("heads", "row", "merged", "fact"),
    [
        ([["项目", "单位", "2025年上半年", None], [None, None, "计划", "完成"]], ["竞赛", "场", 10, 12],
         MERGED, "竞赛12场，计划10场"),
        ([["项目", "单位", "2025年上半年", None], ["", "", "计划", "完成"]], ["竞赛", "场", 10, 12],
         (), "竞赛12场，计划10场"),
        ([["项目", "单位", "2025年", None, "2024年", None], [None, None, "计划", "完成", "计划", "完成"]],
         ["竞赛", "场", 10, 12, 9, 8], (*MERGED, "E1:F1"),
         "竞赛，2025年计划10场，2025年完成12场，2024年计划9场，2024年完成8场"),
        ([["内容", "数值", "单位", "去年同期"]], ["走访", 126, "户", 118], (), "走访126户，去年同期118户"),
    ],
)  # fmt: skip
def test_heads_in_two_rows(
    heads: Sequence[Sequence[Any]], row: Sequence[Any], merged: Sequence[str], fact: str, tmp_path: Path
) -> None:
    assert read(workbook(*heads, row, merged=merged), tmp_path)[0][-1] == f"- {fact}"


def test_what_two_heads_count_is_not_guessed(tmp_path: Path) -> None:
    book = workbook(
        ["内容", "困难职工", None], [None, "人数", "金额"], ["慰问", 120, 11.6], merged=("A1:A2", "B1:C1")
    )
    with pytest.raises(SheetError, match="不认识“困难职工人数”一栏"):
        read(book, tmp_path)


def test_a_column_of_words_that_means_nothing_here_is_told(tmp_path: Path) -> None:
    lines, notes = read(workbook(["内容", "数值", "举办地点"], ["讲座", "6场", "文化宫"]), tmp_path)
    assert lines[-1] == "- 讲座6场"
    assert notes == ["不认识“举办地点”一栏（如“文化宫”），没有读入。"]


def test_named_worksheets_are_the_sections_before_departments(tmp_path: Path) -> None:
    book = workbook(["部门", "内容"], ["工会办", "慰问3户"])
    book.active.title = "职工服务"
    book.create_sheet("民主管理").append(["内容"])
    book["民主管理"].append(["审议议案7件"])
    assert read(book, tmp_path)[0] == [
        "## 职工服务", "- 慰问3户 〔来源：工会办〕", "", "## 民主管理", "- 审议议案7件",
    ]  # fmt: skip


PERCENT = ["指标", "数值", "单位"]


@pytest.mark.parametrize(
    ("heads", "row", "wanted", "other"),
    [
        (PERCENT, ["百人以上企业建会率", 0.61, "%"], "61%", "0.61%"),
        (PERCENT, ["职工满意度", 1, "％"], "100%", "1%"),
        (PERCENT, ["任务完成度", 1.06, "%"], "106%", "1.06%"),
        (["指标", "数值（%）"], ["参保面", "0.735"], "73.5%", "0.735%"),
        (["指标", "完成情况", "单位"], ["覆盖面", 0.9, "%"], "90%", "0.9%"),
        ([*PERCENT, "去年同期"], ["覆盖面", "92%", "%", 0.88], "88%", "0.88%"),
    ],
)
def test_a_fraction_with_the_unit_percent_is_asked_for(
    heads: Sequence[Any], row: Sequence[Any], wanted: str, other: str, tmp_path: Path
) -> None:
    with pytest.raises(SheetError) as caught:
        read(workbook(heads, row), tmp_path)
    (problem,) = caught.value.problems
    assert "看不出是不是百分数" in problem
    assert f"请写成“{wanted}”；如果不是这个意思，请连单位一起写，如“{other}”。" in problem


def test_a_fraction_with_the_unit_percent_is_asked_for_in_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("指标,数值,单位\n服务好评度,0.97,%\n", encoding="utf-8")
    with pytest.raises(SheetError, match=r"“服务好评度”的数是“0.97”，看不出是不是百分数"):
        read_sheet(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("value", "form", "fact"),
    [
        (0.61, "0%", "建会率61%"), ("0.61%", "General", "建会率0.61%"), (61.5, "General", "建会率61.5%"),
        (0, "General", "建会率0%"),
    ],
)  # fmt: skip
def test_a_percentage_that_is_plain_is_read(value: Any, form: str, fact: str, tmp_path: Path) -> None:
    book = workbook(PERCENT, ["建会率", value, "%"])
    book.active["B2"].number_format = form
    assert read(book, tmp_path)[0][-1] == f"- {fact}"


@pytest.mark.parametrize("mark", ["无", "—", "/"])
def test_work_without_an_outcome_is_left_out_and_told(mark: str, tmp_path: Path) -> None:
    lines, notes = read(
        workbook(
            ["部门", "工作内容", "完成情况"],
            ["基层部", "集中入会行动", mark], ["基层部", "换届选举30家", mark],
            ["经济部", "班组竞赛", "举办9场"],
        ), tmp_path,
    )  # fmt: skip
    assert lines == ["## 经济部", "- 班组竞赛：举办9场 〔来源：经济部〕"]
    assert notes == [
        f"第2行“集中入会行动”的情况是“{mark}”，没有可写的，没有读入。",
        f"第3行“换届选举30家”的情况是“{mark}”，没有可写的，没有读入。",
    ]


def test_a_value_is_told_without_its_outcome_and_a_lone_outcome_may_be_empty(tmp_path: Path) -> None:
    book = workbook(["活动名称", "场次", "完成情况"], ["普法讲座", 6, "—"])
    assert read(book, tmp_path) == (["## 主要工作", "- 普法讲座6场"], [])
    lines, notes = read(workbook(["部门", "完成情况"], ["女工部", "无"], ["财务部", "审计2次"]), tmp_path)
    assert lines == ["## 财务部", "- 审计2次 〔来源：财务部〕"]
    assert notes == ["第2行的内容是“无”，没有读入。"]


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (["云溪县总工会2024年上半年工作台账"], ["organization: 云溪县总工会", "period: 2024年上半年"]),
        (["2024年第一季度云溪县总工会工作台账"], ["organization: 云溪县总工会", "period: 2024年第一季度"]),
        (["云溪县总工会2024年1—9月工作台账"], ["organization: 云溪县总工会", "period: 2024年1—9月"]),
        (["２０２４年6月份月湖区总工会工作台账"], ["organization: 月湖区总工会", "period: 2024年6月"]),
        (["2024年度工作台账"], ["period: 2024年"]),
        (["云溪县总工会2024年上半年台账", "单位：云溪县总工会机关"],
         ["organization: 云溪县总工会机关", "period: 2024年上半年"]),
    ],
)  # fmt: skip
def test_a_title_above_the_heads_tells_who_and_when(
    above: Sequence[str], head: Sequence[str], tmp_path: Path
) -> None:
    book = workbook(*([line, None, None] for line in above), HEADS, ["走访", 5, "户"], merged=("A1:C1",))
    lines, notes = read(book, tmp_path)
    assert lines[: len(head) + 2] == ["---", *head, "---"]
    assert notes == []


def test_a_line_above_the_heads_that_tells_nothing_is_told(tmp_path: Path) -> None:
    book = workbook(["各部门工作台账"], ["请于2024年6月底前报送，逾期不候"], HEADS, ["走访", 5, "户"])
    assert read(book, tmp_path) == (
        ["## 主要工作", "- 走访5户"],
        [
            "第1行在表头之上，没有读入：各部门工作台账",
            "第2行在表头之上，没有读入：请于2024年6月底前报送，逾期不候",
        ],
    )


def test_titles_of_two_worksheets_that_differ_are_told(tmp_path: Path) -> None:
    book = workbook(["云溪县总工会2024年台账"], HEADS, ["走访", 5, "户"])
    book.active.title = "甲"
    for name, year in (("乙", 2024), ("丙", 2023)):
        for row in ([f"云溪县总工会{year}年台账"], HEADS, [f"{name}慰问", 5, "户"]):
            book.create_sheet(name).append(row) if name not in book.sheetnames else book[name].append(row)
    lines, notes = read(book, tmp_path)
    assert lines[1:3] == ["organization: 云溪县总工会", "period: 2024年"]
    assert notes == ["工作表“丙”第1行在表头之上，没有读入：云溪县总工会2023年台账"]


def test_remarks_are_left_out_and_told(tmp_path: Path) -> None:
    book = workbook(
        ["序号", "内容", "数值", "备注"], ["一", "投入资金", "80万元", 3],
        ["二", "培训", "900人", "其中女职工410人"], ["注：数据截至6月底"],
    )  # fmt: skip
    assert read(book, tmp_path)[1] == [
        "“备注”一栏没有读入（如“其中女职工410人”）；要用的话，请写进“内容”。",
        "第4行是表格的说明，没有读入：注：数据截至6月底",
    ]


@pytest.mark.parametrize("place", ["D2", "C3", "E2", "A1"])
def test_errors_in_cells_that_are_not_read_do_no_harm(place: str, tmp_path: Path) -> None:
    book = workbook(
        [None], ["内容", "数值", "单位", "备注", "测算"], ["走访", 12, "户"], ["合计", None, None]
    )
    row = {"A1": 1, "D2": 3, "C3": 4, "E2": 3}[place]
    cell = book.active.cell(row, "ABCDE".index(place[0]) + 1, "#N/A")
    cell.data_type = "e"
    lines, notes = read(book, tmp_path)
    assert lines == ["## 主要工作", "- 走访12户"]
    assert notes == (["不认识“测算”一栏（里面的公式出错或没有结果），没有读入。"] if place == "E2" else [])


def test_an_error_in_a_cell_that_is_read_is_the_only_problem(tmp_path: Path) -> None:
    book = workbook(HEADS, ["走访", "#N/A", "户"])
    book.active["B2"].data_type = "e"
    with pytest.raises(SheetError) as caught:
        read(book, tmp_path)
    assert caught.value.problems == ("B2格：公式出错（#N/A），请在表里改正。",)


@pytest.mark.parametrize(
    ("head", "value", "fact"),
    [
        ("增减（%）", 8.5, "同比增长8.5%"), ("增减（％）", -3.2, "同比下降3.2％"),
        ("增减（±%）", 4, "同比增长4%"), ("增减", "6.1%", "同比增长6.1%"),
    ],
)  # fmt: skip
def test_more_or_less_is_growth(head: str, value: Any, fact: str, tmp_path: Path) -> None:
    book = workbook(["内容", "数值", "单位", head], ["入会", 640, "人", value])
    assert read(book, tmp_path)[0][-1] == f"- 入会640人，{fact}"


@pytest.mark.parametrize(
    ("line", "heads", "row", "fact"),
    [
        ("单位：万元", ["指标", "年度目标", "完成", "完成率", "同比增长(%)"], ["收入", 120, 65, "54.2%", 8],
         "收入65万元，年度目标120万元，完成率54.2%，同比增长8%"),
        ("（金额单位：万元）", ["内容", "数值", "单位"], ["走访", 126, "户"], "走访126户"),
        ("单位：万元", ["内容", "数值", "单位"], ["发放慰问金", 37.8, None], "发放慰问金37.8万元"),
        ("单位：万元", ["内容", "数值"], ["职工人数（人）", 320], "职工人数320人"),
        ("单位：万元", ["内容", "数值"], ["参加人数", 320], "参加人数320人"),
        ("单位：万元", ["内容", "数值"], ["满意率", "98.5%"], "满意率98.5%"),
        ("单位：万元", ["内容", "数值"], ["建会率", 93.2], "建会率93.2"),
        ("单位：万元", ["内容", "人数"], ["培训", 130], "培训130人"),
        ("单位：万元", ["内容", "完成（家）"], ["新建工会", 12], "新建工会12家"),
        ("单位：万元", ["内容", "情况"], ["运动会", "已举办"], "运动会：已举办"),
        ("单位：人", ["内容", "上半年完成", "去年同期"], ["入会", 812, 700], "入会812人，去年同期700人"),
    ],
)  # fmt: skip
def test_a_unit_above_the_table_is_that_of_amounts_without_one(
    line: str, heads: Sequence[Any], row: Sequence[Any], fact: str, tmp_path: Path
) -> None:
    lines, notes = read(workbook(["清河集团2024年上半年台账"], [line], heads, row), tmp_path)
    assert lines[1] == "organization: 清河集团"
    assert lines[-1] == f"- {fact}"
    unit = line.strip("（）").partition("：")[2]
    assert notes == [f"第2行写着“{line}”：没有另写单位的数，都按{unit}读入，请核对。"]


def test_several_units_above_the_table_are_told_and_name_no_organisation(tmp_path: Path) -> None:
    lines, notes = read(workbook(["单位：万元、人"], ["内容", "数值"], ["收入", 12]), tmp_path)
    assert lines == ["## 主要工作", "- 收入12"]
    assert notes == [
        "第1行在表头之上，没有读入：单位：万元、人。哪个数用哪个单位，请在表里加“单位”一栏写明。"
    ]


def test_the_organisation_above_the_heads_stays_one(tmp_path: Path) -> None:
    lines, _ = read(workbook(["单位：清河区总工会"], ["内容", "数值"], ["走访户数", 12]), tmp_path)
    assert lines[1] == "organization: 清河区总工会"
    assert lines[-1] == "- 走访户数12户"


def test_remarks_that_are_mere_numbers_are_told(tmp_path: Path) -> None:
    heads = ["序号", "内容", "数值", "单位", "备注"]
    _, notes = read(workbook(heads, [1, "走访", 126, "户", 8], [2, "慰问", 6, "次", None]), tmp_path)
    assert notes == ["“备注”一栏没有读入（如“8”）；要用的话，请写进“内容”。"]


TASKS = [
    ["序号", "重点任务", None, "完成情况", "责任单位"],
    [None, "类别", "任务内容", None, None],
    ["一、思想引领"],
    [1, "宣传教育", "开展主题宣讲", "开展46场", "宣教部"],
    [2, None, "选树先进典型", "评选劳模20名", "宣教部"],
    ["二、维权服务"],
    [3, "帮扶", "走访困难职工", "走访困难职工126户", "保障部"],
]
TASKS_MERGED = ("A1:A2", "B1:C1", "D1:D2", "E1:E2", "A3:E3", "B4:B5", "A6:E6")


def test_rows_that_stand_over_others_are_their_sections(tmp_path: Path) -> None:
    lines, notes = read(workbook(*TASKS, merged=TASKS_MERGED), tmp_path)
    assert lines == [
        "## 思想引领", "### 宣传教育",
        "- 开展主题宣讲：开展46场 〔来源：宣教部〕", "- 选树先进典型：评选劳模20名 〔来源：宣教部〕",
        "", "## 维权服务", "### 帮扶", "- 走访困难职工126户 〔来源：保障部〕",
    ]  # fmt: skip
    assert notes == []


def test_a_list_whose_rows_are_numbered_has_no_sections(tmp_path: Path) -> None:
    lines, _ = read(workbook(["内容", "数值"], ["一、新建工会12家"], ["二、走访126户"]), tmp_path)
    assert lines == ["## 主要工作", "- 新建工会12家", "- 走访126户"]


def test_how_it_went_is_no_fact_without_what_it_was(tmp_path: Path) -> None:
    rows = [
        ["序号", "干的事", "完成情况", "时限"],
        [1, "宣讲", "已开展46场", "6月底"],
        [2, "走访", "126户", "6月底"],
    ]
    with pytest.raises(SheetError) as caught:
        read(workbook(*rows), tmp_path)
    assert str(caught.value).count("干的事") == 1
    assert "请把栏名改为“内容”" in str(caught.value)
    assert "时限" not in str(caught.value)


def test_a_column_of_totals_is_the_value(tmp_path: Path) -> None:
    heads = ["项目", "单位", "一季度", "二季度", "合计", "去年同期"]
    lines, _ = read(workbook(heads, ["发展会员", "人", 1200, 1300, 2500, 2300], ["合计"]), tmp_path)
    assert lines[-1] == "- 发展会员2500人，去年同期2300人，一季度1200人，二季度1300人"


@pytest.mark.parametrize(
    ("row", "fact"),
    [
        (["走访", "１２６", "户", "14.5％"], "走访126户，同比增长14.5%"),
        (["走访", "42 户", "户", -0.16], "走访42户，同比下降16%"),
        (["走访", 42, "户", "增长14.5%"], "走访42户，同比增长14.5%"),
        (["走访", 42, "户", "下降3%"], "走访42户，同比下降3%"),
        (["走访", 42, "户", "持平"], "走访42户，同比持平"),
        (["走访", "5200余", "人次", None], "走访5200余人次"),
        (["点击量", "1.2万", "次", None], "点击量1.2万次"),
        (["走访", "近三百", "户", None], "走访：近三百户"),
        (["走访", "12户36人", "户", None], "走访12户36人"),
        (["建会率", "93.2%", "家", None], "建会率93.2%"),
        (["组织活动\n（含线上）", 12, "场", None], "组织活动（含线上）12场"),
        (["走访职工，\n慰问家属", 12, "户", None], "走访职工，慰问家属12户"),
        (["1.走访12户。\n2.慰问36人。", None, None, None], "走访12户；慰问36人。"),
        (["- 走访12户\n- 慰问36人", None, None, None], "走访12户；慰问36人"),
    ],
)  # fmt: skip
def test_cells_are_told_as_a_report_writes_them(row: Sequence[Any], fact: str, tmp_path: Path) -> None:
    book = workbook(["内容", "数值", "单位", "同比增长"], row)
    book.active["D2"].number_format = "0%"
    assert read(book, tmp_path)[0][-1] == f"- {fact}"


@pytest.mark.parametrize("day", [45463, "45463", "2024年6月20日", "截至2024年6月20日"])
def test_a_day_that_a_spreadsheet_keeps_as_a_number(day: Any, tmp_path: Path) -> None:
    lines, _ = read(workbook(["内容", "截至"], ["走访12户", day]), tmp_path)
    assert lines[-1] == "- 走访12户 〔截至2024年6月20日〕"
