"""Old reports in the shapes that offices write them in, each with the outline and facts it should give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from summarywriter.figures import find_figures
from summarywriter.library import take_in_text
from summarywriter.model import FRAME_ROLES

SHAPES = [
    block.strip("\n").split("\n----\n")
    for block in (Path(__file__).parent / "old_shapes.txt")
    .read_text("utf-8")
    .partition("\n")[2]
    .split("\n====\n")
]

PLAIN = """\
一、建功立业
开展劳动竞赛12场，参赛职工4600人次。命名工匠10名，建成创新工作室7个。
二、维权服务
救助困难职工88户，发放救助金26.4万元。签订集体合同132份，覆盖职工9800人。
"""


@pytest.mark.parametrize(("old", "wanted"), SHAPES)
def test_outline_and_facts(old: str, wanted: str) -> None:
    taken = take_in_text(old)
    sections = [section for one in taken for section in one.sheet.sections]
    outline = [
        "|".join(filter(None, (s.heading, s.role, "、".join(group.heading for group in s.groups))))
        for s in sections
    ]
    lines = wanted.split("\n")
    assert outline == [line for line in lines if not line.startswith("- ")]
    facts = [fact.text for section in sections for fact in section.all_facts]
    for line in lines:
        assert not line.startswith("- ") or line[2:] in facts
    assert all(one.errors == () for one in taken)


@pytest.mark.parametrize(("old", "wanted"), SHAPES)
def test_every_figure_in_one_fact(old: str, wanted: str) -> None:
    for one in take_in_text(old):
        for section in one.sheet.sections:
            if section.role not in FRAME_ROLES:
                told = Counter(f.text for fact in section.all_facts for f in find_figures(fact.text))
                assert told == Counter(f.text for f in find_figures(section.text))


SIGNED = [
    ("江口区总工会\n二〇二二年十二月三十日", "江口区总工会", "2022-12-30"),
    ("江口区总工会\n（2022年12月30日）", "江口区总工会", "2022-12-30"),
    ("江口区总工会　2022年12月30日", "江口区总工会", "2022-12-30"),
    ("2022年12月30日", "", "2022-12-30"),
]


@pytest.mark.parametrize(
    ("signed", "organization", "date"),
    [
        *SIGNED,
        ("2022年12月30日\n江口区总工会", "江口区总工会", "2022-12-30"),
        ("江口区总工会", "江口区总工会", ""),
        ("", "", ""),
    ],
)
def test_the_sign_off_is_told(signed: str, organization: str, date: str) -> None:
    (taken,) = take_in_text(f"工作总结\n{PLAIN}{signed}\n")
    assert (taken.sheet.organization, taken.sheet.date) == (organization, date)
    assert taken.sheet.sections[-1].text == PLAIN.splitlines()[-1]


@pytest.mark.parametrize(("signed", "organization", "date"), SIGNED)
def test_who_signed_below_the_title_is_told(signed: str, organization: str, date: str) -> None:
    (taken,) = take_in_text(f"工作总结\n{signed}\n{PLAIN}")
    assert (taken.sheet.organization, taken.sheet.date) == (organization, date)
    assert [section.role for section in taken.sheet.sections] == ["body", "body"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("东明纺织厂工会\n2022年工作总结", "东明纺织厂工会2022年工作总结"),
        ("东明纺织厂工会2022年工作总结\n东明纺织厂工会", "东明纺织厂工会2022年工作总结"),
        ("东明纺织厂工会\n东明纺织厂工会2022年工作总结", "东明纺织厂工会2022年工作总结"),
        ("【篇一】东明纺织厂工会2022年工作总结", "东明纺织厂工会2022年工作总结"),
        ("东明纺织厂工会2022年工作总结篇3", "东明纺织厂工会2022年工作总结"),
        ("范文3：东明纺织厂工会2022年工作总结", "东明纺织厂工会2022年工作总结"),
    ],
)
def test_titles_are_read_in_every_form(head: str, title: str) -> None:
    (taken,) = take_in_text(f"{head}\n{PLAIN}")
    assert (taken.sheet.title, taken.sheet.organization) == (title, "东明纺织厂工会")
    assert [section.role for section in taken.sheet.sections] == ["body", "body"]
