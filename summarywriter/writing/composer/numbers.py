"""The figures of a clause; the composer asks for the same clause's several times."""

from __future__ import annotations

from functools import lru_cache

from summarywriter import figures
from summarywriter.model import Figure


@lru_cache(maxsize=8192)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Return :func:`summarywriter.figures.find_figures` of the text, remembered."""
    return tuple(figures.find_figures(text))
