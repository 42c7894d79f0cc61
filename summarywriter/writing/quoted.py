"""Names that a fact gives in quotation marks or title marks: 《工会法》, “书香三八”."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.patterns import regex

_NAME = regex(r"《[^《》\n]{1,60}》|“[^“”\n]{1,60}”")
_SPEECH = regex(r"[。；！？]")


def quoted_names(text: str, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where names stand, their marks included.

    What is quoted in sentences is speech and no name. One that holds or touches one of ``figures``
    (“五年800亩”) is left as it is: its figure is told as a figure.
    """
    found = (match.span() for match in _NAME.finditer(text) if not _SPEECH.search(match.group()))
    return [(start, end) for start, end in found if all(high <= start or end <= low for low, high in figures)]
