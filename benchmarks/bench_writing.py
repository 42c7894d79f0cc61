"""What writing costs against a scripted model: wall time, calls and tokens of repairs, faults survived.

Usage: ``python benchmarks/bench_writing.py [--latency SECONDS] [--runs N] [--seed N]``.
Ends with exit code 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.drafter import Drafter
from support.faults import SHEET as FAULTS_SHEET
from support.faults import Faults, wrong_figures
from support.server import Reply, Request, ScriptedServer, say

from summarywriter import Writer, read_report
from summarywriter.model import Event, Section, Sheet, Usage
from summarywriter.settings import Settings
from summarywriter.writing import ModelClient, client, dialect, draft_section

SLOWEST_SHARE = 1.15
REASK_SHARE = 0.30

TOPICS = (
    ("思想引领更加有力", "举办“书香三八”读书活动12场，女职工1860人次参与", "组织宣讲27场，覆盖职工4300余人"),
    ("组织建设不断夯实", "新建基层工会24家，发展会员3150人", "举办工会干部培训班2期，培训180人"),
    ("维权服务更加精准", "走访困难职工126户，发放慰问金37.8万元", "职工医疗互助参保1.86万人，报销342人次"),
    ("普法宣传持续深入", "举办法律讲座9场，发放资料2300余份", "受理劳动争议案件42件，调解成功39件"),
    ("阵地建设稳步推进", "新建户外劳动者服务站点6个，累计达31个", "升级职工书屋14家，新增图书5200册"),
    ("劳动竞赛扎实开展", "开展技能竞赛15项，参赛职工2740人次", "选树市级工匠8名，区级工匠22名"),
    ("女工工作亮点纷呈", "组织“两癌”筛查1670人次", "签订女职工专项集体合同113份，覆盖女职工9800人"),
    ("自身建设不断加强", "开展内部审计7次，整改问题16个", "修订财务制度4项"),
)  # fmt: skip
SHEET = Sheet(
    title="2024年上半年工作总结",
    organization="清河区总工会",
    period="2024年上半年",
    genre="district-union",
    sections=[Section(heading=heading, facts=facts) for heading, *facts in TOPICS],
)
INVENTED = "惠及职工家属8600余名。"


def main() -> int:
    """Run the measurements, print them, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=5.0, help="seconds the model takes for an answer")
    parser.add_argument("--runs", type=int, default=200, help="fault-injected runs")
    parser.add_argument("--seed", type=int, default=1000, help="seed of the first of them")
    options = parser.parse_args()
    passed = [wall_time(options.latency), substitution(), sentence(), faults(options.runs, options.seed)]
    return 0 if all(passed) else 1


def writer(server: ScriptedServer, **more: object) -> Writer:
    """Return a writer for the scripted model."""
    return Writer("scripted", server.base_url, "sk-benchmark-only", settings=Settings(**more))


def wall_time(latency: float) -> bool:
    """Eight sections at once: the whole run against its slowest section."""

    def slowly(request: Request) -> Reply:
        time.sleep(latency)
        return Drafter("slots")(request)

    began: dict[str, float] = {}
    took: dict[str, float] = {}

    def told(event: Event) -> None:
        if event.kind == "section-start":
            began[event.section] = time.perf_counter()
        elif event.kind == "section-done":
            took[event.section] = time.perf_counter() - began[event.section]

    with ScriptedServer(slowly) as server:
        one = writer(server)
        one.prompts(SHEET)  # the examples are read once in a program, not once in a report
        started = time.perf_counter()
        report = one.write(SHEET, on_event=told)
        whole = time.perf_counter() - started
    share = whole / max(took.values())
    return verdict(
        f"wall time of {len(took)} sections at {latency} s an answer: {whole:.2f} s"
        f" = {share:.2f} × the slowest section ({max(took.values()):.2f} s)",
        report.ok and share <= SLOWEST_SHARE,
    )


def substitution() -> bool:
    """A wrong figure that the checker can put right: one call a section."""
    with ScriptedServer(Drafter("wrong")) as server:
        report = writer(server).write(SHEET)
        calls = len(server.history)
    mended = sum(r.rung == "substitute" for s in report.sections if s.draft for r in s.draft.repairs)
    return verdict(
        f"{len(SHEET.sections)} sections with a wrong figure each: {calls} calls, {mended} put right without",
        report.ok and calls == len(SHEET.sections) and mended == calls,
    )


def sentence() -> bool:
    """One sentence again against the whole section again, in tokens sent and received."""
    shares = [
        asyncio.run(_reask(section, Settings(examples=examples)))
        for examples in (0, 3)
        for section in SHEET.sections
    ]
    return verdict(
        f"one sentence again takes {sum(shares) / len(shares):.0%} of a whole redraft's tokens on average,"
        f" {max(shares):.0%} at most",
        max(shares) <= REASK_SHARE,
    )


async def _reask(section: Section, given: Settings) -> float:
    """Return the tokens of asking for one sentence as a share of those of asking for the section."""
    attempts: list[Usage] = []

    def handler(request: Request) -> Reply:
        if "<待改" in request.messages[-1]["content"]:
            return say("【1】删除")
        return say(Drafter("slots")(request).text + INVENTED)

    with ScriptedServer(handler) as server:
        settings = given.model_copy(update={"base_url": server.base_url, "model": "scripted"})
        one = Writer(settings=settings)
        chosen = [choice.example for choice in one._chosen(SHEET, section)]
        model = ModelClient(settings)
        try:
            await draft_section(
                SHEET, section, client=model, settings=settings, examples=chosen, on_usage=attempts.append
            )
        finally:
            await model.close()
    assert len(attempts) == 2
    whole, again = (usage.prompt_tokens + usage.completion_tokens for usage in attempts)
    return again / whole


def faults(runs: int, first: int) -> bool:
    """Runs through every fault: complete or clearly refused, no wrong figure unflagged, none lost."""
    client._FIRST_PAUSE = 0.01
    ends: Counter[str] = Counter()
    bad: list[str] = []
    lock = threading.Lock()
    struck: Counter[str] = Counter()
    started = time.perf_counter()
    for seed in range(first, first + runs):
        dialect._KNOWN.clear()
        with tempfile.TemporaryDirectory() as folder, ScriptedServer(Faults(seed)) as server:
            journal = Path(folder) / "facts.report.json"
            one = writer(
                server, retries=1, connect_timeout=1, read_timeout=0.4, total_timeout=1, rounds=1,
                fallback=seed % 3 > 0,
            )  # fmt: skip
            report = one.write(FAULTS_SHEET, journal=journal)
            with lock:
                struck.update(server.handler.struck)
            wrong = wrong_figures(report)
            missing = [s.heading for s in report.sections if not s.text]
            lost = len(missing) > (0 if one.settings.fallback else len(one.failures))
            # A call may end by our time limit before the server has read it, never the other way round.
            miscounted = report.usage.calls < len(server.history)
            unsaved = read_report(journal) != report
            if wrong or lost or miscounted or unsaved or not (report.ok or one.failures):
                bad.append(f"seed {seed}: {wrong} lost {lost} miscounted {miscounted} unsaved {unsaved}")
            ends[
                "refused" if missing else "complete, with composed sections" if one.failures else "complete"
            ] += 1
    for line in bad:
        print(f"  {line}")
    print(f"  faults that struck: {struck.total()}, kinds: {len(struck)}")
    return verdict(
        f"{runs} fault-injected runs in {time.perf_counter() - started:.0f} s: "
        + ", ".join(f"{count} {end}" for end, count in ends.items())
        + f"; {len(bad)} with a wrong figure unflagged, a section lost or a call uncounted",
        not bad,
    )


def verdict(line: str, passed: bool) -> bool:
    """Print a measurement and whether it keeps its bound."""
    print(f"{'ok  ' if passed else 'MISS'} {line}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
