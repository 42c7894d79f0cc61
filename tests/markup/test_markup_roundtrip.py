"""Whatever a sheet says, writing and reading gives it back, and writing again the same bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.errors import SheetError
from summarywriter.markup import (
    dump_json,
    dump_report,
    dump_sheet,
    dump_yaml,
    parse_json,
    parse_report,
    parse_sheet,
    parse_yaml,
)
from summarywriter.markup.escapes import UNVERIFIED, one_line, text_lines
from summarywriter.model import Draft, Fact, Finding, Group, Part, Report, Section, Sheet, WrittenSection

# Pieces that mean something in the form, so that they meet at places where they must not.
MEANINGFUL = [
    "#", "##", "### ", "- ", "-", "* ", "**", "•", "·", "---", ">", "```", "<!-- x -->", "\\", "\\\\",
    "{role=plan}", "{", "}", "（可选）", "(可选)", "〔来源：宣教部〕", "〔来源：a；截至6月20日〕",
    "（来源：甲）", "【来源：乙】", "〔", "〕", "；", "1.", "1、", "1.5万人", "（一）", "一、",
    "第一，", "一是", "①", "3、5天", "【待核实】", "12场", "标题：", "title: x", "总结", "工作总结",
    "2024年", "'", '"', ": ", " #", "@", "&a", "!b", "[", "]", "null", "~", "　", "  ", "\t", "\u2028",
    "\x85", "\x0c",
]  # fmt: skip
words = st.one_of(
    st.sampled_from(MEANINGFUL),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=4),
    st.text("举办活动场次职工会员万元人", min_size=1, max_size=4),
)
anything = st.lists(words, min_size=1, max_size=5).map("".join)
lines = anything.map(one_line).filter(bool)
headings = lines.map(lambda text: one_line(text.replace(UNVERIFIED, ""))).filter(bool)
facts = st.builds(Fact, text=lines, optional=st.booleans(), source=st.none() | lines, as_of=st.none() | lines)
fact_lists = st.lists(facts, min_size=1, max_size=3)
roles = st.sampled_from(["lead", "body", "problems", "plan", "closing"])
paragraphs = st.lists(lines.map(text_lines).filter(bool), max_size=3)


@st.composite
def sections(draw: Any, heading: str) -> Section:
    names = draw(st.lists(headings, max_size=2, unique=True))
    groups = tuple(Group(heading=name, facts=tuple(draw(fact_lists))) for name in names)
    written = draw(paragraphs)
    for name in names:
        more = draw(paragraphs)
        written += [f"### {name}", *more] if more else []
    return Section(
        heading=heading, role=draw(roles), facts=tuple(draw(fact_lists)), groups=groups,
        text=text_lines("\n".join(written)),
    )  # fmt: skip


@st.composite
def sheets(draw: Any) -> Sheet:
    titles = draw(st.lists(headings, max_size=2, unique=True))
    if not titles or draw(st.booleans()):
        titles = ["", *titles]
    parts = tuple(
        Part(
            title=title,
            sections=tuple(
                draw(sections(heading))
                for heading in draw(st.lists(headings, min_size=1, max_size=2, unique=True))
            ),
        )
        for title in titles
    )
    optional_line = st.just("") | lines
    return Sheet(
        title=draw(st.just("") | lines | st.just(titles[-1])), organization=draw(optional_line),
        period=draw(optional_line), date=draw(st.sampled_from(["", "2024-07-05", "2024年7月5日", "2024.7"])),
        genre=draw(st.sampled_from(["", "school-union", "general"])),
        numbering=draw(st.sampled_from(["", "一、/（一）/1.", "1./（1）"])),
        decimals=draw(st.none() | st.integers(0, 6)), guidance=tuple(draw(st.lists(lines, max_size=2))),
        invented=tuple(draw(st.lists(lines, max_size=2))), parts=parts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dump", "parse"),
    [(dump_sheet, parse_sheet), (dump_yaml, parse_yaml), (dump_json, parse_json)],
    ids=["markdown", "yaml", "json"],
)
@settings(max_examples=50)
@given(sheet=sheets())
def test_sheet_comes_back(dump: Any, parse: Any, sheet: Sheet) -> None:
    written = dump(sheet)
    read = parse(written)
    assert read == sheet
    assert dump(read) == written


@settings(max_examples=25)
@given(sheet=sheets(), texts=st.lists(anything, max_size=3))
def test_report_comes_back(sheet: Sheet, texts: list[str]) -> None:
    finding = Finding(code="value-changed", severity="error", message="数字不符", start=0, end=1)
    report = Report(
        sheet=sheet,
        sections=tuple(
            WrittenSection(id=section.id, heading=section.heading, role=section.role).with_draft(
                Draft(text=text, slots=text, origin="model", facts=section.all_facts, findings=(finding,))
            )
            for section, text in zip(sheet.sections, texts, strict=False)
        ),
        exports={"报告.docx": "0" * 64},
    )
    written = dump_report(report)
    assert parse_report(written) == report
    assert dump_report(parse_report(written)) == written
    assert parse_json(written) == sheet


@settings(max_examples=150)
@given(text=st.lists(anything, max_size=12).map("\n".join))
def test_what_can_be_read_is_stable(text: str) -> None:
    """Any file is read or refused in the one way, and one reading settles its form."""
    try:
        sheet = parse_sheet(text)
    except SheetError:
        return
    written = dump_sheet(sheet)
    assert parse_sheet(written) == sheet
    assert dump_sheet(parse_sheet(written)) == written
