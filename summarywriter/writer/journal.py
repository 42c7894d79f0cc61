"""The file a run's report is saved in, after every answer and off the event loop."""

from __future__ import annotations

import asyncio
from os import PathLike

from summarywriter.documents import save
from summarywriter.model import Report


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
        if self._path is None:
            return
        self._latest = report
        self._told += 1
        own = self._told
        async with self._turn:
            if self._saved < own:
                told = self._told
                await asyncio.to_thread(save, self._latest, self._path)
                self._saved = told
