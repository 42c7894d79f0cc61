"""The optional log of exchanges with a model: one JSON object a line, never a key."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarywriter.errors import OutputError, system_says


class ExchangeLog:
    """Appends to the file at ``path``; does nothing when it is ``None``.

    Wherever ``secret`` stands in an exchange, asterisks are written.

    Raises:
        OutputError: the file cannot be written. Opening it comes before the first request, so
            that no answer is paid for and lost.
    """

    def __init__(self, path: Path | None, *, secret: str = "") -> None:
        self._secret = secret
        self._path = None if path is None else path.expanduser()
        if self._path is not None:
            self._append("")

    def write(self, **entry: Any) -> None:
        """Add one exchange."""
        if self._path is not None:
            stamped = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **entry}
            line = json.dumps(stamped, ensure_ascii=False, default=str)
            self._append((line.replace(self._secret, "***") if self._secret else line) + "\n")

    def _append(self, line: str) -> None:
        assert self._path is not None
        try:
            # Facts of an office stand in it: for its owner's eyes.
            handle = os.open(self._path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(line.encode("utf-8", "replace"))
        except OSError as error:
            raise OutputError(
                f"交互日志写不进 {self._path}：{system_says(error)}。"
                "请检查 --log 或 SUMMARYWRITER_LOG 的设置。"
            ) from None
