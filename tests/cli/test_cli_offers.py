"""What is asked about a fact: doubtful bounds, and rates that only a yes turns into facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from summarywriter.checking import check_facts
from summarywriter.cli.interview import Interview
from summarywriter.cli.interview.offers import answered, asks
from summarywriter.model import Section, Sheet


def cases() -> list[list[str]]:
    lines = (Path(__file__).parent / "offers.tsv").read_text("utf-8").splitlines()
    return [(line + "\t\t\t").split("\t")[:4] for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("text", "asked", "reply", "becomes"), cases())
def test_doubts_and_rates(text, asked, reply, becomes):
    found = asks(text)
    assert bool(found) == bool(asked)
    if found:
        assert asked in found[0].prompt
        assert answered(text, found[0], reply) == becomes
        again = Sheet(sections=[Section(heading="组织建设", facts=(becomes,))])
        assert not [f for f in check_facts(again) if f.severity == "error"]


def talk(*answers: str, asking: bool = True) -> Interview:
    sheet = Sheet(title="t", sections=[Section(heading="组织建设", facts=("新建工会3家",))])
    talk = Interview(sheet, date(2024, 7, 5), asking=asking)
    for answer in answers:
        talk.answer(answer)
    return talk


def texts(interview: Interview) -> list[str]:
    return [fact.text for _, _, fact in interview.sheet.facts()][1:]


RATE = "发展会员1384人，去年同期1200人"


def test_a_rate_becomes_a_fact_only_when_confirmed_and_can_be_taken_back():
    assert "增长15.3%" in talk(RATE).question().prompt
    assert texts(talk(RATE)) == [RATE]
    assert texts(talk(RATE, "")) == [RATE]
    confirmed = talk(RATE, "y")
    assert texts(confirmed) == [RATE + "，同比增长15.3%"]
    assert confirmed.question().prompt == "事实3> "
    confirmed.answer(":undo")
    assert texts(confirmed) == [RATE]


def test_the_next_fact_may_be_typed_instead_of_an_answer():
    assert texts(talk(RATE, "举办培训3期")) == [RATE, "举办培训3期"]


def test_several_questions_come_one_after_another():
    interview = talk("近千名职工参加\n举办活动数十场")
    assert "近千名" in interview.question().prompt
    interview.answer("")
    assert "数十场" in interview.question().prompt
    interview.answer("36场")
    assert texts(interview) == ["近千名职工参加", "举办活动36场"]
    assert interview.question().prompt == "事实4> "


@pytest.mark.parametrize("command", [":back", ":undo", ":quit", ":del 1"])
def test_a_command_ends_the_questions(command):
    interview = talk(RATE, command)
    assert "增长" not in interview.question().prompt
    assert not any("15.3%" in text for text in texts(interview))


def test_skip_leaves_the_fact_as_it_is():
    interview = talk(RATE, ":skip")
    assert interview.question().prompt == "事实3> "
    assert texts(interview) == [RATE]


def test_where_nobody_answers_doubts_are_told_and_nothing_is_computed():
    interview = talk(asking=False)
    assert "【说明】“近千名”按“接近1000人”理解。" in interview.answer("近千名职工参加")
    interview.answer(RATE)
    assert interview.question().prompt == "事实4> "
