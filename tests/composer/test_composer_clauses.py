"""Single facts, and a few in a row, as the lines of ``clauses.txt`` say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarywriter.checking import check
from summarywriter.model import Fact, Group, Section, Sheet
from summarywriter.writing.composer import compose
from summarywriter.writing.composer.clause import clauses
from summarywriter.writing.composer.prose import tell

LINES = (Path(__file__).parent / "clauses.txt").read_text("utf-8").splitlines()
CASES = [line.split(" => ") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("given", "wanted"), CASES, ids=[case[0][:30] for case in CASES])
def test_facts_become_the_clauses_of_the_list(given: str, wanted: str) -> None:
    facts = [Fact(text=text) for text in given.split(" | ")]
    assert "".join(tell(clauses(facts))) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("培训班3期", "培训班3期"),
        ("水费收缴率不高：78%", "水费收缴率不高，为78%"),
        ("信访积案：3件未化解", "信访积案3件未化解"),
        ("专职消防员流失：全年离职9人", "专职消防员流失，全年离职9人"),
    ],
)
def test_problems_get_no_verb(given: str, wanted: str) -> None:
    (clause,) = clauses([Fact(text=given)], supply=False)
    assert clause.text == wanted


@pytest.mark.parametrize("given", [g for g, _ in CASES if re.match(r"[^，。；]{1,18}[：:]", g)])
@pytest.mark.parametrize("role", ["body", "plan", "problems"])
def test_the_checker_finds_no_error_in_a_label_joined_on(given: str, role: str) -> None:
    facts = given.split(" | ")
    section = Section(heading="主要工作", role=role, facts=facts)
    written = compose(Sheet(sections=[section]), section)
    assert [f.message for f in check(written, facts).findings if f.severity == "error"] == []


def test_what_goes_on_with_a_fact_stays_behind_it() -> None:
    facts = ("受理劳动争议案件57件", "组织职工疗休养3批", "举办技能竞赛12场", "参赛职工1860人")
    group = Group(heading="重维权", facts=tuple(Fact(text=fact) for fact in facts))
    section = Section(heading="维权服务", groups=(group,))
    text = compose(Sheet(sections=(section,)), section)
    assert re.search("12场[。，；]?参赛职工1860人", text), text
