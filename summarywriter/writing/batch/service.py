"""The provider's batch service: files in, batches, files out, each failure in words for people."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import IO, Any, NamedTuple

from summarywriter.errors import ModelAnswerError, ModelError
from summarywriter.settings import Settings
from summarywriter.writing import failures
from summarywriter.writing.answer import get
from summarywriter.writing.batch.spool import ENDPOINT
from summarywriter.writing.batch.state import Batch
from summarywriter.writing.client import pause
from summarywriter.writing.endpoint import Endpoint
from summarywriter.writing.failures import Failure

WINDOW = "24h"
WINDOW_SECONDS = 24 * 3600
_LABEL = "summarywriter"
_LISTED = 1000
"""So many of the newest batches are looked through for one whose id is not known."""

_LARGEST = 1 << 30
"""Bytes of an answers file."""


class Problem(NamedTuple):
    """Why a batch was not accepted; ``line`` counts from 1, ``None`` where it concerns all."""

    line: int | None
    code: str
    message: str


class Seen(NamedTuple):
    """A batch as the server tells it; ``expires`` in seconds since 1970."""

    id: str
    status: str
    files: tuple[str, ...]
    done: int
    failed: int
    total: int
    expires: int | None
    problems: tuple[Problem, ...]


class BatchService:
    """Talks to the service; use it on one event loop and close it in the end.

    Every method raises:
        ModelError: one of its kinds. :class:`ModelRejectedError` means that nothing was done.
        SettingsError: the proxies of the environment cannot be used.
    """

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self._endpoint = endpoint
        self._settings = settings
        self._sdk: Any = None

    async def __aenter__(self) -> BatchService:
        self._sdk = self._endpoint.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sdk.close()

    async def upload(self, name: str, file: IO[bytes]) -> str:
        """Send a file of requests and return its id."""

        async def send() -> Any:
            file.seek(0)
            given = (f"{name}.jsonl", file, "application/jsonl")
            return await self._sdk.files.create(file=given, purpose="batch")

        return self._id(await self._call(send))

    async def create(self, name: str, file: str) -> Seen:
        """Start a batch. It is never tried twice: an answer that was lost is no proof of failure."""

        async def start(**more: Any) -> Any:
            return await self._sdk.batches.create(
                completion_window=WINDOW, endpoint=ENDPOINT, input_file_id=file, **more
            )

        async def labelled() -> Any:
            try:
                return await start(metadata={_LABEL: name})
            except Exception as error:
                if getattr(error, "status_code", None) not in (400, 422) or "metadata" not in str(error):
                    raise
            return await start()

        return self._seen(await self._call(labelled, again=False))

    async def retrieve(self, batch: str) -> Seen | None:
        """Return how a batch stands, ``None`` when the server does not know it."""
        told = await self._call(lambda: self._sdk.batches.retrieve(batch), unknown=True)
        return None if told is None else self._seen(told)

    async def find(self, name: str, batch: Batch) -> Seen | None:
        """Look for a batch whose id is not known, by its name or by its file."""

        async def look() -> Any:
            looked = 0
            async for one in self._sdk.batches.list(limit=100):
                label = get(get(one, "metadata"), _LABEL)
                if label == name or get(one, "input_file_id") == batch.file:
                    return one
                looked += 1
                if looked >= _LISTED:
                    break
            return None

        found = await self._call(look)
        return None if found is None else self._seen(found)

    async def cancel(self, batch: str) -> Seen | None:
        """Ask for a batch to be stopped; ``None`` when the server does not know it."""
        told = await self._call(lambda: self._sdk.batches.cancel(batch), unknown=True)
        return None if told is None else self._seen(told)

    async def download(self, file: str, into: IO[bytes]) -> bool:
        """Write a file of answers ``into`` another; false when the server does not have it any more."""

        async def fetch() -> bool:
            into.seek(0)
            into.truncate()
            async with self._sdk.files.with_streaming_response.content(file) as response:
                async for piece in response.iter_bytes():
                    into.write(piece)
                    if into.tell() > _LARGEST:
                        raise ModelAnswerError(
                            f"模型服务 {self._endpoint.where.address} 给的批处理答复超过1 GB，没有收取。"
                        )
            into.seek(0)
            return True

        return await self._call(fetch, unknown=True) is not None

    async def _call(
        self, ask: Callable[[], Awaitable[Any]], *, again: bool = True, unknown: bool = False
    ) -> Any:
        """Return the server's answer; with ``unknown`` its 404 is one, and ``None``."""
        tries = 0
        while True:
            failure = await self._failure(ask, unknown)
            if not isinstance(failure, Failure):
                return failure
            if not again or tries >= min(failure.again, self._settings.retries):
                break
            await asyncio.sleep(pause(tries) if failure.wait is None else failure.wait)
            tries += 1
        # Raised here, outside any handler, so that no traceback leads to the request and its key.
        raise failure.error

    async def _failure(self, ask: Callable[[], Awaitable[Any]], unknown: bool) -> Any:
        settings = self._settings
        limits = (settings.connect_timeout, settings.read_timeout, settings.total_timeout)
        try:
            async with asyncio.timeout(settings.total_timeout):
                return await ask()
        except ModelError as error:
            return Failure(error)
        except Exception as error:
            if unknown and getattr(error, "status_code", None) == 404:
                return None
            told = failures.of_exception(error, self._endpoint.where, limits=limits)
            if told is None:
                raise
            return self._endpoint.redacted(told)

    def _id(self, thing: Any) -> str:
        found = get(thing, "id")
        if not isinstance(found, str) or not found:
            body = thing if isinstance(thing, str) else ""
            where = self._endpoint.where
            raise (failures.page(where) if "<" in body[:200] else failures.not_protocol(where)).error
        return found

    def _seen(self, told: Any) -> Seen:
        counts = get(told, "request_counts")
        expires = get(told, "expires_at")
        files = (get(told, "output_file_id"), get(told, "error_file_id"))
        return Seen(
            id=self._id(told),
            # Some providers shout.
            status=str(get(told, "status") or "").lower(),
            files=tuple(file for file in files if isinstance(file, str) and file),
            done=_number(get(counts, "completed")),
            failed=_number(get(counts, "failed")),
            total=_number(get(counts, "total")),
            expires=expires if isinstance(expires, int) else None,
            problems=tuple(map(self._problem, _listed(get(get(told, "errors"), "data")))),
        )

    def _problem(self, told: Any) -> Problem:
        line = get(told, "line")
        said = self._endpoint.without_secret(str(get(told, "message") or ""))
        return Problem(line if isinstance(line, int) else None, str(get(told, "code") or ""), said)


def now() -> int:
    """Return the time in seconds since 1970."""
    return int(time.time())


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
