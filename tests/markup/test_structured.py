"""YAML and JSON: the same fields under the same names, problems told in Chinese with their place."""

from __future__ import annotations

import json

import pytest

from summarywriter.errors import InputError, SheetError
from summarywriter.markup import dump_sheet, dump_yaml, parse_json, parse_sheet, parse_yaml

YAML = """
标题: 2024年上半年工作总结
单位: 清河区总工会
period: 2024年上半年
date: 2024-07-05
decimals: 1
小节:
  - heading: 一、思想引领
    facts:
      - 举办读书活动12场 〔来源：宣教部〕
      - （可选）选送3个节目
      - text: 1.5万人参与
        来源: 女工部
        截至: 6月20日
        可选: 是
  - 标题: 下步工作
    角色: 打算
    要点: 计划疗休养600人
  - heading: 结语
"""
MARKDOWN = """---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
decimals: 1
---

## 思想引领
- 举办读书活动12场 〔来源：宣教部〕
- （可选）选送3个节目
- （可选）1.5万人参与 〔来源：女工部；截至6月20日〕

## 下步工作
- 计划疗休养600人

## 结语
"""


def problems(parse: object, text: str) -> tuple[str, ...]:
    with pytest.raises(SheetError) as caught:
        parse(text)  # type: ignore[operator]
    return caught.value.problems


def test_yaml_says_what_markdown_says() -> None:
    assert dump_sheet(parse_yaml(YAML)) == MARKDOWN
    assert parse_yaml(dump_yaml(parse_sheet(MARKDOWN))) == parse_sheet(MARKDOWN)


def test_values_are_strings_as_typed() -> None:
    sheet = parse_yaml(
        "title: 007\nperiod: 2024\norganization: null\nsections: [{heading: on, facts: [1.50, yes]}]"
    )
    assert (sheet.title, sheet.period, sheet.organization) == ("007", "2024", "null")
    assert [fact.text for fact in sheet.sections[0].facts] == ["1.50", "yes"]
    sheet = parse_json('{"period": 2024, "sections": [{"heading": "甲", "facts": [1.50]}]}')
    assert (sheet.period, sheet.sections[0].facts[0].text) == ("2024", "1.50")


def test_json_of_the_model_itself_is_read() -> None:
    sheet = parse_sheet(MARKDOWN)
    assert parse_json(sheet.model_dump_json()) == sheet


def test_sections_may_stand_beside_parts() -> None:
    sheet = parse_json(
        '{"sections": [{"heading": "甲", "facts": ["a"]}],'
        ' "parts": [{"title": "二、下半年打算", "sections": [{"heading": "乙", "facts": ["b"]}]}]}'
    )
    assert [part.title for part in sheet.parts] == ["", "下半年打算"]
    assert sheet.sections[1].role == "plan"


def test_all_problems_with_their_places() -> None:
    text = """
sections:
  - heading: 组织建设
    facts:
      - 新建: 12家
      - text: [x]
      - [y]
      -
      - text: ok
        optional: 也许
  - heading: [B]
  - heading: 维权
    role: 主角
    groups: z
parts:
  - x
  - title: t
    section: 3
    sections:
      - facts: [a]
date: 七月
colour: red
"""
    told = problems(parse_yaml, text)
    for start in (
        "最外层：不认识“colour”这一项",
        "“日期”（date）“七月”不是有效的日期",
        "第1部分第1节“组织建设”第1条：内容里有英文冒号加空格",
        "第1部分第1节“组织建设”第4条：这一条是空的",
        "第1部分第3节“维权”：没有“主角”这种角色",
        "第3部分：不认识“section”这一项",
        "第1部分第1节“组织建设”第2条的内容（text）：要写成一行文字",
        "第1部分第1节“组织建设”第3条：这里要写成",
        "第1部分第1节“组织建设”第5条的可选（optional）：要写 是 或 否，不能写“也许”",
        "第1部分第2节的标题（heading）：要写成一行文字",
        "第1部分第3节“维权”的分组（groups）：要写成一条一条的列表",
        "第2部分：这里要写成",
        "第3部分第1节的标题（heading）：缺少这一项",
    ):
        assert any(problem.startswith(start) for problem in told), (start, told)
    assert not any("\0" in problem or "parts0" in problem for problem in told)


def test_rules_hold_as_in_markdown() -> None:
    told = problems(parse_json, '{"sections": [{"heading": "甲"}, {"heading": "甲", "facts": ["a"]}]}')
    assert told == (
        "第1部分第1节：小节“甲”没有事实（事实每条一行，前面加“- ”）。",
        "第1部分第2节：小节标题“甲”重复，前面已有（第1部分第1节），请合并或改名。",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "文件里没有内容"),
        ("- a", "最外层要写成"),
        ("title: a\ntitle: b", "第2行的“title”写了两次"),
        ("title: &a b\norganization: *a", "引用"),
        ("title: a: b", "第1行附近写法有误：内容里有英文冒号加空格"),
        ("title: @a", "不能直接写的符号"),
        ("title: \t[", "写法有误"),
        ("a\0b: c", "写法有误"),
        ("sections: [{heading: x, facts: [a]}", "没有配对"),
        ("? [a]\n: b", "名称写法有误"),
        ("- " * 3000 + "x", "层次太深"),
    ],
)
def test_broken_yaml(text: str, told: str) -> None:
    assert told in problems(parse_yaml, text)[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "第1行第1个字附近不是正确的 JSON"),
        ('{\n"title": "a"\n"date": "b"}', "第3行第1个字附近"),
        ('{"title": "a", "title": "b"}', "“title”在同一层写了两次"),
        ("[" * 100_000, "层次太深"),
        ('"a"', "最外层要写成"),
        ('{"title": "\\ud800"}', "不完整的字符"),
        ('{"parts": 3}', "部分（parts）：要写成一条一条的列表"),
    ],
)
def test_broken_json(text: str, told: str) -> None:
    assert told in problems(parse_json, text)[0]


def test_stored_report_of_an_unknown_version_gives_no_sheet() -> None:
    with pytest.raises(InputError, match="格式版本是 99"):
        parse_json(json.dumps({"format_version": 99, "sheet": {}}))
