"""The case files: faithful texts have no error, wrong texts are reported at the wrong words."""

from __future__ import annotations

import random

import pytest
from checking_items import Item, items, noticed
from checking_mutations import mutations

ITEMS = list(items())
SHARE = ITEMS[::2]
"""Items whose wrong texts are all checked here; ``benchmarks/bench_checking.py`` does so with every item."""
FALSE_ALARMS = 0.01
RECALL = 0.98


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_items_are_read_whole(item: Item):
    assert item.faithful
    assert item.sheet.section(item.heading).all_facts


def test_faithful_texts_are_hardly_ever_reported():
    alarms = [
        (item.name, kind, [f.message for f in result.findings if f.severity == "error"])
        for item in ITEMS
        for kind, text in item.faithful.items()
        if not (result := item.check(text)).ok
    ]
    assert len(alarms) <= FALSE_ALARMS * sum(len(item.faithful) for item in ITEMS), alarms


def test_wrong_texts_are_hardly_ever_missed():
    missed = [
        (item.name, wrong.source)
        for item in SHARE
        for wrong in item.wrong
        if noticed(wrong, item.check(wrong.text)) is None
    ]
    assert len(missed) <= (1 - RECALL) * sum(len(item.wrong) for item in SHARE), missed


def test_mechanical_changes_are_hardly_ever_missed():
    made = [
        (item, kind, wrong)
        for item in ITEMS[::20]
        for kind, wrong in mutations(item.faithful["plain"], random.Random(item.name))
    ]
    missed = [
        (item.name, kind, wrong.source)
        for item, kind, wrong in made
        if noticed(wrong, item.check(wrong.text)) is None
    ]
    assert len(missed) <= (1 - RECALL) * len(made), missed
