"""``check``, ``facts`` and ``examples``: what they print, and the codes they end in."""

from __future__ import annotations

import io
import json

import pytest

from summarywriter.cli import main
from summarywriter.cli.findings import excerpt
from summarywriter.cli.manuscript import is_document
from summarywriter.markup import parse_sheet
from summarywriter.model import Finding

SHEET = """\
---
organization: 清河区总工会
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员1.5万人

## 维权服务
- 走访慰问困难职工9户，发放慰问金2.4万元
"""
RIGHT = "新建工会12家，发展会员1.5万人。\n"
WRONG = "新建工会13家，发展会员1.5万人。\n"
DOCUMENT = f"""\
# 清河区总工会2024年上半年工作总结

## 一、组织建设

{RIGHT}
## 二、维权服务

走访慰问困难职工9户，发放慰问金2.4万元。
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    return tmp_path


def checked(capsys, here, text: str, *options: str) -> tuple[int, str]:
    (here / "文稿.md").write_text(text, "utf-8")
    code = main(["check", "文稿.md", "--facts", "facts.md", *options])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("section", ["1", "组织建设", "组织"])
def test_a_right_section_passes(section, here, capsys):
    code, shown = checked(capsys, here, RIGHT, "--section", section)
    assert code == 0
    assert shown == "【通过】2个数字有事实可查；没有错误和提醒。\n"


def test_a_wrong_figure_is_shown_in_its_sentence(here, capsys):
    code, shown = checked(capsys, here, WRONG, "--section", "1")
    assert code == 1
    assert "【错误】" in shown
    assert "value-changed" in shown
    assert "原文：新建工会〔13家〕，发展会员1.5万人。" in shown
    assert "建议：把“13家”改为“12家”" in shown
    assert shown.splitlines()[-1].startswith("【未通过】")


def test_a_document_is_checked_section_by_section(here, capsys):
    assert checked(capsys, here, DOCUMENT)[0] == 0
    swapped = DOCUMENT.replace("9户", "12户")
    code, shown = checked(capsys, here, swapped)
    assert code == 1
    assert "〔12户〕" in shown


def test_json_holds_everything_and_nothing_else(here, capsys):
    code, shown = checked(capsys, here, WRONG, "--section", "1", "--json")
    told = json.loads(shown)
    assert code == 1
    assert set(told) == {"ok", "findings", "links"}
    assert told["ok"] is False
    first = told["findings"][0]
    assert WRONG[first["start"] : first["end"]] == "13家"
    assert first["code"] == "value-changed"
    assert [WRONG[link["start"] : link["end"]] for link in told["links"]] == ["1.5万人"]


def test_standard_input_is_read(here, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
    assert main(["check", "-", "--facts", "facts.md", "--section", "1"]) == 0


def test_strict_counts_warnings_too(here, capsys):
    text = RIGHT + RIGHT
    assert checked(capsys, here, text, "--section", "1")[0] == 0
    code, shown = checked(capsys, here, text, "--section", "1", "--strict")
    assert code == 1
    assert "【提醒】" in shown


@pytest.mark.parametrize(
    ("text", "document"),
    [
        (RIGHT, False), (DOCUMENT, True), ("组织建设\n" + RIGHT, True), ("二、维权服务\n……", True),
        ("### 建会入会\n" + RIGHT, False), ("一是抓好建会。\n" + RIGHT, False),
    ],
)  # fmt: skip
def test_headings_make_a_document(text, document):
    assert is_document(text, parse_sheet(SHEET)) is document


def test_long_sentences_are_shown_around_the_words():
    text = "前" * 60 + "12家" + "后" * 60 + "。"
    finding = Finding(code="x", severity="error", message="", start=60, end=63)
    assert excerpt(text, finding) == "…" + "前" * 24 + "〔12家〕" + "后" * 24 + "…"


def test_facts_shows_what_was_understood_of_a_ledger(here, capsys):
    (here / "台账.csv").write_bytes(
        "单位,内容,数值,部门,截至\n户,走访困难职工,126,保障部,6月20日\n".encode("gbk")
    )
    assert main(["facts", "台账.csv", "-o", "sheet.md"]) == 0
    shown = capsys.readouterr().out
    assert "  1. 走访困难职工126户 〔来源：保障部；截至6月20日〕\n      数字：126户\n" in shown
    sheet = (here / "sheet.md").read_text("utf-8")
    assert sheet.endswith("- 走访困难职工126户 〔来源：保障部；截至6月20日〕\n")


def test_facts_shows_the_figures_as_understood(here, capsys):
    assert main(["facts", "facts.md"]) == 0
    shown = capsys.readouterr().out
    assert "  1. 走访慰问困难职工9户，发放慰问金2.4万元\n      数字：9户 · 2.4万元\n" in shown
    assert shown.endswith("共2节，2条事实；没有错误和提醒。\n")


def test_facts_with_errors_end_in_2(here, capsys):
    (here / "facts.md").write_text(SHEET + "- 会员入会率130%\n", "utf-8")
    assert main(["facts", "facts.md"]) == 2
    assert "【错误】" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["sheet.md", "sheet.yaml", "sheet.json"])
def test_facts_converts_to_a_sheet_and_never_overwrites_unasked(name, here, capsys):
    assert main(["facts", "facts.md", "-o", name]) == 0
    assert "走访慰问困难职工9户" in (here / name).read_text("utf-8")
    (here / name).write_text("precious", "utf-8")
    assert main(["facts", "facts.md", "-o", name]) == 2
    assert (here / name).read_text("utf-8") == "precious"
    assert main(["facts", "facts.md", "-o", name, "--overwrite"]) == 0


def test_the_shipped_examples_are_listed_shown_and_right(capsys):
    assert main(["examples", "list"]) == 0
    listed = capsys.readouterr().out
    assert "== district-union（清河区总工会）" in listed
    first = listed.splitlines()[1].split()[0]
    assert main(["examples", "show", first]) == 0
    shown = capsys.readouterr().out
    assert first in shown.splitlines()[0]
    assert main(["examples", "check"]) == 0
    assert capsys.readouterr().out.startswith("【通过】")


def test_a_wrong_example_of_ones_own_is_found(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SUMMARYWRITER_EXAMPLES_FOLDER", str(tmp_path))
    (tmp_path / "mine.md").write_text(SHEET.split("## 维权")[0] + "\n" + WRONG, "utf-8")
    assert main(["examples", "check"]) == 1
    shown = capsys.readouterr().out
    assert "【未通过】mine/" in shown
    assert "〔13家〕" in shown
    assert main(["examples", "list"]) == 0
    assert "== mine（清河区总工会）" in capsys.readouterr().out
