"""Answers that are remembered for texts: those for many short ones, and of long ones only the last few."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Answer = TypeVar("Answer")
Asked = TypeVarTuple("Asked")

LONG = 2000
"""Characters from which a text is a long one: an answer may be a thousand times as large."""
LAST = 4
"""Long texts whose answers are remembered: a check asks many things of the same few."""


def keeping(
    count: int, *, long: int = LONG, last: int = LAST, size: Callable[..., int] | None = None
) -> Callable[[Callable[[str, *Asked], Answer]], Callable[[str, *Asked], Answer]]:
    """Remember what a function of a text answers, so that no long-lived process fills up with books.

    ``count`` answers for texts of less than ``long`` characters are remembered, and the ``last``
    ones for longer texts. ``size`` measures what else is asked with a text, if that may be long too.
    """

    def keep(function: Callable[[str, *Asked], Answer]) -> Callable[[str, *Asked], Answer]:
        short, rest = lru_cache(maxsize=count)(function), lru_cache(maxsize=last)(function)

        @wraps(function)
        def ask(text: str, *asked: *Asked) -> Answer:
            return (short if len(text) < long else rest)(text, *asked)

        if (measured := size) is None:
            return ask

        @wraps(function)
        def ask_by_size(text: str, *asked: *Asked) -> Answer:
            return (short if measured(text, *asked) < long else rest)(text, *asked)

        return ask_by_size

    return keep
