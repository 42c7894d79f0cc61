"""The real program in a pseudo-terminal, and what its screen shows."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
import pyte
from support.program import clean_environment

BACKSPACE, CTRL_C, CTRL_D = "\x7f", "\x03", "\x04"


class Terminal:
    """``python -m summarywriter`` in a terminal of ``columns`` × ``rows``."""

    def __init__(
        self, *arguments: str, cwd: Path, columns: int = 100, rows: int = 50, **environment: str
    ) -> None:
        settings = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"} | environment
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            sys.executable, ["-m", "summarywriter", *arguments], cwd=str(cwd),
            env=clean_environment(cwd, **settings), encoding=environment.get("PYTHONIOENCODING", "utf-8"),
            codec_errors="replace", dimensions=(rows, columns), timeout=30,
        )  # fmt: skip

    def wait_for(self, words: str, ask: str = "") -> None:
        """Read until the screen shows ``words`` below the last answer, and ``ask`` with or after them."""
        while (at := self.joined.rfind(words)) < 0 or ask not in self.joined[at:]:
            try:
                self._stream.feed(self.child.read_nonblocking(4096, timeout=30))
            except pexpect.EOF:
                break
        assert words in self.joined, self.shown

    def answer(self, typed: str, then: str, ask: str = ">") -> None:
        """Answer and wait until the screen shows ``then``, which it must not show yet, and asks again.

        Waiting for the question keeps what is still being printed out of the screen of the next answer.
        """
        self.screen.reset()
        self.child.send(typed + "\r")
        self.wait_for(then, ask)

    def decide(self, typed: str, then: str) -> None:
        """Answer the question about a section and wait for ``then`` and the next such question."""
        self.answer(typed, then, ask=":help>")

    def paste(self, block: str, then: str) -> None:
        """Paste as terminals do: between the marks of a bracketed paste."""
        self.answer(f"\x1b[200~{block}\x1b[201~", then)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        try:
            while True:
                self._stream.feed(self.child.read_nonblocking(4096, timeout=30))
        except pexpect.EOF:
            self.child.close()
        assert self.child.exitstatus is not None
        return self.child.exitstatus

    @property
    def lines(self) -> list[str]:
        """The screen's lines as people see them; the cell behind a wide character is left out."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def shown(self) -> str:
        """The screen as people see it, without the empty lines below."""
        return "\n".join(self.lines).rstrip("\n")

    @property
    def joined(self) -> str:
        """The screen without line ends: a question that is broken over two lines is found in it too."""
        return "".join(self.lines)
