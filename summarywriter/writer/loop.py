"""Run a coroutine from ordinary code, also where an event loop is running already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[object, object, T]) -> T:
    """Run ``coroutine`` to its end on a private loop and return its result.

    Inside a running loop (a notebook, a web handler) the private loop lives in a thread of its own.
    An interrupt (Ctrl-C) cancels the coroutine; what it had in hand is put away before it is raised.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    tasks: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any] | None]] = []

    async def registered() -> T:
        tasks.append((asyncio.get_running_loop(), asyncio.current_task()))
        return await coroutine

    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(lambda: asyncio.run(registered()))
        try:
            return future.result()
        except BaseException:
            # Either the coroutine itself ended so, or the wait for it was interrupted.
            for loop, task in tasks:
                if task is not None and not future.done():
                    loop.call_soon_threadsafe(task.cancel)
            raise
