"""Writing through a server on loopback: drafts, mending, an unreachable model, resuming."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.server import ScriptedServer, fail, say

from summarywriter import Writer
from summarywriter.model import Report, Section, Sheet
from summarywriter.settings import Settings

SHEET = Sheet(
    title="2024年上半年工作总结",
    organization="清河区总工会",
    period="2024年上半年",
    sections=[
        Section(heading="组织建设不断夯实", facts=["新建工会12家，发展会员3400人"]),
        Section(heading="服务职工更加精准", facts=["走访慰问困难职工126户，发放慰问金37.8万元"]),
        Section(heading="普法宣传持续深入", facts=["举办法律讲座9场，发放资料2300余份"]),
    ],
)
KEY = "sk-loopback-only"


def writer(server: ScriptedServer, **more: object) -> Writer:
    settings = Settings(retries=0, connect_timeout=2, read_timeout=5, **more)
    return Writer(model="scripted", base_url=server.base_url, api_key=KEY, settings=settings)


def all_told(report: Report) -> bool:
    text = "".join(s.text for s in report.sections)
    return all(f in text for f in ("12家", "3400人", "126户", "37.8万元", "9场", "2300余份"))


@pytest.mark.parametrize("mode", ["slots", "literal", "wrong"])
@pytest.mark.parametrize("stream", [True, False])
def test_a_report_is_right_however_the_model_writes_figures(mode: str, stream: bool):
    with ScriptedServer(Drafter(mode)) as server:
        report = writer(server, stream=stream).write(SHEET)
    assert report.ok, report.findings
    assert all_told(report)
    assert {s.draft.origin for s in report.sections} == {"model"}
    assert report.usage.calls >= 3
    assert report.usage.prompt_tokens > 0


def test_an_unreachable_model_is_replaced_by_the_composer_and_said_so():
    offline = Writer(model="m", base_url="http://127.0.0.1:9/v1", api_key=KEY, settings=Settings(retries=0))
    report = offline.write(SHEET)
    assert report.ok
    assert all_told(report)
    assert len(offline.failures) == 3
    assert {s.draft.origin for s in report.sections} == {"composer"}


def test_after_an_outage_no_further_call_is_made():
    with ScriptedServer() as server:
        server.handler = lambda request: fail(401, "Incorrect API key provided")
        one = writer(server, concurrency=1)
        report = one.write(SHEET)
        assert len(server.history) == 1
    assert len(one.failures) == 3
    assert report.ok


def test_without_fallback_the_sections_stay_unwritten():
    with ScriptedServer(lambda request: fail(503)) as server:
        one = writer(server, fallback=False)
        report = one.write(SHEET)
    assert report.unwritten == tuple(s.heading for s in SHEET.sections)
    assert not report.ok
    assert one.failures


def test_a_refused_section_does_not_stop_the_others():
    def handler(request):
        if "讲座" in request.messages[-1]["content"]:
            return say("", finish="content_filter")
        return Drafter("slots")(request)

    with ScriptedServer(handler) as server:
        one = writer(server, examples=0)
        report = one.write(SHEET)
    assert report.ok
    origins = {s.heading: s.draft.origin for s in report.sections}
    assert origins["普法宣传持续深入"] == "composer"
    assert origins["组织建设不断夯实"] == origins["服务职工更加精准"] == "model"
    assert len(one.failures) == 1


def test_a_run_that_lost_its_server_goes_on_where_it_was(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    calls = []

    def handler(request):
        calls.append(request)
        return Drafter("slots")(request) if len(calls) == 1 else fail(500)

    with ScriptedServer(handler) as server:
        writer(server, concurrency=1, fallback=False).write(SHEET, journal=journal)
    with ScriptedServer(Drafter("slots")) as server:
        report = writer(server).write(SHEET, journal=journal)
        assert len(server.history) == 2
    assert report.ok
    assert all_told(report)


def test_composed_sections_are_drafted_once_the_model_is_back(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    gone = Writer(model="m", base_url="http://127.0.0.1:9/v1", api_key=KEY, settings=Settings(retries=0))
    gone.write(SHEET, journal=journal)
    with ScriptedServer(Drafter("slots")) as server:
        report = writer(server).write(SHEET, journal=journal)
    assert {s.draft.origin for s in report.sections} == {"model"}
    assert all(len(s.history) == 2 for s in report.sections)


def test_exchanged_figures_cost_no_call(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    with ScriptedServer(Drafter("slots")) as server:
        first = writer(server).write(SHEET, journal=journal)
        paid = len(server.history)
        newer = SHEET.model_dump_json().replace("126户", "131户").replace("2300余份", "2500余份")
        report = writer(server).write(Sheet.model_validate_json(newer), journal=journal)
        assert len(server.history) == paid
    for before, after in zip(first.sections, report.sections, strict=True):
        assert after.text == before.text.replace("126户", "131户").replace("2300余份", "2500余份")


def test_one_section_again_with_a_hint_and_a_length():
    with ScriptedServer(Drafter("slots")) as server:
        one = writer(server)
        report = one.write(SHEET)
        before = len(server.history)
        again = one.rewrite(report, "服务职工", hint="突出精准帮扶", length=180)
        sent = server.history[before].messages[-1]["content"]
    assert "突出精准帮扶" in sent
    assert "180" in sent
    assert len(again.section("服务职工").history) == 2
    assert again.section("组织建设") == report.section("组织建设")


def test_sections_are_drafted_side_by_side():
    """Every answer waits until all three requests are in: one after the other would never end."""
    together = threading.Barrier(3, timeout=10)

    def handler(request):
        together.wait()
        return Drafter("slots")(request)

    with ScriptedServer(handler) as server:
        report = asyncio.run(writer(server, concurrency=3).awrite(SHEET))
    assert report.ok
    assert not together.broken


def test_no_key_is_stored_or_shown(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    with ScriptedServer(Drafter("slots")) as server:
        server.key = "another"
        one = writer(server)
        one.write(SHEET, journal=journal)
    assert KEY not in journal.read_text("utf-8")
    assert one.failures
    assert all(KEY not in str(e) + repr(e) for e in one.failures)
    assert KEY not in repr(one.settings)
