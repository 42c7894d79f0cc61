"""Old reports read as sheets that can be written again at once, and files that are sheets already."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from support.old_word import numbered_word
from support.program import ROOT

from summarywriter import Writer, read_sheet, save
from summarywriter.documents.given import given
from summarywriter.documents.read import is_prose
from summarywriter.errors import InputError
from summarywriter.figures import find_figures
from summarywriter.markup import dump_sheet, parse_sheet
from summarywriter.model import FRAME_ROLES, Report

GENRES = sorted((ROOT / "fewshot").glob("*.md"))

OLD = """柳河市人民医院工会委员会
2024年工作总结
（2024年12月26日）
各位领导、同志们：
2024年，柳河市人民医院工会在市总工会和院党委的正确领导下，认真履行工会职能。全年共开展活动46场，服务职工3200人次。现将一年来的工作总结如下：
一、强化思想引领
一年来，我们始终把思想政治工作摆在首位。组织职工集中学习12次，参加1860人次；举办演讲比赛，评出一等奖2名。
二、深化民主管理
（一）职代会建设
召开八届二次职代会，审议通过7项议案。征集代表提案38件，立案21件，办结20件。
三、存在的问题
回顾一年来的工作，我们也清醒地看到还存在一些不足：一是活动形式不够丰富，参与率只有41%；二是业务培训偏少。
四、2025年工作打算
下一步，我们将做好以下工作：一是建成关爱中心1个；二是计划开展技能比武8场。
以上是我院工会2024年工作情况，不妥之处，请批评指正。谢谢大家！
柳河市人民医院工会委员会
2024年12月26日
"""
WANTED = """---
title: 柳河市人民医院工会委员会2024年工作总结
organization: 柳河市人民医院工会委员会
period: 2024年
date: 2024-12-26
genre: hospital-union
numbering: 一、/（一）/一是
guidance:
  - 在市总工会和院党委的正确领导下
---

## 导语
- 全年共开展活动46场，服务职工3200人次

## 强化思想引领
- 始终把思想政治工作摆在首位
- 组织职工集中学习12次，参加1860人次
- 举办演讲比赛，评出一等奖2名

## 深化民主管理
### 职代会建设
- 召开八届二次职代会，审议通过7项议案
- 征集代表提案38件，立案21件，办结20件

## 存在的问题
- 活动形式不够丰富，参与率只有41%
- 业务培训偏少

## 2025年工作打算
- 建成关爱中心1个
- 计划开展技能比武8场
"""


def word(path: Path, text: str) -> Path:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".md"])
def test_an_old_report_is_a_sheet_to_be_written_at_once(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"旧稿{suffix}"
    if suffix == ".docx":
        word(path, OLD)
    else:
        path.write_text(OLD, "gb18030" if suffix == ".txt" else "utf-8")
    notes: list[str] = []
    assert dump_sheet(read_sheet(path, notes.append)) == WANTED
    assert notes[0] == "这是一篇写好的总结：正文拆成了10条事实，原文不保留。请看过、换成本期的情况再写。"


def test_automatic_numbers_head_the_sections(tmp_path: Path) -> None:
    sheet = read_sheet(numbered_word(tmp_path / "旧.docx"))
    assert (sheet.period, sheet.date, sheet.guidance) == (
        "2023年上半年", "2023-07-03", ("在区委和市总工会的领导下",),
    )  # fmt: skip
    assert [len(section.all_facts) for section in sheet.sections] == [0, 3, 2]
    assert [group.heading for group in sheet.sections[1].groups] == ["建会工作", "换届工作"]


@pytest.mark.parametrize("example", GENRES, ids=lambda path: path.stem)
def test_what_was_printed_is_read_taken_apart_and_written_again(example: Path, tmp_path: Path) -> None:
    before = parse_sheet(example.read_text("utf-8"))
    printed = save(Report(sheet=before), tmp_path / "旧.docx")
    sheet = read_sheet(printed)
    assert (sheet.title, sheet.organization, sheet.period) == (
        before.title, before.organization, before.period,
    )  # fmt: skip
    assert [section.heading for section in sheet.numbered] == [s.heading for s in before.numbered]
    assert all(s.all_facts for s in sheet.sections if s.role not in FRAME_ROLES)
    assert all(group.facts for section in sheet.sections for group in section.groups)
    assert not any(section.text for section in sheet.sections)
    assert parse_sheet(dump_sheet(sheet)) == sheet
    figures = {f.text for s in before.numbered for f in find_figures(s.text) if f.kind != "date"}
    facts = "\n".join(fact.text for _, _, fact in sheet.facts())
    assert not figures - {figure.text for figure in find_figures(facts)}
    report = Writer.offline().write(sheet)
    text = "\n".join(section.text for section in report.sections)
    assert text.count("现将") <= 1
    assert report.ok, [finding.message for finding in report.findings if finding.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "一、组织建设\n新建基层工会12家。\n发展会员1.5万人。\n指导15家工会换届。\n走访企业35家。\n",
        "一、组织建设\n- 新建基层工会12家。走访企业35家。\n- 发展会员1.5万人。推进建会。举办培训2期。\n",
        "一、组织建设\n新建基层工会12家。走访企业35家。\n发展会员1.5万人。举办培训2期。 〔来源：组织部〕\n",
        "---\ntitle: 总结\n---\n## 组织建设\n新建基层工会12家。走访企业35家。举办培训2期。\n",
    ],
    ids=["lines", "bullets", "marks", "sheet"],
)
def test_a_list_of_facts_is_no_old_report(text: str, tmp_path: Path) -> None:
    path = tmp_path / "素材.txt"
    path.write_text(text, "utf-8")
    assert not is_prose(given(path))


def test_a_file_with_several_reports_is_none_to_be_written(tmp_path: Path) -> None:
    second = OLD.replace("柳河市", "青山县").replace("2024", "2023")
    with pytest.raises(InputError, match=r"里有2篇总结：《.*》、《.*》。请只留一篇"):
        read_sheet(word(tmp_path / "合集.docx", OLD + second))


OFFICE = """{title}
2024年上半年，云溪县第三中学工会在县教育工会的领导下，主要抓了三个方面的工作，为建设美丽校园贡献力量。现将工作总结如下：
一、组织建设
召开教代会1次，审议通过议案5项。持续扩大组织覆盖，新发展会员26人，为建设美丽云溪贡献工会力量。
二、服务职工
慰问困难教师12人，发放慰问金2.4万元。举办趣味运动会1场。
三、下一步打算
一是办好教师节活动；二是建成职工书屋1个。
{end}
"""
PRINTED = "云溪县第三中学工会2024年上半年工作总结"
SIGNED = "云溪县第三中学工会"
ENDS = [
    (f"{SIGNED}\n2024年7月1日\n抄送：县教育局", ["抄送：县教育局"]),
    (f"{SIGNED}\n2024年7月1日\n联系人：周晓，电话：0571-1234567", ["联系人：周晓，电话：0571-1234567"]),
    (f"联系人：周晓，电话：0571-1234567\n{SIGNED}\n2024年7月1日", ["联系人：周晓，电话：0571-1234567"]),
    (f"{SIGNED}  2024.7.1", []),
    (f"{SIGNED}\n2024-07-01\n\n主送：县总工会", ["主送：县总工会"]),
    (
        f"附件：1.工会经费收支表\n2.会员名册\n\n{SIGNED}\n二〇二四年七月一日",
        ["附件：1.工会经费收支表", "2.会员名册"],
    ),
    (f"{SIGNED}（2024年7月1日）\n附件1：工会经费收支表", ["附件1：工会经费收支表"]),
    (
        f"特此报告。\n{SIGNED}\n2024年7月1日\n县教育局办公室  2024年7月2日印发",
        ["特此报告。", "县教育局办公室2024年7月2日印发"],
    ),
    (f"{SIGNED}\n2024年7月1日\n（此页无正文）\n共印20份", ["（此页无正文）", "共印20份"]),
]


def office(tmp_path: Path, end: str, title: str = PRINTED) -> Path:
    path = tmp_path / "旧稿.txt"
    path.write_text(OFFICE.format(title=title, end=end), "utf-8")
    return path


@pytest.mark.parametrize(("end", "left"), ENDS)
def test_what_stands_about_a_sign_off_is_no_work_and_is_named(
    end: str, left: list[str], tmp_path: Path
) -> None:
    notes: list[str] = []
    sheet = read_sheet(office(tmp_path, end), notes.append)
    assert (sheet.title, sheet.organization, sheet.date) == (PRINTED, SIGNED, "2024-07-01")
    assert [fact.text for fact in sheet.sections[-1].all_facts] == ["办好教师节活动", "建成职工书屋1个"]
    assert notes[1:] == [f"没有收入的话：{line}" for line in left]


@pytest.mark.parametrize(
    "work", ["联系人大代表、政协委员20人，走访企业3家", "附件齐全的会员档案做到全部印发"]
)
def test_a_line_of_work_that_reads_like_a_note_is_kept(work: str, tmp_path: Path) -> None:
    sheet = read_sheet(office(tmp_path, f"三是{work}"))
    assert sheet.sections[-1].all_facts[-1].text == work


@pytest.mark.parametrize(
    ("title", "end", "organization"),
    [
        (PRINTED, "2024年7月1日", SIGNED),
        (PRINTED, "工会委员会\n2024年7月1日", SIGNED),
        ("关于云溪县第三中学工会2024年上半年工作的总结", "2024年7月1日", SIGNED),
        ("关于2024年上半年学校工会重点工作情况的总结", f"{SIGNED}\n2024年7月1日", SIGNED),
    ],
)
def test_a_printed_title_wins(title: str, end: str, organization: str, tmp_path: Path) -> None:
    sheet = read_sheet(office(tmp_path, end, title))
    assert (sheet.title, sheet.organization) == (title, organization)


def test_a_lead_without_figures_is_told_once_and_facts_keep_their_words(tmp_path: Path) -> None:
    sheet = read_sheet(office(tmp_path, ENDS[0][0]))
    assert [fact.text for fact in sheet.sections[0].all_facts] == []
    assert sheet.guidance == ("在县教育工会的领导下",)
    assert sheet.sections[1].all_facts[1].text == (
        "持续扩大组织覆盖，新发展会员26人，为建设美丽云溪贡献工会力量"
    )
    assert Writer.offline().write(sheet).sections[0].text.count("2024年上半年") == 1


BEHIND = """\
附件：1.组建情况统计表
2.困难职工明细表（275户）
（联系人：李四，电话：0538-2834567）
抄送：市委办公室，市政府办公室。
附件1
组建情况统计表
一、城区
东城街道新建基层工会12家，发展会员1006人。
附件2
1.张一，发放救助金3000元。
2.赵二，发放救助金2600元。
3.钱三，发放救助金2500元。
"""


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
def test_annexes_behind_the_text_are_left_out_and_told(signed: bool, tmp_path: Path) -> None:
    body = OLD if signed else OLD[: OLD.rindex("柳河市")]
    path = tmp_path / "旧总结.txt"
    path.write_text(body + BEHIND, "utf-8")
    told: list[str] = []
    assert dump_sheet(read_sheet(path, told.append)) == WANTED
    behind = [f"没有收入的话：{line}" for line in BEHIND.splitlines()]
    assert told[-11:] == [*behind[:10], "另有2行也没有收入，最后一行是：3.钱三，发放救助金2500元。"]


def test_a_heading_that_says_part_of_the_title_begins_no_report(tmp_path: Path) -> None:
    path = tmp_path / "旧总结.txt"
    text = OLD.replace("2024年工作总结\n", "2024年工作总结及2025年工作计划\n", 1)
    path.write_text("附件2\n" + text.replace("一、强化", "2024年工作总结\n一、强化", 1), "utf-8")
    sheet = read_sheet(path)
    assert sheet.title == "柳河市人民医院工会委员会2024年工作总结及2025年工作计划"
    assert sheet.guidance == ("在市总工会和院党委的正确领导下",)
    assert [section.heading for section in sheet.sections][1:3] == ["强化思想引领", "深化民主管理"]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("中共柳河市总工会党组\n关于2024年上半年工作情况和\n下半年工作安排的报告",
         "中共柳河市总工会党组关于2024年上半年工作情况和下半年工作安排的报告"),
        ("关于柳河市总工会2024年工作情况的\n报告", "关于柳河市总工会2024年工作情况的报告"),
        ("柳河市人民医院工会委员会\n2024年工作总结", "柳河市人民医院工会委员会2024年工作总结"),
    ],
)  # fmt: skip
def test_a_title_over_several_lines_is_one(printed: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "旧总结.txt"
    text = OLD.replace("柳河市人民医院工会委员会\n2024年工作总结", printed, 1)
    text = text.replace("以上是我院工会2024年工作情况，不妥之处，请批评指正。谢谢大家！", "妥否，请批示。")
    path.write_text(text, "utf-8")
    sheet = read_sheet(path)
    assert sheet.title == title
    assert [fact.text for fact in sheet.sections[-1].all_facts] == ["建成关爱中心1个", "计划开展技能比武8场"]


def test_a_party_group_signs_too(tmp_path: Path) -> None:
    path = tmp_path / "旧总结.txt"
    path.write_text(
        OLD.replace("谢大家！\n柳河市人民医院工会委员会", "谢大家！\n中共柳河市总工会党组"), "utf-8"
    )
    assert read_sheet(path).organization == "中共柳河市总工会党组"
