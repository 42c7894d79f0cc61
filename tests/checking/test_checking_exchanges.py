"""Two figures that changed places, in the forms in which offices tell of two things."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import pytest
from checking_forms import blocks, pairs

from summarywriter.checking import check

COLUMNS = ("甲乙", "xy", "pq")


class Form(NamedTuple):
    """A way in which a fact is told, of two things."""

    fact: str
    text: str
    names: tuple[str, str]

    def numbers(self) -> Mapping[str, str]:
        """The names and numbers that fill the form, the same in every run."""
        draw = random.Random(repr(self))
        few, many = draw.sample(range(11, 45), 2), draw.sample(range(120, 990), 2)
        return dict(zip("甲乙xypq", (*self.names, *map(str, (*few, *many))), strict=True))

    def facts(self) -> Sequence[str]:
        """The facts as they are."""
        return self.fact.format(**self.numbers()).split(" / ")

    def told(self, changed: str = "") -> str:
        """The text, with the two of ``changed`` in each other's place."""
        filled = self.numbers()
        turned = dict(zip(changed, changed[::-1], strict=True))
        return self.text.format(**{key: filled[turned.get(key, key)] for key in filled})

    def exchanges(self) -> Sequence[str]:
        """What may change places so that something else is told."""
        return (
            COLUMNS if "{p}" in self.text else COLUMNS[:1]
        )  # with one column x and y change as 甲 and 乙 do


def forms() -> Iterator[Form]:
    for block in blocks("exchange_forms.txt"):
        (names,) = block["名称"]
        for fact, text, pair in product(block["事实"], block["正文"], pairs(names, "、")):
            yield Form(fact, text, pair)


ALL = tuple(forms())


def errors(form: Form, text: str) -> list[str]:
    return [f.message for f in check(text, form.facts()).findings if f.severity == "error"]


@pytest.mark.parametrize("text", sorted({form.text for form in ALL}))
def test_what_changed_places_is_an_error_and_what_did_not_is_none(text: str):
    for form in (form for form in ALL if form.text == text):
        assert not errors(form, form.told()), form
        for changed in form.exchanges():
            assert errors(form, form.told(changed)), (changed, form)
