"""Only the section's text is kept of a model's answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.model import Section
from summarywriter.writing.hygiene import clean

SECTION = Section(
    heading="组织建设",
    groups=[
        {"heading": "建强组织", "facts": ["新建工会12家"]},
        {"heading": "建好队伍", "facts": ["培训2期"]},
    ],
)


def cases():
    text = (Path(__file__).parent / "answers.txt").read_text("utf-8")
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# "))
    return [tuple(part.strip("\n") for part in case.split("\n----\n")) for case in body.split("\n====\n")]


@pytest.mark.parametrize(("answer", "text"), cases())
def test_only_the_text_is_kept(answer, text):
    assert clean(answer, SECTION) == text


@pytest.mark.parametrize(("answer", "text"), cases())
def test_a_clean_text_stays_as_it_is(answer, text):
    assert clean(text, SECTION) == text


@given(st.text(max_size=60))
def test_no_answer_breaks_it(answer):
    clean(answer, SECTION)


def test_an_empty_answer_is_an_empty_text():
    assert clean(" \n```\n```\n", SECTION) == ""
