"""Commands that talk to a model, against a scripted server on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.program import clean_environment, outcome, run_program
from support.server import Request, ScriptedServer, fail, hang, say

from summarywriter.cli import main
from summarywriter.cli.summary import COMPOSED
from summarywriter.documents import read_report

SHEET = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员3400人

## 维权服务
- 走访慰问困难职工126户，发放慰问金37.8万元
"""
KEY = "sk-loopback-only"


@pytest.fixture
def server():
    with ScriptedServer(Drafter("slots")) as started:
        started.key = KEY
        yield started


@pytest.fixture
def here(tmp_path, monkeypatch, server):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    for name, value in settings(server).items():
        monkeypatch.setenv(name, value)
    return tmp_path


def settings(server: ScriptedServer) -> dict[str, str]:
    return {
        "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.base_url, "SUMMARYWRITER_MODEL": "scripted",
        "SUMMARYWRITER_RETRIES": "0", "SUMMARYWRITER_CONNECT_TIMEOUT": "5",
    }  # fmt: skip


def asks_for(request: Request, words: str) -> bool:
    """Tell whether the section asked for has ``words`` in its facts (examples may have them too)."""
    return words in request.messages[-1]["content"]


def origins() -> list[str]:
    return [section.draft.origin for section in read_report("facts.report.json").sections if section.draft]


def test_a_report_written_by_a_model_through_the_real_program(server, tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    code, out, err = outcome(run_program("write", "facts.md", cwd=tmp_path, **settings(server)))
    assert code == 0, (out, err)
    assert COMPOSED not in out
    assert "正文中的4个数字全部有事实可查。" in out
    assert sorted(line.split("] ")[1] for line in err.splitlines()) == [
        "组织建设：通过核对",
        "维权服务：通过核对",
    ]
    assert "\x1b" not in out + err
    assert KEY not in "".join(p.read_text("utf-8") for p in tmp_path.glob("*.report.[jm]*"))
    assert len(server.history) == 2


def test_what_was_written_is_not_paid_for_again(here, server):
    assert main(["write", "facts.md"]) == 0
    assert main(["write", "facts.md"]) == 0
    assert len(server.history) == 2
    assert main(["write", "facts.md", "--refresh"]) == 0
    assert len(server.history) == 2


def test_another_model_is_reported_and_asked_only_when_told_to(here, server, capsys):
    assert main(["write", "facts.md"]) == 0
    assert main(["write", "facts.md", "--model", "another"]) == 0
    assert len(server.history) == 2
    assert "→another）有改动" in capsys.readouterr().err
    assert main(["write", "facts.md", "--model", "another", "--refresh"]) == 0
    assert len(server.history) == 4


def test_the_model_is_named_on_the_command_line(here, server):
    assert main(["write", "facts.md", "--model", "another"]) == 0
    assert {request.body["model"] for request in server.history} == {"another"}


def test_offline_asks_no_model(here, server, capsys):
    assert main(["write", "facts.md", "--offline"]) == 0
    assert server.history == []
    assert COMPOSED in capsys.readouterr().out


def test_a_wrong_key_ends_in_3_with_composed_sections(here, server, monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-key")
    assert main(["write", "facts.md"]) == 3
    shown = capsys.readouterr()
    assert COMPOSED in shown.out
    assert "【错误】" in shown.out
    assert "sk-wrong-key" not in shown.out + shown.err
    assert origins() == ["composer", "composer"]
    assert "126户" in (here / "facts.report.md").read_text("utf-8")


def test_without_fallback_sections_are_left_unwritten(here, monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert main(["write", "facts.md", "--no-fallback"]) == 3
    assert "还没有写的小节：组织建设、维权服务" in capsys.readouterr().out
    assert sorted(path.name for path in here.iterdir()) == ["facts.md", "facts.report.json"]


def test_an_unreachable_model_is_made_good_on_the_next_run(here, server, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert main(["write", "facts.md"]) == 3
    assert origins() == ["composer", "composer"]
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    assert main(["write", "facts.md"]) == 0
    assert origins() == ["model", "model"]


def test_a_refused_section_does_not_stop_the_other(here, server, capsys):
    drafter = Drafter("slots")
    server.handler = lambda r: fail(400, "Content Exists Risk") if asks_for(r, "126户") else drafter(r)
    assert main(["write", "facts.md"]) == 3
    assert origins() == ["model", "composer"]
    assert "没有使用模型，由内置写作程序按事实直接写成：维权服务。" in capsys.readouterr().out


def test_figures_that_stay_wrong_never_reach_the_report_unseen(here, server, capsys):
    server.handler = Drafter("stubborn")
    code = main(["write", "facts.md"])
    text = (here / "facts.report.md").read_text("utf-8")
    right = all(figure in text for figure in ("12家", "3400人", "126户", "37.8万元"))
    assert (code == 0 and right) or (code == 1 and "【待核实】" in text)


def test_a_hint_and_a_length_reach_the_model(here, server, capsys):
    main(["write", "facts.md"])
    code = main(["rewrite", "facts.md", "维权", "--hint", "突出新就业形态劳动者", "--length", "150"])
    assert code == 0
    asked = server.history[-1].prompt
    assert "突出新就业形态劳动者" in asked
    assert "150" in asked
    assert len(server.history) == 3
    assert "不会按 --hint" not in capsys.readouterr().out


def test_a_hint_without_a_model_is_said_to_do_nothing(here, capsys):
    main(["write", "facts.md", "--offline"])
    main(["rewrite", "facts.md", "维权", "--hint", "短些", "--offline"])
    assert "不会按 --hint" in capsys.readouterr().out


def test_prompt_and_check_send_nothing(here, server, capsys):
    assert main(["prompt", "facts.md"]) == 0
    assert "共2节" in capsys.readouterr().out
    main(["check", "facts.md", "--facts", "facts.md"])
    assert server.history == []


def test_doctor_asks_the_model_one_short_question(here, server, capsys):
    server.handler = lambda _: say("你好")
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "【通过】连接：scripted" in shown
    assert KEY not in shown
    assert len(server.history) == 1


def test_doctor_says_what_is_wrong_with_the_key(here, monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-key")
    assert main(["doctor"]) == 3
    shown = capsys.readouterr().out
    assert "【错误】连接：" in shown
    assert "密钥" in shown
    assert "sk-wrong-key" not in shown


def test_doctor_without_a_model_says_how_to_set_one(monkeypatch, capsys):
    assert main(["doctor"]) == 0
    assert "OPENAI_API_KEY" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_an_interrupted_run_ends_in_130_and_is_taken_up_again(server, tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    drafter = Drafter("slots")
    server.handler = lambda request: hang(30) if asks_for(request, "126户") else drafter(request)
    environment = clean_environment(tmp_path, **settings(server))
    child = subprocess.Popen(
        [sys.executable, "-m", "summarywriter", "write", "facts.md"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    journal = tmp_path / "facts.report.json"
    deadline = time.monotonic() + 40
    while not (journal.exists() and read_report(journal).sections[0].text) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.kill(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert "再次运行同一命令会接着写" in err.decode()
    assert read_report(journal).unwritten == ("维权服务",)
    asked = len(server.history)
    server.handler = drafter
    assert run_program("write", "facts.md", cwd=tmp_path, **settings(server)).returncode == 0
    assert len(server.history) == asked + 1
    assert Path(tmp_path / "facts.report.docx").exists()


def test_the_log_is_written_and_names_are_kept_back(here, server, capsys):
    text = SHEET.replace("走访慰问困难职工126户", "职工张伟带队走访慰问困难职工126户")
    assert text != SHEET
    (here / "facts.md").write_text(text, "utf-8")
    assert main(["prompt", "facts.md", "--redact"]) == 0
    assert "张伟" not in capsys.readouterr().out
    assert main(["write", "facts.md", "--redact", "--log", "log.jsonl"]) == 0
    logged = (here / "log.jsonl").read_text("utf-8")
    assert logged.count("\n") == 2
    assert "张伟" not in logged + "".join(request.prompt for request in server.history)
    assert KEY not in logged
    assert "张伟" in (here / "facts.report.md").read_text("utf-8")
    assert "模型用量（历次合计）：2次" in capsys.readouterr().out
