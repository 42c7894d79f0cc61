"""What is done told as under way or planned, or the other way round, in the forms offices have for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from checking_forms import blocks, pairs

from summarywriter.checking import check


class Form(NamedTuple):
    """A way in which two things' states are told; ``states`` are what is done and what is not."""

    fact: str
    text: str
    names: tuple[str, str]
    states: tuple[str, str]

    def filled(self, form: str, states: tuple[str, str]) -> list[str]:
        """The two things told in a form, their numbers the same in every run."""
        numbers = random.Random(repr(self)).sample(range(11, 99), 2)
        told = zip(self.names, numbers, states, strict=True)
        return [form.format(事=name, 数=number, 态=state) for name, number, state in told]

    def text_of(self, one: int, other: int) -> str:
        """The text with the first thing in one state and the second in another."""
        return "；".join(self.filled(self.text, (self.states[one], self.states[other]))) + "。"


def forms() -> Iterator[Form]:
    for block in blocks("state_forms.txt"):
        (names,), (states,) = block["名称"], block["状态"]
        cases = product(block["事实"], block["正文"], pairs(names, "、"), pairs(states, "/"))
        yield from (Form(*case) for case in cases)


ALL = tuple(forms())


def errors(form: Form, one: int, other: int) -> list[str]:
    facts = form.filled(form.fact, form.states)
    found = check(form.text_of(one, other), facts, period="2024年上半年").findings
    return [f.message for f in found if f.severity == "error"]


@pytest.mark.parametrize("states", sorted({form.states for form in ALL}), ids="/".join)
def test_a_state_that_changed_is_an_error_and_one_that_did_not_is_none(states: tuple[str, str]):
    for form in (form for form in ALL if form.states == states):
        assert not errors(form, 0, 1), form
        for one, other in ((1, 0), (0, 0), (1, 1)):
            assert errors(form, one, other), form.text_of(one, other)
