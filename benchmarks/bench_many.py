"""Many reports in one run against a scripted model: throughput, memory, what killing the program costs.

Usage: ``python benchmarks/bench_many.py [--reports N] [--latency SECONDS] [--per-minute N]
[--concurrency N] [--kills N]``. The program runs as users run it, in a process of its own, and so does
the server. Ends with exit code 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from bench_writing import TOPICS, verdict
from support.drafter import Drafter
from support.server import Reply, Request, ScriptedServer

from summarywriter import Section, Sheet, read_report, save

SECTIONS = 6
SHARE = 0.9
MEGABYTES = 300
LASTING = 500
"""Reports below which starting the program weighs more than the rate."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def main() -> int:
    """Run the measurement, print it, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds the model takes for an answer")
    parser.add_argument("--per-minute", type=int, default=0, help="limit on requests, 0 for none")
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--kills", type=int, default=0, help="how often the program is killed on the way")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve, options.latency)
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measured(Path(folder), options) else 1


def measured(folder: Path, options: argparse.Namespace) -> bool:
    """Write the sheets, kill the program so many times, and judge what came of it."""
    total = options.reports * SECTIONS
    sheets = make_sheets(folder, options.reports)
    log = folder / "answers.log"
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(log), "--latency", str(options.latency)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = server.stdout.readline().strip()
    environment = os.environ | {
        "OPENAI_API_KEY": "sk-benchmark-only", "OPENAI_BASE_URL": address, "SUMMARYWRITER_MODEL": "scripted",
        "SUMMARYWRITER_CONCURRENCY": str(options.concurrency), "SUMMARYWRITER_STREAM": "false",
    }  # fmt: skip
    if options.per_minute:
        environment["SUMMARYWRITER_REQUESTS_PER_MINUTE"] = str(options.per_minute)
    peak = 0.0
    started = time.perf_counter()
    try:
        for kill in range(options.kills + 1):
            target = total * (kill + 1) // (options.kills + 1) if kill < options.kills else None
            code, used = run(sheets, folder, environment, log, target)
            peak = max(peak, used)
    except BaseException:
        server.kill()
        raise
    seconds = time.perf_counter() - started
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = (spent.ru_utime + spent.ru_stime) / options.reports
    allowed = options.concurrency / options.latency
    if options.per_minute:
        allowed = min(allowed, options.per_minute / 60)
    rate = total / seconds
    server.terminate()
    server.wait()
    asked = Counter(log.read_text("utf-8").splitlines())
    again = sum(asked.values()) - len(asked)
    reports = [read_report(sheet.with_suffix(".report.json")) for sheet in sheets]
    sections = sum(s.draft is not None and s.draft.origin == "model" for r in reports for s in r.sections)
    counted = sum(report.usage.calls for report in reports)
    tokens = sum(r.usage.prompt_tokens + r.usage.completion_tokens for r in reports) / options.reports
    lines = [
        verdict(
            f"{options.reports} reports of {SECTIONS} sections, {options.latency * 1000:.0f} ms an answer,"
            f" {options.concurrency} at once, {options.per_minute or 'no'} limit a minute: {seconds:.0f} s,"
            f" {rate:.0f} calls a second = {rate / allowed:.0%} of the {allowed:.0f} allowed;"
            f" {work * 1000:.0f} ms of processor time a report",
            rate >= SHARE * allowed or options.reports < LASTING,
        ),
        verdict(
            f"peak memory of the program: {peak:.0f} MB; {counted / options.reports:.1f} calls and"
            f" {tokens:.0f} tokens a report",
            peak < MEGABYTES,
        ),
        verdict(
            f"killed {options.kills} times: {sections} of {total} sections written, {counted} answers"
            f" received and counted, {again} asked again that were on their way at a kill",
            sections == total
            and counted == total
            and len(asked) == total
            and again <= options.kills * options.concurrency
            and code == 0,
        ),
    ]
    return all(lines)


def run(
    sheets: list[Path], folder: Path, environment: dict[str, str], log: Path, target: int | None
) -> tuple[int, float]:
    """Run the program, killed once so many answers were given; return its code and peak memory (MB)."""
    names = [sheet.name for sheet in sheets]
    with (folder / "out.log").open("ab") as out:
        program = subprocess.Popen(
            [sys.executable, "-m", "summarywriter", "write", *names, "--formats", "docx,md"],
            cwd=folder, env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    peak = 0.0
    while program.poll() is None:
        peak = max(peak, memory(program.pid))
        if target is not None and log.exists() and log.read_bytes().count(b"\n") >= target:
            program.send_signal(signal.SIGKILL)
            target = None
        time.sleep(0.1)
    return program.returncode, peak


def memory(process: int) -> float:
    """Return the peak resident memory of a process and those it started, in MB (Linux)."""
    pids, kilobytes = [process], 0
    for pid in pids:
        try:
            status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        except OSError:
            continue
        found = re.search(r"VmHWM:\s+(\d+)", status)
        kilobytes += int(found[1]) if found else 0
        pids += [int(child) for child in children.split()]
    return kilobytes / 1024


def make_sheets(folder: Path, count: int) -> list[Path]:
    """Write sheets of six sections whose figures are all different."""
    draw = random.Random(1)
    sheets = []
    for n in range(count):
        sections = [
            Section(
                heading=heading,
                facts=[_NUMBER.sub(lambda _: str(draw.randint(3, 9999)), fact) for fact in facts],
            )
            for heading, *facts in draw.sample(TOPICS, SECTIONS)
        ]
        path = folder / f"sheet-{n:05}.md"
        save(
            Sheet(
                title="2024年上半年工作总结", organization=f"清河区第{n + 1}基层工会", period="2024年上半年",
                genre="district-union", sections=sections,
            ),
            path,
        )  # fmt: skip
        sheets.append(path)
    return sheets


def serve(log: Path, latency: float) -> int:
    """Be the model: answer after ``latency``, and note a line for every answer given."""
    lock = threading.Lock()
    drafter = Drafter("slots")

    with log.open("a", encoding="utf-8") as file:

        def answer(request: Request) -> Reply:
            reply = drafter(request)
            task = request.messages[-1]["content"]
            with lock:
                file.write(json.dumps(task, ensure_ascii=False) + "\n")
                file.flush()
            return Reply(text=reply.text, wait=latency)

        with ScriptedServer(answer) as server:
            server.keeps_connections = True
            print(server.base_url, flush=True)
            signal.sigwait({signal.SIGTERM, signal.SIGINT})
    return 0


if __name__ == "__main__":
    sys.exit(main())
