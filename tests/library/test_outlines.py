"""The library's outlines: what a new sheet can start from."""

from __future__ import annotations

from pathlib import Path

from summarywriter.library import add_examples, empty_sheet, outlines, take_in
from summarywriter.markup import dump_sheet

OWN = Path(__file__).parent / "old_reports.txt"


def test_every_shipped_report_offers_its_outline() -> None:
    found = {outline.source: outline for outline in outlines()}
    assert len(found) == 5
    district = found["district-union"]
    assert district.headings[0] == "思想引领更加有力"
    assert "下半年工作打算" in district.headings
    assert district.length == sum(district.lengths) > 1000
    assert 50 < district.section_length < 1500
    assert all(fact == () for part in district.parts for s in part.sections for fact in (s.facts,))


def test_same_genre_comes_first() -> None:
    assert outlines("hospital-union")[0].source == "hospital-union"
    assert outlines("school-union")[0].genre == "school-union"


def test_last_years_report_of_the_same_office_comes_first(tmp_path: Path) -> None:
    add_examples(take_in(OWN), "旧稿", folder=tmp_path)
    first = outlines("hospital-union", organization="三分公司工会", folder=tmp_path)[0]
    assert (first.source, first.numbering) == ("旧稿-5", "一、/（一）/一是/第一，")
    assert first.headings == (
        "生产竞赛方面", "生活保障方面", "民主管理方面", "存在问题", "下半年工作打算",
    )  # fmt: skip


def test_the_users_own_come_before_the_shipped_among_equals(tmp_path: Path) -> None:
    taken = take_in(OWN)[0]
    same = taken.sheet.model_copy(update={"period": "2024年上半年"})
    from dataclasses import replace

    add_examples([replace(taken, sheet=same)], "旧稿", folder=tmp_path)
    assert outlines("district-union", folder=tmp_path)[0].source == "旧稿"


def test_an_empty_sheet_has_headings_and_no_facts() -> None:
    outline = outlines("construction-company")[0]
    sheet = empty_sheet(outline)
    assert [s.heading for s in sheet.numbered] == list(outline.headings)
    assert list(sheet.facts()) == []
    assert (sheet.title, sheet.period) == ("", "")
    assert "\n- " not in dump_sheet(sheet)
