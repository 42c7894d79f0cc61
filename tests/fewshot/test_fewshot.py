"""The shipped worked examples: complete, canonical, true to their facts, in words of their own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from summarywriter.checking import check, check_facts
from summarywriter.library.masks import has_mask
from summarywriter.markup import dump_sheet, parse_sheet, style
from summarywriter.model import FRAME_ROLES, Section, Sheet
from summarywriter.resources import folder, word_rows
from summarywriter.text import blocks, narrow, sentences

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "shared" / "samples" / "sample-reports.txt"
NAMES = ("district-union", "school-union", "county-union", "hospital-union", "construction-company")
ORDER = ("lead", "body", "problems", "plan", "closing")
STRETCH = 12
"""Characters in a row, marks aside, from which words count as taken from a sample."""


@cache
def raw(name: str) -> str:
    return (folder("fewshot") / f"{name}.md").read_text("utf-8")


@cache
def sheet(name: str) -> Sheet:
    return parse_sheet(raw(name), source=name)


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


SECTIONS = [
    pytest.param(name, section, id=f"{name}-{section.heading}")
    for name in NAMES
    for section in sheet(name).sections
]
by_file = pytest.mark.parametrize("name", NAMES)
by_section = pytest.mark.parametrize(("name", "section"), SECTIONS)


def test_every_shipped_file_is_tested() -> None:
    assert {file.name for file in folder("fewshot").iterdir()} == {f"{name}.md" for name in NAMES}


@by_file
def test_form_is_canonical(name: str) -> None:
    assert dump_sheet(sheet(name)) == raw(name)


@by_file
def test_particulars_are_complete(name: str) -> None:
    one = sheet(name)
    assert one.genre == name
    assert one.genre in {row[0] for row in word_rows("genres")}
    assert all((one.title, one.organization, one.date, one.guidance, one.invented))
    assert one.period == "2024年上半年"
    assert style(numbering=one.numbering).mark(1, 1) == one.numbering.split("/")[0]


@by_file
def test_outline_has_its_roles(name: str) -> None:
    roles = [section.role for section in sheet(name).sections]
    assert roles[0] == "lead"
    assert roles.count("lead") == 1
    assert roles.count("body") >= 3
    assert roles.count("problems") == 1
    assert "plan" in roles
    assert roles[roles.index("problems") :] == sorted(roles[roles.index("problems") :], key=ORDER.index)
    assert ("closing" in roles) is (name in ("district-union", "school-union", "hospital-union"))


@by_section
def test_section_is_worked_out(name: str, section: Section) -> None:
    assert section.text
    if section.role not in FRAME_ROLES:
        assert section.all_facts
    headings = [block.text for block in blocks(section.text) if block.kind == "group"]
    assert headings == [group.heading for group in section.groups]


@by_section
def test_text_says_nothing_but_its_facts(name: str, section: Section) -> None:
    result = check(section.text, sheet(name), section=section.id)
    assert [f.message for f in result.findings if f.severity == "error"] == []


@by_file
def test_facts_are_in_order(name: str) -> None:
    assert [f.message for f in check_facts(sheet(name)) if f.severity == "error"] == []


@by_section
def test_digits_of_text_and_facts_are_the_same(name: str, section: Section) -> None:
    # Coarser than the checker and independent of it: the digits alone.
    facts = section.all_facts
    if section.role in FRAME_ROLES:
        facts = tuple(fact for _, _, fact in sheet(name).facts())
    told = digits(section.text)
    given = set().union(*(digits(fact.text) for fact in facts))
    particulars = digits(" ".join((sheet(name).period, *sheet(name).guidance)))
    assert told <= given | particulars
    if section.role not in FRAME_ROLES:
        assert given <= told


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", narrow(text)))


@by_section
def test_sentences_keep_a_readable_length(name: str, section: Section) -> None:
    for span in sentences(section.text):
        for clause in re.split("[；：]", span.of(section.text)):
            assert len(clause) <= 130, clause


@by_file
def test_wording_is_of_today(name: str) -> None:
    text = raw(name).partition("\n---\n")[2]
    for line in lines("wording.txt"):
        word, _, exceptions = line.partition("\t例外：")
        rest = text
        for exception in filter(None, exceptions.split("、")):
            rest = rest.replace(exception, "")
        assert word not in rest
    assert not has_mask(text)


@by_file
def test_what_is_invented_is_named(name: str) -> None:
    """Every figure that is in no sample is told in the front matter."""
    samples = sample_text()
    one = sheet(name)
    known = digits(samples) | digits(" ".join((*one.invented, one.title, one.period)))
    used = set().union(*(digits(fact.text) for _, _, fact in one.facts()))
    assert used <= known | hanzi_digits(samples)


def hanzi_digits(samples: str) -> set[str]:
    return {str(n) for n, hanzi in enumerate("零一二三四五六七八九十") if hanzi in samples}


@by_file
def test_no_sentence_is_taken_from_a_sample(name: str) -> None:
    sample = letters(sample_text())
    terms = [letters(term) for term in (*lines("set_terms.txt"), *map(str, sheet(name).guidance))]
    terms.sort(key=len, reverse=True)
    taken = []
    for line in raw(name).partition("\n---\n")[2].splitlines():
        # Titles and quoted names are nobody's sentences.
        for piece in re.split("《[^》]*》|“[^”]*”", line):
            own = letters(piece)
            for term in terms:
                own = own.replace(term, "|")
            taken += [
                own[at : at + STRETCH]
                for at in range(len(own) - STRETCH + 1)
                if own[at : at + STRETCH] in sample
            ]
    assert taken == []


@cache
def sample_text() -> str:
    if not SAMPLES.is_file():
        pytest.skip("the sample reports are not at hand")
    return SAMPLES.read_text("utf-8")


def letters(text: str) -> str:
    return re.sub(r"[^\w%|]|_", "", narrow(text))
