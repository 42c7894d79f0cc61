"""Doing something again whenever a file is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from summarywriter.cli.exits import ExitCode, message_of
from summarywriter.cli.screen import say, tell
from summarywriter.errors import InputError, SummaryWriterError

_PAUSE = 0.3
"""Seconds between two looks at the files."""


def watch(files: Sequence[Path], act: Callable[[], ExitCode]) -> ExitCode:
    """Act now and whenever one of the files changes, until Ctrl-C, which is the usual end.

    What cannot be read just then, as while an editor saves, is told, and watching goes on.

    Raises:
        InputError: one of the files is the standard input.
    """
    if any(str(file) == "-" for file in files):
        raise InputError("--watch 要看文件有没有保存，不能用于标准输入。")
    seen: list[tuple[int, int] | None] = []
    try:
        while True:
            now = [_state(file) for file in files]
            if now != seen:
                seen = now
                say(f"== {datetime.now():%H:%M:%S} 核对，文件保存后会再核对，按 Ctrl-C 停止")
                _guarded(act)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        say("已停止。")
        return ExitCode.FINE


def _guarded(act: Callable[[], ExitCode]) -> None:
    try:
        act()
    except (SummaryWriterError, OSError) as error:
        tell(f"【错误】{message_of(error)}")


def _state(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
