"""The case files: faithful texts have no error, wrong texts are reported at the wrong words."""

from __future__ import annotations

import random

import pytest
from checking_items import Item, alarmed, items, known_failures, missed, noticed
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
    alarms = [line for item in ITEMS for line in alarmed(item)]
    assert not set(alarms) - known_failures()
    assert len(alarms) <= FALSE_ALARMS * sum(len(item.faithful) for item in ITEMS), alarms


def test_wrong_texts_are_hardly_ever_missed():
    misses = [line for item in SHARE for line in missed(item)]
    assert not set(misses) - known_failures()
    assert len(misses) <= (1 - RECALL) * sum(len(item.wrong) for item in SHARE), misses


def test_known_failures_are_of_items_that_there_are():
    names = {item.name for item in ITEMS}
    assert {line.split(" | ")[1] for line in known_failures()} <= names


def test_mechanical_changes_are_hardly_ever_missed():
    made = [
        (item, kind, wrong)
        for item in ITEMS[::20]
        for kind, wrong in mutations(item.faithful["plain"], random.Random(item.name))
    ]
    misses = [
        (item.name, kind, wrong.source)
        for item, kind, wrong in made
        if noticed(wrong, item.check(wrong.text)) is None
    ]
    assert len(misses) <= (1 - RECALL) * len(made), misses
