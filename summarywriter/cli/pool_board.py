"""Many reports as they are written: how many are done, at work, waiting, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from summarywriter.cli.screen import trouble

_TELLING = 5
"""Finished reports from which on the time still needed can be told."""


@dataclass
class Counts:
    """How many reports are where."""

    total: int
    fine: int = 0
    needed: int = 0
    at_work: int = 0
    started: float = field(default_factory=time.monotonic)
    _live: Live | None = None

    @property
    def done(self) -> int:
        """Reports that are through, well or not."""
        return self.fine + self.needed

    def begin(self) -> None:
        """Note that a report is being written."""
        self.at_work += 1

    def drop(self) -> None:
        """Note that a report was broken off."""
        self.at_work -= 1

    def end(self, *, fine: bool) -> None:
        """Note that a report is through."""
        self.at_work -= 1
        self.fine += fine
        self.needed += not fine

    @contextmanager
    def shown(self, console: Console) -> Iterator[None]:
        """Keep the numbers on a terminal."""
        self._live = self._draw(console)
        try:
            yield
        finally:
            self._live.stop()
            self._live = None

    def _draw(self, console: Console) -> Live:
        live = Live(
            console=console, get_renderable=lambda: drawn(self, console), refresh_per_second=4, transient=True
        )
        live.start()
        return live

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the board off the terminal while lines are printed."""
        if self._live is None:
            yield
            return
        self._live.stop()
        try:
            yield
        finally:
            # A new one: the old one would rub out as many lines above as it was high.
            self._live = self._draw(self._live.console)


@contextmanager
def pool_board(counts: Counts) -> Iterator[None]:
    """Keep the numbers on the terminal while reports are written; elsewhere nothing is shown."""
    console = trouble()
    if not console.is_terminal:
        yield
        return
    with counts.shown(console):
        yield


_NARROW = 60
"""Columns below which the numbers stand in a line, not in a table."""


def drawn(counts: Counts, console: Console | None = None) -> RenderableType:
    """Return the numbers as a table of one row, in a narrow window as a line."""
    table = Table(safe_box=True, width=min(console.width, 72) if console is not None else None)
    values = {
        "写成": (counts.fine, "green"),
        "需要处理": (counts.needed, "red" if counts.needed else ""),
        "在写": (counts.at_work, "cyan"),
        "等待": (counts.total - counts.done - counts.at_work, ""),
    }
    elapsed = time.monotonic() - counts.started
    left = ""
    if counts.done >= _TELLING:
        left = lasting(elapsed / counts.done * (counts.total - counts.done))
    if console is not None and console.width < _NARROW:
        told = "，".join(f"{name}{n}份" for name, (n, _) in values.items())
        return Text(f"{told}，已用{lasting(elapsed)}{f'，约还需{left}' if left else ''}")
    for name in (*values, "已用", "约还需"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_row(*(Text(str(n), style) for n, style in values.values()), lasting(elapsed), left)
    return table


def lasting(seconds: float) -> str:
    """Return a time in words: 45秒, 3分20秒, 2小时5分."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}秒"
    minutes, seconds = divmod(whole, 60)
    return f"{minutes}分{seconds}秒" if minutes < 60 else f"{minutes // 60}小时{minutes % 60}分"
