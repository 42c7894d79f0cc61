"""The interview in a pseudo-terminal: typing, deleting, pasting, going back, stopping, resuming."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.program import clean_environment

from summarywriter.cli import main
from summarywriter.documents import read_report, read_sheet

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import pexpect
import pyte

BACKSPACE, CTRL_C, CTRL_D = "\x7f", "\x03", "\x04"


class Terminal:
    """The program in a terminal of 100 × 40, and what its screen shows."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        environment = clean_environment(cwd, TERM="xterm-256color", PROMPT_TOOLKIT_NO_CPR="1")
        self.screen = pyte.Screen(100, 40)
        self._stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            sys.executable, ["-m", "summarywriter", *arguments], cwd=str(cwd), env=environment,
            encoding="utf-8", dimensions=(40, 100), timeout=20,
        )  # fmt: skip

    def wait_for(self, words: str) -> None:
        """Read until the screen shows ``words`` below what has been answered before."""
        while words not in self.shown:
            try:
                self._stream.feed(self.child.read_nonblocking(4096, timeout=20))
            except pexpect.EOF:
                break
        assert words in self.shown

    def answer(self, typed: str, then: str) -> None:
        """Answer and wait until the screen shows ``then``, which it must not show yet."""
        self.screen.reset()
        self.child.send(typed + "\r")
        self.wait_for(then)

    def paste(self, block: str, then: str) -> None:
        """Paste as terminals do: between the marks of a bracketed paste."""
        self.answer(f"\x1b[200~{block}\x1b[201~", then)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        try:
            while True:
                self._stream.feed(self.child.read_nonblocking(4096, timeout=20))
        except pexpect.EOF:
            self.child.close()
        assert self.child.exitstatus is not None
        return self.child.exitstatus

    @property
    def shown(self) -> str:
        """The screen as people see it; the cell behind a wide character is left out."""
        return "\n".join(line.rstrip() for line in self.screen.display)


@pytest.fixture
def new(tmp_path):
    opened = []

    def start(*arguments: str) -> Terminal:
        terminal = Terminal("new", "facts.md", "--offline", *arguments, cwd=tmp_path)
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
    for section in (2, 3, 4):
        terminal.answer(":skip", then=f"第{section}节，共4节")
    terminal.answer(":skip", then="回车开始写")
    terminal.answer("", then="满意请回车")
    assert "facts.report.docx" in terminal.shown
    assert "没有使用模型" in terminal.shown
    terminal.answer("1 写得短些", then="满意请回车")
    terminal.child.send("\r")
    assert terminal.end() == 0
    sheet = read_sheet(tmp_path / "facts.md")
    assert sheet.organization == "清河区总工会"
    assert [fact.text for _, _, fact in sheet.facts()] == [
        "走访慰问困难职工9户，发放慰问金2.4万元", "组织宣讲9场", "举办培训班3期",
    ]  # fmt: skip
    report = read_report(tmp_path / "facts.report.json")
    assert report.ok
    assert len(report.section(1).history) == 2


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
