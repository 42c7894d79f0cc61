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
    fact, text, wanted = line.split(" | ")
    found = check(text, [fact])
    assert not found.ok
    edits = [f.suggestion for f in found.findings if f.severity == "error" and f.suggestion]
    if wanted == "—":
        assert not edits
        return
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = edit.apply(text)
    assert text == wanted
