"""Asking at the terminal: prompt_toolkit knows how wide Chinese characters are when they are deleted,
and gives a pasted block as one answer."""

from __future__ import annotations

import sys

from prompt_toolkit import PromptSession
from prompt_toolkit.input.typeahead import clear_typeahead

from summarywriter.cli.layout import wrapped
from summarywriter.cli.screen import output, plain


class Asker:
    """Asks one question after another, with the arrow keys bringing back earlier answers."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    def __call__(self, prompt: str, prefilled: str = "") -> str | None:
        """Return the answer without control characters, ``None`` at the end of input (Ctrl-D)."""
        try:
            typed = self._session.prompt("\n".join(wrapped(prompt, output().width)), default=prefilled)
        except EOFError:
            return None
        # Bytes that the terminal's encoding does not know come as lone surrogates, which no file takes.
        return plain(typed).encode("utf-8", "ignore").decode("utf-8")

    def forget_typed(self) -> None:
        """Drop what was typed while nothing was asked, so that it accepts nothing unseen."""
        clear_typeahead(self._session.input)
        if sys.platform != "win32" and sys.stdin.isatty():
            import termios

            termios.tcflush(sys.stdin, termios.TCIFLUSH)
