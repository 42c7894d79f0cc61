"""Writing without a model: whole reports, one section again, journal, exchange of figures, undo."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path

import pytest

from summarywriter import SummaryWriterError, Writer, read_report, save
from summarywriter.errors import FactsError, InputError, UnknownSectionError
from summarywriter.model import Draft, Event, Report, Section, Sheet
from summarywriter.settings import Settings


def sheet(visits: str = "走访慰问困难职工126户，发放慰问金37.8万元", *more: str) -> Sheet:
    return Sheet(
        title="2024年上半年工作总结",
        organization="清河区总工会",
        period="2024年上半年",
        date="2024-07-05",
        genre="district-union",
        guidance=["在区委和市总工会的正确领导下"],
        sections=[
            Section(heading="导语"),
            Section(
                heading="组织建设不断夯实", facts=["新建工会12家，发展会员3400人", "培训工会干部2期86人"]
            ),
            Section(heading="服务职工更加精准", facts=[visits, *more]),
        ],
        parts=[
            {
                "title": "下半年工作打算",
                "sections": [{"heading": "办好职工实事", "facts": ["计划三季度组织一线职工疗休养600人"]}],
            }
        ],
    )


def texts(report: Report) -> dict[str, str]:
    return {s.heading: s.text for s in report.sections}


def test_every_section_is_written_checked_and_said_to_be_composed():
    report = Writer.offline().write(sheet())
    assert report.ok
    assert all(s.text for s in report.sections)
    assert {d.origin for s in report.sections for d in s.history} == {"composer"}
    assert {f.section for f in report.findings if f.code == "composed"} == set(texts(report))
    assert report.usage.calls == 0
    for figure in ("126户", "37.8万元", "12家", "3400人", "2期", "86人", "600人"):
        assert any(figure in text for text in texts(report).values()), figure


def test_slots_are_kept_so_that_figures_never_stand_in_the_stored_draft():
    draft = Writer.offline().write(sheet()).section("服务职工").draft
    assert "{1a}" in draft.slots
    assert "126" not in draft.slots


def test_rewriting_one_section_leaves_all_others_byte_for_byte():
    report = Writer.offline().write(sheet())
    again = Writer.offline().rewrite(report, "服务职工", hint="突出精准")
    assert len(again.section("服务职工").history) == 2
    assert again.section("服务职工").history[0] == report.section("服务职工").history[0]
    for before, after in zip(report.sections, again.sections, strict=True):
        if before.heading != "服务职工更加精准":
            assert before.model_dump_json() == after.model_dump_json()


def test_undo_brings_the_old_version_back():
    writer = Writer.offline()
    first = writer.write(sheet())
    hand = first.with_section(
        first.section("服务职工").with_draft(Draft(text="手写。", slots="手写。", origin="hand"))
    )
    assert writer.undo(hand, "服务职工").section("服务职工").text == first.section("服务职工").text
    with pytest.raises(InputError, match="没有更早的版本"):
        writer.undo(first, "服务职工")


def test_an_unknown_section_is_named():
    report = Writer.offline().write(sheet())
    with pytest.raises(UnknownSectionError, match="宣传"):
        Writer.offline().rewrite(report, "宣传")


def test_facts_with_errors_stop_the_run_and_force_leaves_them_out():
    broken = sheet("走访慰问困难职工X户")
    with pytest.raises(FactsError, match="服务职工更加精准"):
        Writer.offline().write(broken)
    extra = sheet("走访慰问困难职工126户", "发放慰问金〔待填〕万元")
    report = Writer.offline().write(extra, force=True)
    assert "126户" in report.section("服务职工").text
    assert "待填" not in report.section("服务职工").text


def test_a_journal_is_taken_up_again_and_keeps_what_holds(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    first = Writer.offline().write(sheet(), journal=journal)
    assert read_report(journal) == first
    events: list[Event] = []
    second = Writer.offline().write(sheet(), journal=journal, on_event=events.append)
    assert second == first
    assert [e.kind for e in events].count("section-kept") == len(first.sections)


def test_only_the_section_whose_facts_changed_is_drafted_again(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    first = Writer.offline().write(sheet(), journal=journal)
    more = sheet("走访慰问困难职工126户，发放慰问金37.8万元", "职工医疗互助参保1.86万人")
    second = Writer.offline().write(more, journal=journal)
    assert "1.86万人" in second.section("服务职工").text
    assert len(second.section("服务职工").history) == 2
    assert second.section("组织建设") == first.section("组织建设")


def test_when_only_figures_change_they_are_exchanged_word_for_word(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    first = Writer.offline().write(sheet(), journal=journal)
    second = Writer.offline().write(sheet("走访慰问困难职工131户，发放慰问金39.2万元"), journal=journal)
    old, new = (r.section("服务职工").text for r in (first, second))
    assert new == old.replace("126户", "131户").replace("37.8万元", "39.2万元")
    assert second.ok


def test_text_edited_by_hand_stays_until_told_otherwise(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    first = Writer.offline().write(sheet(), journal=journal)
    text = "上半年走访慰问困难职工126户，发放慰问金37.8万元，把温暖送到家。"
    edited = first.section("服务职工").with_draft(Draft(text=text, slots=text, origin="hand"))
    save(first.with_section(edited), journal)
    kept = Writer.offline().write(sheet(), journal=journal, refresh=True)
    assert kept.section("服务职工").text == text
    over = Writer.offline().write(sheet(), journal=journal, overwrite_hand=True)
    assert over.section("服务职工").text == first.section("服务职工").text
    assert [d.text for d in over.section("服务职工").history][:2] == [first.section("服务职工").text, text]


def test_a_wrong_figure_written_by_hand_is_shown(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    first = Writer.offline().write(sheet(), journal=journal)
    text = "上半年走访慰问困难职工162户，发放慰问金37.8万元。"
    edited = first.section("服务职工").with_draft(Draft(text=text, slots=text, origin="hand"))
    save(first.with_section(edited), journal)
    report = Writer.offline().write(sheet(), journal=journal)
    assert not report.ok
    finding = next(f for f in report.findings if f.severity == "error")
    assert (finding.code, text[finding.start : finding.end]) == ("value-changed", "162户")


def test_the_sync_call_works_inside_a_running_loop():
    async def inside() -> Report:
        return Writer.offline().write(sheet())

    assert asyncio.run(inside()).ok
    assert asyncio.run(Writer.offline().awrite(sheet())).ok


def test_a_broken_journal_is_refused_and_left_as_it_is(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    journal.write_text("{ not json", "utf-8")
    with pytest.raises(SummaryWriterError):
        Writer.offline().write(sheet(), journal=journal)
    assert journal.read_text("utf-8") == "{ not json"


def test_the_journal_is_plain_json_that_holds_no_key(tmp_path: Path):
    journal = tmp_path / "facts.report.json"
    settings = Settings(api_key="sk-very-secret")
    Writer.offline(settings=settings).write(sheet(), journal=journal)
    stored = journal.read_text("utf-8")
    assert json.loads(stored)["format_version"] == 1
    assert "sk-very-secret" not in stored


def test_a_dry_run_shows_the_prompt_of_every_section():
    views = Writer.offline().prompts(sheet())
    assert [v.heading for v in views] == [s.heading for s in sheet().sections]
    view = Writer.offline().prompts(sheet(), "服务职工")[0]
    assert "{1a=126户}" in view.messages[-1]["content"]
    assert view.tokens > 200
    assert view.estimated


def test_the_upper_cost_follows_the_prices():
    assert Writer.offline().prompts(sheet(), "服务职工")[0].upper_cost is None
    priced = Writer.offline(settings=Settings(price_prompt=2, price_completion=8))
    view = priced.prompts(sheet(), "服务职工")[0]
    assert view.upper_cost > 4 * view.tokens * Decimal(2) / 1_000_000
