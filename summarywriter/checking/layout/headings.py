"""What heads a clause from the one before it: 在古建筑方面，修缮5处."""

from __future__ import annotations

from summarywriter.checking.layout.place import Layout
from summarywriter.patterns import regex

_HEAD = regex("[在从就]?([\u4e00-\u9fff]+)方面,$")
_FAR = 14
"""Characters before a clause within which stands what heads it."""


def heading(layout: Layout, clause: int) -> tuple[int, int]:
    """Return where the 古建筑 of 在古建筑方面，修缮5处 stands, for the clause that starts behind it."""
    head = _HEAD.search(layout.flat, max(0, clause - _FAR), clause)
    return head.span(1) if head else (clause, clause)
