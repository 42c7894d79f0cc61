"""How names and phrases compare: without quotes, spaces and dots, in half-width signs."""

from __future__ import annotations

from summarywriter.patterns import regex
from summarywriter.text import narrow

_DROPPED = regex(r"[^\S\n]+|[“”‘’\"'《》「」『』·•・—\-–]+")


def flatten(text: str) -> str:
    """Return the text without quotes, spaces and dots, in half-width signs; line ends stay."""
    return _DROPPED.sub("", narrow(text))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters; a single character stands for itself."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


def common_head(one: str, other: str) -> int:
    """Return how many characters two words begin with alike."""
    unlike = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))
