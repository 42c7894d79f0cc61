"""Input that cannot be used, through the real program: one clear message, exit 2, nothing lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.program import outcome, run_program

from summarywriter.cli import main

SHEET = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员1.5万人
"""


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def missing(_: Path) -> tuple[str, ...]:
    return ("找不到",)


def folder(path: Path) -> tuple[str, ...]:
    path.mkdir()
    return ("是文件夹",)


def empty(path: Path) -> tuple[str, ...]:
    path.write_bytes(b" \n")
    return ("是空的",)


def broken_front_matter(path: Path) -> tuple[str, ...]:
    path.write_text(SHEET.replace("title: 2024", "title: [2024"), "utf-8")
    return ("第3行", "方括号")


def section_without_facts(path: Path) -> tuple[str, ...]:
    path.write_text(SHEET + "\n## 维权服务\n", "utf-8")
    return ("维权服务", "没有事实")


def damaged(path: Path) -> tuple[str, ...]:
    path.write_bytes(SHEET.encode("gbk") + b"\xff\xfe")
    return ("GBK", "UTF-8")


def binary(path: Path) -> tuple[str, ...]:
    path.write_bytes(bytes(range(256)) * 40)
    return ("不是文本文件",)


def too_large(path: Path) -> tuple[str, ...]:
    with path.open("wb") as file:
        file.write(SHEET.encode())
        file.truncate(16 * 1024 * 1024 + 1)
    return ("太大",)


BAD = [missing, folder, empty, broken_front_matter, section_without_facts, damaged, binary, too_large]


@pytest.mark.parametrize("make", BAD)
def test_write_refuses_a_bad_sheet(make, here, capsys):
    (here / "facts.report.docx").write_bytes(b"precious")
    said = make(here / "facts.md")
    refuses(capsys, here, "write", "facts.md", said=("facts.md", *said))


def test_the_real_program_tells_of_every_bad_sheet_and_loses_nothing(tmp_path):
    """All of them in one run: each is told, none stops the next."""
    told = {make: make(tmp_path / f"{make.__name__}.md") for make in BAD}
    before = state(tmp_path)
    done = run_program("write", *(f"{make.__name__}.md" for make in BAD), cwd=tmp_path)
    code, out, err = outcome(done)
    assert code == 2, (out, err)
    assert "Traceback" not in out + err
    lines = err.splitlines()
    assert [line.split("】")[0] for line in lines] == ["【错误"] * len(BAD)
    for make, line in zip(BAD, lines, strict=True):
        for words in (f"{make.__name__}.md", *told[make]):
            assert words in line
    assert state(tmp_path) == before


def refuses(capsys, folder: Path, *arguments: str, said: tuple[str, ...]) -> None:
    """As :func:`fails`, within this process: quicker."""
    before = state(folder)
    assert main(list(arguments)) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "内部出错" not in shown.err
    for words in said:
        assert words in shown.err
    assert state(folder) == before


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", ["facts facts.md", "prompt facts.md", "check 文稿.txt --facts facts.md"])
@pytest.mark.parametrize("make", [missing, folder, broken_front_matter, damaged])
def test_other_commands_refuse_a_bad_sheet_too(make, command, here, capsys):
    (here / "文稿.txt").write_text("新建工会12家。", "utf-8")
    said = make(here / "facts.md")
    refuses(capsys, here, *command.split(), said=("facts.md", *said))


@pytest.mark.parametrize("make", [missing, folder, empty, damaged, binary, too_large])
def test_check_refuses_a_bad_text(make, here, capsys):
    (here / "facts.md").write_text(SHEET, "utf-8")
    said = make(here / "文稿.txt")
    refuses(capsys, here, "check", "文稿.txt", "--facts", "facts.md", "--json", said=("文稿.txt", *said))


@pytest.mark.parametrize("command", ["check - --facts facts.md --section 不存在", "prompt facts.md 不存在"])
def test_an_unknown_section_is_named_with_the_known_ones(command, here, capsys, monkeypatch):
    (here / "facts.md").write_text(SHEET, "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("新建工会12家。".encode())))
    refuses(capsys, here, *command.split(), said=("不存在", "组织建设"))


def test_the_real_program_refuses_an_unknown_section(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    arguments = ("check", "facts.md", "--facts", "facts.md", "--section", "不存在")
    code, out, err = outcome(run_program(*arguments, cwd=tmp_path))
    assert (code, out) == (2, "")
    assert "没有叫“不存在”的小节" in err
    assert "Traceback" not in err


def test_rewriting_before_writing_says_so(here, capsys):
    (here / "facts.md").write_text(SHEET, "utf-8")
    refuses(capsys, here, "rewrite", "facts.md", "1", said=("facts.report.json", "summarywriter write"))


@pytest.mark.parametrize("text", ["{}", "{", '{"format_version": 99}', "[]"])
@pytest.mark.parametrize("command", ["write facts.md", "history facts.md", "rewrite facts.report.json 1"])
def test_a_damaged_report_is_refused(text, command, here, capsys):
    (here / "facts.md").write_text(SHEET, "utf-8")
    (here / "facts.report.json").write_text(text, "utf-8")
    refuses(capsys, here, *command.split(), said=("facts.report.json",))


def test_facts_that_contradict_stop_the_writing(here, capsys):
    (here / "facts.md").write_text(SHEET + "- 会员入会率130%\n", "utf-8")
    refuses(capsys, here, "write", "facts.md", said=("facts.md", "130%"))


def test_nothing_but_own_files(here, capsys):
    (here / "facts.report.md").write_text("# 总结", "utf-8")
    refuses(capsys, here, "write", "facts.report.md", said=("跳过 facts.report.md", "没有可写的事实文件"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["write", "facts.md", "--formats", "wps"], "docx、md、txt、json"),
        (["rewrite", "facts.md", "1", "--length", "9"], "50到5000"),
        (["rewrite", "facts.md", "1", "--undo", "--hint", "短些"], "--undo"),
        (["check", "-", "--facts", "-"], "标准输入"),
        (["facts", "facts.md", "-o", "facts.md"], "就是读入的文件"),
        (["facts", "facts.md", "-o", "other.md"], "已经存在"),
        (["facts", "facts.md", "-o", "x.pdf"], ".md"),
        (["examples", "show", "不存在"], "没有叫“不存在”的范例"),
    ],
)
def test_options_that_make_no_sense(arguments, said, here, capsys):
    (here / "facts.md").write_text(SHEET, "utf-8")
    (here / "other.md").write_text(SHEET, "utf-8")
    refuses(capsys, here, *arguments, said=(said,))


def test_a_setting_that_makes_no_sense_is_named_without_its_value(here, capsys, monkeypatch):
    (here / "facts.md").write_text(SHEET, "utf-8")
    monkeypatch.setenv("SUMMARYWRITER_RETRIES", "sk-secret")
    assert main(["write", "facts.md"]) == 2
    shown = capsys.readouterr()
    assert "SUMMARYWRITER_RETRIES" in shown.err
    assert "sk-secret" not in shown.out + shown.err


def test_the_interview_needs_a_terminal(tmp_path):
    code, out, err = outcome(run_program("new", "facts.md", cwd=tmp_path, stdin=b"x\n" * 20))
    assert (code, out) == (2, "")
    assert "不是终端" in err
    assert "summarywriter write" in err
    assert state(tmp_path) == {}
