"""What the trace calls severities, origins, repairs and particulars (words/trace-terms.tsv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from summarywriter.resources import word_rows


def term(kind: str, key: str) -> str:
    """Return the Chinese name of a stored word, itself where the list has none."""
    return _terms().get((kind, key), key)


@cache
def _terms() -> Mapping[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in word_rows("trace-terms")}
