"""Two programs at work on one report: one goes on, the other says so at once and changes nothing."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.program import clean_environment, outcome, run_program
from support.server import Reply, Request, ScriptedServer

from summarywriter import Writer, read_report, read_sheet
from summarywriter.cli import main
from summarywriter.errors import BusyError, InputError
from summarywriter.settings import Settings

FACTS = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员3400人

## 维权服务
- 走访慰问困难职工126户，发放慰问金37.8万元

## 普法宣传
- 举办法律讲座9场，发放资料2300余份
"""
KEY = "sk-loopback-only"
JOURNAL = "facts.report.json"


class Slow:
    """Answers the first ``quick`` requests at once and the others when ``go`` is set."""

    def __init__(self, quick: int) -> None:
        self._quick = threading.Semaphore(quick)
        self.waiting = threading.Event()
        self.go = threading.Event()

    def __call__(self, request: Request) -> Reply:
        if not self._quick.acquire(blocking=False):
            self.waiting.set()
            assert self.go.wait(60)
        return Drafter("slots")(request)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "facts.md").write_text(FACTS, "utf-8")
    return tmp_path


@pytest.fixture
def slow() -> Slow:
    return Slow(quick=1)


@pytest.fixture
def server(slow: Slow) -> Iterator[ScriptedServer]:
    with ScriptedServer(slow) as server:
        yield server
        slow.go.set()


def model(server: ScriptedServer) -> dict[str, str]:
    return {
        "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.base_url, "SUMMARYWRITER_MODEL": "scripted",
        "SUMMARYWRITER_CONCURRENCY": "1", "SUMMARYWRITER_RETRIES": "0",
    }  # fmt: skip


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "summarywriter", *arguments],
        cwd=folder, env=clean_environment(folder, **environment),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_one_writes_and_the_others_say_so(
    here: Path, slow: Slow, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys
):
    """While the first waits for its second answer, another ``write``, ``rewrite`` and ``accept`` come by."""
    first = start(here, "write", "facts.md", **model(server))
    assert slow.waiting.wait(60)
    before = (here / JOURNAL).read_bytes()
    asked = len(server.history)
    code, _, complained = outcome(run_program("write", "facts.md", cwd=here, **model(server)))
    assert code == 2
    assert f"{JOURNAL} 正被占用：进程 {first.pid}（电脑 " in complained
    assert "请等那边写完，或先结束那边的程序" in complained
    monkeypatch.chdir(here)
    for name, value in model(server).items():
        monkeypatch.setenv(name, value)
    for command in (
        ("rewrite", "facts.md", "组织建设"), ("rewrite", JOURNAL, "1", "--undo"), ("accept", JOURNAL),
        ("new", "facts.md", "--resume", "--answers", "facts.md"),
    ):  # fmt: skip
        assert main(command) == 2, command
        assert f"{JOURNAL} 正被占用：进程 {first.pid}（电脑 " in capsys.readouterr().err, command
    for command in (("history", "facts.md"), ("prompt", "facts.md", "1"), ("facts", "facts.md")):
        assert main(command) == 0, command
    assert (here / JOURNAL).read_bytes() == before
    assert len(server.history) == asked
    slow.go.set()
    out, _ = first.communicate(timeout=60)
    assert first.returncode == 0, out.decode()
    report = read_report(here / JOURNAL)
    assert report.ok
    assert [len(section.history) for section in report.sections] == [1, 1, 1]
    assert len(server.history) == report.usage.calls == 3
    assert not list(here.glob(".*"))


def test_who_writes_while_a_section_is_rewritten_is_told(here: Path):
    assert run_program("write", "facts.md", "--offline", cwd=here).returncode == 0
    slow = Slow(quick=0)
    with ScriptedServer(slow) as server:
        first = start(here, "rewrite", "facts.md", "1", **model(server))
        assert slow.waiting.wait(60)
        code, _, complained = outcome(run_program("write", "facts.md", "--offline", cwd=here))
        slow.go.set()
        out, _ = first.communicate(timeout=60)
    assert (code, first.returncode) == (2, 0), out.decode()
    assert f"正被占用：进程 {first.pid}（" in complained
    report = read_report(here / JOURNAL)
    assert [[draft.origin for draft in section.history] for section in report.sections] == [
        ["composer", "model"], ["composer"], ["composer"],
    ]  # fmt: skip


def test_four_at_once_make_one_whole_report(here: Path):
    """Who wins is chance; that the report is whole is not."""
    programs = [start(here, "write", "facts.md", "--offline") for _ in range(4)]
    ends = [(program.communicate(timeout=120)[0].decode(), program.returncode) for program in programs]
    for said, code in ends:
        assert code == 0 or (code == 2 and "正被占用" in said), said
    assert any(code == 0 for _, code in ends)
    report = read_report(here / JOURNAL)
    assert report.ok
    assert [len(section.history) for section in report.sections] == [1, 1, 1]
    assert run_program("write", "facts.md", "--offline", cwd=here).returncode == 0
    assert sorted(path.name for path in here.iterdir()) == [
        "facts.md", "facts.report.docx", "facts.report.json", "facts.report.md",
    ]  # fmt: skip


def test_a_killed_program_holds_nobody_up(here: Path, slow: Slow, server: ScriptedServer):
    first = start(here, "write", "facts.md", **model(server))
    assert slow.waiting.wait(60)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=60)
    assert [path.name for path in here.glob(".*")] == [f".{JOURNAL}.lock"]
    slow.go.set()
    code, said, complained = outcome(run_program("write", "facts.md", cwd=here, **model(server)))
    assert code == 0, said + complained
    assert not list(here.glob(".*"))


def writer(server: ScriptedServer) -> Writer:
    return Writer("scripted", server.base_url, KEY, settings=Settings(retries=0, concurrency=1))


def test_two_runs_of_one_process_on_one_journal(here: Path, slow: Slow, server: ScriptedServer):
    sheet = read_sheet(here / "facts.md")

    async def both() -> None:
        first = asyncio.create_task(writer(server).awrite(sheet, journal=here / JOURNAL))
        assert await asyncio.to_thread(slow.waiting.wait, 60)
        with pytest.raises(BusyError, match="正被占用"):
            await writer(server).awrite(sheet, journal=here / JOURNAL)
        with pytest.raises(BusyError, match="正被占用"):
            await asyncio.to_thread(writer(server).write, sheet, journal=here / JOURNAL)
        slow.go.set()
        assert (await first).ok

    asyncio.run(both())
    assert len(server.history) == 3


def test_a_report_that_went_on_elsewhere_is_not_written_over(here: Path):
    """Read, gone on with by another process, and then written: the other's version would be lost."""
    journal = here / JOURNAL
    mine = Writer.offline().write(read_sheet(here / "facts.md"), journal=journal)
    assert run_program("rewrite", JOURNAL, "1", "--offline", cwd=here).returncode == 0
    before = journal.read_bytes()
    with pytest.raises(InputError, match=r"“组织建设”有这份报告里没有的稿子.*read_report 重新读入"):
        Writer.offline().rewrite(mine, 2, journal=journal)
    assert journal.read_bytes() == before
    again = Writer.offline().rewrite(read_report(journal), 2, journal=journal)
    assert [len(section.history) for section in again.sections] == [2, 2, 1]
