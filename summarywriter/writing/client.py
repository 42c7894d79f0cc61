"""Talks to a model: any server that speaks the OpenAI chat-completions protocol."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any, Protocol

from summarywriter.limits import limit
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing import failures
from summarywriter.writing.answer import Answer, get
from summarywriter.writing.dialect import Dialect, dialect_of
from summarywriter.writing.endpoint import DEFAULT_ADDRESS, Endpoint
from summarywriter.writing.exchange_log import ExchangeLog
from summarywriter.writing.failures import Failure
from summarywriter.writing.gate import Gate
from summarywriter.writing.message import Completion, Message
from summarywriter.writing.thoughts import ThoughtFilter, without_thoughts
from summarywriter.writing.tokens import TokenCounter, token_counter
from summarywriter.writing.wire import next_chunk

OnDelta = Callable[[str], object]
OnUsage = Callable[[Usage], object]

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
LESSONS = 5
"""So often a request is sent again in other words because the server named what it does not take."""


class Completes(Protocol):
    """What the repair ladder needs of a client."""

    async def complete(
        self, messages: list[Message], *, on_delta: OnDelta | None = None, on_usage: OnUsage | None = None
    ) -> Completion: ...


class ModelClient:
    """A client for the model of ``settings``; use it on one event loop and close it in the end.

    All that is asked through one client shares the limits of the settings.

    Raises:
        SettingsError: the address, the model's name, the key, the budget or the proxies make no sense.
        OutputError: the log of ``settings.log`` cannot be written.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._endpoint = Endpoint(settings)
        self._where = self._endpoint.where
        self._log = ExchangeLog(settings.log, secret=self._endpoint.secret)
        self._gate = Gate(settings)
        self._sdk: Any = None
        self.counter: TokenCounter = token_counter(settings.model)

    async def complete(
        self, messages: list[Message], *, on_delta: OnDelta | None = None, on_usage: OnUsage | None = None
    ) -> Completion:
        """Return the model's answer to ``messages``.

        ``on_delta`` gets the answer piece by piece; ``on_usage`` gets the usage of every attempt as
        it ends, failed ones too: pieces that come after it belong to a new attempt, which starts
        from the beginning.

        Raises:
            ModelError: one of its kinds, when no attempt gave a usable answer, or the budget is spent.
            SettingsError: the proxies of the environment cannot be used.
        """
        sdk = self._client()
        dialect = dialect_of(self._endpoint.url, self._where.model)
        spent = Usage()
        tries = lessons = 0
        while True:
            sent = dialect.request(self._parameters(), messages)
            answer = Answer()
            prompt_tokens = self.counter.count_messages([m["content"] for m in messages])
            async with self._gate.passage(prompt_tokens) as passage:
                started = time.monotonic()
                try:
                    failure, lesson = await self._attempt(sdk, dialect, sent, answer, on_delta)
                except asyncio.CancelledError:
                    # What a broken-off attempt took is estimated: the server worked all the same.
                    if on_usage is not None:
                        on_usage(self._usage(messages, answer, None))
                    raise
                passage.usage = usage = self._usage(messages, answer, failure)
            spent += usage
            if on_usage is not None:
                on_usage(usage)
            self._write_log(sent, answer, failure, usage, time.monotonic() - started)
            if failure is None:
                notice = answer.notice(messages, self.counter)
                return Completion(
                    answer.text, spent, answer.finish or "stop", answer.model or self._where.model, notice
                )
            if lesson and lessons < LESSONS:
                lessons += 1
                continue
            if tries >= min(failure.again, self._settings.retries):
                break
            wait = pause(tries) if failure.wait is None else failure.wait
            if failure.busy:
                self._gate.rest(wait)
            else:
                await asyncio.sleep(wait)
            tries += 1
        # Raised here, outside any handler, so that no traceback leads to the request and its key.
        raise failure.error

    async def close(self) -> None:
        """Close the connections."""
        if self._sdk is not None:
            await self._sdk.close()
            self._sdk = None

    def _client(self) -> Any:
        if self._sdk is None:
            self._sdk = self._endpoint.connect()
        return self._sdk

    def _parameters(self) -> dict[str, Any]:
        streaming = {"stream": True, "stream_options": {"include_usage": True}}
        return self._endpoint.parameters | (streaming if self._settings.stream else {})

    async def _attempt(
        self, sdk: Any, dialect: Dialect, sent: dict[str, Any], answer: Answer, on_delta: OnDelta | None
    ) -> tuple[Failure | None, bool]:
        """Make one attempt; the last value says that the dialect learnt something from its failure."""
        limits = (
            self._settings.connect_timeout,
            self._settings.read_timeout,
            self._settings.total_timeout,
        )
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                if sent.get("stream"):
                    failure = await self._stream(sdk, sent, answer, on_delta)
                else:
                    failure = await self._plain(sdk, sent, answer, on_delta)
        except Exception as error:
            told = failures.of_exception(error, self._where, limits=limits)
            if told is None:
                raise
            lesson = getattr(error, "status_code", None) in (400, 422) and dialect.learn(
                str(getattr(error, "message", "")), getattr(error, "param", None), sent
            )
            return self._endpoint.redacted(told), lesson
        if failure is None:
            failure = answer.judge(self._endpoint)
        return None if failure is None else self._endpoint.redacted(failure), False

    async def _stream(
        self, sdk: Any, sent: dict[str, Any], answer: Answer, on_delta: OnDelta | None
    ) -> Failure | None:
        async with await sdk.chat.completions.create(**sent) as stream:
            kind = stream.response.headers.get("content-type", "").lower()
            if "json" in kind or "html" in kind:
                # The server does not stream, or something else answered in its place.
                await stream.response.aread()
                return self._read_body(stream.response.text, answer, on_delta)
            answer.streamed = True
            visible = ThoughtFilter()
            chunks = aiter(stream)
            while (chunk := await next_chunk(chunks)) is not None:
                answer.take_usage(get(chunk, "usage"))
                answer.model = str(get(chunk, "model") or answer.model)
                choices = get(chunk, "choices")
                for choice in choices if isinstance(choices, list) else ():
                    answer.choices = True
                    delta = get(choice, "delta")
                    content = get(delta, "content")
                    piece = content if isinstance(content, str) else ""
                    answer.thought |= bool(get(delta, "reasoning_content") or get(delta, "reasoning"))
                    answer.finish = get(choice, "finish_reason") or answer.finish
                    answer.text += piece
                    shown = visible.feed(piece)
                    if on_delta is not None and shown:
                        on_delta(shown)
                if len(answer.text) > limit("answer-characters"):
                    return failures.endless(self._where)
        return None

    async def _plain(
        self, sdk: Any, sent: dict[str, Any], answer: Answer, on_delta: OnDelta | None
    ) -> Failure | None:
        # Handed over as it is: the SDK's method goes through every message by its types (1.5 ms a request).
        body = await sdk.post("/chat/completions", cast_to=str, body=sent)
        return self._read_body(body, answer, on_delta)

    def _usage(self, messages: list[Message], answer: Answer, failure: Failure | None) -> Usage:
        return answer.usage(messages, failure, self._settings, self.counter)

    def _read_body(self, body: str, answer: Answer, on_delta: OnDelta | None) -> Failure | None:
        """Read an answer that came in one piece."""
        failure = answer.take_body(body, self._where)
        shown = without_thoughts(answer.text)
        if on_delta is not None and shown:
            on_delta(shown)
        return failure

    def _write_log(
        self, sent: dict[str, Any], answer: Answer, failure: Failure | None, usage: Usage, seconds: float
    ) -> None:
        self._log.write(
            address=self._where.address,
            request=sent,
            answer=answer.text,
            finish=answer.finish,
            error=None if failure is None else str(failure.error),
            usage=usage.model_dump(mode="json"),
            seconds=round(seconds, 3),
        )


def pause(tries: int) -> float:
    """Return the seconds to wait before trying again after so many tries."""
    return float(min(_FIRST_PAUSE * 2**tries, _LONGEST_PAUSE) * random.uniform(0.75, 1))


__all__ = ["DEFAULT_ADDRESS", "LESSONS", "Completes", "ModelClient", "OnDelta", "OnUsage", "pause"]
