"""A run as it goes on: one line a section with its state, the words that arrive below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from summarywriter.cli.layout import cells
from summarywriter.cli.progress import progress
from summarywriter.cli.screen import plain, trouble
from summarywriter.model import Event, Sheet

WAITING, WRITING, CHECKING, REPAIRED, DONE, NEEDED = "等待", "起草", "核对", "修正", "完成", "请看"
_STYLES = MappingProxyType(
    {WRITING: "cyan", CHECKING: "cyan", REPAIRED: "yellow", DONE: "green", NEEDED: "red"}
)
_STATES = MappingProxyType(
    {
        "section-start": WRITING, "delta": WRITING, "restart": WRITING, "checking": CHECKING,
        "repair": REPAIRED, "section-kept": DONE, "exchanged": DONE,
    }
)  # fmt: skip
_PASSED = "通过核对"


@dataclass
class Line:
    """One section: its heading, its state, the last thing said, the words so far, whether it was mended."""

    heading: str
    state: str = WAITING
    note: str = ""
    words: str = ""
    mended: bool = False


@dataclass
class Board:
    """The state of every section, brought forward by the events of a run."""

    lines: list[Line]
    notices: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Sheet) -> Board:
        """Return the board of a sheet of which nothing is written."""
        return cls([Line(section.heading) for section in sheet.sections if section.writable])

    def take(self, event: Event) -> None:
        """Bring the section of an event forward."""
        line = next((one for one in self.lines if one.heading == event.section), None)
        if line is None:
            if event.kind == "notice":
                self.notices.append(event.text)
            return
        if event.kind == "section-done":
            passed = event.text == _PASSED
            line.state = DONE if passed else NEEDED
            line.note = f"{REPAIRED}后{_PASSED}" if passed and line.mended else event.text
        elif event.kind == "section-failed":
            line.state, line.note = NEEDED, event.text
        elif event.kind in _STATES:
            line.state = _STATES[event.kind]
        if event.kind == "delta":
            line.words += event.text
        elif event.kind in ("restart", "section-done", "section-failed"):
            line.words = ""
        if event.kind in ("repair", "section-kept", "exchanged"):
            line.note = event.text
        line.mended = line.mended or event.kind == "repair"

    def shown(self, width: int) -> list[Text]:
        """Return the board as lines no wider than ``width`` cells."""
        shown = [_cut(Text(f"【提醒】{plain(notice)}"), width) for notice in self.notices]
        for line in self.lines:
            text = Text(f"【{line.state}】", _STYLES.get(line.state, "")) + Text(
                plain(line.heading), "default"
            )
            if line.note:
                text.append(f"：{plain(line.note)}", "default")
            shown.append(_cut(text, width))
            if line.words:
                shown.append(Text("    " + _tail(plain(line.words).replace("\n", ""), width - 4)))
        return shown


@contextmanager
def board(sheet: Sheet) -> Iterator[Callable[[Event], None]]:
    """Give a function that keeps the board of a run on the terminal; elsewhere lines are printed."""
    console = trouble()
    if not console.is_terminal:
        with progress() as on_event:
            yield on_event
        return
    state = Board.of(sheet)
    with Live(_drawn(state, console), console=console, refresh_per_second=8) as live:

        def on_event(event: Event) -> None:
            state.take(event)
            live.update(_drawn(state, console), refresh=event.kind != "delta")

        yield on_event


def _drawn(state: Board, console: Console) -> Group:
    return Group(*state.shown(console.width))


def _cut(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    text.no_wrap = True
    return text


def _tail(text: str, width: int) -> str:
    """Return the end of a text that fits into ``width`` cells."""
    end = text[-width:] if width > 0 else ""
    while cells(end) > width:
        end = end[1:]
    return end
