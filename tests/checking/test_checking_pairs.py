"""Single sentences: one that tells its fact, and one in which a word of it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarywriter.checking import check

LINES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
    if not line.startswith("//")
]
PERIOD = "2024年上半年"


@pytest.mark.parametrize(("fact", "right", "wrong", "words"), LINES, ids=[line[2] for line in LINES])
def test_what_is_wrong_is_told_at_its_words_and_what_is_right_is_not(
    fact: str, right: str, wrong: str, words: str
):
    assert check(right, [fact], period=PERIOD).ok
    told = [f for f in check(wrong, [fact], period=PERIOD).findings if f.severity != "info"]
    places = [m.span() for word in words.split("/") for m in re.finditer(re.escape(word.strip()), wrong)]
    assert any(
        f.start is not None and f.end is not None and f.start < end and start < f.end
        for f in told for start, end in places
    )  # fmt: skip
