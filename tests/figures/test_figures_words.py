"""The user's own word lists come on top of the shipped ones; a row that makes no sense is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys\n"
        "from summarywriter.figures import find_figures\n"
        "from summarywriter.errors import InputError\n"
        "try:\n"
        "    print([(f.text, f.unit, f.bound) for f in find_figures(sys.argv[1])])\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    environment = {**os.environ, "SUMMARYWRITER_WORDS": str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code, text]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )


def test_units_bounds_and_phrases_can_be_added(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text("# 本单位\n专班	=	count	全\n", "utf-8")
    (tmp_path / "bounds.tsv").write_text("前	about	拢共约摸\n", "utf-8")
    (tmp_path / "phrases.tsv").write_text("set-phrase	三块田工作法\n", "utf-8")
    result = _run(tmp_path, "推广三块田工作法，划分12专班，拢共约摸50人")
    assert result.stdout.strip() == "[('12专班', '专班', 'exact'), ('50人', '人', 'about')]"


def test_a_unit_behind_shou_is_added_in_one_place(tmp_path: Path) -> None:
    assert _run(tmp_path, "建成首坊").stdout.strip() == "[]"
    (tmp_path / "figure-words.tsv").write_text("first-unit\t坊\n", "utf-8")
    assert _run(tmp_path, "建成首坊").stdout.strip() == "[('首坊', '坊', 'exact')]"


def test_a_row_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text("专班	=	个数\n", "utf-8")
    result = _run(tmp_path, "12专班")
    assert "units.tsv" in result.stdout
    assert "专班 / = / 个数" in result.stdout
