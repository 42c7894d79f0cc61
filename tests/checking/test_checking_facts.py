"""check_facts: every line of facts_cases.txt gives the codes it names and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarywriter.checking import check_facts
from summarywriter.model import Fact, Section, Sheet

LINES = [
    line
    for line in Path(__file__).with_name("facts_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("//")
]


def _sheet(given: str) -> Sheet:
    options = dict(re.findall(r"\[(期|节)=([^\]]+)\]", given))
    sections: dict[str, list[str]] = {options.get("节", "组织建设"): []}
    for text in re.sub(r"\[[^\]]*\]\s*", "", given).split(" || "):
        place, fact = next(iter(sections)), text
        if match := re.match(r"@(\S+) (.+)", text):
            place, fact = match.groups()
        sections.setdefault(place, []).append(fact)
    return Sheet(
        period=options.get("期", "2024年上半年"),
        sections=[Section(heading=name, facts=tuple(facts)) for name, facts in sections.items()],
    )


@pytest.mark.parametrize("line", LINES)
def test_facts(line: str):
    given, _, wanted = line.rpartition(" => ")
    found = check_facts(_sheet(given))
    assert sorted({f.code for f in found}) == sorted(c for c in wanted.split() if c != "无")
    for finding in found:
        assert finding.facts
        assert "条事实：" in finding.message


def test_control_characters_and_lone_surrogates_are_told_and_printable():
    for sign in ("\x00", "\x1b", "\u202e", "\ud800", "\ufffd"):
        (finding,) = check_facts(Sheet(sections=[Section(heading="一", facts=(f"新建工会{sign}12家",))]))
        assert finding.code == "fact-control"
        finding.message.encode("utf-8")


def test_a_very_long_fact_is_a_warning():
    text = "开展走访慰问活动，" * 40
    (finding,) = check_facts(Sheet(sections=[Section(heading="一", facts=(text,))]))
    assert (finding.code, finding.severity) == ("fact-long", "warning")


def test_an_empty_fact_names_its_section_and_number():
    sheet = Sheet(sections=[Section(heading="组织建设", facts=(Fact(text="新建工会12家"), Fact(text="  ")))])
    (finding,) = check_facts(sheet)
    assert finding.code == "fact-empty"
    assert "“组织建设”第2条" in finding.message
