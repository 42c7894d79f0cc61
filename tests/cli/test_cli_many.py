"""``write`` for many sheets: side by side, taken up again after a kill, one line a report."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

from rich.console import Console
from support.drafter import Drafter
from support.program import clean_environment
from support.server import Reply, Request, ScriptedServer, fail

from summarywriter.cli import main
from summarywriter.cli.pool_board import Counts, drawn, lasting
from summarywriter.documents import read_report

SHEETS = 6


def make_sheets(folder: Path) -> list[str]:
    names = []
    for n in range(SHEETS):
        name = f"sheet-{n}.md"
        (folder / name).write_text(
            f"---\ntitle: 2024年上半年工作总结\norganization: 清河区第{n + 1}工会\n---\n\n"
            f"## 组织建设\n- 新建工会{n + 12}家，发展会员{n + 150}人\n\n"
            f"## 普法宣传\n- 举办法律讲座{n + 3}场\n",
            "utf-8",
        )
        names.append(name)
    return names


def start(folder: Path, server: ScriptedServer, *names: str) -> subprocess.Popen[str]:
    settings = {
        "OPENAI_API_KEY": "sk-loopback-only", "OPENAI_BASE_URL": server.base_url,
        "SUMMARYWRITER_MODEL": "scripted", "SUMMARYWRITER_CONCURRENCY": "2", "SUMMARYWRITER_RETRIES": "0",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "summarywriter", "write", *names],
        cwd=folder, env=clean_environment(folder, **settings), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


class Killer:
    """Answers, and kills the program after so many answers, with its next requests unanswered."""

    def __init__(self, answers: int) -> None:
        self.left = answers
        self.answered: list[str] = []
        self.program: subprocess.Popen[str] | None = None
        self.ready = threading.Event()
        self._lock = threading.Lock()

    def __call__(self, request: Request) -> Reply:
        with self._lock:
            if self.left <= 0:
                self.ready.wait(10)
                assert self.program is not None
                self.program.send_signal(signal.SIGKILL)
                self.program.wait(20)
            else:
                self.left -= 1
                self.answered.append(request.messages[1]["content"])
        return Drafter("slots")(request)


def test_after_kill_9_no_answer_that_was_received_is_paid_for_again(tmp_path):
    names = make_sheets(tmp_path)
    asked: list[str] = []
    kept = 0
    for answers in (3, 4):
        killer = Killer(answers)
        with ScriptedServer(killer) as server:
            killer.program = start(tmp_path, server, *names)
            killer.ready.set()
            killer.program.communicate(timeout=60)
        assert killer.program.returncode == -signal.SIGKILL
        asked += killer.answered
        stored = [read_report(path) for path in tmp_path.glob("*.report.json")]
        kept = sum(bool(section.draft) for report in stored for section in report.sections)
    with ScriptedServer(Drafter("slots")) as server:
        last = start(tmp_path, server, *names)
        out, _ = last.communicate(timeout=60)
        assert len(server.history) == 2 * SHEETS - kept
    assert last.returncode == 0, out
    reports = [read_report(tmp_path / name.replace(".md", ".report.json")) for name in names]
    assert sum(report.usage.calls for report in reports) == 2 * SHEETS
    assert all(report.ok for report in reports)
    assert all((tmp_path / name.replace(".md", ".report.docx")).exists() for name in names)
    # At most the two that were on their way at each kill were answered and not yet received.
    assert kept >= len(set(asked)) - 4


def test_a_second_run_writes_nothing_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = make_sheets(tmp_path)
    assert main(["write", *names]) == 0
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.glob("*.docx")}
    (tmp_path / "sheet-2.report.md").unlink()
    capsys.readouterr()
    assert main(["write", *names]) == 0
    out = capsys.readouterr().out
    assert out.count("没有改动") == SHEETS - 1
    assert (tmp_path / "sheet-2.report.md").exists()
    after = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.glob("*.docx")}
    assert {name for name in before if before[name] != after[name]} <= {"sheet-2.report.docx"}


def test_every_report_gets_a_line_and_the_end_sums_up(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = make_sheets(tmp_path)
    (tmp_path / "bad.md").write_text("## 没有事实的一节\n", "utf-8")
    assert main(["write", *names, "bad.md", "-o", "out"]) == 2
    shown = capsys.readouterr()
    lines = [line for line in shown.out.splitlines() if line.startswith("[")]
    assert len(lines) == SHEETS
    for line in lines:
        assert re.fullmatch(
            rf"\[\d/{SHEETS + 1}\] sheet-\d\.md：2节，\d+字。正文中的\d+个数字全部有事实可查。", line
        )
    assert f"共{SHEETS + 1}个文件，顺利写成{SHEETS}个。" in shown.out
    assert "需要处理：bad.md" in shown.out
    assert f"其中{SHEETS}份没有使用模型" in shown.out
    assert "bad.md" in shown.err


def test_a_model_that_refuses_is_told_with_every_report(tmp_path):
    names = make_sheets(tmp_path)
    with ScriptedServer(lambda _: fail(401, "Incorrect API key", code="invalid_api_key")) as server:
        program = start(tmp_path, server, *names)
        out, _ = program.communicate(timeout=60)
    assert program.returncode == 3, out
    assert out.count("【错误】密钥无效") == SHEETS
    assert f"其中{SHEETS}份没有使用模型" in out
    assert f"共{SHEETS}个文件，顺利写成0个。" in out


def test_the_board_counts_and_tells_the_time_left():
    counts = Counts(total=20)
    for n in range(6):
        counts.begin()
        counts.end(fine=n > 0)
    counts.begin()
    counts.started -= 60
    console = Console(width=80, record=True, force_terminal=False)
    console.print(drawn(counts, console))
    table = console.export_text()
    row = next(line for line in table.splitlines() if re.search(r"\d", line))
    assert re.findall(r"\d+", row)[:4] == ["5", "1", "1", "13"]
    assert "2分20秒" in row
    assert [lasting(s) for s in (0.4, 59, 60, 3725)] == ["0秒", "59秒", "1分0秒", "1小时2分"]
