"""Single facts, and a few in a row, as the lines of ``clauses.txt`` say."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.model import Fact
from summarywriter.writing.composer.clause import clauses
from summarywriter.writing.composer.prose import tell

LINES = (Path(__file__).parent / "clauses.txt").read_text("utf-8").splitlines()
CASES = [line.split(" => ") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("given", "wanted"), CASES, ids=[case[0][:30] for case in CASES])
def test_facts_become_the_clauses_of_the_list(given: str, wanted: str) -> None:
    facts = [Fact(text=text) for text in given.split(" | ")]
    assert "".join(tell(clauses(facts))) == wanted


def test_problems_get_no_verb() -> None:
    (clause,) = clauses([Fact(text="培训班3期")], supply=False)
    assert clause.text == "培训班3期"
