"""Shows an answer while it comes, slots filled; an attempt that begins anew is not shown twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from summarywriter.writing.slots import SlotTable, StreamFiller

Tell = Callable[[Literal["delta", "restart"], str], object]


class Showing:
    """Passes the pieces of an answer on to ``tell`` as deltas.

    When a stream broke off and the next attempt repeats what was shown, only what comes after it
    is shown. Where it differs, a ``restart`` says that all before is void, and the answer is shown
    from its beginning.
    """

    def __init__(self, table: SlotTable, tell: Tell) -> None:
        self._table = table
        self._tell = tell
        self._filler = StreamFiller(table)
        self._shown = ""
        self._again: str | None = None

    def feed(self, piece: str) -> None:
        """Take the next piece of the answer."""
        self._take(self._filler.feed(piece))

    def anew(self) -> None:
        """Know that what comes now is another attempt, from the beginning."""
        self._filler = StreamFiller(self._table)
        if self._shown:
            self._again = ""

    def end(self) -> None:
        """Show what was held back."""
        self._take(self._filler.end())
        if self._again:
            self._void()

    def _take(self, text: str) -> None:
        if not text:
            return
        if self._again is None:
            self._shown += text
            self._tell("delta", text)
            return
        self._again += text
        if self._again.startswith(self._shown):
            rest, self._again = self._again[len(self._shown) :], None
            self._take(rest)
        elif not self._shown.startswith(self._again):
            self._void()

    def _void(self) -> None:
        text, self._again, self._shown = self._again or "", None, ""
        self._tell("restart", "答复中途断了，从头再来")
        self._take(text)
