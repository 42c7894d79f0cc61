"""Masked figures and names are told from letters that mean something."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.library.masks import has_mask

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "masks.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "sentence"), CASES)
def test_mask_is_told(kind: str, sentence: str) -> None:
    assert has_mask(sentence) is (kind == "遮盖")
