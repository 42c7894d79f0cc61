"""How long commands take to start: each run several times in a process of its own, the median printed.

Usage: ``python benchmarks/bench_start.py [--times N]``. Beside the wall-clock time stands the time the
processor spent, which other programs on the machine disturb less. ``--help`` should stay below 150 ms.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHEET = "---\ntitle: 2024年上半年工作总结\n---\n\n## 组织建设\n- 新建工会12家，发展会员3400人\n"

COMMANDS = (
    ("--help",),
    ("--version",),
    ("write", "--help"),
    ("facts", "facts.md"),
    ("check", "draft.txt", "--facts", "facts.md"),
    ("write", "facts.md", "--offline", "-o", "out"),
    ("history", "out/facts.report.json"),
    ("rewrite", "out/facts.report.json", "1", "--offline", "--yes"),
    ("prompt", "facts.md"),
    ("examples", "list"),
)


def main() -> None:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each command")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "facts.md").write_text(SHEET, "utf-8")
        (here / "draft.txt").write_text("新建工会12家，发展会员3400人。\n", "utf-8")
        print(f"{'wall ms':>8} {'cpu ms':>8}  command")
        show("(python alone)", measured([sys.executable, "-c", "pass"], here, times))
        for command in COMMANDS:
            spent = measured([sys.executable, "-m", "summarywriter", *command], here, times)
            show("summarywriter " + " ".join(command), spent)


def measured(command: list[str], folder: Path, times: int) -> tuple[float, float]:
    """Return the medians of wall-clock and processor time in milliseconds; the first run is not counted."""
    walls, processors = [], []
    for _ in range(times + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        walls.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if done.returncode:
            print(f"exit code {done.returncode}: {' '.join(command[1:])}", file=sys.stderr)
    return statistics.median(walls[1:]) * 1000, statistics.median(processors[1:]) * 1000


def show(name: str, spent: tuple[float, float]) -> None:
    """Print one line of the table."""
    print(f"{spent[0]:8.0f} {spent[1]:8.0f}  {name}")


if __name__ == "__main__":
    main()
