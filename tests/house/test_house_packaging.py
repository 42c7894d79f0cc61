"""The wheel carries every prompt, worked example and word list, and finds them once installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(listed.stdout.split())


def test_everything_shipped_is_in_the_wheel(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"summarywriter/{name}" for name in tracked("prompts", "fewshot")} | tracked("summarywriter")
    assert wanted <= names
    assert not {name for name in names if name.startswith(("prompts/", "fewshot/", "tests/"))}


def test_the_wheel_finds_its_own_files(wheel: Path, tmp_path: Path):
    """Read straight from the zip, away from the checkout: nothing is borrowed from beside it."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import summarywriter\n"
        "assert summarywriter.__file__.startswith(sys.argv[1]), summarywriter.__file__\n"
        "from summarywriter.resources import folder, word_rows\n"
        "count = lambda name: len(list(folder(name).iterdir()))\n"
        "print(count('prompts'), count('fewshot'), len(word_rows('roles')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wheel)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    prompts, examples, roles = map(int, done.stdout.split())
    assert prompts == len(tracked("prompts"))
    assert examples == len(tracked("fewshot"))
    assert roles > 30
