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
from summarywriter.model import Sheet
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
