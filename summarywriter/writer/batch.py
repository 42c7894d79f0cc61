"""Reports written with a provider's batch service, round by round."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from summarywriter.documents import hold
from summarywriter.errors import ModelError
from summarywriter.writer.line import Line
from summarywriter.writer.loop import run
from summarywriter.writer.writer import Writer
from summarywriter.writing.batch import (
    ENDED,
    LOST,
    STATE_FILE,
    Batch,
    BatchClient,
    BatchService,
    Desk,
    Exchange,
    Sent,
)

T = TypeVar("T")


class Round(NamedTuple):
    """What a round ends with: what was sent, and how many requests are out that nobody needs any more.

    ``expires`` is when the last batch that is out ends at the latest, in seconds since 1970.
    """

    sent: Sent
    unneeded: int
    expires: int | None


class BatchWriting:
    """The batches of the reports in ``folder``, written as ``writer`` would; a context manager.

    One round: :meth:`collect`, then :meth:`writer` for every report, :meth:`finished` for those that
    ran to their end, then :meth:`submit`. ``notices`` are, in Chinese, what people should know.

    Raises:
        InputError: what is kept of batches in the folder cannot be read.
        SettingsError: the settings make no sense, or the batches that are out belong to another address.
        BusyError: another process is at work on the batches of the folder.
    """

    def __init__(self, folder: Path, writer: Writer) -> None:
        self.notices: list[str] = []
        self._folder = folder
        self._writer = writer
        self._finished: set[str] = set()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(hold(self._folder / STATE_FILE))
            self._desk = Desk(self._folder, self._writer.settings)
            stack.callback(self._desk.spool.close)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def batches(self) -> Mapping[str, Batch]:
        """The batches whose answers are not all used yet."""
        return self._desk.batches

    @property
    def given_up(self) -> int:
        """How many requests are not sent again until :meth:`forgive`."""
        return sum(asked.given_up is not None for asked in self._desk.requests.values())

    def look(self) -> None:
        """Ask how the batches stand.

        Raises:
            ModelError: the server cannot be asked.
        """
        self._with_server(lambda exchange: exchange.look())

    def collect(self) -> None:
        """Fetch the answers of all batches that have ended.

        Raises:
            ModelError: the server cannot be asked; nothing is lost.
        """
        self._with_server(lambda exchange: exchange.collect())

    def cancel(self) -> None:
        """Have all batches stopped that are out; what is answered by then can be collected.

        Raises:
            ModelError: the server cannot be asked.
        """
        self._with_server(lambda exchange: exchange.cancel())

    def forgive(self) -> None:
        """Let requests that were given up be sent once more."""
        self._desk.forgive()

    def writer(self, report: str) -> Writer:
        """Return a writer for the report with that stem: it takes what has come and notes what is wanted."""
        return self._writer.on_line(_BatchLine(self._writer, BatchClient(self._desk, report)))

    def finished(self, report: str) -> None:
        """Take down that a report's run came to its end: what it did not ask for it does not need."""
        self._finished.add(report)

    def submit(self) -> Round:
        """Send what is wanted.

        Raises:
            ModelError: the server did not take it all; what it took is noted.
            OutputError: the state cannot be kept; nothing was sent.
        """
        desk = self._desk
        unneeded = desk.unneeded(self._finished)
        desk.settle(self._finished)
        sent = Sent(0, 0)
        if len(desk.spool):
            sent = self._with_server(lambda exchange: exchange.submit())
        out = [b.expires for b in desk.batches.values() if b.expires and b.status not in {*ENDED, LOST}]
        return Round(sent, unneeded, max(out, default=None))

    def _with_server(self, work: Callable[[Exchange], Coroutine[Any, Any, T]]) -> T:
        async def connected() -> T:
            async with BatchService(self._desk.endpoint, self._desk.settings) as service:
                exchange = Exchange(self._desk, service)
                try:
                    return await work(exchange)
                finally:
                    self.notices += exchange.notices

        return run(connected())


class _BatchLine(Line):
    """A line on which every failure is its request's own: the next answer is here all the same."""

    def __init__(self, writer: Writer, client: BatchClient) -> None:
        super().__init__(writer.settings)
        self._batch = client

    @property
    def client(self) -> BatchClient:
        """The client that answers from batches."""
        return self._batch

    def missed(self, error: ModelError) -> bool:
        """Note nothing; the failure is the section's."""
        return False
