"""What a run says while it goes on: one line a section on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.status import Status

from summarywriter.cli.screen import plain, tell, trouble
from summarywriter.model import Event

_TOLD = frozenset({"section-done", "section-kept", "section-failed", "repair"})


@contextmanager
def progress() -> Iterator[Callable[[Event], None]]:
    """Give a function that prints the events of a run; on a terminal a status line shows the rest."""
    console = trouble()
    if not console.is_terminal:
        yield _print
        return
    # The spinner is plain ASCII: a GBK console has none of the others' characters.
    with console.status("正在准备……", spinner="line") as status:
        yield lambda event: _show(event, status)


def _show(event: Event, status: Status) -> None:
    if event.kind in ("start", "section-start", "checking"):
        status.update(plain(_line(event)))
    _print(event)


def _print(event: Event) -> None:
    if event.kind in _TOLD:
        tell(_line(event))


def _line(event: Event) -> str:
    count = f"[{event.done}/{event.total}] " if event.total else ""
    return f"{count}{'：'.join(part for part in (event.section, event.text) if part)}"
