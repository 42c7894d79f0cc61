"""The board of a run: every section's state as the events come."""

from __future__ import annotations

import pytest

from summarywriter.cli.board import Board
from summarywriter.cli.layout import cells
from summarywriter.model import Event, Section, Sheet

SHEET = Sheet(
    sections=[
        Section(heading="导语"), Section(heading="组织建设", facts=("新建工会3家",)),
        Section(heading="没有事实的一节"),
    ]
)  # fmt: skip
DONE = ("section-done", "通过核对")


def after(*events: tuple[str, str], width: int = 60) -> list[str]:
    board = Board.of(SHEET)
    for kind, text in events:
        board.take(Event(kind=kind, section="组织建设", text=text))
    lines = [line.plain for line in board.shown(width)]
    assert lines[0] == "【等待】导语"
    return lines[1:]


@pytest.mark.parametrize(
    ("events", "line"),
    [
        ([], "【等待】组织建设"),
        ([("section-start", "起草")], "【起草】组织建设"),
        ([("checking", "核对数字")], "【核对】组织建设"),
        ([("repair", "有1处未通过核对")], "【修正】组织建设：有1处未通过核对"),
        ([DONE], "【完成】组织建设：通过核对"),
        ([("repair", "换数"), ("checking", ""), DONE], "【完成】组织建设：修正后通过核对"),
        ([("section-done", "尚有2处错误")], "【请看】组织建设：尚有2处错误"),
        ([("section-failed", "连不上")], "【请看】组织建设：连不上"),
        ([("section-kept", "没有改动")], "【完成】组织建设：没有改动"),
    ],
)
def test_a_section_goes_through_its_states(events, line):
    assert after(*events) == [line]


def test_the_words_that_arrive_stand_below_and_fit():
    lines = after(("section-start", ""), *[("delta", "走访慰问困难职工。")] * 9, width=30)
    assert lines[1].endswith("走访慰问困难职工。")
    assert max(map(cells, lines)) <= 30
    assert after(("delta", "走访"), ("restart", "")) == ["【起草】组织建设"]


def test_long_notes_are_cut_to_the_window():
    assert cells(after(("section-failed", "连不上模型" * 20), width=40)[0]) <= 40


def test_what_concerns_the_whole_run_stands_above():
    board = Board.of(SHEET)
    board.take(Event(kind="notice", text="事实含有个人信息\x1b[31m"))
    assert board.shown(60)[0].plain == "【提醒】事实含有个人信息[31m"
