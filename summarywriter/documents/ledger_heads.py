"""Heads of a ledger that stand in two rows, the upper one over several columns → heads in one row."""

from __future__ import annotations

from collections import Counter

from summarywriter.documents.ledger_words import further, heads, is_period
from summarywriter.patterns import regex
from summarywriter.text import narrow

_NUMBER = regex(r"[-+]?\d[\d,]*(?:\.\d+)?\s*[%‰]?")
_SPACE = regex(r"\s+")


def two_rows(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the heads that two rows make, ``None`` where the lower one holds no heads.

    Cells merged downward stand in both rows; those merged sideways (2024年上半年 over 计划 and 完成)
    in their first column only.
    """
    lower = (*lower, *[""] * (len(upper) - len(lower)))
    if [n for n, cell in enumerate(upper) if cell] == [next((n for n, cell in enumerate(lower) if cell), -1)]:
        # A title, a period or a unit over the whole table.
        return None
    spread: list[str] = []
    parted = 0
    for n, (above, below) in enumerate(zip(upper, lower, strict=False)):
        wide = n + 1 < len(upper) and not upper[n + 1]
        # An empty cell belongs to the wide one left of it, as long as those have heads of their own below.
        over = above or (spread[-1] if spread and below and lower[n - 1] != upper[n - 1] else "")
        spread.append(over)
        if not below or below == above:
            continue
        if _NUMBER.fullmatch(narrow(below)) or not over or (above and not wide):
            return None
        parted += 1
    if parted < 2:
        return None
    repeated = {name for name, count in Counter(lower).items() if count > 1}
    return tuple(
        above if not below or below == above else _joined(above, below, alone=below not in repeated)
        for above, below in zip(spread, lower, strict=False)
    )


def _joined(above: str, below: str, *, alone: bool) -> str:
    """Return one head for two: the lower one, where it stands once and the upper one is a mere period.

    Else both stay, as the lower one alone would tell too little.
    """
    return below if alone and _known(above) and _known(below) else f"{above}{below}"


def _known(name: str) -> bool:
    name = _SPACE.sub("", name)
    return name in heads() or name in further() or is_period(name)
