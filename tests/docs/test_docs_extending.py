"""What the pages teach works: the first rule of CONTRIBUTING, red and then green, in a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from support.pages import blocks
from support.program import ROOT, clean_environment

CASES = "tests/figures/test_figures_cases.py"
COPIED = ("summarywriter", "prompts", "fewshot", "tests", "pyproject.toml")


def _apply(patch: str, copy: Path) -> None:
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=copy, input=patch, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + patch


def _cases(copy: Path) -> subprocess.CompletedProcess[str]:
    environment = clean_environment(copy, PYTHONPATH=str(copy))
    return subprocess.run(
        [sys.executable, "-m", "pytest", CASES, "-q", "-p", "no:cacheprovider", "-k", "sentences-8"],
        cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_first_rule_is_red_and_then_green(tmp_path: Path):
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    case, *rule = [block.code for block in blocks(ROOT / "CONTRIBUTING.md") if block.language == "diff"]
    assert len(rule) == 2
    _apply(case, tmp_path)
    red = _cases(tmp_path)
    assert red.returncode == 1, red.stdout
    assert "1 failed" in red.stdout
    for patch in rule:
        _apply(patch, tmp_path)
    green = _cases(tmp_path)
    assert green.returncode == 0, green.stdout
