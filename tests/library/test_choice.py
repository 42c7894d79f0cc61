"""Which examples are chosen: fitting role, like facts, never the sheet's own, within the budget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from summarywriter.library import Chosen, choose, load_examples
from summarywriter.model import Example, Group, Section, Sheet

TOPICS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "choice_topics.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def tokens(text: str) -> int:
    return len(text)


def sheet_of(*sections: Section, genre: str = "", **particulars: str) -> Sheet:
    return Sheet(genre=genre, sections=list(sections), **particulars)


def pick(
    section: Section, examples: Sequence[Example], *, genre: str = "", count: int = 3, budget: int = 4000
) -> list[Chosen]:
    sheet = sheet_of(section, genre=genre)
    return choose(sheet.sections[0], sheet, examples, count=count, budget=budget, count_tokens=tokens)


def example(
    heading: str, *facts: str, text: str = "写成的正文。", source: str = "a", genre: str = "", **more: str
) -> Example:
    section = Section(heading=heading, facts=facts, text=text)
    return Example(
        id=f"{source}/{section.id}", source=source, genre=genre,
        organization=more.pop("organization", "甲区总工会"), section=section, **more,
    )  # fmt: skip


@pytest.mark.parametrize(("genre", "heading", "facts", "expected"), TOPICS)
def test_topic_finds_its_like(genre: str, heading: str, facts: str, expected: str) -> None:
    section = Section(heading=heading, facts=facts.split("；"))
    first = pick(section, load_examples(), genre=genre)[0]
    assert any(word in first.example.section.heading for word in expected.split("、")), (
        first.example.section.heading,
        first.reason,
    )


def test_roles_never_mix() -> None:
    examples = load_examples()
    for heading in ("导语", "结语", "存在问题", "下半年工作打算", "困难帮扶"):
        section = Section(heading=heading, facts=["走访慰问困难职工12户"])
        assert {one.example.section.role for one in pick(section, examples)} == {section.role}


def test_every_section_of_a_shipped_sheet_gets_others_only() -> None:
    from summarywriter.markup import parse_sheet
    from summarywriter.resources import folder

    examples = load_examples()
    for name in ("construction-company", "district-union", "hospital-union"):
        sheet = parse_sheet((folder("fewshot") / f"{name}.md").read_text("utf-8"))
        for section in sheet.sections:
            chosen = choose(section, sheet, examples, count=3, budget=4000, count_tokens=tokens)
            assert all(one.example.source != name for one in chosen)
            assert chosen or section.role in ("problems", "closing")


def test_renamed_copy_of_an_example_is_still_its_own() -> None:
    fact = "走访慰问困难职工126户，发放慰问金37.8万元"
    own = example("帮扶", fact, "救助职工15名")
    other = example("帮困", "慰问困难职工9户", source="b")
    section = Section(heading="困难帮扶", facts=[fact.replace("，", ", ")])
    assert [one.example.source for one in pick(section, [own, other])] == ["b"]


def test_same_report_is_told_by_its_particulars() -> None:
    particulars = {"title": "工作总结", "period": "2024年上半年"}
    now = example("帮扶", "慰问困难职工9户", organization="乙", **particulars)
    before = example(
        "帮扶", "慰问困难职工8户", source="b", organization="乙", title="工作总结", period="2023年上半年"
    )
    sheet = sheet_of(Section(heading="帮扶", facts=["慰问困难职工30户"]), organization="乙", **particulars)
    chosen = choose(sheet.sections[0], sheet, [now, before], count=3, budget=999, count_tokens=tokens)
    assert [one.example for one in chosen] == [before]


def test_section_that_tells_the_same_stock_facts_is_left_out_but_not_its_source() -> None:
    stock = example("任务", "完成上级交办任务")
    useful = example("任务二", "完成区里下达的任务")
    section = Section(heading="任务", facts=["完成上级交办任务"])
    assert [one.example for one in pick(section, [stock, useful])] == [useful]


def test_masked_examples_are_never_shown() -> None:
    masked_fact = example("帮扶", "慰问困难职工X户")
    masked_text = example("帮扶工作", "慰问困难职工", text="慰问困难职工【待补】户。", source="b")
    good = example("慰问", "慰问困难职工12户", source="c")
    section = Section(heading="帮扶", facts=["慰问困难职工30户"])
    assert [one.example for one in pick(section, [masked_fact, masked_text, good])] == [good]


def test_genre_decides_between_equals() -> None:
    one = example("帮扶", "慰问困难职工12户", genre="school-union")
    other = example("帮扶", "慰问困难职工12户", genre="hospital-union", source="b")
    section = Section(heading="帮扶", facts=["慰问困难职工30户"])
    assert pick(section, [one, other], genre="hospital-union")[0].example is other
    assert "同为医院工会" in pick(section, [one, other], genre="hospital-union")[0].reason


def test_likeness_outweighs_genre() -> None:
    like = example("帮扶", "慰问困难职工12户，发放慰问金3万元", genre="school-union")
    unlike = example("宣传", "编发简报8期", genre="hospital-union", source="b")
    section = Section(heading="困难帮扶", facts=["慰问困难职工30户，发放慰问金6万元"])
    assert pick(section, [unlike, like], genre="hospital-union")[0].example is like


def test_copies_give_way_to_something_different() -> None:
    first = example("困难帮扶", "慰问困难职工12户，发放慰问金3万元")
    copy = example("困难帮扶", "慰问困难职工15户，发放慰问金4万元", source="b")
    different = example("医疗互助", "医疗互助参保800人，报销困难职工60人次", source="c")
    section = Section(
        heading="困难帮扶", facts=["慰问困难职工30户，发放慰问金6万元", "医疗互助参保900人，报销45人次"]
    )
    chosen = pick(section, [first, copy, different], count=2)
    assert {one.example.section.heading for one in chosen} == {"困难帮扶", "医疗互助"}


def test_budget_and_count_are_kept() -> None:
    examples = load_examples()
    section = Section(heading="服务职工", facts=["走访慰问困难职工126户", "女职工体检760人"])
    for budget in (60, 200, 500, 1500, 6000):
        for count in (1, 2, 5):
            chosen = pick(section, examples, count=count, budget=budget)
            assert len(chosen) <= count
            assert sum(one.tokens for one in chosen) <= budget
    assert pick(section, examples, count=0) == []
    assert pick(section, examples, budget=0) == []
    assert pick(section, ()) == []


def test_long_section_in_groups_is_cut_to_the_groups_that_fit() -> None:
    section = Section(
        heading="民主管理",
        groups=[
            Group(heading="职代会", facts=["召开三届二次职代会，代表120人参加"]),
            Group(heading="提案办理", facts=["征集职工代表提案48条，立案19条"]),
        ],
    )
    chosen = pick(section, load_examples(), genre="construction-company", count=1, budget=900)
    shown = chosen[0].example.section
    assert shown.heading == "民主管理方面"
    assert {group.heading for group in shown.groups} >= {"办理职工代表提案"}
    assert len(shown.groups) < 5
    assert "只取相近的" in chosen[0].reason
    assert [line[4:] for line in shown.text.split("\n") if line.startswith("### ")] == [
        group.heading for group in shown.groups
    ]


def test_section_without_groups_is_shown_none() -> None:
    section = Section(heading="维权服务", facts=["受理劳动争议案件42件，结案39件"])
    for one in pick(section, load_examples(), count=5, budget=9000):
        assert not one.example.section.groups
        assert "### " not in one.example.section.text


def test_choice_is_the_same_every_time() -> None:
    section = Section(heading="维权服务", facts=["受理劳动争议案件42件，结案39件", "普法宣传9场"])
    examples = load_examples()
    once = pick(section, examples)
    assert pick(section, list(examples)) == once
    assert pick(section, tuple(one.model_copy() for one in examples)) == once


def test_reasons_are_plain_chinese() -> None:
    section = Section(heading="困难帮扶", facts=["走访慰问困难职工126户"])
    for one in pick(section, load_examples(), genre="district-union"):
        assert "正文小节" in one.reason
        assert one.reason.isprintable()
        assert not any(letter.isascii() and letter.isalpha() for letter in one.reason)


def test_choice_holds_for_thousands_of_sections() -> None:
    shipped = [fact.text for one in load_examples() for fact in one.section.all_facts]
    many = [
        example(
            f"小节{n}", *(f"{shipped[(n * 7 + k * 31) % len(shipped)]}（{n}项）" for k in range(5)),
            source=f"s{n % 200}",
        )
        for n in range(5000)
    ]  # fmt: skip
    section = Section(heading="困难帮扶", facts=["慰问困难职工30户", "医疗互助参保900人", "普法宣传9场"])
    first = pick(section, many)
    assert len(first) == 3
    assert pick(section, many) == first
