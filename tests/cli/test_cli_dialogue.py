"""The interview without a terminal: answers in, a sheet out."""

from __future__ import annotations

from datetime import date

import pytest

from summarywriter.cli.interview import Interview
from summarywriter.cli.interview.defaults import genres, usual_outline, usual_period
from summarywriter.cli.interview.edits import PENDING, finished, for_saving, from_saved
from summarywriter.cli.interview.typed import Command, read_command, read_facts
from summarywriter.markup import dump_sheet, parse_sheet
from summarywriter.model import Sheet

TODAY = date(2024, 7, 5)
PARTICULARS = ["清河区总工会", "", "", ""]


def interview(*answers: str, sheet: Sheet | None = None) -> Interview:
    talk = Interview(sheet or Sheet(), TODAY)
    for answer in answers:
        talk.answer(answer)
    return talk


def in_first_section(*answers: str) -> Interview:
    return interview(*PARTICULARS, "2", "", "", *answers)


def texts(talk: Interview, heading: str = "思想引领更加有力") -> list[str]:
    return [fact.text for fact in talk.sheet.section(heading).all_facts]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2024-01-10", "2023年"), ("2024-02-29", "2023年"), ("2024-03-31", "2024年第一季度"),
        ("2024-05-20", "2024年上半年"), ("2024-08-01", "2024年上半年"), ("2024-10-08", "2024年前三季度"),
        ("2024-12-20", "2024年"),
    ],
)  # fmt: skip
def test_the_period_offered_follows_from_the_day(day, period):
    assert usual_period(date.fromisoformat(day)) == period


def test_particulars_have_sensible_defaults():
    talk = interview()
    assert talk.question().prompt == "单位名称> "
    talk.answer(" 清河区总工会 ")
    assert "2024年上半年" in talk.question().prompt
    talk.answer("")
    assert "清河区总工会2024年上半年工作总结" in talk.question().prompt
    talk.answer("")
    assert "2024-07-05" in talk.question().prompt
    talk.answer("2024年7月8日")
    sheet = talk.sheet
    assert (sheet.organization, sheet.period) == ("清河区总工会", "2024年上半年")
    assert (sheet.title, sheet.date) == ("清河区总工会2024年上半年工作总结", "2024年7月8日")


def test_what_is_no_date_is_asked_again():
    talk = interview("甲工会", "", "")
    assert "不是有效的日期" in talk.answer("2024-13-40")[0]
    assert talk.sheet.date == ""


def test_an_organisation_is_asked_for_until_it_is_skipped():
    talk = interview()
    assert ":skip" in talk.answer("")[0]
    talk.answer(":skip")
    assert talk.question().prompt.startswith("时间段")


@pytest.mark.parametrize("answer", ["2", "区总工会"])
def test_the_genre_brings_its_outline(answer):
    talk = interview(*PARTICULARS, answer, "")
    assert talk.sheet.genre == "district-union"
    assert talk.sheet.parts == usual_outline("district-union")
    assert any("组织建设不断夯实" in line for line in talk.introduction())


def test_every_genre_has_an_outline_with_a_lead():
    for code, _ in genres():
        assert usual_outline(code)[0].sections[0].role == "lead"
        assert any(section.role == "plan" for part in usual_outline(code) for section in part.sections)


def test_guidance_is_collected_word_for_word():
    talk = interview(*PARTICULARS, "2", "在区委的正确领导下\n以党的二十大精神为指导", "在区委的正确领导下")
    assert talk.sheet.guidance == ("在区委的正确领导下", "以党的二十大精神为指导")
    assert ":del 2" in talk.answer(":del 9")[0]
    talk.answer(":del 1")
    assert talk.sheet.guidance == ("以党的二十大精神为指导",)
    assert talk.answer(":list") == ["  1. 以党的二十大精神为指导"]
    talk.answer(":undo")
    talk.answer("")
    assert talk.question().prompt == "提纲> "


def test_an_unknown_genre_is_asked_again():
    assert "没有“99”这个体裁" in interview(*PARTICULARS).answer("99")[0]


def test_the_outline_can_be_edited():
    talk = interview(
        *PARTICULARS, "1", "", ":edit 1 组织建设", ":del 2", "（三）文体活动\n普惠服务", "组织建设"
    )
    assert [s.heading for s in talk.sheet.sections] == [
        "导语", "组织建设", "文体活动", "普惠服务", "存在问题", "下一步工作打算",
    ]  # fmt: skip
    talk.answer(":edit 1 存在的问题")
    assert talk.sheet.section("存在的问题").role == "problems"


def test_a_fact_is_answered_with_its_figures():
    shown = in_first_section().answer("- 走访慰问困难职工9户，发放慰问金2.4万元")
    assert shown[:2] == ["  1. 走访慰问困难职工9户，发放慰问金2.4万元", "     数字：9户 · 2.4万元"]


def test_a_fact_that_cannot_be_is_told_at_once():
    shown = in_first_section().answer("会员入会率为130%")
    assert any(line.lstrip().startswith("【错误】") for line in shown)


def test_a_pasted_block_makes_several_facts():
    block = "• 举办读书活动12场\n\n1. 组织宣讲8场\n（2）1.5万人入会\r\n  ③ 培训320人次  \n---\n3月启动试点"
    assert texts(in_first_section(block)) == [
        "举办读书活动12场", "组织宣讲8场", "1.5万人入会", "培训320人次", "3月启动试点",
    ]  # fmt: skip


def test_optional_and_source_are_read_as_in_a_sheet():
    fact = in_first_section("（可选）举办读书活动12场 〔来源：宣教部〕").sheet.sections[1].facts[0]
    assert (fact.text, fact.optional, fact.source) == ("举办读书活动12场", True, "宣教部")


def test_facts_are_edited_deleted_and_brought_back():
    talk = in_first_section("活动12场\n宣讲8场\n培训3期", ":edit 2")
    assert talk.question().prefilled == "宣讲8场"
    talk.answer("宣讲9场")
    assert texts(talk) == ["活动12场", "宣讲9场", "培训3期"]
    talk.answer(":edit 3 培训4期")
    talk.answer("：del 1")
    assert texts(talk) == ["宣讲9场", "培训4期"]
    talk.answer(":undo")
    assert texts(talk) == ["活动12场", "宣讲9场", "培训4期"]
    for _ in range(3):
        talk.answer(":undo")
    assert texts(talk) == []


def test_an_edited_fact_keeps_its_source():
    talk = in_first_section("活动12场 〔来源：宣教部；截至6月20日〕", ":edit 1 活动13场")
    fact = talk.sheet.sections[1].facts[0]
    assert (fact.text, fact.source, fact.as_of) == ("活动13场", "宣教部", "6月20日")


@pytest.mark.parametrize("typed", [":edit 9", ":del 0", ":edit", ":del 二", ":nonsense", ":edit 99999999999"])
def test_a_command_that_makes_no_sense_changes_nothing(typed):
    talk = in_first_section("活动12场")
    assert talk.answer(typed)[0]
    assert texts(talk) == ["活动12场"]
    assert talk.question().prompt == "事实2> "


def test_back_leads_through_all_steps_to_the_first():
    talk = in_first_section("活动12场", "")
    for _ in range(20):
        talk.answer(":back")
    assert talk.question().prompt == "单位名称（回车用“清河区总工会”）> "
    assert texts(talk) == ["活动12场"]


def test_going_back_over_the_genre_does_not_lose_facts():
    talk = in_first_section("活动12场", ":back", ":back", ":back", "3")
    assert talk.sheet.genre == "school-union"
    assert texts(talk) == ["活动12场"]


def test_an_empty_section_wants_a_decision():
    talk = in_first_section()
    assert ":skip" in talk.answer("")[0]
    talk.answer(":skip")
    assert "组织建设不断夯实" in "".join(talk.introduction())


def at_review(*facts: str) -> Interview:
    talk = in_first_section(*facts, "")
    while "开始写" not in talk.question().prompt:
        talk.answer(":skip")
    return talk


def test_the_review_shows_everything_and_starts_the_writing():
    talk = at_review("举办读书活动12场")
    shown = "\n".join(talk.introduction())
    assert "1. 思想引领更加有力：1条事实" in shown
    assert "2. 组织建设不断夯实：没有事实，不会写出" in shown
    talk.answer("")
    assert talk.ending == "write"
    assert [s.heading for s in talk.sheet.sections] == ["导语", "思想引领更加有力"]


def test_the_review_leads_back_to_a_section():
    talk = at_review("举办读书活动12场")
    talk.answer("2")
    talk.answer("新建工会9家")
    assert texts(talk, "组织建设不断夯实") == ["新建工会9家"]
    assert talk.ending == ""


def test_facts_with_errors_do_not_pass_the_review():
    talk = at_review("会员入会率为130%")
    assert "请先改正" in talk.answer("")[0]
    assert talk.ending == ""


def test_nothing_is_written_from_nothing():
    talk = in_first_section()
    while "开始写" not in talk.question().prompt:
        talk.answer(":skip")
    assert "还没有任何事实" in talk.answer("")[0]


def test_saving_and_resuming_at_every_answer_loses_nothing():
    answers = [
        *PARTICULARS,
        "2",
        "在区委领导下",
        "",
        "",
        "活动12场\n宣讲8场",
        ":edit 2 宣讲9场",
        "",
        "新建工会9家",
        ":del 1",
    ]
    for count in range(len(answers) + 1):
        talk = interview(*answers[:count])
        again = from_saved(parse_sheet(dump_sheet(for_saving(talk.sheet))))
        assert again == talk.sheet, count


def test_resuming_goes_on_where_facts_ended():
    talk = in_first_section("活动12场", "", "新建工会9家")
    again = interview(sheet=from_saved(for_saving(talk.sheet)))
    assert "组织建设不断夯实" in "".join(again.introduction())
    assert again.question().prompt == "事实2> "


def test_an_unfinished_sheet_says_what_is_missing():
    saved = dump_sheet(for_saving(in_first_section("活动12场").sheet))
    assert f"## 组织建设不断夯实\n- {PENDING}" in saved
    assert finished(from_saved(parse_sheet(saved))).numbered[-1].heading == "思想引领更加有力"


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (":back", Command("back")), ("：DEL 3", Command("del", 3)),
        (":edit 2 新 内容", Command("edit", 2, "新 内容")),
        (": list", Command("list")), (":", Command("")), ("活动12场", None), ("比分3:2", None),
    ],
)  # fmt: skip
def test_commands_start_with_a_colon(typed, command):
    assert read_command(typed) == command


def test_what_looks_like_a_number_is_no_bullet():
    assert [fact.text for fact in read_facts("2024年入会9人\n12场活动\n1.5万人入会")] == [
        "2024年入会9人", "12场活动", "1.5万人入会",
    ]  # fmt: skip
