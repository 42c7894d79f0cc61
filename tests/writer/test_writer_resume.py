"""Interrupted runs: killed, cancelled, cut short by a budget; what was received is never paid for again."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.drafter import INVENTED, Drafter, mending
from support.program import clean_environment
from support.server import Reply, Request, ScriptedServer, say

from summarywriter import Writer, read_report
from summarywriter.markup import dump_sheet
from summarywriter.model import Event, Section, Sheet
from summarywriter.settings import Settings

SHEET = Sheet(
    title="2024年上半年工作总结",
    organization="清河区总工会",
    period="2024年上半年",
    sections=[
        Section(heading="组织建设不断夯实", facts=["新建工会12家，发展会员3400人", "培训工会干部2期86人"]),
        Section(heading="服务职工更加精准", facts=["走访慰问困难职工126户，发放慰问金37.8万元"]),
        Section(heading="普法宣传持续深入", facts=["举办法律讲座9场，发放资料2300余份"]),
    ],
)
KEY = "sk-loopback-only"


def start(folder: Path, server: ScriptedServer, **more: str) -> subprocess.Popen[bytes]:
    settings = {
        "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.base_url, "SUMMARYWRITER_MODEL": "scripted",
        "SUMMARYWRITER_CONCURRENCY": "1", "SUMMARYWRITER_RETRIES": "0",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "summarywriter", "write", "facts.md"],
        cwd=folder, env=clean_environment(folder, **settings | more),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


class Killer:
    """Answers so many requests, then kills the program that asks instead of answering."""

    def __init__(self, answers: int, blow: signal.Signals) -> None:
        self.left = answers
        self.blow = blow
        self.program: subprocess.Popen[bytes] | None = None
        self.ready = threading.Event()

    def __call__(self, request: Request) -> Reply:
        if self.left == 0:
            self.ready.wait(10)
            assert self.program is not None
            self.program.send_signal(self.blow)
            self.program.wait(20)
            return say("太晚了。")
        self.left -= 1
        return mending(request)


@pytest.mark.parametrize(
    ("blow", "runs", "counted"),
    [(signal.SIGKILL, (1, 1, 1), 0), (signal.SIGINT, (3,), 1)],
    ids=["kill -9", "Ctrl-C"],
)
def test_a_program_that_is_killed_pays_for_every_answer_once(
    tmp_path: Path, blow: signal.Signals, runs: tuple[int, ...], counted: int
):
    """Killed in the middle of the first section, between two, and in the middle of the second.

    Where the program can still say so, the call that was broken off counts too.
    """
    (tmp_path / "facts.md").write_text(dump_sheet(SHEET), "utf-8")
    answered = 0
    for answers in runs:
        killer = Killer(answers, blow)
        with ScriptedServer(killer) as server:
            killer.program = start(tmp_path, server)
            killer.ready.set()
            out, _ = killer.program.communicate(timeout=60)
        assert killer.program.returncode in (-signal.SIGKILL, 130), out.decode()
        answered += answers - killer.left
    stored = read_report(tmp_path / "facts.report.json")
    assert [len(s.history) for s in stored.sections] == [1, 0, 0]
    assert stored.sections[1].pending is not None
    assert INVENTED in stored.sections[1].pending.text
    with ScriptedServer(mending) as server:
        last = start(tmp_path, server)
        out, _ = last.communicate(timeout=60)
        answered += len(server.history)
    assert last.returncode == 0, out.decode()
    report = read_report(tmp_path / "facts.report.json")
    assert answered == 6
    assert report.usage.calls == 6 + counted
    assert report.ok
    assert all(s.pending is None and len(s.history) == 1 for s in report.sections)
    assert "8600" not in "".join(s.text for s in report.sections)
    assert not list(tmp_path.glob(".*")), "no half-written file is left"


def writer(server: ScriptedServer, **more: object) -> Writer:
    settings = Settings(retries=0, connect_timeout=2, read_timeout=5, **more)
    return Writer("scripted", server.base_url, KEY, settings=settings)


def test_a_run_that_is_cancelled_keeps_what_it_has(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    waiting = threading.Event()

    def handler(request: Request) -> Reply:
        if "讲座" in request.prompt.split("# 现在要写")[-1]:
            waiting.wait(5)
        return Drafter("slots")(request)

    async def cancelled() -> None:
        done = asyncio.Event()

        def told(event: Event) -> None:
            if event.kind == "section-done" and event.done == 2:
                done.set()

        task = asyncio.create_task(writer(server).awrite(SHEET, journal=journal, on_event=told))
        await asyncio.wait_for(done.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with ScriptedServer(handler) as server:
        asyncio.run(cancelled())
        waiting.set()
    assert [bool(s.text) for s in read_report(journal).sections] == [True, True, False]
    with ScriptedServer(Drafter("slots")) as server:
        report = writer(server).write(SHEET, journal=journal)
        assert report.ok
        assert len(server.history) == 1
    assert report.usage.calls == 4, "the call that was broken off counts too"


def test_a_callback_that_raises_stops_the_run_and_loses_nothing(tmp_path: Path):
    journal = tmp_path / "facts.report.json"

    class EnoughError(Exception):
        """The caller has seen enough."""

    def told(event: Event) -> None:
        if event.kind == "section-done":
            raise EnoughError

    with ScriptedServer(Drafter("slots")) as server:
        with pytest.raises(EnoughError):
            writer(server, concurrency=1).write(SHEET, journal=journal, on_event=told)
        writer(server, concurrency=1).write(SHEET, journal=journal)
        assert len(server.history) == 3


def test_a_budget_in_tokens_is_kept_and_the_next_run_goes_on(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    with ScriptedServer(Drafter("slots")) as server:
        one = writer(server, examples=0, budget_tokens=4000, max_tokens=500, fallback=False)
        report = one.write(SHEET, journal=journal)
        calls = len(server.history)
        assert 0 < calls < 3
        assert report.usage.prompt_tokens + report.usage.completion_tokens <= 4000
        assert len(report.unwritten) == 3 - calls
        assert all("词元上限是4000" in str(failure) for failure in one.failures)
        assert writer(server, examples=0).write(SHEET, journal=journal).ok
        assert len(server.history) == 3


def test_a_budget_in_money_is_kept():
    with ScriptedServer(Drafter("slots")) as server:
        one = writer(server, examples=0, budget=0, price_prompt=2, price_completion=8)
        report = one.write(SHEET)
        assert server.history == []
    assert report.ok
    assert {s.draft.origin for s in report.sections} == {"composer"}
    assert "费用上限是0" in str(one.failures[0])
