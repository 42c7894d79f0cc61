"""``save`` takes sheets as well: the public surface has one name for writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter import Section, Sheet, read_sheet, save
from summarywriter.errors import OutputError


@pytest.mark.parametrize("suffix", ["md", "yaml", "json"])
def test_a_sheet_comes_back(tmp_path: Path, suffix: str) -> None:
    sheet = Sheet(
        title="2024年上半年工作总结", sections=[Section(heading="组织建设", facts=["新建工会12家"])]
    )
    assert read_sheet(save(sheet, tmp_path / f"facts.{suffix}")) == sheet


def test_a_sheet_is_no_word_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        save(Sheet(sections=[Section(heading="组织建设", facts=["新建工会12家"])]), tmp_path / "facts.docx")
