"""The terminal of the interview: prompt_toolkit asks, rich shows.

prompt_toolkit knows the width of Chinese characters when they are deleted, and gives a pasted
block as one answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from prompt_toolkit import PromptSession

from summarywriter.cli.interview.dialogue import Interview
from summarywriter.cli.screen import plain, say
from summarywriter.errors import InputError
from summarywriter.model import Sheet


def require_terminal() -> None:
    """Stop where nobody could answer.

    Raises:
        InputError: standard input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "summarywriter new 要在终端中一问一答，现在的输入或输出不是终端。"
            "没有终端时，请把事实写进文件，再用 summarywriter write。"
        )


def converse(interview: Interview, save: Callable[[Sheet], object]) -> None:
    """Ask until the interview ends; ``save`` is called with the sheet after every answer.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; all answers before it are saved.
    """
    ask = Asker()
    for line in interview.introduction():
        say(line)
    while not interview.ending:
        question = interview.question()
        typed = ask(question.prompt, question.prefilled)
        lines = interview.answer(":quit" if typed is None else typed)
        save(interview.sheet)
        for line in lines:
            say(line)


class Asker:
    """Asks one question after another, with the arrow keys bringing back earlier answers."""

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    def __call__(self, prompt: str, prefilled: str = "") -> str | None:
        """Return the answer without control characters, ``None`` at the end of input (Ctrl-D)."""
        try:
            return plain(self._session.prompt(prompt, default=prefilled))
        except EOFError:
            return None
