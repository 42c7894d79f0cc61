"""The house keeps its own rules: imports run downwards, types hold, style is clean."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summarywriter
from summarywriter import patterns

ROOT = Path(__file__).resolve().parents[2]

SURFACE = [
    "Sheet", "Section", "Fact", "Report", "Finding", "Figure", "Moment", "Policy", "Settings", "Writer",
    "CheckResult", "read_sheet", "read_report", "save", "check", "check_facts", "check_document",
    "find_figures", "SummaryWriterError",
]  # fmt: skip


def tool(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_run_downwards():
    tool(sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()")


def test_types_hold():
    tool(sys.executable, "-m", "mypy")


def test_style_is_clean():
    tool(sys.executable, "-m", "ruff", "check", ".")
    tool(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_every_pattern_of_a_module_can_be_compiled_and_is_so_only_when_asked():
    late = 0
    for module in pkgutil.walk_packages(summarywriter.__path__, "summarywriter."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            assert not isinstance(value, re.Pattern), f"{module.name}.{name} is compiled when it is imported"
            if isinstance(value, patterns._Late):
                assert value.pattern == value._given[0]
                late += 1
    assert late > 500


def test_the_public_surface_is_exactly_this():
    assert sorted(summarywriter.__all__) == sorted(SURFACE)
    for name in SURFACE:
        assert getattr(summarywriter, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        summarywriter.nonsense  # noqa: B018


def test_importing_the_package_is_cheap():
    heavy = "('pydantic', 'openai', 'docx', 'typer')"
    code = f"import sys, summarywriter; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_checking_and_composing_never_load_the_model_library():
    code = (
        "import sys\n"
        "from summarywriter import Sheet, Writer, check, check_facts, find_figures, read_sheet, save\n"
        "Writer.offline().write(Sheet(sections=[{'heading': '组织建设', 'facts': ['新建工会12家']}]))\n"
        "print('openai' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_ci_runs_the_readme_s_test_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"^python3 -m pip install .*pytest.*$", readme, re.MULTILINE)
    assert command, "the README lost its test command"
    assert command.group() in (ROOT / ".ci" / "run").read_text("utf-8")


def test_versions_agree():
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'version = "{summarywriter.__version__}"' in pyproject
    assert f"## {summarywriter.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
