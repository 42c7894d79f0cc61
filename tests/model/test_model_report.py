"""Reports: versions of a section, undo, what counts as done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summarywriter.errors import InputError
from summarywriter.model import Draft, Finding, Policy, Report, Section, Sheet, Usage, WrittenSection

SHEET = Sheet(sections=[Section(heading="导语"), Section(heading="组织建设", facts=["新建工会12家"])])


def report(*texts: str, findings: tuple[Finding, ...] = ()) -> Report:
    sections = [WrittenSection(id=s.id, heading=s.heading, role=s.role) for s in SHEET.sections]
    for text in texts:
        sections[1] = sections[1].with_draft(
            Draft(
                text=text,
                slots=text,
                origin="composer",
                findings=findings,
                usage=Usage(calls=1, prompt_tokens=5),
            )
        )
    return Report(sheet=SHEET, sections=tuple(sections))


def test_a_report_without_its_text_is_not_ok():
    assert report().unwritten == ("组织建设",)
    assert not report().ok
    assert report("新建工会12家。").ok


def test_an_error_is_not_ok_a_warning_is():
    error = Finding(code="value-changed", severity="error", message="…")
    assert not report("新建工会13家。", findings=(error,)).ok
    assert report("新建工会13家。", findings=(error.model_copy(update={"severity": "warning"}),)).ok


def test_undo_steps_back_and_loses_nothing():
    section = report("甲", "乙").section("组织建设")
    assert section.text == "乙"
    back = section.undone()
    assert back.text == "甲"
    assert [d.text for d in back.history] == ["甲", "乙"]
    again = back.with_draft(Draft(text="丙", slots="丙", origin="hand"))
    assert (again.text, [d.text for d in again.history]) == ("丙", ["甲", "乙", "丙"])
    with pytest.raises(InputError, match="没有更早的版本"):
        back.undone()


def test_usage_counts_every_version():
    assert report("甲", "乙").usage == Usage(calls=2, prompt_tokens=10)
    assert (Usage(cost=Decimal("0.1")) + Usage()).cost == Decimal("0.1")
    assert (Usage() + Usage()).cost is None


def test_policy_weighs_findings():
    finding = Finding(code="derived-figure", severity="error", message="…")
    assert Policy({"derived-figure": "warning"}).weigh(finding).severity == "warning"
    assert Policy({"derived-figure": "off"}).weigh(finding) is None
    assert Policy().weigh(finding) is finding


def test_json_round_trip():
    assert Report.model_validate_json(report("甲").model_dump_json()) == report("甲")
