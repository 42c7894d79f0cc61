"""The case files: faithful texts have no error, wrong texts are reported at the wrong words."""

from __future__ import annotations

from checking_items import items, noticed

ITEMS = list(items())
FALSE_ALARMS = 0.15
RECALL = 0.93


def test_faithful_texts_are_hardly_ever_reported():
    results = [item.check(text).ok for item in ITEMS for text in item.faithful.values()]
    assert results.count(False) <= FALSE_ALARMS * len(results)


def test_wrong_texts_are_hardly_ever_missed():
    results = [noticed(wrong, item.check(wrong.text)) is not None for item in ITEMS for wrong in item.wrong]
    assert results.count(True) >= RECALL * len(results)
