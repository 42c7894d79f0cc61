"""Requests on their way into batch files, kept on disk: their number is no matter of memory."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from typing import IO, Any

ENDPOINT = "/v1/chat/completions"


@dataclass
class Part:
    """One file to send: its requests by digest, in the order of its lines."""

    file: IO[bytes]
    keys: list[str] = field(default_factory=list)
    size: int = 0


class Spool:
    """Collects requests in files of at most so many requests and bytes each."""

    def __init__(self, requests: int, size: int) -> None:
        self._requests = requests
        self._size = size
        self._known: set[str] = set()
        self.parts: list[Part] = []

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def __len__(self) -> int:
        return len(self._known)

    def add(self, key: str, body: dict[str, Any]) -> None:
        """Add a request; one that is larger than a file may be has a file of its own."""
        line = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
        # A lone surrogate becomes the escape that JSON has for it.
        data = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        last = self.parts[-1] if self.parts else None
        if last is None or len(last.keys) >= self._requests or last.size + len(data) > self._size:
            # No name on disk: what it holds is gone with this program.
            last = Part(tempfile.TemporaryFile())  # noqa: SIM115  # closed by close()
            self.parts.append(last)
        last.file.write(data)
        last.keys.append(key)
        last.size += len(data)
        self._known.add(key)

    def close(self) -> None:
        """Let go of the files."""
        for part in self.parts:
            part.file.close()
