"""Units that stand neither in a column nor in its head: above the table, or in a row's own name."""

from __future__ import annotations

from functools import cache

from summarywriter.documents.ledger_words import measures
from summarywriter.figures import find_figures
from summarywriter.patterns import regex
from summarywriter.text import narrow

_LINE = regex(r"[（(]?\s*(?:金额|计量|数量|货币|数据)?\s*单位\s*[:：]\s*(?P<units>[^（()）:：]+?)\s*[)）]?")
_APART = regex(r"[、，,/／;；和及\s]+")
_BRACKETED = regex(r"\s*[（(]\s*(?:单位[:：])?\s*(?P<unit>[^（）()]{1,6}?)\s*[）)]\Z")
_RATE = regex(r"(?:率|比|比重|比例|百分比|进度|指数|倍数|系数|[增降]幅|[增降]速)\Z")
"""How a name ends whose value is no amount: 完成率, 人均比."""


@cache
def is_unit(name: str) -> bool:
    """Tell a unit of amounts: 万元, 人次, %."""
    amount = f"1{narrow(name)}"
    figures = find_figures(amount)
    return len(figures) == 1 and figures[0].text == amount and figures[0].unit is not None


def units_above(cell: str) -> tuple[str, ...]:
    """Return the units that a line such as ``（单位：万元、人）`` names, none where it is no such line."""
    said = _LINE.fullmatch(cell.strip())
    units = tuple(filter(None, _APART.split(said["units"]))) if said else ()
    return units if all(map(is_unit, units)) else ()


def parted(name: str) -> tuple[str, str]:
    """Return what a row counts and the unit in brackets behind it: 营业收入（万元）; empty where none is."""
    found = _BRACKETED.search(name)
    if found is None or not name[: found.start()] or not is_unit(found["unit"]):
        return name, ""
    return name[: found.start()], found["unit"]


def counted(name: str) -> str | None:
    """Return the unit that a name says itself (参加人数: 人), ``None`` where it names no amount (建会率)."""
    if _RATE.search(name):
        return None
    return next((unit for ending, unit in measures().items() if name.endswith(ending)), "")
