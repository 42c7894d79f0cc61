"""The limits on all requests of a run: so many at once, so many a minute, so many tokens, one budget."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing.budget import Purse

_MINUTE = 60.0
_LATE = 0.25
"""Seconds of lateness that are made up for: a timer that rings late costs no throughput."""


class Gate:
    """Lets requests through, first come, first served; one gate for all that share their limits.

    It belongs to one event loop. The limits are ``concurrency``, ``requests_per_minute``,
    ``tokens_per_minute``, ``budget`` and ``budget_tokens`` of the settings.

    Raises:
        SettingsError: a budget in money without prices.
    """

    def __init__(self, settings: Settings) -> None:
        self._purse = Purse(settings)
        self._places = asyncio.Semaphore(settings.concurrency)
        self._requests = _Pace(settings.requests_per_minute)
        self._tokens = _Pace(settings.tokens_per_minute)
        self._turn = asyncio.Lock()
        self._closed_until = 0.0

    @asynccontextmanager
    async def passage(self, prompt_tokens: int) -> AsyncIterator[Passage]:
        """Wait until a request with a prompt of so many tokens may be sent; hold its place meanwhile.

        Raises:
            ModelBudgetError: the budget does not reach so far.
        """
        async with self._places:
            aside = self._purse.set_aside(prompt_tokens)
            passage = Passage()
            expected = aside.prompt_tokens + aside.completion_tokens
            try:
                await self._paced(expected)
                yield passage
            finally:
                self._purse.settle(aside, passage.usage)
                if passage.usage is not None:
                    used = passage.usage.prompt_tokens + passage.usage.completion_tokens
                    self._tokens.take(used - expected)

    def rest(self, seconds: float) -> None:
        """Let nothing through for so long: the server has said that it is asked too often."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    async def _paced(self, tokens: int) -> None:
        async with self._turn:
            while (wait := self._wait()) > 0:
                await asyncio.sleep(wait)
            self._requests.take(1)
            self._tokens.take(tokens)

    def _wait(self) -> float:
        now = time.monotonic()
        return max(self._closed_until, self._requests.free, self._tokens.free) - now


@dataclass
class Passage:
    """A request on its way; ``usage`` is what it took, left ``None`` where it was broken off."""

    usage: Usage | None = None


class _Pace:
    """Spreads amounts evenly over time. ``free`` is when the next may start, on the monotonic clock.

    No minute sees more than ``limit``: the interval is so much longer that what is made up for
    lateness stays within it.
    """

    def __init__(self, limit: int | None) -> None:
        self._interval = 0.0 if limit is None else (_MINUTE + _LATE) / limit
        self.free = 0.0

    def take(self, amount: int) -> None:
        """Note that so much was let through, or, below zero, less than was thought."""
        if self._interval:
            start = max(self.free, time.monotonic() - _LATE) if amount > 0 else self.free
            self.free = start + amount * self._interval
