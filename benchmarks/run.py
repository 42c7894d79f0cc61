"""All measurements by one command, for the table in the README: ``python benchmarks/run.py [--quick]``.

Each runs in a process of its own. ``--quick`` leaves out those that take minutes. Ends with exit
code 1 when one of them missed a bound.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
QUICK = (
    ("Start-up of the commands, import time", "bench_start.py"),
    ("Recogniser: throughput and scaling", "bench_figures.py"),
    ("Checker: a full report, and ten times as much", "bench_report.py 200 2000"),
    ("Checker: odd and long input", "bench_odd.py"),
    ("Each step as a sheet grows", "bench_size.py 200 2000"),
    ("Choice of examples", "bench_choice.py"),
    ("One report", "bench_many.py --reports 1"),
    ("A hundred reports", "bench_many.py --reports 100 --per-minute 2000"),
)
SLOW = (
    ("Writing against the slowest call, repairs, faults", "bench_writing.py"),
    ("Checker: recall and false alarms", "bench_checking.py --all"),
    ("A thousand reports, killed three times", "bench_many.py --reports 1000 --per-minute 3000 --kills 3"),
)


def main() -> int:
    """Run the measurements, print what they print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, {_processor()}"
    )
    missed = []
    for title, command in (*QUICK, *(() if quick else SLOW)):
        print(f"\n== {title}", flush=True)
        script, *options = command.split()
        if subprocess.run([sys.executable, str(HERE / script), *options], check=False).returncode:
            missed.append(title)
    if missed:
        print(f"\nmissed: {'; '.join(missed)}")
    return 1 if missed else 0


def _processor() -> str:
    """Return the processor's name and how many of it there are."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor()
    return f"{os.cpu_count()} × {name}"


if __name__ == "__main__":
    sys.exit(main())
