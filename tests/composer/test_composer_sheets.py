"""Whole sheets of different offices, composed and compared with the text that was read and agreed.

After a change of rules or words: ``COMPOSER_REWRITE=1 pytest tests/composer``, then read the diff aloud.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from summarywriter.checking import check
from summarywriter.markup import parse_sheet
from summarywriter.model import Section, Sheet
from summarywriter.writing.composer import compose

SHEETS = sorted((Path(__file__).parent / "sheets").glob("*.md"))
ROLE = {"lead": "（导语）", "closing": "（结语）"}


def sheet_of(path: Path) -> Sheet:
    return parse_sheet(path.read_text("utf-8"), source=path.name)


def whole(sheet: Sheet) -> str:
    headed = ((ROLE.get(section.role, section.heading), section) for section in sheet.sections)
    return "\n\n".join(f"## {heading}\n{compose(sheet, section)}" for heading, section in headed)


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_the_text_is_the_one_agreed(path: Path) -> None:
    golden = path.with_suffix(".txt")
    written = whole(sheet_of(path)) + "\n"
    if os.environ.get("COMPOSER_REWRITE"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_the_checker_finds_no_error(path: Path) -> None:
    sheet = sheet_of(path)
    for section in sheet.sections:
        result = check(compose(sheet, section), sheet, section=section.id)
        assert [f"{f.code}: {f.message}" for f in result.findings if f.severity == "error"] == []


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_topic_sentences_do_not_repeat_in_a_report(path: Path) -> None:
    sheet = sheet_of(path)
    text = whole(sheet)
    sentences = re.findall(r"[一二三四五六七八]是([^。；，]{4,14})。", text)
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_punctuation_is_sound(path: Path) -> None:
    for line in whole(sheet_of(path)).splitlines():
        assert not re.search(r"[，；：、。][，；：、。]|[，；：、]$|[A-Za-z0-9]\s*。\s*。", line)
        if line and not line.startswith("#"):
            assert line.endswith(("。", "？", "。”", "。》"))


def test_a_section_of_some_of_its_facts_is_written_alone() -> None:
    sheet = sheet_of(SHEETS[0])
    section = next(section for section in sheet.sections if len(section.facts) > 2)
    part = section.model_copy(update={"facts": section.facts[:1]})
    assert compose(sheet, part) in compose(sheet, section)


def test_a_name_among_the_guidance_is_tied_in_and_a_loose_formula_left_out() -> None:
    lead = Section(heading="导语", role="lead")
    guidance = ["新时代某某思想", "区委中心工作", "在区委的领导下。"]
    sheet = Sheet(organization="清河区总工会", period="2024年上半年", guidance=guidance, sections=[lead])
    text = compose(sheet, lead)
    assert text.startswith("2024年上半年，清河区总工会在区委的领导下，围绕区委中心工作，")
    assert "某某思想" not in text
    assert text.endswith("现将有关工作总结如下。")
