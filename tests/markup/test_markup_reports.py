"""Stored reports, dates."""

from __future__ import annotations

import json

import pytest

from summarywriter.errors import InputError
from summarywriter.markup import (
    dump_report,
    parse_report,
    parse_sheet,
    printed_date,
    read_date,
)
from summarywriter.model import Draft, Report, WrittenSection


def report() -> Report:
    sheet = parse_sheet("## 组织建设\n- 新建12家\n")
    section = sheet.sections[0]
    written = WrittenSection(id=section.id, heading=section.heading, role=section.role)
    return Report(
        sheet=sheet,
        sections=(written.with_draft(Draft(text="新建12家。", slots="新建{1a}。", origin="model")),),
    )


def test_form_of_a_stored_report() -> None:
    text = dump_report(report())
    assert text.startswith('{\n "format_version": 1,\n "sheet": {\n')
    assert text.endswith("}\n")
    assert "新建12家。" in text
    assert parse_report("\ufeff" + text) == report()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "不是完整的报告存档"),
        ("[]", "不是 summarywriter 的报告存档"),
        ("[" * 100_000, "不是完整的报告存档"),
        ('{"sheet": {}}', "缺少 format_version"),
        ('{"format_version": 2, "sheet": {}}', "只认识版本 1"),
        ('{"format_version": 1}', "sheet）：缺少这一项"),
        ('{"format_version": 1, "sheet": {}, "extra": 1}', "extra）：不认识这一项"),
        ('{"format_version": 1, "sheet": {"parts": [{"sections":'
         ' [{"heading": "甲", "facts": [{"text": 3}]}]}]}}',
         "第1部分第1节“甲”第1条的内容（text）：要写成一行文字"),
    ],
)  # fmt: skip
def test_what_is_no_report(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_report(text, source="a.report.json")
    assert told in str(caught.value)
    assert str(caught.value).startswith("a.report.json：")


def test_a_damaged_report_never_leaks_english() -> None:
    broken = json.loads(dump_report(report()))
    broken["sections"][0]["history"][0]["origin"] = "ghost"
    broken["sections"][0]["current"] = "x"
    with pytest.raises(InputError) as caught:
        parse_report(json.dumps(broken))
    assert "“ghost”不在可选的范围内，可选的有：'model'、'composer'、'hand'" in str(caught.value)
    assert "Input should" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "read", "printed"),
    [
        ("2024-07-05", (2024, 7, 5), "2024年7月5日"),
        ("2024/7/5", (2024, 7, 5), "2024年7月5日"),
        ("2024.07.05", (2024, 7, 5), "2024年7月5日"),
        ("20240705", (2024, 7, 5), "2024年7月5日"),
        ("２０２４年７月５日", (2024, 7, 5), "2024年7月5日"),
        ("2024年07月", (2024, 7, None), "2024年7月"),
        ("二〇二四年七月二十一日", (2024, 7, 21), "2024年7月21日"),
        ("二○二四年十月十日", (2024, 10, 10), "2024年10月10日"),
        ("2024-07-05 00:00:00", (2024, 7, 5), "2024年7月5日"),
        ("2024-02-30", None, "2024-02-30"),
        ("2024-13-01", None, "2024-13-01"),
        ("七月五日", None, "七月五日"),
        ("", None, ""),
    ],
)
def test_dates(written: str, read: tuple[int, int, int | None] | None, printed: str) -> None:
    assert read_date(written) == read
    assert printed_date(written) == printed
