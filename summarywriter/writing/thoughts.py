"""Takes a model's thoughts (``<think>…</think>``) out of its answer."""

from __future__ import annotations

import re

from summarywriter.patterns import regex

_OPEN = regex(r"<\s*(think|thinking|thought|reasoning)\s*>", re.IGNORECASE)
_WHOLE = regex(
    r"<\s*(think|thinking|thought|reasoning)\s*>.*?(?:<\s*/\s*\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_ORPHAN = regex(r"\A.*<\s*/\s*(?:think|thinking|thought|reasoning)\s*>", re.IGNORECASE | re.DOTALL)
_LONGEST_TAG = 14


def without_thoughts(text: str) -> str:
    """Return the answer without its thoughts, closed or not.

    Some chat templates open the tag in the prompt: then only ``</think>`` arrives, and all before
    it was thought.
    """
    return _ORPHAN.sub("", _WHOLE.sub("", text)).strip()


class ThoughtFilter:
    """Does the same for an answer that comes in pieces, as far as can be told by then."""

    def __init__(self) -> None:
        self._seen = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """Take the next piece and return what of the answer can be shown by now."""
        self._seen += piece
        visible = _WHOLE.sub("", self._seen)
        opening = visible.rfind("<")
        if opening >= 0 and len(visible) - opening < _LONGEST_TAG and ">" not in visible[opening:]:
            visible = visible[:opening]
        if not self._shown:
            visible = visible.lstrip() and visible
        ready, self._shown = visible[self._shown :], max(self._shown, len(visible))
        return ready
