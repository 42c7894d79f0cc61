"""The journal and the batches of a folder: who else may write them, and when."""

from __future__ import annotations

import asyncio
import threading
from os import PathLike
from pathlib import Path

import pytest

from summarywriter import Report, Section, Sheet, Writer, read_report, save
from summarywriter.errors import BusyError
from summarywriter.settings import Settings
from summarywriter.writer import journal as module
from summarywriter.writer.batch import BatchWriting

SHEET = Sheet(organization="清河区总工会", sections=[Section(heading="组织建设", facts=["新建工会12家"])])


def test_a_save_that_is_cancelled_is_over_before_anything_else_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Otherwise it might come late, over a newer report or after the journal was let go."""
    begun, go = threading.Event(), threading.Event()

    def slow(report: Report, path: str | PathLike[str]) -> None:
        begun.set()
        assert go.wait(20)
        save(report, path)

    monkeypatch.setattr(module, "save", slow)
    old = Writer.offline().write(SHEET)
    new = Writer.offline().rewrite(old, 1)
    path = tmp_path / "a.report.json"

    async def run() -> None:
        journal = module.Journal(path)
        first = asyncio.create_task(journal.save(old))
        assert await asyncio.to_thread(begun.wait, 20)
        first.cancel()
        second = asyncio.create_task(journal.save(new))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not first.done()
        assert not second.done()
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await first
        await second

    asyncio.run(run())
    assert read_report(path) == new


def test_one_at_a_time_on_the_batches_of_a_folder(tmp_path: Path):
    writer = Writer("m", "http://127.0.0.1:9/v1", "k", settings=Settings())
    failed: list[BusyError] = []

    def other() -> None:
        try:
            with BatchWriting(tmp_path, writer):
                pass
        except BusyError as error:
            failed.append(error)

    with BatchWriting(tmp_path, writer):
        # A thread of its own holds nothing of ours.
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "summarywriter.batch.json 正被占用" in str(failed[0])
    other()
    assert len(failed) == 1
    assert list(tmp_path.iterdir()) == []
