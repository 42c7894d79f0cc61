"""Every way to say how far a thing has come against every other: the same step is no error, another is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from checking_forms import blocks

from summarywriter.checking import check

FACTS = ("{thing}37{unit}{state}", "37{unit}{thing}{state}", "{thing}37{unit}，{state}")
TEXTS = (
    "{thing}37{unit}{state}。",
    "37{unit}{thing}{state}。",
    "{thing}共37{unit}，目前{state}。",
    "{thing}方面，37{unit}{state}。",
)
"""The ways in which a state is told; each pair of wordings takes one of each in turn."""
APART = frozenset({"拟成", "成拟", "未成", "成未", "在成", "成在", "拟在", "在拟"})
"""Steps that are never one another."""
BLOCKS = tuple(blocks("stage_forms.txt"))


def told(block: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, bool]]:
    """Yield for each pair of wordings a fact, a text and whether it tells another step."""
    wordings = [(step, word) for step in "拟未在成" for word in block.get(step, [""])[0].split("、") if word]
    (thing,), (unit,) = block["名称"], block["量词"]
    for n, ((step, word), (other, again)) in enumerate(product(wordings, wordings)):
        if (step == other and word != again) or f"{step}{other}" in APART:
            fact = FACTS[n % len(FACTS)].format(thing=thing, unit=unit, state=word)
            yield fact, TEXTS[n % len(TEXTS)].format(thing=thing, unit=unit, state=again), step != other


@pytest.mark.parametrize("block", BLOCKS, ids=[block["名称"][0] for block in BLOCKS])
def test_another_step_is_an_error_and_another_wording_is_none(block: Mapping[str, Sequence[str]]):
    wrong = [
        (fact, text)
        for fact, text, changed in told(block)
        if any(f.severity == "error" for f in check(text, [fact]).findings) != changed
    ]
    assert not wrong
