"""A new sheet can start from an earlier report of the user's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from summarywriter.cli.interview import Interview
from summarywriter.library import Outline, add_examples, own_outlines, take_in
from summarywriter.model import Sheet

OLD = Path(__file__).resolve().parents[1] / "library" / "old_reports.txt"
TODAY = date(2024, 7, 5)


def earlier(tmp_path: Path, monkeypatch) -> tuple[Outline, ...]:
    monkeypatch.setenv("SUMMARYWRITER_EXAMPLES_FOLDER", str(tmp_path))
    assert own_outlines() == ()
    add_examples(take_in(OLD), "旧稿", folder=tmp_path)
    return own_outlines()


def at_outline(reports: tuple[Outline, ...]) -> Interview:
    talk = Interview(Sheet(), TODAY, reports)
    for answer in ("三分公司工会", "", "", "", "6", ""):
        talk.answer(answer)
    return talk


def test_the_offices_own_report_is_offered_first(tmp_path: Path, monkeypatch) -> None:
    talk = at_outline(earlier(tmp_path, monkeypatch))
    offered = [line for line in talk.introduction() if line.startswith("  =")]
    assert len(offered) == 5
    assert "5节" in offered[0]


def test_its_headings_and_numbering_are_taken_over(tmp_path: Path, monkeypatch) -> None:
    talk = at_outline(earlier(tmp_path, monkeypatch))
    talk.answer("＝1")
    assert [s.heading for s in talk.sheet.numbered][:3] == ["生产竞赛方面", "生活保障方面", "民主管理方面"]
    assert talk.sheet.numbering == "一、/（一）/一是/第一，"
    assert talk.sheet.organization == "三分公司工会"


def test_nothing_is_offered_without_a_library_of_ones_own() -> None:
    assert not any("=1" in line for line in at_outline(()).introduction())
