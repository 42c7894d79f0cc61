"""The Markdown form: what is mended, what is refused, what stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.errors import SheetError
from summarywriter.markup import dump_json, dump_sheet, dump_yaml, parse_json, parse_sheet, parse_yaml
from summarywriter.model import Sheet

HERE = Path(__file__).parent


def files(folder: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(path, id=path.stem) for path in sorted((HERE / folder).iterdir())]


@pytest.mark.parametrize("path", files("canonical"))
def test_canonical_form_stays(path: Path) -> None:
    written = path.read_text("utf-8")
    sheet = parse_sheet(written)
    assert dump_sheet(sheet) == written
    assert parse_yaml(dump_yaml(sheet)) == sheet
    assert parse_json(dump_json(sheet)) == sheet


@pytest.mark.parametrize("path", files("mended"))
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_what_people_type_is_mended(path: Path, ends: str) -> None:
    typed, wanted = path.read_text("utf-8").split("================\n")
    assert dump_sheet(parse_sheet("\ufeff" + typed.replace("\n", ends))) == wanted


@pytest.mark.parametrize("path", files("refused"))
def test_every_problem_is_told_at_once(path: Path) -> None:
    typed, wanted = path.read_text("utf-8").split("================\n")
    with pytest.raises(SheetError) as caught:
        parse_sheet(typed, source="facts.md")
    told = caught.value.problems
    for problem, start in zip(told, wanted.splitlines(), strict=True):
        assert problem.startswith(start)
        assert problem.endswith("。") or "，例如 " in problem
    assert str(caught.value).startswith("facts.md：")


def test_what_is_read() -> None:
    sheet = parse_sheet((HERE / "canonical" / "whole.md").read_text("utf-8"))
    assert [part.title for part in sheet.parts] == ["", "下半年工作打算"]
    assert [section.role for section in sheet.sections] == ["lead", "body", "plan"]
    told = sheet.section("思想引领").groups[0].facts
    assert (told[0].source, told[0].as_of, told[0].optional) == ("宣教部", "6月20日", False)
    assert told[1].optional
    assert (
        sheet.section("思想引领").text
        == "### 宣传教育\n上半年，举办“书香三八”读书活动12场，女职工1860人次参与。"
    )
    assert sheet.guidance == ("在区委和市总工会的正确领导下",)
    assert sheet.date == "2024-07-05"


def test_text_of_section_and_groups() -> None:
    sheet = parse_sheet("## 甲\n- a\n\n一。\n二。\n\n### 乙\n- b\n### 丙\n- c\n\n三【待核实】。\n")
    assert sheet.sections[0].text == "一。\n二。\n### 丙\n三。"


def test_first_heading_is_the_title_only_when_it_reads_like_one() -> None:
    assert parse_sheet("# 2024年上半年工作总结\n## 甲\n- a").title == "2024年上半年工作总结"
    assert parse_sheet("# 存在问题\n## 甲\n- a").parts[0].title == "存在问题"
    two = parse_sheet("# 上半年工作总结\n## 甲\n- a\n# 下半年打算\n## 乙\n- b")
    assert [part.title for part in two.parts] == ["上半年工作总结", "下半年打算"]


def test_empty_text() -> None:
    with pytest.raises(SheetError, match="没有任何小节"):
        parse_sheet("")


def test_a_sheet_made_by_hand_is_written_on_one_line_a_fact() -> None:
    sheet = Sheet(sections=[{"heading": " 组织\n建设 ", "facts": ["新建\n12家", "  "]}])  # type: ignore[call-arg]
    assert dump_sheet(sheet) == "## 组织建设\n- 新建12家\n"


def test_twenty_thousand_facts_are_within_the_limit() -> None:
    text = "## 组织建设\n" + "".join(
        f"- 第{n}次走访慰问困难职工{n}户 〔来源：权益部〕\n" for n in range(20_000)
    )
    sheet = parse_sheet(text)
    assert len(sheet.sections[0].facts) == 20_000
    assert dump_sheet(sheet) == text


@pytest.mark.parametrize(
    ("bullets", "facts"),
    [
        ("- 医疗互助\n  - 参保1.86万人\n  - 理赔342人次", ["医疗互助：参保1.86万人；理赔342人次"]),
        ("- 医疗互助：\n\t- 参保1.86万人\n- 新建驿站5个", ["医疗互助：参保1.86万人", "新建驿站5个"]),
        ("- 举办培训班3期\n    * 参训120人；\n    * 合格118人。", ["举办培训班3期，参训120人；合格118人"]),
        ("  - 新建驿站5个\n  - 慰问9户", ["新建驿站5个", "慰问9户"]),
        ("- 甲\n- 乙", ["甲", "乙"]),
    ],
)  # fmt: skip
def test_bullets_set_in_below_another_speak_of_the_same_thing(bullets: str, facts: list[str]) -> None:
    section = parse_sheet(f"## 维权服务\n{bullets}\n").sections[0]
    assert [fact.text for fact in section.all_facts] == facts


def test_many_bullets_below_a_label_are_facts_of_their_own() -> None:
    below = "".join(f"  - 第{n}车间排查安全隐患{n + 20}处，全部整改完毕\n" for n in range(1, 12))
    facts = parse_sheet(f"## 安全生产\n- 隐患排查\n{below}").sections[0].all_facts
    assert len(facts) == 11
    assert facts[0].text == "隐患排查：第1车间排查安全隐患21处，全部整改完毕"
