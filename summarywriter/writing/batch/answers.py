"""The answers of batches: taken from whatever a server sent, kept on disk, found by their request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from summarywriter.documents import write_atomically
from summarywriter.writing.answer import get
from summarywriter.writing.failures import said_in

_LONGEST = 16 * 1024 * 1024
"""Bytes of a line; a longer one is no answer to a request for one section."""

Line = dict[str, Any]


class Taken(NamedTuple):
    """What was found in a server's files: the answers, and the lines that are none of ours."""

    lines: dict[str, Line]
    corrupt: int
    foreign: int
    double: int


def take(files: Iterable[IO[bytes]], keys: set[str]) -> Taken:
    """Return the answers to ``keys``; of two for the same request the first counts.

    Order does not matter. Lines that cannot be read, or that answer other requests, are counted.
    """
    lines: dict[str, Line] = {}
    corrupt = foreign = double = 0
    for raw in (raw for file in files for raw in _raw_lines(file)):
        line = _parsed(raw)
        key = line.get("custom_id") if line is not None else None
        if line is None or not isinstance(key, str):
            corrupt += 1
        elif key not in keys:
            foreign += 1
        elif key in lines:
            double += 1
        else:
            lines[key] = {name: line.get(name) for name in ("custom_id", "response", "error")}
    return Taken(lines, corrupt, foreign, double)


def keep(path: Path, lines: Iterable[Line], secret: str) -> None:
    """Write answers to a file of our own, without the key where a server echoes it.

    Raises:
        OutputError: it cannot be written.
    """
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    text = text.replace(secret, "***") if secret else text
    write_atomically(path, text.encode("utf-8", "backslashreplace"))


def refusal(line: Line) -> tuple[str, str | None] | None:
    """Return message and parameter of a line that was refused for its form, ``None`` for any other."""
    response = line.get("response")
    if get(response, "status_code") not in (400, 422):
        return None
    body = get(response, "body")
    param = get(get(body, "error"), "param")
    return said_in(body), param if isinstance(param, str) else None


class Answers:
    """The answers that lie in files; one is read when it is asked for."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[Path, int]] = {}

    def add(self, path: Path, wanted: Mapping[str, object]) -> set[str]:
        """Take down where the answers to ``wanted`` stand in a file; return those that are there."""
        found: set[str] = set()
        if not path.exists():
            return found
        with path.open("rb") as file:
            place = file.tell()
            while raw := file.readline():
                line = _parsed(raw)
                key = line.get("custom_id") if line is not None else None
                if isinstance(key, str) and key in wanted:
                    self._places[key] = (path, place)
                    found.add(key)
                place = file.tell()
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def get(self, key: str) -> Line | None:
        """Return the answer to a request, ``None`` where there is none."""
        if key not in self._places:
            return None
        path, place = self._places[key]
        with path.open("rb") as file:
            file.seek(place)
            return _parsed(file.readline())

    def drop(self, key: str) -> None:
        """Forget an answer: it gave nothing."""
        self._places.pop(key, None)


def _raw_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines that say anything; of one that is too long only its beginning."""
    while raw := file.readline(_LONGEST):
        whole = raw
        while whole and not whole.endswith(b"\n"):
            whole = file.readline(_LONGEST)
        if raw.strip():
            yield raw


def _parsed(raw: bytes) -> Line | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
