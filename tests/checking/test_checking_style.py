"""Style rules: every line of style_cases.txt gives the rules it names, and warnings only."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.checking import check

LINES = [
    line
    for line in Path(__file__).with_name("style_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("//")
]


@pytest.mark.parametrize("line", LINES)
def test_style(line: str):
    text, _, wanted = line.rpartition(" => ")
    found = [f for f in check(text, [text]).findings if f.code.startswith("style-")]
    assert sorted({f.code.removeprefix("style-") for f in found}) == sorted(
        c for c in wanted.split() if c != "无"
    )
    for finding in found:
        assert finding.severity == "warning"
        assert finding.start is not None
        assert "规定" in finding.message or "惯例" in finding.message
