"""What a run says while it goes on: one line a section on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status
from rich.text import Text

from summarywriter.cli.screen import plain, print_folded, styled, trouble
from summarywriter.model import Event

_TOLD = frozenset({"section-done", "section-kept", "section-failed", "repair", "notice", "exchanged"})
_AT_WORK = frozenset({"start", "section-start", "checking"})


@contextmanager
def progress() -> Iterator[Callable[[Event], None]]:
    """Give a function that prints the events of a run; on a terminal a status line shows the rest."""
    # One console for all of it: while the status line stands, standard error itself is redirected.
    console = trouble()
    if not console.is_terminal:
        yield lambda event: _tell(event, console)
        return
    # The spinner is plain ASCII: a GBK console has none of the others' characters.
    with console.status("正在准备……", spinner="line") as status:
        yield lambda event: _show(event, console, status)


@contextmanager
def working(text: str) -> Iterator[None]:
    """Say on a terminal what is going on while something takes its time; nothing of it is left after."""
    console = trouble()
    if not console.is_terminal:
        yield
        return
    with console.status(text, spinner="line"):
        yield


def _show(event: Event, console: Console, status: Status) -> None:
    if event.kind in _AT_WORK:
        status.update(Text(plain(_line(event))))
    _tell(event, console)


def _tell(event: Event, console: Console) -> None:
    if event.kind in _TOLD:
        print_folded(styled(_line(event)), console)


def _line(event: Event) -> str:
    count = f"[{event.done}/{event.total}] " if event.total else ""
    return f"{count}{'：'.join(part for part in (event.section, event.text) if part)}"
