"""The code blocks of a page, and how they are run: in order, in one folder, as a reader would.

A block with a title (```` ```markdown title="facts.md" ````) is a file. ``sh`` and ``python`` blocks
without one are run; a ``text`` block without one is what the block before it prints. Everything
else is only shown.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.program import ROOT, clean_environment

_BLOCK = re.compile(
    r'^(?P<fence>`{3,})(?P<language>[\w-]*)(?: title="(?P<title>[^"]+)")?\n(?P<code>.*?)^(?P=fence)$',
    re.MULTILINE | re.DOTALL,
)
_INCLUDED = re.compile(r'^--8<-- "(?P<path>[^"]+)"$', re.MULTILINE)
_PYTHON = f"""#!/bin/sh
# What installs the program or tests the whole of it is another test's matter.
case "$*" in "-m pip "*|"-m pytest"*|"-m venv "*) exit 0;; esac
exec "{sys.executable}" "$@"
"""
_PROGRAM = f"""#!/bin/sh
exec "{sys.executable}" -m summarywriter "$@"
"""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and title (``""`` without), its text, and its line in the page."""

    language: str
    title: str
    code: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in order."""
    text = page.read_text("utf-8")
    return [
        Block(m["language"], m["title"] or "", _whole(m["code"]), text.count("\n", 0, m.start()) + 1)
        for m in _BLOCK.finditer(text)
    ]


def _whole(code: str) -> str:
    """Return a block with the files that it includes, as the site shows it."""
    return _INCLUDED.sub(lambda m: (ROOT / m["path"]).read_text("utf-8").rstrip("\n"), code)


class Reader:
    """Somebody who follows a page in a folder of their own."""

    def __init__(self, folder: Path, *, model: str) -> None:
        """``model`` is the address of the server that answers where a page wants a model."""
        self.folder = folder
        self.model = model
        self._tools = folder.parent / f"{folder.name}-tools"
        for name, script in (("python3", _PYTHON), ("summarywriter", _PROGRAM)):
            self._tools.mkdir(exist_ok=True)
            (self._tools / name).write_text(script, "utf-8")
            (self._tools / name).chmod(0o755)

    def follow(self, page: Path, *, outputs: bool = True) -> int:
        """Do what the page says; return how many blocks were run. What goes wrong is an assertion."""
        ran = 0
        printed: str | None = None
        for block in blocks(page):
            place = f"{page.name}:{block.line}"
            if block.title:
                target = self.folder / block.title
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block.code, "utf-8")
            elif block.language in ("sh", "python"):
                done = self._run(block)
                assert done.returncode == 0, f"{place}: {done.stdout}{done.stderr}"
                printed = done.stdout
                ran += 1
                continue
            elif block.language == "text" and outputs:
                assert printed is not None, f"{place}: nothing was run before this output"
                assert printed.strip() == block.code.strip(), place
            printed = None
        return ran

    def _run(self, block: Block) -> subprocess.CompletedProcess[str]:
        code = block.code.replace("OPENAI_BASE_URL=…", f"OPENAI_BASE_URL={self.model}").replace("=…", "=test")
        command = [sys.executable, "-c", code] if block.language == "python" else ["bash", "-ec", code]
        environment = clean_environment(self.folder)
        environment["PATH"] = f"{self._tools}:{environment['PATH']}"
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, timeout=120, check=False,
        )  # fmt: skip
