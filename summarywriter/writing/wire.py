"""What a server sends, kept within bounds: so many bytes and no more, and nothing that cannot be read."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from summarywriter.limits import limit

_PACKED = 32
"""How much less is taken of an answer that comes packed: it is larger once it is unpacked."""


class AnswerTooLargeError(Exception):
    """The server sends more than any answer can be."""


class UnreadableError(Exception):
    """A piece of an answer is nothing that this protocol knows."""


async def bound(response: Any) -> None:
    """Make an HTTP response end in :class:`AnswerTooLargeError` once it grows beyond the limit."""
    most = limit("answer-mb") * 1024 * 1024
    if response.headers.get("content-encoding", "identity") != "identity":
        most //= _PACKED
    read = response.aiter_raw

    async def aiter_raw(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        taken = 0
        async for chunk in read(chunk_size):
            taken += len(chunk)
            if taken > most:
                raise AnswerTooLargeError
            yield chunk

    response.aiter_raw = aiter_raw


async def next_chunk(chunks: Any) -> Any:
    """Return the next piece of a streamed answer, ``None`` at the end.

    Raises:
        UnreadableError: it is nested too deeply or holds numbers that are too long.
    """
    try:
        async for chunk in chunks:
            return chunk or {}
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    return None


def is_count(tokens: Any) -> TypeGuard[int]:
    """Tell whether a server counted tokens, and has not lost count."""
    return isinstance(tokens, int) and 0 <= tokens < 10**9


def is_loopback(url: str) -> bool:
    """Tell whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
