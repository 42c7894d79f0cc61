"""Whole reports through a server that fails in every known way, at random."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.faults import OBEYED, SHEET, Faults, wrong_figures
from support.server import ScriptedServer

from summarywriter import Writer, read_report
from summarywriter.model import Event
from summarywriter.settings import Settings
from summarywriter.writing import client, dialect

KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(dialect, "_KNOWN", {})


@pytest.mark.parametrize("seed", range(30))
def test_a_run_ends_with_a_complete_report_or_a_clear_refusal(seed: int, tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    events: list[Event] = []
    fallback = seed % 3 > 0
    settings = Settings(
        retries=1, connect_timeout=1, read_timeout=0.4, total_timeout=1, fallback=fallback, rounds=1
    )
    with ScriptedServer(Faults(seed)) as server:
        writer = Writer("scripted", server.base_url, KEY, settings=settings)
        report = writer.write(SHEET, journal=journal, on_event=events.append)
        calls = len(server.history)
    told = f"faults {server.handler.struck}"
    assert wrong_figures(report) == [], told
    assert "奖状" not in "".join(s.text for s in report.sections), told
    assert [s.heading for s in report.sections] == [s.heading for s in SHEET.sections]
    if fallback:
        assert report.unwritten == (), told
        assert report.ok, (told, report.findings)
    else:
        unwritten = [s for s in report.sections if not s.text]
        assert len(unwritten) == len(writer.failures), told
    # A call may end by our time limit before the server has read it, never the other way round.
    assert report.usage.calls >= calls, told
    assert read_report(journal) == report
    shown = journal.read_text("utf-8") + repr(events) + "".join(map(str, writer.failures))
    assert KEY not in shown
    assert all(str(failure).endswith("。") for failure in writer.failures)
    assert events[0].kind == "start"
    assert events[-1].kind == "done"


def test_the_faults_sheet_tempts_with_what_must_not_be_written():
    assert OBEYED[:4] in "".join(fact.text for _, _, fact in SHEET.facts())
