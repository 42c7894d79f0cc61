"""``write --batch`` and ``batch`` through the real program, against a batch service on loopback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.batch_server import Answer, BatchServer, Call, error
from support.drafter import Drafter
from support.program import clean_environment, outcome, run_program
from support.server import Reply, Request, ScriptedServer, fail, say

from summarywriter.cli import main
from summarywriter.cli.reports import is_own
from summarywriter.documents import read_report
from summarywriter.writing.batch.state import ANSWERS_FILE, STATE_FILE

KEY = "sk-loopback-only"
WRITE = "write 1.md 2.md --batch -o out"
INVENTED = "惠及职工家属8600余名。"
SHEET = """\
---
title: {0}2024年上半年工作总结
organization: {0}
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员3400人

## 维权服务
- 走访慰问困难职工126户，发放慰问金37.8万元

## 普法宣传
- 举办法律讲座9场，发放资料2300余份
"""
OFFICES = ("清河区总工会", "东湖区总工会")


def mending(request: Request) -> Reply:
    """Draft every 维权服务 with an invented sentence, so that it takes two answers."""
    if "<待改" in request.messages[-1]["content"]:
        return say("【1】删除")
    text = Drafter("slots")(request).text
    return say(text + INVENTED if "慰问" in text or "困难职工" in request.messages[-1]["content"] else text)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for n, office in enumerate(OFFICES, 1):
        (tmp_path / f"{n}.md").write_text(SHEET.format(office), "utf-8")
    return tmp_path


def settings(server: BatchServer | ScriptedServer, **more: str) -> dict[str, str]:
    return {
        "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.base_url, "SUMMARYWRITER_MODEL": "scripted",
        "SUMMARYWRITER_RETRIES": "1", "SUMMARYWRITER_CONNECT_TIMEOUT": "5",
    } | more  # fmt: skip


@pytest.fixture
def command(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command in this process, in the folder of the sheets; return code, output and messages."""
    monkeypatch.chdir(here)

    def run(line: str, server: BatchServer | ScriptedServer, **environment: str) -> tuple[int, str, str]:
        for name, value in (settings(server) | environment).items():
            monkeypatch.setenv(name, value)
        code = main(line.split())
        return (code, *capsys.readouterr())

    return run


def program(here: Path, server: BatchServer, line: str) -> tuple[int, str, str]:
    return outcome(run_program(*line.split(), cwd=here, **settings(server)))


def test_two_sheets_are_submitted_collected_repaired_and_written(here: Path):
    with BatchServer(mending) as server:
        server.key = KEY
        code, out, err = program(here, server, WRITE)
        assert code == 4, (out, err)
        assert "小节：完成0节；等待6节。" in out
        assert "本次交出6份请求，分为1个批次。" in out
        assert not list((here / "out").glob("*.docx"))
        state = (here / "out" / STATE_FILE).read_text("utf-8")
        assert KEY not in state
        assert "慰问" not in state
        code, out, _ = program(here, server, "batch status out")
        assert code == 4
        assert "进行中，0/6份" in out

        server.work()
        code, out, err = program(here, server, WRITE)
        assert code == 4, (out, err)
        assert "小节：完成4节；等待2节。" in out
        assert "本次交出2份请求" in out
        assert not list((here / "out").glob("*.docx"))

        server.work()
        code, out, err = program(here, server, WRITE)
        assert code == 0, (out, err)
        assert "共2份总结：写成2份，等待0份。" in out
        assert len(server.paid) == 8
        assert len(set(server.requests())) == 8
    for n in (1, 2):
        report = read_report(here / "out" / f"{n}.report.json")
        assert report.ok
        assert report.usage.calls == 4
        assert not report.usage.estimated
        assert all(len(s.history) == 1 and s.draft.origin == "model" for s in report.sections)
        assert INVENTED not in "".join(s.text for s in report.sections)
        assert (here / "out" / f"{n}.report.docx").is_file()
        assert OFFICES[n - 1] in (here / "out" / f"{n}.report.md").read_text("utf-8")
    assert not list((here / "out").glob("summarywriter.batch.*")), "nothing is left to be remembered"


class Blow:
    """Kills the program when it makes a certain call, before the call takes effect or after."""

    def __init__(self, call: str) -> None:
        self.at = call
        self.program: subprocess.Popen[bytes] | None = None
        self.ready = threading.Event()

    def __call__(self, call: Call) -> Answer | None:
        if f"{call.method} {call.path}" != self.at:
            return None
        self.ready.wait(10)
        assert self.program is not None
        self.program.send_signal(signal.SIGKILL)
        self.program.wait(20)
        return 0, b""


def killed(here: Path, server: BatchServer, call: str, *, before: bool = False) -> None:
    """Run the program, and kill it as it makes ``call``, after the call has taken effect or before."""
    blow = Blow(call)
    setattr(server, "refuse" if before else "instead", blow)
    blow.program = subprocess.Popen(
        [sys.executable, "-m", "summarywriter", *WRITE.split()],
        cwd=here, env=clean_environment(here, **settings(server)),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    blow.ready.set()
    out, _ = blow.program.communicate(timeout=60)
    assert blow.program.returncode == -signal.SIGKILL, out.decode()
    server.refuse = server.instead = lambda call: None


def test_a_program_killed_at_any_call_pays_for_every_section_once(here: Path, command):
    """Before the batch starts, after it, while answers are fetched, as the repairs go out."""
    with BatchServer(mending) as server:
        killed(here, server, "POST /files")
        killed(here, server, "POST /batches", before=True)
        assert not server.batches
        killed(here, server, "POST /batches")
        assert len(server.batches) == 1
        code, out, _ = command(WRITE, server)
        assert (code, len(server.batches)) == (4, 1), out
        server.work()
        answers = server.batches[next(iter(server.batches))].about["output_file_id"]
        killed(here, server, f"GET /files/{answers}/content")
        killed(here, server, "POST /batches")
        server.work()
        code, out, err = command(WRITE, server)
        assert code == 0, (out, err)
        assert len(server.paid) == 8
    assert [read_report(here / "out" / f"{n}.report.json").usage.calls for n in (1, 2)] == [4, 4]


def test_live_writing_is_warned_of_what_is_out_and_takes_over(here: Path, command):
    with BatchServer(mending) as server:
        command(WRITE, server)
        with ScriptedServer(mending) as live:
            code, _, err = command("write 1.md 2.md -o out", live)
        assert code == 0
        assert "还没有收取" in err
        server.work()
        assert command(WRITE, server)[0] == 0
        assert len(server.batches) == 1
    assert not (here / "out" / STATE_FILE).exists()


def test_what_fails_is_composed_told_and_asked_for_again_only_on_demand(here: Path, command):
    def refusing(request: Request) -> Reply:
        if "讲座" in request.messages[-1]["content"]:
            return fail(400, "Content Exists Risk")
        return Drafter("slots")(request)

    with BatchServer(refusing) as server:
        command(WRITE, server)
        server.work()
        for _ in range(2):
            code, out, err = command(WRITE, server)
            assert code == 3, (out, err)
            assert "其中2节模型没有写成" in out
            assert "加 --refresh" in out
        assert len(server.batches) == 1
        sections = read_report(here / "out" / "1.report.json").sections
        assert [s.draft.origin for s in sections] == ["model", "model", "composer"]
        assert [len(s.history) for s in sections] == [1, 1, 1]
        server.handler = Drafter("slots")
        assert command(f"{WRITE} --refresh", server)[0] == 4
        server.work()
        code, out, _ = command(WRITE, server)
        assert code == 0, out
        assert len(server.paid) == 8
    report = read_report(here / "out" / "1.report.json")
    assert report.sections[2].draft.origin == "model"
    assert report.usage.calls == 4


def test_a_failing_sheet_does_not_stop_the_others(here: Path, command):
    (here / "1.md").write_text("## 组织建设\n- 新建工会XX家\n- 完成率120\n没有标题的段落\n\n## 空\n", "utf-8")
    with BatchServer(Drafter("slots")) as server:
        code, out, err = command(WRITE, server)
        assert code == 4, (out, err)
        assert "1份有问题没有处理" in out
        server.work()
        code, out, err = command(WRITE, server)
    assert code == 2
    assert (here / "out" / "2.report.docx").is_file()


def test_batches_are_cancelled_and_what_was_answered_is_kept(here: Path, command):
    with BatchServer(Drafter("slots")) as server:
        command(WRITE, server)
        code, out, _ = command("batch cancel out", server)
        assert code == 4
        assert "正在撤回" in out
        server.work("cancelled", only=2)
        code, out, _ = command(WRITE, server)
        assert code == 4
        assert "小节：完成2节；等待4节。" in out
        server.work()
        assert command(WRITE, server)[0] == 0
        assert len(server.paid) == 6


def test_without_batches_there_is_nothing_to_show(tmp_path: Path, capsys):
    for line in ("batch status", "batch cancel"):
        assert main([*line.split(), str(tmp_path)]) == 0
        assert capsys.readouterr().out.strip() == "没有交出的批次。"
        assert main([*line.split(), str(tmp_path / "没有")]) == 2
        assert "没有文件夹" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        ("1.md --offline", {}, "--batch 要有模型"),
        ("1.md", {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}, "--batch 要有模型"),
        ("1.md far/3.md", {}, "同一个文件夹"),
        ("1.md", {"OPENAI_BASE_URL": "http://127.0.0.1:9/v2"}, "请改回原来的地址"),
    ],
    ids=["offline", "no model", "two folders", "another address"],
)
def test_what_cannot_be_done_is_said(
    here: Path, command, arguments: str, environment: dict[str, str], told: str
):
    (here / "far").mkdir()
    (here / "far" / "3.md").write_text(SHEET.format("西山区总工会"), "utf-8")
    with BatchServer(Drafter("slots")) as server:
        command("write 1.md --batch", server)
        before = (here / STATE_FILE).read_bytes()
        code, _, err = command(f"write {arguments} --batch", server, **environment)
    assert code == 2, err
    assert told in err
    assert (here / STATE_FILE).read_bytes() == before
    assert "Traceback" not in err


def test_a_state_that_cannot_be_read_is_never_written_over(here: Path, command):
    (here / "out").mkdir()
    (here / "out" / STATE_FILE).write_text('{"version": 2, "batches": 7}', "utf-8")
    with BatchServer(Drafter("slots")) as server:
        code, _, err = command(WRITE, server)
        assert not server.calls
    assert code == 2
    assert "没有动它" in err
    assert json.loads((here / "out" / STATE_FILE).read_text("utf-8"))["version"] == 2


def test_a_service_that_takes_no_batches_is_told_and_nothing_is_lost(here: Path, command):
    with BatchServer(Drafter("slots")) as server:
        server.refuse = lambda call: error(404, "no such path") if call.path == "/files" else None
        code, _, err = command(WRITE, server)
        assert code == 3
        assert "没有这个接口" in err
        server.refuse = lambda call: None
        assert command(WRITE, server)[0] == 4
        assert len(server.requests()) == 6


def test_the_files_of_batches_are_the_program_s_own():
    assert is_own(Path(STATE_FILE))
    assert is_own(Path(ANSWERS_FILE.format("0123456789abcdef")))
