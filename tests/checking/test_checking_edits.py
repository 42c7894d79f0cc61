"""Suggestions: every line of edits_cases.txt gives a sentence that reads when the edits are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.checking import check

LINES = [
    line
    for line in Path(__file__).with_name("edits_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("//")
]


@pytest.mark.parametrize("line", LINES)
def test_suggestions_read(line: str):
    fact, text, wanted, *doubt = line.split(" | ")
    found = [f for f in check(text, [fact]).findings if not f.code.startswith("style")]
    severity = "warning" if doubt == ["提醒"] else "error"
    weighed = [f for f in found if f.severity == severity]
    assert weighed
    edits = [f.suggestion for f in weighed if f.suggestion]
    if wanted == "—":
        assert not edits
        return
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = edit.apply(text)
    assert text == wanted
