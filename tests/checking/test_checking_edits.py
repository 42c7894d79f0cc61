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
    found = [f for f in check(text, [fact]).findings if not f.code.startswith("style")]
    assert found
    errors = [f for f in found if f.severity == "error"]
    edits = [f.suggestion for f in errors or found if f.suggestion]
    if wanted == "—":
        assert not edits
        return
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = edit.apply(text)
    assert text == wanted
