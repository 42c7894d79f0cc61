"""What is taken out of a paragraph: one bullet for each thing told, and nothing that only praises."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.library.intake.extraction import facts_of

LINES = [
    tuple(cell.strip() for cell in line.split("=>"))
    for line in (Path(__file__).parent / "things_told.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "wanted"), LINES)
def test_things_told(text: str, wanted: str) -> None:
    assert [thing.words(text) for thing in facts_of(text)] == wanted.split("|")


def test_a_plan_keeps_what_only_names_a_matter() -> None:
    text = "一是强化思想政治引领，引导职工听党话、跟党走，做好新时代职工的表率。继续开展诵读活动。"
    told = [thing.words(text) for thing in facts_of(text, named=True)]
    assert told == ["强化思想政治引领，引导职工听党话、跟党走，做好新时代职工的表率", "继续开展诵读活动"]
