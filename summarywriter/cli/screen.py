"""What people see: two consoles, no control characters where there is no terminal.

Text from files is shown as it is: no markup is read in it, and control characters are dropped.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from summarywriter.cli.folding import folded
from summarywriter.text import seen

_STYLES = {
    "【错误】": "red",
    "【提醒】": "yellow",
    "【说明】": "cyan",
    "【通过】": "green",
    "【未通过】": "red",
}


def plain(text: str) -> str:
    """Return the text without control characters and marks that turn the direction of writing."""
    return seen(text)


def styled(text: str) -> Text:
    """Return a line with the mark it starts with, if any, in its colour."""
    line = Text(plain(text))
    stripped = line.plain.lstrip()
    offset = len(line.plain) - len(stripped)
    for mark, style in _STYLES.items():
        if stripped.startswith(mark):
            line.stylize(style, offset, offset + len(mark))
    return line


def say(text: str = "") -> None:
    """Print a line of results on standard output."""
    print_folded(styled(text), output())


def tell(text: str) -> None:
    """Print a line for people, progress or trouble, on standard error."""
    print_folded(styled(text), trouble())


def note(text: str) -> None:
    """Print what a person should know of a reading, on standard error."""
    tell(f"【说明】{text}")


def print_folded(text: Text, console: Console) -> None:
    """Print a text; on a terminal no line begins with a mark that belongs to the one before."""
    console.print(folded(text, console.width) if console.is_terminal else text, soft_wrap=True)


def show(renderable: RenderableType) -> None:
    """Print a table or the like on standard output."""
    output().print(renderable)


def interactive() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def output() -> Console:
    """Return the console of standard output."""
    return _console(sys.stdout)


def trouble() -> Console:
    """Return the console of standard error."""
    return _console(sys.stderr)


@cache
def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    colourless = not terminal or bool(os.environ.get("NO_COLOR"))
    return Console(
        file=stream, force_terminal=terminal, color_system=None if colourless else "auto",
        markup=False, highlight=False, emoji=False, safe_box=True,
    )  # fmt: skip
