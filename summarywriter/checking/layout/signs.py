"""Signs that tell a change as a word would: 同比+8.2%, 较年初-3人, ↓2个百分点, 12.5%↑."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from summarywriter.checking.layout.place import Layout, remembered
from summarywriter.patterns import regex

_CHANGING = frozenset({"percent", "point", "count", "money", "measure", "duration"})
_RISING, _FALLING = frozenset("+＋↑"), frozenset("-－−–—↓")
_ARROWS = frozenset("↑↓")
_COMPARED = regex(
    r"(?:同比|环比|[比较][^，,。；;（(]{1,8}|增速|增幅|增长率|降幅|变化|增减|[（(，,:：/])[:： ]{0,2}$"
)
"""What stands before a sign: words of comparison, or a mark, as in 46件（-12件）."""
_NUMBER = regex("[0-9０-９%％A-Za-z]$")
_REACH = 14


class Sign(NamedTuple):
    """A sign and the direction it tells."""

    up: bool
    start: int
    end: int


@remembered
def signs(layout: Layout) -> Mapping[int, Sign]:
    """Return the sign of each figure that has one, by where the figure starts."""
    found = {}
    for figure in layout.figures:
        if figure.kind not in _CHANGING:
            continue
        behind = layout.text[figure.phrase_end : figure.phrase_end + 2]
        if behind[:1] in _ARROWS and not behind[1:].isdigit():
            at = figure.phrase_end
        elif figure.text[0] in _FALLING:
            at = figure.start
        else:
            at = figure.start - 1
            while at >= 0 and layout.text[at] == " ":
                at -= 1
        sign = layout.text[at : at + 1] if at >= 0 else ""
        if sign in _RISING | _FALLING and _is_sign(layout.text[max(0, at - _REACH) : at], sign, figure.kind):
            found[figure.start] = Sign(sign in _RISING, at, at + 1)
    return found


def _is_sign(before: str, sign: str, kind: str) -> bool:
    """False for a dash that only parts (2023年底-12家) and for what joins numbers (5%-8%, 3+2)."""
    if sign in _ARROWS:
        return True
    if _NUMBER.search(before.rstrip(" ")):
        return False
    # 游客人次+6%, 失业率-0.3个百分点: nothing else is written so.
    plain = (sign in _RISING and kind in ("percent", "point")) or (kind == "point" and before != "")
    return plain or _COMPARED.search(before) is not None
