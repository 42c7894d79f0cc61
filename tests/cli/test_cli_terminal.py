"""The interview in a pseudo-terminal: typing, deleting, pasting, going back, stopping, resuming."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from support.drafter import Drafter
from support.server import ScriptedServer, fail
from support.terminal import BACKSPACE, CTRL_C, CTRL_D, Terminal

from summarywriter.cli import main
from summarywriter.documents import read_report, read_sheet

SCREENS = Path(__file__).parent / "screens"
SHEET = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
---

## 组织建设
- 新建工会12家，发展会员3400人

## 维权服务
- 走访慰问困难职工126户，发放慰问金37.8万元
"""


def golden(terminal: Terminal, name: str) -> None:
    """Compare the screen with the one kept in screens/NAME.txt (RENEW_SCREENS=1 keeps the new one)."""
    if os.environ.get("RENEW_SCREENS"):
        (SCREENS / f"{name}.txt").write_text(terminal.shown + "\n", "utf-8")
    kept = (SCREENS / f"{name}.txt").read_text("utf-8")
    assert terminal.shown == kept.rstrip("\n")


@pytest.fixture
def new(tmp_path):
    opened = []

    def start(*arguments: str, columns: int = 100) -> Terminal:
        terminal = Terminal("new", "facts.md", "--offline", *arguments, cwd=tmp_path, columns=columns)
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        terminal.child.close(force=True)


def particulars(terminal: Terminal) -> None:
    """Answer everything up to the first section's facts."""
    terminal.wait_for("单位名称>")
    terminal.answer(f"清河市{BACKSPACE}区总工会", then="时间段")
    terminal.answer("2024年上半年", then="标题（")
    terminal.answer("", then="落款日期")
    terminal.answer("2024-07-05", then="体裁的序号或名称")
    terminal.answer("1", then="指导语1>")
    terminal.answer("", then="提纲>")
    terminal.answer("", then="事实1>")


def skip_to_review(terminal: Terminal) -> None:
    for section in (2, 3, 4):
        terminal.answer(":skip", then=f"第{section}节，共4节")
    terminal.answer(":skip", then="回车开始写")


def test_from_the_first_question_to_the_report(new, tmp_path):
    terminal = new()
    particulars(terminal)
    deleted = BACKSPACE * 4
    terminal.answer(f"走访慰问困难职工9户发放福利{deleted}，发放慰问金2.4万元", then="事实2>")
    assert "数字：9户 · 2.4万元" in terminal.shown
    terminal.paste("• 举办读书活动12场\n• 组织宣讲8场\n• 举办培训班3期", then="事实5>")
    assert "4. 举办培训班3期" in terminal.shown
    terminal.answer(":edit 3", then="改为> 组织宣讲8场")
    terminal.answer(f"{BACKSPACE * 2}9场", then="事实5>")
    terminal.answer(":del 2", then="已删除：举办读书活动12场")
    terminal.answer(":back", then="提纲>")
    terminal.answer("", then="事实4>")
    skip_to_review(terminal)
    golden(terminal, "review")
    terminal.decide("", then="1/2 导语")
    assert "【完成】重点工作完成情况：通过核对" in terminal.shown
    assert "没有使用模型" in terminal.shown
    terminal.decide("", then="2/2 重点工作完成情况")
    terminal.answer(":hand", then="第1段（共1段）>")
    terminal.decide(f"{BACKSPACE}，受到职工欢迎。", then="2/2 重点工作完成情况")
    assert "受到职工欢迎" in terminal.shown
    terminal.decide(":undo", then="2/2 重点工作完成情况")
    assert "退回上一稿" in terminal.shown
    terminal.screen.reset()
    terminal.child.send("\r")
    assert terminal.end() == 0
    assert "facts.report.docx" in terminal.shown
    sheet = read_sheet(tmp_path / "facts.md")
    assert sheet.organization == "清河区总工会"
    assert [fact.text for _, _, fact in sheet.facts()] == [
        "走访慰问困难职工9户，发放慰问金2.4万元", "组织宣讲9场", "举办培训班3期",
    ]  # fmt: skip
    report = read_report(tmp_path / "facts.report.json")
    section = report.section(1)
    assert report.ok
    assert [draft.origin for draft in section.history] == ["composer", "hand"]
    assert section.current == 0


def test_a_narrow_window_asks_and_shows_whole_lines(new):
    terminal = new(columns=60)
    particulars(terminal)
    terminal.answer("发展会员1384人，去年同期1200人", then="写入吗？（y 写入，回车不写）>")
    golden(terminal, "rate-60")
    terminal.answer("y", then="事实2>")
    terminal.answer("近千名职工参加", then="对就回车，有准数就写准数）>")
    terminal.answer("986名", then="事实3>")
    golden(terminal, "bound-60")
    skip_to_review(terminal)
    terminal.decide("", then="1/2 导语")
    golden(terminal, "written-60")


def model(server: ScriptedServer) -> dict[str, str]:
    return {
        "OPENAI_API_KEY": "sk-loopback-only", "OPENAI_BASE_URL": server.base_url,
        "SUMMARYWRITER_MODEL": "scripted", "SUMMARYWRITER_RETRIES": "0",
    }  # fmt: skip


def test_a_failing_server_is_told_and_the_sections_are_there(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    with ScriptedServer(lambda request: fail(503)) as server:
        terminal = Terminal("new", "facts.md", "--resume", cwd=tmp_path, **model(server))
        terminal.wait_for("事实2>")
        terminal.answer("", then="回车开始写")
        terminal.decide("", then="1/2 组织建设")
        assert "【错误】" in terminal.shown
        assert "没有使用模型" in terminal.shown
        terminal.child.send(":quit\r")
        assert terminal.end() == 3
    assert "走访慰问困难职工126户" in read_report(tmp_path / "facts.report.json").section("维权").text


def test_accept_again_undo_with_a_model(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    drafter = Drafter("slots")
    with ScriptedServer(drafter) as server:
        terminal = Terminal("new", "facts.md", "--resume", cwd=tmp_path, **model(server))
        terminal.wait_for("事实2>")
        terminal.answer("", then="回车开始写")
        terminal.decide("", then="1/2 组织建设")
        terminal.decide("", then="2/2 维权服务")
        drafter.prefix = "今年以来，"
        terminal.answer("突出困难职工", then="留旧稿输入 n>")
        assert "〔增：今年以来，〕走访慰问困难职工126户" in terminal.joined
        terminal.decide("", then="2/2 维权服务")
        assert "今年以来，走访慰问" in terminal.joined
        terminal.decide(":undo", then="2/2 维权服务")
        assert "〔删：今年以来，〕" in terminal.joined
        terminal.answer(":again", then="留旧稿输入 n>")
        terminal.decide("n", then="2/2 维权服务")
        assert "已留用旧稿" in terminal.joined
        terminal.child.send("\r")
        assert terminal.end() == 0
        assert any("突出困难职工" in str(request.messages) for request in server.history)
    section = read_report(tmp_path / "facts.report.json").section("维权")
    assert section.text.startswith("走访慰问")
    assert len(section.history) >= 3


def test_findings_stand_beside_the_words(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    assert main(["write", str(tmp_path / "facts.md"), "--offline"]) == 0
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nsed -i s/126户/162户/ "$1"\n', "utf-8")
    editor.chmod(0o755)
    terminal = Terminal(
        "new", "facts.md", "--resume", "--offline", cwd=tmp_path, EDITOR=str(editor), VISUAL=""
    )
    terminal.wait_for("事实2>")
    terminal.answer("", then="回车开始写")
    terminal.decide("", then="1/2 组织建设")
    terminal.decide("", then="2/2 维权服务")
    terminal.decide(":edit", then="2/2 维权服务")
    assert "【未通过】请看下面的问题" in terminal.shown
    assert "走访慰问困难职工〔162户〕(1)" in terminal.shown
    assert "(1)【错误】" in terminal.shown
    terminal.child.send(CTRL_C)
    assert terminal.end() == 130
    assert "--resume" in terminal.shown
    assert "162户" in read_report(tmp_path / "facts.report.json").section("维权").text


def test_rewrite_asks_which_to_keep(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    assert main(["write", str(tmp_path / "facts.md"), "--offline"]) == 0
    with ScriptedServer(Drafter("slots", prefix="今年以来，")) as server:
        terminal = Terminal("rewrite", "facts.md", "维权", cwd=tmp_path, **model(server))
        terminal.wait_for("留旧稿输入 n>")
        terminal.child.send(CTRL_C)
        assert terminal.end() == 0
        assert "已留用旧稿" in terminal.shown
        terminal = Terminal("rewrite", "facts.md", "维权", "--yes", cwd=tmp_path, **model(server))
        assert terminal.end() == 0
    assert "今年以来" in read_report(tmp_path / "facts.report.json").section("维权").text


def test_a_gbk_terminal(tmp_path):
    settings = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    terminal = Terminal("new", "facts.md", "--offline", cwd=tmp_path, **settings)
    terminal.wait_for("单位名称>")
    terminal.answer("清河区总工会", then="时间段")
    terminal.child.send(CTRL_D)
    assert terminal.end() == 0
    assert "organization: 清河区总工会" in (tmp_path / "facts.md").read_text("utf-8")


def test_a_c_locale_does_not_crash(tmp_path):
    settings = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    terminal = Terminal("new", "facts.md", "--offline", cwd=tmp_path, **settings)
    terminal.wait_for(">")
    terminal.child.send("Union \x80\r")
    terminal.wait_for("> Union")
    terminal.child.send(CTRL_D)
    assert terminal.end() == 0
    assert "organization: Union" in (tmp_path / "facts.md").read_text("utf-8")


def test_answers_come_from_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    answers = [
        "# 单位等",
        "清河区总工会",
        "2024年上半年",
        "",
        "2024-07-05",
        "1",
        "",
        "",
        "近千名职工参加宣讲",
        "",
    ]
    Path("a.txt").write_text("\n".join([*answers, ":skip", ":skip", ":skip", ""]) + "\n", "utf-8")
    assert main(["new", "facts.md", "--offline", "--answers", "a.txt"]) == 0
    assert "近千名" in read_report("facts.report.json").section(1).text
    Path("a.txt").write_text("清河区总工会\n", "utf-8")
    assert main(["new", "b.md", "--offline", "--answers", "a.txt"]) == 2
    assert "还有问题没有答：时间段" in capsys.readouterr().err
    assert "清河区总工会" in Path("b.md").read_text("utf-8")


def test_an_interrupted_interview_is_saved_and_taken_up_again(new, tmp_path):
    terminal = new()
    particulars(terminal)
    terminal.answer("举办读书活动12场", then="事实2>")
    terminal.child.send(f"没有按回车的{CTRL_C}")
    assert terminal.end() == 130
    assert "summarywriter new facts.md --resume" in terminal.shown
    assert "Traceback" not in terminal.shown

    terminal = new("--resume")
    terminal.wait_for("事实2>")
    assert "1. 举办读书活动12场" in terminal.shown
    terminal.answer("组织宣讲8场", then="事实3>")
    terminal.child.send(":quit\r")
    assert terminal.end() == 0
    assert "--resume" in terminal.shown
    saved = (tmp_path / "facts.md").read_text("utf-8")
    assert "- 举办读书活动12场\n- 组织宣讲8场\n" in saved


def test_keys_pressed_while_drafting_accept_nothing_and_an_interrupt_says_how_to_go_on(new, tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    terminal = new("--resume")
    terminal.wait_for("事实2>")
    terminal.answer("", then="回车开始写")
    terminal.decide("\r\r", then="1/2 组织建设")
    assert "2/2" not in terminal.shown
    terminal.answer(CTRL_C, then="summarywriter new facts.md --resume")
    assert terminal.end() == 130


def test_nothing_is_promised_when_nothing_was_answered(new, tmp_path):
    terminal = new()
    terminal.wait_for("单位名称>")
    terminal.child.send(CTRL_C)
    assert terminal.end() == 130
    assert "什么也没有存" in terminal.shown
    assert "--resume" not in terminal.shown
    assert not (tmp_path / "facts.md").exists()


def test_the_end_of_input_saves_and_ends(new, tmp_path):
    terminal = new()
    terminal.wait_for("单位名称>")
    terminal.answer("清河区总工会", then="时间段")
    terminal.child.send(CTRL_D)
    assert terminal.end() == 0
    assert "organization: 清河区总工会" in (tmp_path / "facts.md").read_text("utf-8")


def test_a_file_that_exists_is_not_touched(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("summarywriter.cli.commands.new.require_terminal", lambda: None)
    file = tmp_path / "facts.md"
    file.write_text("precious", "utf-8")
    assert main(["new", str(file)]) == 2
    assert "--resume" in capsys.readouterr().err
    assert file.read_text("utf-8") == "precious"


def test_there_must_be_something_to_resume(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("summarywriter.cli.commands.new.require_terminal", lambda: None)
    assert main(["new", str(tmp_path / "facts.md"), "--resume"]) == 2
    assert "找不到" in capsys.readouterr().err
