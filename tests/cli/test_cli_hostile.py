"""Input that means harm at the command line: nothing of it works on the terminal or on other files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.program import outcome, run_program
from support.server import ScriptedServer
from support.terminal import Terminal

KEY = "sk-very-secret-0123456789"
HARM = "\x1b]0;pwned\x07\x1b[2J\x9b31m\x00\u202e"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    sheet = {
        "title": f"工作总结{HARM}",
        "sections": [{"heading": f"组织建设{HARM}", "facts": [f"新建工会12家{HARM}", "慰问职工9户"]}],
    }
    (tmp_path / "facts.json").write_text(json.dumps(sheet), "utf-8")
    (tmp_path / "text.txt").write_text("新建工会13家\x1b[2J\u202e。", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("facts", "facts.json"),
        ("check", "text.txt", "--facts", "facts.json"),
        ("write", "facts.json", "--force", "--offline"),
    ],
)
def test_escapes_of_others_never_reach_the_terminal(arguments: tuple[str, ...], here: Path) -> None:
    terminal = Terminal(*arguments, cwd=here)
    seen = terminal.child.read()
    terminal.child.close()
    assert "12家" in seen or "13家" in seen or "组织建设" in seen
    for harm in ("\x1b]0", "\x1b[2J", "\x9b", "\x07", "\x00", "\u202e"):
        assert harm not in seen
    assert "Traceback" not in seen


def test_a_name_of_a_file_moves_no_cursor(tmp_path: Path) -> None:
    code, out, err = outcome(run_program("write", "a\x1b[2Jb.md", cwd=tmp_path))
    assert (code, out) == (2, "")
    assert "\x1b" not in err


@pytest.mark.skipif(os.name == "nt", reason="this system has no such permissions")
def test_the_log_is_for_its_owner_only_and_holds_no_key(tmp_path: Path) -> None:
    (tmp_path / "facts.md").write_text("## 组织建设\n- 新建工会12家\n", "utf-8")
    with ScriptedServer() as server:
        server.handler = Drafter("slots")
        done = run_program(
            "write",
            "facts.md",
            "--log",
            "log.jsonl",
            cwd=tmp_path,
            OPENAI_API_KEY=KEY,
            OPENAI_BASE_URL=server.base_url,
        )
    assert done.returncode == 0
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o777 == 0o600
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path
    assert KEY.encode() not in done.stdout + done.stderr


def test_a_template_in_a_fact_is_text(tmp_path: Path) -> None:
    (tmp_path / "facts.md").write_text("## 组织建设\n- 新建工会12家{{ cycler }}{% raw %}\n", "utf-8")
    code, out, err = outcome(run_program("prompt", "facts.md", cwd=tmp_path))
    assert code == 0, err
    assert "cycler" in out
    assert "class" not in out


def test_names_of_files_in_a_stored_report_lead_nowhere(tmp_path: Path) -> None:
    """What a report says it exported is compared with, and never written to or deleted by that name."""
    (tmp_path / "work").mkdir()
    precious = tmp_path / "precious.md"
    precious.write_text("原来的", "utf-8")
    (tmp_path / "work" / "facts.md").write_text("## 组织建设\n- 新建工会12家\n", "utf-8")
    work = tmp_path / "work"
    assert run_program("write", "facts.md", "--offline", cwd=work).returncode == 0
    stored = json.loads((work / "facts.report.json").read_text("utf-8"))
    stored["exports"] |= {"../precious.md": "0" * 64, str(precious): "0" * 64}
    (work / "facts.report.json").write_text(json.dumps(stored), "utf-8")
    for arguments in (
        ("write", "facts.md", "--offline", "--overwrite"),
        ("rewrite", "facts.md", "1", "--offline"),
        ("history", "facts.md"),
    ):
        assert run_program(*arguments, cwd=work).returncode == 0
    assert precious.read_text("utf-8") == "原来的"


def test_no_settings_are_read_from_the_folder_of_the_facts(tmp_path: Path) -> None:
    (tmp_path / "facts.md").write_text("## 组织建设\n- 新建工会12家\n", "utf-8")
    with ScriptedServer() as server:
        server.handler = Drafter("slots")
        said = f"OPENAI_BASE_URL={server.base_url}\nOPENAI_API_KEY={KEY}\nSUMMARYWRITER_API_KEY={KEY}\n"
        for name in (".env", "summarywriter.env", ".summarywriter"):
            (tmp_path / name).write_text(said, "utf-8")
        assert run_program("write", "facts.md", cwd=tmp_path).returncode == 0
        assert server.history == []
