"""The command line's words: help, mistakes in typing, the exit codes they end in."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text
from support.program import ROOT, outcome, run_program
from typer.main import get_command

from summarywriter.cli import main
from summarywriter.cli.app import app
from summarywriter.cli.exits import ExitCode, code_of, highest, message_of
from summarywriter.cli.folding import Folded, folded
from summarywriter.cli.front import front_page
from summarywriter.cli.layout import cells, wrapped
from summarywriter.errors import (
    FactsError,
    InputError,
    ModelRefusedError,
    ModelUnreachableError,
    OutputError,
    SettingsError,
    SheetError,
)

COMMANDS = [
    "new", "write", "rewrite", "check", "facts", "accept", "history", "prompt", "doctor",
    "completion", "examples", "examples list", "examples show", "examples check",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_chinese(command, capsys):
    assert main([*command.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"用法：summarywriter {command}")
    assert "显示这份说明" in shown
    for english in ("Usage", "Options", "Arguments", "Show this", "required", "default"):
        assert english not in shown


@pytest.mark.parametrize("words", [[], ["--help"]])
def test_without_a_command_the_commands_are_listed(words, capsys):
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {command.split()[0]} " in shown for command in COMMANDS)


def test_the_first_page_is_the_one_that_the_parser_would_print(capsys):
    command = get_command(app)
    parsed = command.get_help(command.make_context("summarywriter", ["write"], resilient_parsing=True))
    assert front_page().rstrip() == parsed.rstrip()


def test_completion_knows_every_command_and_option(capsys):
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert main(["completion", shell]) == 0
        shown = capsys.readouterr().out
        assert all(command.split()[-1] in shown for command in COMMANDS)
        assert "anonymise" in shown
    assert main(["completion", "cmd"]) == 2
    assert "powershell" in capsys.readouterr().err


COMPLETED = [
    ("w", ["write"]),
    ("examples re", ["remove"]),
    ("write facts.md --off", ["--offline"]),
    ("rewrite --un", ["--undo"]),
    ("check --fa", ["--facts"]),
    ("examples check --", ["--help"]),
]


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(("typed", "offered"), COMPLETED)
def test_bash_completes_what_the_script_says(typed, offered, capsys):
    assert main(["completion", "bash"]) == 0
    words = ["summarywriter", *typed.split()]
    asked = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _summarywriter"
    script = f"{capsys.readouterr().out}{asked}; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh")
@pytest.mark.parametrize(("typed", "offered"), COMPLETED)
def test_zsh_completes_what_the_script_says(typed, offered, capsys):
    assert main(["completion", "zsh"]) == 0
    words = ["summarywriter", *typed.split()]
    # The shell's own completion functions, of which no script can ask anything, are played.
    played = "compdef() { }\ncompadd() { print -l -- ${(M)offered:#${words[CURRENT]}*} }\n"
    asked = f"words=({' '.join(words)}); CURRENT={len(words)}; _summarywriter"
    script = f"{played}{capsys.readouterr().out}\n{asked}"
    done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (offered, "")


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish")
@pytest.mark.parametrize(("typed", "offered"), COMPLETED)
def test_fish_completes_what_the_script_says(typed, offered, capsys, tmp_path):
    assert main(["completion", "fish"]) == 0
    script = f"{capsys.readouterr().out}\ncomplete -C 'summarywriter {typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert ([line.partition("\t")[0] for line in done.stdout.splitlines()], done.stderr) == (offered, "")


@pytest.mark.parametrize("width", [60, 40])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_page_is_no_wider_than_the_terminal(command, width, capsys, monkeypatch):
    main([*command.split(), "--help"])
    whole = capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", str(width))
    main([*command.split(), "--help"])
    shown = capsys.readouterr().out
    assert max(map(cells, shown.splitlines())) <= width
    assert "".join(shown.split()) == "".join(whole.split())
    assert not [line for line in shown.splitlines() if line.strip()[:1] in "，。；：、）”" and line.strip()]


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "summarywriter 0.1.0\n"


def mistakes() -> list[list[str]]:
    lines = (Path(__file__).parent / "mistakes.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("typed", "said"), mistakes())
def test_mistakes_in_typing_end_in_2_with_chinese_words(typed, said, capsys):
    assert main(typed.split()) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert "--help" in shown.err


def test_help_is_quick_and_loads_nothing_heavy(tmp_path):
    code = (
        "import sys; from summarywriter.cli import main; main(['--help']); "
        "print([m for m in ('openai', 'docx', 'openpyxl', 'prompt_toolkit', 'pydantic', 'rich', 'typer') "
        "if m in sys.modules], file=sys.stderr)"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_every_error_has_its_code():
    assert code_of(ModelUnreachableError("")) is ExitCode.MODEL_FAILED
    assert code_of(ModelRefusedError("")) is ExitCode.MODEL_FAILED
    assert code_of(KeyboardInterrupt()) is ExitCode.INTERRUPTED
    for error in (InputError(""), SheetError(["x"]), FactsError([]), OutputError(""), SettingsError("")):
        assert code_of(error) is ExitCode.BAD_INPUT
    assert highest([]) is ExitCode.FINE
    assert highest([ExitCode.ERRORS_REMAIN, ExitCode.MODEL_FAILED, ExitCode.BAD_INPUT]) == 3


def test_system_errors_are_told_in_chinese():
    assert message_of(PermissionError(13, "Permission denied", "a.md")) == "无法读写 a.md：没有权限。"
    assert message_of(OSError(28, "No space left on device")) == "系统出错：磁盘已满。"
    assert "ZeroDivisionError" in message_of(ZeroDivisionError("division by zero"))


def test_an_unforeseen_error_shows_no_traceback_unless_asked(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import summarywriter.cli.app as a\n"
        "import sys, types\n"
        "m = types.ModuleType('summarywriter.cli.commands.history')\n"
        "m.run = lambda file: 1 / 0\n"
        "sys.modules[m.__name__] = m\n",
        "utf-8",
    )
    path = f"{tmp_path}:{ROOT}"
    code, out, err = outcome(run_program("history", "x", cwd=tmp_path, PYTHONPATH=path))
    assert (code, out) == (2, "")
    assert "程序内部出错（ZeroDivisionError）" in err
    assert "Traceback" not in err
    debug = outcome(run_program("history", "x", cwd=tmp_path, PYTHONPATH=path, SUMMARYWRITER_DEBUG="1"))
    assert "Traceback" in debug[2]


def test_no_word_of_the_command_line_is_beyond_a_gbk_console():
    for file in (ROOT / "summarywriter" / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value.encode("gbk")


_TOLD = (
    "    “162户”与事实不符：事实第1条写的是“126户”（走访慰问困难职工126户，发放慰问金37.8万元）。"
    "请改为“126户”。解决以后，运行 summarywriter doctor --fetch-tokenizer。"
)


@pytest.mark.parametrize("width", range(44, 100))
def test_a_folded_line_neither_begins_with_a_closing_mark_nor_cuts_a_command(width):
    lines = folded(Text(_TOLD), width).plain.split("\n")
    assert "".join(lines).replace(" ", "") == _TOLD.replace(" ", "")
    for line in lines:
        assert cells(line) <= width
        assert line.startswith("    ")
        assert line[4] not in "，。：”）"
        assert line[-1] not in "“（"
    assert any("summarywriter doctor --fetch-tokenizer" in line for line in lines)


def test_a_cell_of_a_table_folds_in_its_own_width_and_keeps_its_colour():
    table = Table(box=None, show_header=False, padding=0, width=14)
    table.add_row(Folded(Text.assemble(("慰问困难职工", "red"), "。\n\n完")))
    console = Console(width=80, force_terminal=True, color_system="standard", legacy_windows=False)
    with console.capture() as shown:
        console.print(table)
    assert [line.rstrip() for line in shown.get().split("\n")] == [
        "\x1b[31m慰问困难职工\x1b[0m。", "", "完", "",
    ]  # fmt: skip
    assert wrapped("慰问困难职工。", 12) == ["慰问困难职", "工。"]
