"""Sheets: derived ids, roles, and finding a section by what a person calls it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.errors import SettingsError, UnknownSectionError
from summarywriter.model import Fact, Group, Part, Policy, Section, Sheet, infer_role

SHEET = Sheet(
    title="2024年上半年工作总结",
    sections=[
        Section(heading="导语"),
        Section(heading="组织建设不断夯实", facts=["新建工会12家", "发展会员340人"]),
        Section(
            heading="维权服务更加有力",
            facts=["受理案件9件"],
            groups=[Group(heading="普法", facts=["讲座3场"])],
        ),
    ],
    parts=[Part(title="下半年工作打算", sections=[Section(heading="夯实基础", facts=["计划新建工会5家"])])],
)


def test_parts_follow_the_untitled_first_part():
    assert [part.title for part in SHEET.parts] == ["", "下半年工作打算"]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("组织建设", "组织建设不断夯实"),
        ("组织建设不断夯实", "组织建设不断夯实"),
        ("1", "组织建设不断夯实"),
        (2, "维权服务更加有力"),
        ("3", "夯实基础"),
        ("导语", "导语"),
    ],
)
def test_a_section_answers_to_heading_number_and_part_of_it(key, heading):
    assert SHEET.section(key).heading == heading


def test_a_section_answers_to_its_id():
    assert SHEET.section(SHEET.sections[2].id) is SHEET.sections[2]


@pytest.mark.parametrize("key", ["宣传", "9", "0", "", "夯实"])
def test_an_unknown_or_ambiguous_name_is_refused_with_the_names_there_are(key):
    with pytest.raises(UnknownSectionError, match="组织建设不断夯实"):
        SHEET.section(key)


def test_fact_ids_stay_when_others_are_inserted():
    before = Section(heading="组织建设", facts=["甲3件", "乙4件"])
    after = Section(heading="组织建设", facts=["丙5件", "甲3件", "乙4件"])
    assert [f.id for f in before.all_facts] == [f.id for f in after.all_facts][1:]


@given(st.lists(st.text(min_size=1, max_size=4), max_size=12))
def test_fact_ids_are_unique_even_for_the_same_text_twice(texts):
    ids = [f.id for f in Section(heading="甲", facts=texts).all_facts]
    assert len(set(ids)) == len(ids)


def test_the_same_fact_in_another_section_has_another_id():
    sheet = Sheet(sections=[Section(heading="甲", facts=["3件"]), Section(heading="乙", facts=["3件"])])
    first, second = (section.all_facts[0].id for section in sheet.sections)
    assert first != second


def test_placing_a_section_leaves_the_given_one_as_it_was():
    section = Section(heading="坚持政治统领", facts=["计划轮训干部60人"])
    before = section.model_dump()
    placed = Part(title="下半年工作打算", sections=[section]).sections[0]
    assert section.model_dump() == before
    assert (section.role, placed.role) == ("body", "plan")


def test_a_role_that_is_stated_is_kept():
    part = Part(title="下半年工作打算", sections=[Section(heading="上半年回顾", role="body", facts=["3件"])])
    assert part.sections[0].role == "body"


@pytest.mark.parametrize(
    ("heading", "part", "role"),
    [
        ("导语", "", "lead"),
        ("结语", "", "closing"),
        ("存在问题", "", "problems"),
        ("存在的主要问题", "", "problems"),
        ("下一步工作打算", "", "plan"),
        ("下半年重点工作", "", "plan"),
        ("下学期打算", "", "plan"),
        ("2025年工作要点", "", "plan"),
        ("存在不足", "", "problems"),
        ("补齐民生短板", "", "body"),
        ("解决实际问题", "", "body"),
        ("坚持政治统领", "下半年工作打算", "plan"),
        ("思想引领更加有力", "", "body"),
        ("导语写作培训", "", "body"),
    ],
)
def test_roles_are_told_by_heading_and_part(heading, part, role):
    assert infer_role(heading, part) == role


def test_json_round_trip():
    assert Sheet.model_validate_json(SHEET.model_dump_json()) == SHEET


def test_facts_can_be_left_out():
    fact = SHEET.sections[2].all_facts[1]
    thinner = SHEET.without({fact.id})
    assert [f.text for _, _, f in thinner.facts()] == [
        "新建工会12家",
        "发展会员340人",
        "受理案件9件",
        "计划新建工会5家",
    ]
    assert SHEET.without(()) is SHEET


def test_fact_numbers_run_through_the_groups():
    assert [(n, f.text) for s, n, f in SHEET.facts() if s.heading.startswith("维权")] == [
        (1, "受理案件9件"),
        (2, "讲座3场"),
    ]


def test_nothing_can_be_changed():
    with pytest.raises(Exception, match="frozen"):
        SHEET.title = "别的"  # type: ignore[misc]
    with pytest.raises(Exception, match="frozen"):
        Fact(text="甲").text = "乙"  # type: ignore[misc]


def test_policy_refuses_unknown_weights():
    with pytest.raises(SettingsError, match="derived-figure=fatal"):
        Policy({"derived-figure": "fatal"})  # type: ignore[dict-item]
    with pytest.raises(SettingsError, match="derived-figures"):
        Policy({"derived-figures": "off"})
