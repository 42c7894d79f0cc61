"""The case files: faithful texts have no error, wrong texts are reported at the wrong words."""

from __future__ import annotations

import random
from itertools import groupby

import pytest
from checking_items import Item, alarmed, items, known_failures, missed, noticed
from checking_mutations import mutations

ITEMS = list(items())
SHARE = ITEMS[::2]
"""Items whose wrong texts are all checked here; ``benchmarks/bench_checking.py`` does so with every item."""
SHARED = {item.name for item in SHARE}
FILES = {name: list(of_it) for name, of_it in groupby(ITEMS, lambda item: item.name.partition(":")[0])}
FALSE_ALARMS = 0.01
RECALL = 0.98


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_items_are_read_whole(item: Item):
    assert item.faithful
    assert item.sheet.section(item.heading).all_facts


@pytest.mark.parametrize("name", FILES)
def test_no_faithful_text_is_reported_but_those_known(name: str):
    alarms = {line for item in FILES[name] for line in alarmed(item)}
    assert not alarms - known_failures()


@pytest.mark.parametrize("name", FILES)
def test_no_wrong_text_is_missed_but_those_known(name: str):
    misses = {line for item in FILES[name] if item.name in SHARED for line in missed(item)}
    assert not misses - known_failures()


def test_what_is_known_to_fail_is_little():
    known = [line.split(" | ") for line in known_failures()]
    alarms = sum(kind == "误" for kind, *_ in known)
    assert alarms <= FALSE_ALARMS * sum(len(item.faithful) for item in ITEMS)
    misses = sum(kind == "漏" and name in SHARED for kind, name, *_ in known)
    assert misses <= (1 - RECALL) * sum(len(item.wrong) for item in SHARE)


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
