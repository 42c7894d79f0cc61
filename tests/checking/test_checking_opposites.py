"""Up told as down, more as less, early as late, in the forms offices have for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import NamedTuple

import pytest
from checking_forms import blocks

from summarywriter.checking import check


class Form(NamedTuple):
    """A sentence that can be told in several ways to either side."""

    sentence: str
    sides: tuple[Sequence[str], Sequence[str]]

    def told(self) -> tuple[Sequence[str], Sequence[str]]:
        """The sentence in each way of either side."""
        frame, against, number = self.sentence.split("；")
        one, other = self.sides
        filled = [[frame.format(way.format(比=against, 数=number)) for way in side] for side in (one, other)]
        return filled[0], filled[1]


def forms() -> Iterator[Form]:
    for block in blocks("opposite_forms.txt"):
        (one,), (other,) = block["甲"], block["乙"]
        for sentence in block["句子"]:
            yield Form(sentence, (one.split("、"), other.split("、")))


def errors(text: str, fact: str) -> list[str]:
    found = check(f"{text}。", [fact], period="2024年上半年").findings
    return [f.message for f in found if f.severity == "error"]


@pytest.mark.parametrize("form", list(forms()), ids=lambda form: form.sentence)
def test_what_is_told_the_other_way_round_is_an_error_and_other_words_are_none(form: Form):
    for meant, turned in permutations(form.told()):
        for fact, text in product(meant, meant):
            assert not errors(text, fact), (fact, text)
        for fact, text in product(meant, turned):
            assert errors(text, fact), (fact, text)
