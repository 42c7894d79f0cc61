"""Names in the place of others, in the forms in which offices tell of people, places and offices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from checking_forms import blocks, pairs

from summarywriter.checking import check
from summarywriter.model import Finding

BESIDE = "培训职工320人次，发放证书280本"


class Form(NamedTuple):
    """A way in which a fact that names somebody is told; ``names`` are the right one and a wrong one."""

    kind: str
    fact: str
    text: str
    names: tuple[str, str]

    def filled(self, form: str, name: str) -> str:
        return form.format(类=self.kind, 名=name)


def forms() -> Iterator[Form]:
    for block in blocks("name_forms.txt"):
        (kinds,), (names,) = block["类别"], block["名称"]
        cases = product(kinds.split("、"), block["事实"], block["正文"], pairs(names, "→"))
        yield from (Form(*case) for case in cases)


ALL = tuple(forms())


def named(form: Form, name: str) -> list[Finding]:
    """What is told of the names of a text, and every error."""
    text = form.filled(form.text, name) + BESIDE + "。"
    found = check(text, [form.filled(form.fact, form.names[0]), BESIDE], period="2024年上半年").findings
    return [f for f in found if f.severity == "error" or f.code == "unsupported-name"]


@pytest.mark.parametrize("text", sorted({form.text for form in ALL}))
def test_another_name_is_told_where_it_stands_and_the_right_one_is_not(text: str):
    for form in (form for form in ALL if form.text == text):
        right, wrong = form.names
        assert not named(form, right), form
        start = form.filled(form.text, wrong).index(wrong)
        found = [(f.start, f.end) for f in named(form, wrong) if f.start is not None and f.end is not None]
        assert any(first < start + len(wrong) and start < last for first, last in found), form
