"""How names and phrases compare: without quotes, spaces and dots, in half-width signs."""

from __future__ import annotations

from summarywriter.text import narrow


def flatten(text: str) -> str:
    """Return the text without quotes, spaces and middle dots, in half-width signs: how names compare."""
    return "".join(
        c for c in narrow(text)
        if not (c.isspace() or c in "“”‘’\"'《》「」『』·•・—-–") or c == "\n"
    )  # fmt: skip
