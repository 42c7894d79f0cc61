"""What stands in quotation and title marks: names and slogans, passed over; plain amounts, kept."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.model.figure import Figure
from summarywriter.patterns import regex

CLOSING = {"“": "”", "《": "》", "「": "」", "『": "』", '"': '"', "‘": "’"}
"""Closing marks by their opening ones."""
LONGEST = 80
"""Characters of the longest name that is looked for between marks."""
_FILLER = regex(
    r"[、，,；;。：:\s和及至与的共计每人均达了为各补助发放奖励不少于低超过以上下内约近名户月年次/“”‘’\"]*"
)


def closing(text: str, begin: int, stop: int) -> int:
    """Return where the marks opened at ``begin`` close on the same line, −1 where they do not."""
    end = text.find(CLOSING[text[begin]], begin + 1, min(stop, begin + 1 + LONGEST))
    return end if end > 0 and text.find("\n", begin, end) < 0 else -1


def kept(text: str, begin: int, end: int, inside: Sequence[Figure]) -> list[Figure]:
    """Return the figures that count among those found between the marks at ``begin`` and ``end``.

    A plain amount does (“每人500元”, “第一名”); in a name (“大干60天劳动竞赛”, “七个一”) only codes do.
    """
    if not inside or text[begin] == "《":
        return []
    if text.find("。", begin, end) > 0:
        return list(inside)  # words that were said, no name
    rest = []
    position = begin + 1
    for figure in inside:
        rest.append(text[position : figure.phrase_start])
        position = figure.phrase_end
    rest.append(text[position:end])
    plain = all(_FILLER.fullmatch(piece) for piece in rest)
    if len(inside) > 1 and inside[0].kind == "count" and inside[0].phrase_end == inside[1].phrase_start:
        plain = False  # “两个80%”
    # “五条” and “12” are names too; “12条” and “第一名” say an amount.
    if plain and any(f.kind != "count" or (f.text[0].isascii() and f.unit is not None) for f in inside):
        return list(inside)
    return [figure for figure in inside if figure.kind == "code"]
