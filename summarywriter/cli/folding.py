"""Styled text broken into the lines of a terminal, as :func:`layout.wrapped` breaks plain text."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from summarywriter.cli.layout import wrapped


def folded(text: Text, width: int) -> Text:
    """Return the text in lines of at most ``width`` cells; what a line is set in by, its rest is too."""
    return Text("\n").join(
        part for line in text.split("\n", allow_blank=True) for part in _parts(line, width)
    )


class Folded:
    """A text that breaks its lines well in whatever room it is given, such as a table's cell."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the text in lines that fit."""
        yield folded(self._text, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Ask for as much room as the text itself would."""
        return Measurement.get(console, options, self._text)


def _parts(line: Text, width: int) -> list[Text]:
    plain = line.plain
    at = len(plain) - len(plain.lstrip(" "))
    indent, parts = line[:at], []
    for part in wrapped(plain[at:], width - at):
        # Between two lines only spaces are left out.
        start = plain.index(part, at)
        at = start + len(part)
        if part:
            parts.append(indent + line[start:at])
    return parts or [line]
