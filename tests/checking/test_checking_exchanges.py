"""Two figures that changed places, in every form in which offices tell of two things."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from summarywriter.checking import check

FORMS = Path(__file__).with_name("exchange_forms.txt")
TOLD = {"名称", "事实", "正文"}
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
        return [pair for pair in COLUMNS if f"{{{pair[0]}}}" in self.text][: 3 if "{p}" in self.text else 1]


def forms() -> Iterator[Form]:
    for block in FORMS.read_text("utf-8").split("\n# ")[1:]:
        lines = [line.split("：", 1) for line in block.splitlines()[1:]]
        assert {kind for kind, _ in lines} <= TOLD
        facts, texts = ([said for kind, said in lines if kind == wanted] for wanted in ("事实", "正文"))
        (names,) = (said for kind, said in lines if kind == "名称")
        for fact, text, pair in product(facts, texts, re.split("；", names)):
            one, other = pair.split("、")
            yield Form(fact, text, (one, other))


ALL = tuple(forms())


def errors(form: Form, text: str) -> list[str]:
    return [f.message for f in check(text, form.facts()).findings if f.severity == "error"]


@pytest.mark.parametrize("text", sorted({form.text for form in ALL}))
def test_what_changed_places_is_an_error_and_what_did_not_is_none(text: str):
    for form in (form for form in ALL if form.text == text):
        assert not errors(form, form.told()), form
        for changed in form.exchanges():
            assert errors(form, form.told(changed)), (changed, form)
