"""The file a run's report is saved in, after every answer and off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from summarywriter.documents import hold, read_report, save
from summarywriter.errors import InputError
from summarywriter.model import Report
from summarywriter.writer.changes import unknown_versions


class Journal:
    """Saves a report whenever it changes; what changes while a save is under way is saved together.

    ``path`` is that of a report file (.json), ``None`` to save nothing.
    """

    def __init__(self, path: str | PathLike[str] | None) -> None:
        self._path = path
        self._turn = asyncio.Lock()
        self._latest: Report | None = None
        self._told = 0
        self._saved = 0

    async def save(self, report: Report) -> None:
        """Return when ``report``, or a later state of it, is in the file.

        Raises:
            OutputError: the file cannot be written; what stood there is untouched.
        """
        if self._path is None or (report is self._latest and self._saved == self._told):
            return
        self._latest = report
        self._told += 1
        own = self._told
        async with self._turn:
            if self._saved < own:
                told = self._told
                saving = asyncio.create_task(asyncio.to_thread(save, self._latest, self._path))
                try:
                    await asyncio.shield(saving)
                finally:
                    # Whoever is cancelled waits too: a save that came late would undo the next one.
                    await asyncio.wait([saving])
                self._saved = told


@contextmanager
def gone_on_with(path: str | PathLike[str] | None, report: Report | None = None) -> Iterator[None]:
    """Keep everybody else from the journal at ``path`` until the block ends; from none where it is ``None``.

    ``report`` is what is to be saved there, read from it at some time.

    Raises:
        InputError: the journal has been gone on with since ``report`` was read.
        OutputError: the folder is missing or cannot be written.
        BusyError: another run, in this process or in another, is at work on the journal.
    """
    if path is None:
        yield
        return
    with hold(path):
        if report is not None and Path(path).exists():
            _refuse_older(report, path)
        yield


def _refuse_older(report: Report, path: str | PathLike[str]) -> None:
    newer = unknown_versions(read_report(path), report)
    if newer:
        names = "、".join(f"“{heading}”" for heading in newer)
        raise InputError(
            f"{path} 里的{names}有这份报告里没有的稿子，没有重写，以免丢失。"
            "请用 read_report 重新读入它再重写。"
        )
