"""Sections in groups, cut to single groups or to some of them."""

from __future__ import annotations

from summarywriter.library.units import group_texts, single_groups, with_groups
from summarywriter.model import Example, Group, Section

SECTION = Section(
    heading="服务保障",
    facts=["总的一条"],
    groups=[
        Group(heading="帮扶", facts=["慰问12户"]),
        Group(heading="互助", facts=["参保900人"]),
        Group(heading="空的"),
    ],
    text="总的一段。\n### 帮扶\n慰问12户。\n又一段。\n### 互助\n参保900人。",
)
EXAMPLE = Example(id="a/s1", source="a", genre="", organization="甲", section=SECTION)


def test_texts_stand_under_their_groups() -> None:
    assert group_texts(SECTION) == {"": "总的一段。", "帮扶": "慰问12户。\n又一段。", "互助": "参保900人。"}


def test_each_written_group_is_an_example() -> None:
    first, second = single_groups(EXAMPLE)
    assert (first.id, second.id) == ("a/s1#1", "a/s1#2")
    assert first.section.heading == "帮扶"
    assert first.section.text == "慰问12户。\n又一段。"
    assert [fact.text for fact in second.section.all_facts] == ["参保900人"]
    assert not first.section.groups


def test_groups_are_kept_in_their_order() -> None:
    trimmed = with_groups(EXAMPLE, {1, 0}).section
    assert trimmed.text == "### 帮扶\n慰问12户。\n又一段。\n### 互助\n参保900人。"
    assert [fact.text for fact in trimmed.all_facts] == ["慰问12户", "参保900人"]
    assert with_groups(EXAMPLE, {1}).section.text == "### 互助\n参保900人。"
    assert with_groups(EXAMPLE, {1}).id == "a/s1"
