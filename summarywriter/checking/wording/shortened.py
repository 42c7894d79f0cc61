"""Nouns that a text shortens by leaving characters out: 轮出 for 轮换出库."""

from __future__ import annotations

from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.patterns import regex

_NOUN = regex("[\u4e00-\u9fff]{2,3}$")


def shortened(layout: Layout, place: Place, fact: FactFigure) -> bool:
    """True where the characters right before a figure stand in their order before the fact's figure."""
    said = _NOUN.search(layout.flat, *place.own)
    meant = iter(fact.line.layout.flat[slice(*fact.place.own)])
    return said is not None and all(char in meant for char in said.group()[-2:])
