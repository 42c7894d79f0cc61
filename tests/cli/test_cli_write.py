"""``write``, ``rewrite`` and ``history`` without a model: files, resumption, nobody's edits lost."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import docx
import pytest
from support.program import ROOT, outcome, run_program

from summarywriter.cli import main
from summarywriter.cli.summary import COMPOSED
from summarywriter.documents import read_report

SHEET = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
---

## 组织建设
- 新建工会12家，发展会员1.5万人
- 举办工会干部培训班3期，培训320人次

## 维权服务
- 走访慰问困难职工9户，发放慰问金2.4万元

## 下半年工作打算
- 计划三季度组织一线职工疗休养600人
"""
NAMES = ["facts.report.docx", "facts.report.json", "facts.report.md"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    return tmp_path


def reports(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".report." in path.name)


def changed(before: dict[str, bytes], folder: Path) -> list[str]:
    return [name for name, data in before.items() if (folder / name).read_bytes() != data]


def test_the_readme_s_command_works_through_the_real_program(tmp_path):
    example = ROOT / "fewshot" / "construction-company.md"
    done = run_program("write", str(example), "-o", "out", cwd=tmp_path)
    code, out, err = outcome(done)
    assert code == 0, (out, err)
    assert COMPOSED in out
    assert "个数字全部有事实可查" in out
    assert "没有错误" in out
    assert "\x1b" not in out + err
    assert reports(tmp_path / "out") == [
        "construction-company.report.docx", "construction-company.report.json",
        "construction-company.report.md",
    ]  # fmt: skip
    assert "[8/8] 下半年工作打算：通过核对" in err
    assert "生产方面" in (tmp_path / "out" / "construction-company.report.md").read_text("utf-8")


def test_files_stand_beside_the_sheet_and_hold_every_figure(here, capsys):
    assert main(["write", "facts.md"]) == 0
    assert reports(here) == NAMES
    text = (here / "facts.report.md").read_text("utf-8")
    for figure in ("12家", "1.5万人", "3期", "320人次", "9户", "2.4万元", "600人"):
        assert figure in text
    assert (here / "facts.md").read_text("utf-8") == SHEET
    shown = capsys.readouterr().out
    assert all(name in shown for name in NAMES)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("txt", ["json", "txt"]),
        ("docx，md", ["docx", "json", "md"]),
        ("json", ["json"]),
        (".md", ["json", "md"]),
    ],
)
def test_formats_are_chosen(given, written, here):
    assert main(["write", "facts.md", "--formats", given]) == 0
    assert reports(here) == [f"facts.report.{form}" for form in written]


def test_writing_again_changes_nothing(here):
    main(["write", "facts.md"])
    before = {name: (here / name).read_bytes() for name in NAMES}
    assert main(["write", "facts.md"]) == 0
    assert changed(before, here) in ([], ["facts.report.docx"])
    report = read_report("facts.report.json")
    assert [len(section.history) for section in report.sections] == [1, 1, 1]


def test_one_changed_section_is_drafted_anew_and_no_other(here):
    main(["write", "facts.md"])
    old = read_report("facts.report.json")
    sheet = SHEET.replace("- 走访", "- 开展法律援助宣传活动6场\n- 走访")
    (here / "facts.md").write_text(sheet, "utf-8")
    assert main(["write", "facts.md"]) == 0
    new = read_report("facts.report.json")
    assert "6场" in new.section("维权服务").text
    assert new.section("组织建设") == old.section("组织建设")


def test_an_export_edited_by_hand_is_not_overwritten(here, capsys):
    main(["write", "facts.md"])
    edited = here / "facts.report.md"
    edited.write_text(edited.read_text("utf-8") + "\n手写的一段\n", "utf-8")
    (here / "facts.md").write_text(SHEET.replace("9户", "10户"), "utf-8")
    before = {name: (here / name).read_bytes() for name in NAMES}
    capsys.readouterr()
    assert main(["write", "facts.md"]) == 2
    said = capsys.readouterr().err
    assert "facts.report.md" in said
    assert "--overwrite" in said
    assert "facts.report.docx" not in said
    assert changed(before, here) == []
    assert main(["write", "facts.md", "--overwrite"]) == 0
    assert "手写" not in edited.read_text("utf-8")
    assert "10户" in edited.read_text("utf-8")


def test_somebody_else_s_file_of_that_name_is_not_overwritten(here):
    (here / "facts.report.md").write_text("不是程序写的", "utf-8")
    assert main(["write", "facts.md"]) == 2
    assert reports(here) == ["facts.report.md"]
    assert main(["write", "facts.md", "--formats", "docx"]) == 0


def test_an_export_that_was_deleted_comes_back(here):
    main(["write", "facts.md"])
    (here / "facts.report.md").unlink()
    assert main(["write", "facts.md"]) == 0
    assert reports(here) == NAMES


def test_one_bad_file_does_not_stop_the_others(here, capsys):
    (here / "bad.md").write_text("## 空\n", "utf-8")
    shutil.copy("facts.md", "more.md")
    assert main(["write", "facts.md", "missing.md", "bad.md", "more.md", "-o", "out"]) == 2
    shown = capsys.readouterr()
    assert reports(here / "out") == NAMES + [name.replace("facts", "more") for name in NAMES]
    assert "共4个文件，顺利写成2个。" in shown.out
    assert "missing.md" in shown.err
    assert "bad.md" in shown.err


def test_own_files_among_the_sheets_are_passed_over(here, capsys):
    main(["write", "facts.md"])
    before = {name: (here / name).read_bytes() for name in NAMES[1:]}
    files = sorted(path.name for path in here.iterdir())
    assert main(["write", *files]) == 0
    assert changed(before, here) == []
    assert sorted(path.name for path in here.iterdir()) == files
    assert "跳过 facts.report.docx" in capsys.readouterr().err


def test_two_sheets_of_one_name_do_not_overwrite_each_other(here, capsys):
    (here / "sub").mkdir()
    (here / "sub" / "facts.md").write_text(SHEET.replace("12家", "99家"), "utf-8")
    assert main(["write", "facts.md", "sub/facts.md", "-o", "out"]) == 2
    assert "12家" in (here / "out" / "facts.report.md").read_text("utf-8")
    assert "会写到同一处" in capsys.readouterr().err


def test_another_report_of_that_name_is_not_overwritten(here, capsys):
    main(["write", "facts.md"])
    before = {name: (here / name).read_bytes() for name in NAMES}
    (here / "facts.md").write_text("---\ntitle: 学校工作总结\n---\n## 教代会\n- 征集提案12件\n", "utf-8")
    assert main(["write", "facts.md"]) == 2
    assert "另一份总结（2024年上半年工作总结）" in capsys.readouterr().err
    assert changed(before, here) == []
    assert main(["write", "facts.md", "--overwrite"]) == 0


def test_the_standard_input_is_a_sheet_too(here, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHEET.encode())))
    assert main(["write", "-", "-o", "out"]) == 0
    assert "9户" in (here / "out" / "总结.report.md").read_text("utf-8")


def test_facts_with_errors_are_written_only_when_forced(here, capsys):
    (here / "facts.md").write_text(SHEET + "- 会员入会率130%\n", "utf-8")
    assert main(["write", "facts.md"]) == 2
    assert reports(here) == []
    capsys.readouterr()
    assert main(["write", "facts.md", "--force"]) == 0
    assert "没有写进去：会员入会率130%" in capsys.readouterr().out
    assert reports(here) == NAMES


@pytest.mark.skipif(sys.platform == "win32", reason="folders are guarded otherwise there")
def test_a_folder_that_cannot_be_made_is_told(here, capsys):
    (here / "out").write_text("a file", "utf-8")
    assert main(["write", "facts.md", "-o", "out"]) == 2
    assert "out" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["facts.md", "facts.report.json"])
@pytest.mark.parametrize("section", ["2", "维权服务", "维权"])
def test_one_section_is_rewritten_and_all_others_stay(file, section, here, capsys):
    main(["write", "facts.md"])
    old = read_report("facts.report.json")
    assert main(["rewrite", file, section, "--length", "200"]) == 0
    new = read_report("facts.report.json")
    assert [len(s.history) for s in new.sections] == [1, 2, 1]
    assert (new.sections[0], new.sections[2]) == (old.sections[0], old.sections[2])
    assert new.section("维权服务").history[0] == old.section("维权服务").history[0]
    assert "维权服务" in capsys.readouterr().out


def test_a_rewritten_section_uses_the_facts_as_they_are_now(here):
    main(["write", "facts.md"])
    (here / "facts.md").write_text(SHEET.replace("9户", "10户"), "utf-8")
    assert main(["rewrite", "facts.md", "维权服务"]) == 0
    assert "10户" in (here / "facts.report.md").read_text("utf-8")


def test_a_rewritten_section_needs_the_same_outline(here, capsys):
    main(["write", "facts.md"])
    (here / "facts.md").write_text(SHEET.replace("## 维权服务", "## 帮扶服务"), "utf-8")
    assert main(["rewrite", "facts.md", "帮扶服务"]) == 2
    assert "summarywriter write" in capsys.readouterr().err


def test_undo_brings_the_earlier_version_back_byte_for_byte(here, capsys):
    main(["write", "facts.md"])
    before = (here / "facts.report.md").read_bytes()
    (here / "facts.md").write_text(SHEET.replace("9户", "10户"), "utf-8")
    main(["rewrite", "facts.md", "维权服务"])
    assert (here / "facts.report.md").read_bytes() != before
    main(["rewrite", "facts.report.json", "维权服务", "--undo"])
    assert (here / "facts.report.md").read_bytes().count("9户".encode()) == 1
    assert len(read_report("facts.report.json").section("维权服务").history) == 2
    capsys.readouterr()
    assert main(["rewrite", "facts.report.json", "维权服务", "--undo"]) == 2
    assert capsys.readouterr().err


def test_rewriting_does_not_overwrite_edits_either(here):
    main(["write", "facts.md"])
    edited = here / "facts.report.md"
    edited.write_text("手写", "utf-8")
    before = (here / "facts.report.json").read_bytes()
    assert main(["rewrite", "facts.md", "1"]) == 2
    assert edited.read_text("utf-8") == "手写"
    assert (here / "facts.report.json").read_bytes() == before


def test_history_lists_every_version(here, capsys):
    main(["write", "facts.md"])
    main(["rewrite", "facts.md", "1", "--hint", "突出新就业形态劳动者"])
    capsys.readouterr()
    assert main(["history", "facts.md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "== 组织建设"
    assert lines[1].lstrip().startswith("第1稿 |")
    assert lines[2].lstrip().startswith("第2稿（现用） |")
    assert re.search(r" \| \d{4}-\d\d-\d\d \d\d:\d\d \| 内置写作程序 \|", lines[2])
    assert "突出新就业形态劳动者" in lines[2]


def test_prompt_shows_what_would_be_sent_and_writes_nothing(here, capsys):
    assert main(["prompt", "facts.md", "2"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("== 维权服务")
    assert "9户" in shown
    assert "什么也没有发送" in shown
    assert reports(here) == []


PROFILE = "页面: {上边距: 30}\n页码: {位置: 居中, 样式: 第1页}\n"


def top(file: Path) -> int:
    """Return the upper margin of a Word file in millimetres."""
    return round(docx.Document(str(file)).sections[0].top_margin.mm)


def test_an_office_s_page_form_stays_with_its_report(here, monkeypatch):
    (here / "版式.yaml").write_text(PROFILE, "utf-8")
    word = here / "facts.report.docx"
    assert main(["write", "facts.md", "--profile", "版式.yaml"]) == 0
    assert top(word) == 30
    assert main(["rewrite", "facts.md", "组织建设"]) == 0
    assert top(word) == 30
    assert main(["write", "facts.md"]) == 0
    assert top(word) == 30
    assert main(["write", "facts.md", "--profile", "国标"]) == 0
    assert top(word) == 37
    monkeypatch.setenv("SUMMARYWRITER_PROFILE", "版式.yaml")
    assert main(["write", "facts.md"]) == 0
    assert top(word) == 30


def test_a_page_form_that_makes_no_sense_stops_before_anything_is_written(here, capsys):
    (here / "版式.yaml").write_text("页面: {上边距: 很大}\n", "utf-8")
    assert main(["write", "facts.md", "--profile", "版式.yaml"]) == 2
    told = capsys.readouterr().err
    assert "版式.yaml有1处需要改正" in told
    assert "页面的上边距（page.top）：看不懂“很大”" in told
    assert main(["write", "facts.md", "--profile", "没有.yaml"]) == 2
    assert "找不到文件 没有.yaml" in capsys.readouterr().err
    assert reports(here) == []
