"""Facts copied from tables, read as one would say them: 供水量（万吨）｜1862.5 is 供水量：1862.5万吨."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from summarywriter.figures.scan import find_figures
from summarywriter.patterns import regex

_CELL = regex(r"《[^《》]*》|(?P<mark>[｜\t]|(?<=[ \t])\|(?=[ \t]))")
"""What parts the cells of a row; a title keeps its own marks."""
_PARTED = regex("[ \t]+[/／][ \t]+|(?<=[0-9][\u4e00-\u9fff])——(?=[\u4e00-\u9fff])")
"""What parts clauses: 检查单位384家 / 发现隐患621处, 提案37件——立案29件."""
_LABEL = regex(r"[（(](?:单位[:：])?([%％\u4e00-\u9fffA-Za-z²³/]{1,6})[）)](?=[^（(；;。\n]{0,8}?[0-9])")
_ENDS = regex(r"[；;。\n]")


def spelt_out(text: str) -> str:
    """Return a fact with the cells of a row as clauses and the units of labels beside their numbers.

    ``竞赛项目｜48项｜同比+9.1%`` is ``竞赛项目：48项，同比+9.1%``. It has the same figures in the same order.
    """
    row = _PARTED.sub("，", text.strip())
    marks = [m.span("mark") for m in _CELL.finditer(row) if m["mark"]]
    if not marks:
        return _units_told(row)
    edges = [0, *chain.from_iterable(marks), len(row)]
    parts = (row[start:end].strip("| \t") for start, end in zip(edges[::2], edges[1::2], strict=True))
    cells = [cell for cell in parts if cell]
    label, cells = (cells[0], cells[1:]) if cells else ("", [])
    sign = "，" if "：" in label or ":" in label else "："
    return _units_told(f"{label}{sign}{'，'.join(cells)}" if cells else label)


def _units_told(text: str) -> str:
    """Return the text with the unit of each label put behind the numbers without one that follow it.

    Up to the next label, semicolon or full stop.
    """
    labels = [m for m in _LABEL.finditer(text) if _is_unit(m[1])]
    if not labels:
        return text
    bare = [f for f in find_figures(text) if (f.kind, f.unit, f.article) == ("count", None, False)]
    changes = [(m.start(), m.end(), "") for m in labels]
    for n, label in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        stop = _ENDS.search(text, label.end(), end)
        reach = stop.start() if stop else end
        changes += [(f.end, f.end, _spoken(label[1])) for f in bare if label.end() <= f.start < reach]
    if len(changes) == len(labels):
        return text
    for start, end, put in sorted(changes, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _spoken(unit: str) -> str:
    """The unit as it stands behind a number: （月）18 is 18个月."""
    return "个月" if unit == "月" else unit


@lru_cache(maxsize=1024)
def _is_unit(word: str) -> bool:
    """True for a word that makes a number an amount of something: 万吨, 公里, %, 万."""
    if word in ("万", "亿", "月"):
        return True
    found = find_figures(f"12{word}")
    return len(found) == 1 and found[0].end == len(word) + 2 and found[0].unit is not None
