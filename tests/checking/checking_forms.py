"""Files of forms: blocks of lines, each with what it holds and what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path


def blocks(name: str) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield for each block of a file what its lines say, by what they hold: 名称, 事实, 正文."""
    for block in Path(__file__).with_name(name).read_text("utf-8").split("\n# ")[1:]:
        said: dict[str, list[str]] = defaultdict(list)
        for line in block.splitlines()[1:]:
            kind, words = line.split("：", 1)
            said[kind].append(words)
        yield said


def pairs(said: str, between: str) -> list[tuple[str, str]]:
    """Return the pairs of a line: 食堂、驿站；书屋、健身点."""
    found = (pair.split(between) for pair in said.split("；"))
    return [(one, other) for one, other in found]
