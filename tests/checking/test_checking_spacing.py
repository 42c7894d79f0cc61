"""Spaces around digits and line ends of another system change nothing but what style says."""

from __future__ import annotations

import re

import pytest
from checking_items import Item, items

from summarywriter.checking import check
from summarywriter.model import Finding

ITEMS = list(items())[::20]
_BESIDE = re.compile(r"(?<=[一-鿿])(?=[0-9])|(?<=[0-9%])(?=[一-鿿])")


def _plain(findings: tuple[Finding, ...], text: str) -> list[tuple[str, str, str]]:
    return [
        (f.code, f.message, text[f.start : f.end].replace(" ", "") if f.start is not None else "")
        for f in findings
        if not f.code.startswith("style-")
    ]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_spaces_around_digits_change_no_finding(item: Item):
    for text in [*item.faithful.values(), *(wrong.text for wrong in item.wrong)]:
        loose = _BESIDE.sub(" ", text)
        assert _plain(item.check(loose).findings, loose) == _plain(item.check(text).findings, text)


def test_a_suggestion_is_made_in_the_text_as_it_is_written():
    text = "走访慰问困难职工 162 户，发放慰问金 37.8 万元。"
    found = next(
        f for f in check(text, ["走访慰问困难职工126户，发放慰问金37.8万元"]).findings if f.suggestion
    )
    assert text[found.start : found.end] == "162 户"
    assert found.suggestion is not None
    assert found.suggestion.apply(text) == "走访慰问困难职工 126户，发放慰问金 37.8 万元。"


def test_links_stand_in_the_text_as_it_is_written():
    text = "走访慰问困难职工 126 户。\r\n发放慰问金 37.8 万元。"
    result = check(text, ["走访慰问困难职工126户，发放慰问金37.8万元"])
    assert result.ok
    assert [text[link.start : link.end] for link in result.links] == ["126 户", "37.8 万元"]


def test_line_ends_of_another_system_part_sentences():
    assert not check("新建书屋\r\n前后", ["计划新建书屋"]).ok
