"""The gate: what is let through at once and in a minute. Lower bounds of time only: no clock is too slow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

import pytest

from summarywriter.errors import ModelBudgetError
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing.gate import Gate

LATE = 0.25
"""Seconds of lateness that the gate makes up for."""


def passed(settings: Settings, tokens: Iterable[int], used: int | None = None) -> list[float]:
    """Send requests with such prompts all at once; return when each was let through, from the start."""
    times: list[float] = []

    async def one(gate: Gate, prompt: int, start: float) -> None:
        async with gate.passage(prompt) as passage:
            times.append(time.monotonic() - start)
            if used is not None:
                passage.usage = Usage(calls=1, prompt_tokens=used)

    async def main() -> None:
        gate, start = Gate(settings), time.monotonic()
        await asyncio.gather(*(one(gate, prompt, start) for prompt in tokens))

    asyncio.run(main())
    return times


def test_requests_are_spread_over_the_minute():
    times = passed(Settings(requests_per_minute=1200, concurrency=16), [10] * 16)
    assert all(at >= n * 0.05 - LATE for n, at in enumerate(times))


def test_tokens_are_spread_over_the_minute():
    settings = Settings(tokens_per_minute=60_000, max_tokens=50, concurrency=16)
    times = passed(settings, [50] * 8)
    assert all(at >= n * 0.1 - LATE for n, at in enumerate(times))


def test_what_was_expected_and_not_used_is_given_back():
    """Each is expected to take a minute's worth, and takes next to nothing."""
    settings = Settings(tokens_per_minute=60_000, max_tokens=30_000, concurrency=1)
    assert len(passed(settings, [30_000] * 4, used=60)) == 4


def test_a_rest_holds_for_all():
    async def main() -> float:
        gate, start = Gate(Settings()), time.monotonic()
        gate.rest(0.2)
        gate.rest(0.1)
        async with gate.passage(1):
            return time.monotonic() - start

    assert asyncio.run(main()) >= 0.2


def test_what_is_under_way_counts_against_the_budget():
    async def main() -> None:
        gate = Gate(Settings(budget_tokens=250, max_tokens=50))
        async with gate.passage(100):
            with pytest.raises(ModelBudgetError):
                async with gate.passage(100):
                    pass
        async with gate.passage(100):  # the first came to nothing
            pass

    asyncio.run(main())
