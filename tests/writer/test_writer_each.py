"""Many reports in one go: the limits they share, the one line to the model, what a failing one does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.server import Reply, Request, ScriptedServer, fail

from summarywriter import Section, Sheet, Writer, read_report
from summarywriter.errors import InputError
from summarywriter.model import WrittenSection
from summarywriter.settings import Settings


def sheet(number: int) -> Sheet:
    return Sheet(
        title="2024年上半年工作总结",
        organization=f"清河区第{number}基层工会",
        period="2024年上半年",
        sections=[
            Section(heading="组织建设不断夯实", facts=[f"新建工会{number + 11}家，发展会员{number + 340}人"]),
            Section(heading="普法宣传持续深入", facts=[f"举办法律讲座{number + 4}场"]),
        ],
    )


def writer(server: ScriptedServer, **more: object) -> Writer:
    return Writer("scripted", server.base_url, "sk-loopback-only", settings=Settings(**more))


def journals(folder: Path, count: int) -> list[Path]:
    return [folder / f"{n}.report.json" for n in range(count)]


async def into(one: Writer, journal: Path) -> None:
    await one.awrite(sheet(int(journal.name.partition(".")[0])), journal=journal)


class Counter:
    """A drafter that knows how many requests were under way together, and when each came."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.came: list[float] = []

    def __call__(self, request: Request) -> Reply:
        self.came.append(time.monotonic())
        self.now += 1
        self.most = max(self.most, self.now)
        time.sleep(0.02)
        self.now -= 1
        return Drafter("slots")(request)


def test_all_reports_together_keep_to_the_number_at_once(tmp_path):
    counter = Counter()
    with ScriptedServer(counter) as server:
        assert writer(server, concurrency=3).each(journals(tmp_path, 9), into) == []
    assert 1 < counter.most <= 3
    reports = [read_report(journal) for journal in journals(tmp_path, 9)]
    assert all(report.ok for report in reports)
    assert sum(report.usage.calls for report in reports) == len(counter.came) == 18


def test_a_server_that_is_asked_too_often_gets_a_rest_from_all(tmp_path):
    counter = Counter()

    def busy_at_first(request: Request) -> Reply:
        if not counter.came:
            counter.came.append(time.monotonic())
            return fail(429, "slow down", retry_after=0.5)
        return counter(request)

    with ScriptedServer(busy_at_first) as server:
        assert writer(server, concurrency=1).each(journals(tmp_path, 2), into) == []
    assert counter.came[1] - counter.came[0] >= 0.5
    assert all(read_report(journal).ok for journal in journals(tmp_path, 2))


def test_a_failing_job_is_told_and_stops_no_other(tmp_path):
    async def work(one: Writer, journal: Path) -> None:
        if journal.name.startswith("1."):
            raise InputError("这个不行。")
        await into(one, journal)

    jobs = journals(tmp_path, 4)
    failed = Writer.offline().each(jobs, work)
    assert [(job, str(error)) for job, error in failed] == [(jobs[1], "这个不行。")]
    assert [journal.exists() for journal in jobs] == [True, False, True, True]


def test_jobs_are_taken_as_they_are_worked_on(tmp_path):
    """However long the list, no more of it is held than is at work."""
    taken: list[int] = []
    done: list[int] = []

    def endless():
        for n in range(200):
            taken.append(n)
            yield n

    async def work(one: Writer, job: int) -> None:
        assert len(taken) - len(done) <= 8
        done.append(job)

    Writer.offline().each(endless(), work)
    assert done == list(range(200))


def test_a_key_that_is_refused_is_not_tried_for_every_report(tmp_path):
    with ScriptedServer(lambda _: fail(401, "Incorrect API key", code="invalid_api_key")) as server:
        failures = []

        async def work(one: Writer, journal: Path) -> None:
            await into(one, journal)
            failures.append(len(one.failures))

        writer(server, concurrency=2, retries=0).each(journals(tmp_path, 10), work)
        assert len(server.history) <= 4
    assert failures == [2] * 10
    assert all("没有使用模型" in str(read_report(j).findings) for j in journals(tmp_path, 10))


def test_a_budget_is_one_for_all(tmp_path):
    with ScriptedServer(Drafter("slots")) as server:
        one = writer(server, budget_tokens=20_000, max_tokens=1000, concurrency=2)
        one.each(journals(tmp_path, 12), into)
        used = sum(
            r.usage.prompt_tokens + r.usage.completion_tokens
            for r in map(read_report, journals(tmp_path, 12))
        )
        assert 0 < len(server.history) < 24
    assert used <= 20_000


def test_a_bug_in_the_work_is_raised(tmp_path):
    async def work(one: Writer, job: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Writer.offline().each([1, 2], work)


def test_each_works_inside_a_running_loop(tmp_path):
    import asyncio

    async def main() -> None:
        assert await Writer.offline().aeach(journals(tmp_path, 2), into) == []

    asyncio.run(main())
    assert read_report(tmp_path / "1.report.json").ok


def test_a_report_is_finished_when_its_sheet_is_the_same_and_nothing_is_wanted_anew(tmp_path):
    offline = Writer.offline()
    report = offline.write(sheet(1))
    assert offline.finished(sheet(1), report)
    assert not offline.finished(sheet(2), report)
    assert not offline.finished(sheet(1).model_copy(update={"date": "2024-07-05"}), report)
    first = report.sections[0]
    begun = report.with_section(WrittenSection(id=first.id, heading=first.heading, role=first.role))
    assert not offline.finished(sheet(1), begun)
    with ScriptedServer(Drafter("slots")) as server:
        one = writer(server)
        assert one.finished(sheet(1), report)  # no model was wanted: what the composer wrote holds
        stood_in = Writer(settings=Settings(api_key="")).write(sheet(1))
        assert not one.finished(sheet(1), stood_in)
        assert one.finished(sheet(1), one.write(sheet(1)))
