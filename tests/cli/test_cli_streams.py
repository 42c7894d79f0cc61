"""Consoles of all kinds: GBK ones, pipes, colour unwanted, a reader that goes away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.program import clean_environment, outcome, run_program

SHEET = "## 组织建设\n- 新建工会12家，发展会员1.5万人 \U0001f600\u2713\n"


@pytest.fixture
def here(tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    (tmp_path / "文稿.txt").write_text("新建工会13家\x1b[31m，发展会员1.5万人。\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_cannot_show_a_character_shows_a_question_mark(encoding, here):
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    done = run_program("facts", "facts.md", cwd=here, **environment)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode(encoding)
    assert ("12家" in shown) == (encoding == "gbk")
    assert "1.5" in shown
    assert "?" in shown


def test_no_control_characters_reach_a_pipe(here):
    arguments = ("check", "文稿.txt", "--facts", "facts.md")
    done = run_program(*arguments, cwd=here, FORCE_COLOR="1", TERM="xterm-256color")
    code, out, err = outcome(done)
    assert code == 1
    assert "13家" in out
    assert not [c for c in out + err if ord(c) < 32 and c != "\n"]


def test_json_stays_whole_on_a_console_without_chinese(here):
    import json

    arguments = ("check", "文稿.txt", "--facts", "facts.md", "--json")
    done = run_program(*arguments, cwd=here, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "13家" in json.loads(done.stdout.decode("ascii"))["findings"][0]["message"]


def test_a_reader_that_goes_away_causes_no_traceback(here):
    command = f'"{sys.executable}" -m summarywriter examples show 导语 | head -1'
    done = subprocess.run(
        command,
        shell=True,
        cwd=here,
        env=clean_environment(here),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.decode().startswith("== 导语")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_a_table_and_colour_unless_it_is_unwanted(environment, coloured, here):
    import pexpect

    shown = pexpect.run(
        f"{sys.executable} -m summarywriter check 文稿.txt --facts facts.md", cwd=str(here), encoding="utf-8",
        env=clean_environment(here, TERM="xterm-256color", COLUMNS="100", **environment), timeout=60,
    )  # fmt: skip
    assert "问题和建议" in shown
    assert ("\x1b[31m" in shown) == coloured
    assert "新建工会〔13家〕" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("width", [100, 60])
def test_facts_on_a_terminal(width, here):
    """A table where there is room for one, lines elsewhere; marks say what colour says."""
    import pexpect
    import pyte

    text = "## 组织建设\n- 新建工会12家\n### 宣传\n- 覆盖XX人\n- （可选）加强宣传\n"
    (here / "facts.md").write_text(text, "utf-8")
    written = pexpect.run(
        f"{sys.executable} -m summarywriter facts facts.md", cwd=str(here), encoding="utf-8", timeout=60,
        env=clean_environment(here, TERM="xterm-256color", COLUMNS=str(width)),
    )  # fmt: skip
    screen = pyte.Screen(width, 40)
    pyte.Stream(screen).feed(written)
    # The second cell of a wide character holds the empty string.
    rows = ("".join(screen.buffer[y][x].data for x in range(width)).rstrip() for y in range(40))
    shown = "\n".join(rows).strip() + "\n"
    golden = Path(__file__).parent / "screens" / f"facts-{width}.txt"
    assert shown == golden.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_progress_on_a_terminal_leaves_whole_lines(here):
    """The status line goes before a line is printed, and nothing of it is left in the end."""
    import pexpect
    import pyte

    (here / "facts.md").write_text("## 组织建设\n- 新建工会12家\n\n## 维权服务\n- 慰问职工9户\n", "utf-8")
    written = pexpect.run(
        f"{sys.executable} -m summarywriter write facts.md", cwd=str(here), encoding="utf-8",
        env=clean_environment(here, TERM="xterm-256color", COLUMNS="100"), timeout=60,
    )  # fmt: skip
    screen = pyte.Screen(100, 30)
    pyte.Stream(screen).feed(written)
    lines = [line.replace(" ", "") for line in screen.display]
    assert lines[0] == "[1/2]组织建设：通过核对"
    assert lines[1] == "[2/2]维权服务：通过核对"
    assert lines[2] == "已写出："
    assert not any("┃" in line for line in lines)
