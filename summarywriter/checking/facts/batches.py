"""Batches and the sum of them: 第一批64人 || 第二批71人 || 两批共培训125人 does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from summarywriter.checking.facts.amounts import disagreeing, exact_amount, rounded, rounding_of, value_of
from summarywriter.checking.facts.ledger import Entry, Ledger
from summarywriter.checking.facts.words import words_of
from summarywriter.checking.layout.layout import Place
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Finding
from summarywriter.patterns import regex

_LOT = regex("第(?P<n>[一二三四五六])(?P<lot>[批期轮])")
_ALL = regex("(?P<n>[两三四五六])(?P<lot>[批期轮])(?P<what>[^,;。]{0,16})")
_IN_ALL = regex("共|合计|累计|总计")
_NUMBERS = "零一二三四五六"
_APART = regex("其中|计划|目标|去年|上年|同时|重复")
_MET = regex("走访|慰问|检查|巡查|检测|筛查|督[查导]")
"""What may meet the same ones in one round as in another, which are counted once in all."""


def batches(ledger: Ledger) -> Iterator[Finding]:
    """Yield totals of batches that are not the sum of what the clauses before tell of each, one by one."""
    row: list[tuple[Entry, Place]] = []
    lot = words = ""
    ahead: tuple[re.Match[str], Entry, Place] | None = None
    section = ""
    for entry in ledger.entries:
        if section != entry.section.id:
            row, ahead, section = [], None, entry.section.id
        for place in _counts(entry):
            text = entry.layout.text[place.clause[0] : place.figure.phrase_start]
            lots = _LOTS.search(entry.layout.text, 0, place.figure.phrase_start)
            told = _LOT.search(text)
            if told is not None:
                first = told["n"] == _NUMBERS[1]
                goes_on = told["n"] == _NUMBERS[len(row) + 1 : len(row) + 2] and told["lot"] == lot
                said = words_of(_LOT.sub("", text))
                row = (
                    [(entry, place)] if first else [*row, (entry, place)] if goes_on and said == words else []
                )
                lot, words = told["lot"], said
                if ahead is not None and ahead[0]["lot"] == lot and len(row) == _number(ahead[0]["n"]):
                    total, teller, whole = ahead
                    yield from _compare(total, row, teller, whole)
                continue
            if lots is not None and _IN_ALL.search(text):
                ahead = lots, entry, place
            found = _ALL.search(text)
            if found is not None and found["lot"] == lot and _same(found, words) and len(row) > 1:
                yield from _compare(found, row, entry, place)


_LOTS = regex("(?P<n>[2-6两三四五六])(?P<lot>[批期轮])[,，]?(?=共|合计|总计|计)")
"""What tells before the batches how many they are, and how many they come to: 3批，共96人."""


def _number(told: str) -> int:
    return int(told) if told.isdigit() else max(2, _NUMBERS.find(told))


def _counts(entry: Entry) -> Iterator[Place]:
    """The one amount of each clause, where nothing tells that it is but a part."""
    if _APART.search(entry.layout.text):
        return
    for place in entry.layout.places:
        if amount(place.figure).group == "amount" and exact_amount(place):
            yield place


def _same(whole: re.Match[str], words: str) -> bool:
    return _IN_ALL.search(whole["what"]) is not None and set(words_of(whole["what"])) <= set(words)


def _compare(
    whole: re.Match[str], row: list[tuple[Entry, Place]], entry: Entry, place: Place
) -> Iterator[Finding]:
    if len(row) != _number(whole["n"]) or not all(one_unit(p.figure, place.figure) for _, p in row):
        return
    right = sum((value_of(part) for _, part in row), Fraction(0))
    off = value_of(place) - right
    if abs(off) > rounding_of([place]) and not (off < 0 and _MET.search(entry.layout.text)):
        yield disagreeing(entry, [*row, (entry, place)], rounded(right, place))
