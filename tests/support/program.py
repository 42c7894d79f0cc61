"""The real program in a process of its own, with nothing of this machine's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment without keys, addresses, proxies and the user's own folders."""
    dropped = ("OPENAI_", "SUMMARYWRITER_", "COV_", "XDG_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(dropped) and not name.lower().endswith("_proxy")
    }
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "COLUMNS"):
        kept.pop(name, None)
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "HOME": str(home)} | more


def run_program(
    *arguments: str, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m summarywriter`` with ``arguments`` in the folder ``cwd``."""
    return subprocess.run(
        [sys.executable, "-m", "summarywriter", *arguments],
        cwd=cwd, env=clean_environment(cwd, **environment), input=stdin, capture_output=True,
        timeout=60, check=False,
    )  # fmt: skip


def outcome(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error as text."""
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
