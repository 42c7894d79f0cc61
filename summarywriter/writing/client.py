"""Talks to a model: any server that speaks the OpenAI chat-completions protocol."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from summarywriter.errors import SettingsError
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing import failures
from summarywriter.writing.budget import cost
from summarywriter.writing.dialect import Dialect, dialect_of
from summarywriter.writing.exchange_log import ExchangeLog
from summarywriter.writing.failures import Failure, Where
from summarywriter.writing.gate import Gate
from summarywriter.writing.message import Completion, Message
from summarywriter.writing.thoughts import ThoughtFilter, without_thoughts
from summarywriter.writing.tokens import TokenCounter, token_counter

DEFAULT_ADDRESS = "https://api.openai.com/v1"
OnDelta = Callable[[str], object]
OnUsage = Callable[[Usage], object]

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_LESSONS = 5
_SUSPECT_PROMPT = 1000
_SHORTEST_SECRET = 8


class Completes(Protocol):
    """What the repair ladder needs of a client."""

    async def complete(
        self, messages: list[Message], *, on_delta: OnDelta | None = None, on_usage: OnUsage | None = None
    ) -> Completion: ...


@dataclass
class _Answer:
    """What came back in one attempt, as far as it came."""

    text: str = ""
    thought: bool = False
    finish: str | None = None
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    streamed: bool = False
    choices: bool = False
    error: str = ""

    def take_usage(self, usage: Any) -> None:
        prompt, completion = _get(usage, "prompt_tokens"), _get(usage, "completion_tokens")
        if isinstance(prompt, int) and isinstance(completion, int) and prompt + completion > 0:
            self.prompt_tokens, self.completion_tokens = prompt, completion


class ModelClient:
    """A client for the model of ``settings``; use it on one event loop and close it in the end.

    All that is asked through one client shares the limits of the settings.

    Raises:
        SettingsError: the address, the model's name, the key, the budget or the proxies make no sense.
        OutputError: the log of ``settings.log`` cannot be written.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._url = _address(settings.base_url)
        if not settings.model.strip():
            raise SettingsError("没有指定模型名。请设置 SUMMARYWRITER_MODEL。")
        _judge_key(settings)
        self._where = Where(failures.shown_address(self._url), settings.model.strip())
        secret = settings.api_key.get_secret_value().strip()
        # A stopgap for a key ("none", "k") is no secret, and stands in many a word.
        self._secret = secret if len(secret) >= _SHORTEST_SECRET else ""
        self._log = ExchangeLog(settings.log, secret=self._secret)
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
        dialect = dialect_of(self._url, self._where.model)
        spent = Usage()
        tries = lessons = 0
        while True:
            sent = dialect.request(self._parameters(), messages)
            answer = _Answer()
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
                notice = self._judge_prompt(messages, answer)
                return Completion(
                    answer.text, spent, answer.finish or "stop", answer.model or self._where.model, notice
                )
            if lesson and lessons < _LESSONS:
                lessons += 1
                continue
            if tries >= min(failure.again, self._settings.retries):
                break
            pause = _pause(tries) if failure.wait is None else failure.wait
            if failure.busy:
                self._gate.rest(pause)
            else:
                await asyncio.sleep(pause)
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
            self._sdk = _connect(self._settings, self._url)
        return self._sdk

    def _parameters(self) -> dict[str, Any]:
        given = {
            "temperature": self._settings.temperature,
            "max_tokens": self._settings.max_tokens,
            "stream": self._settings.stream or None,
            "stream_options": {"include_usage": True} if self._settings.stream else None,
        }
        return {"model": self._where.model} | {k: v for k, v in given.items() if v is not None}

    async def _attempt(
        self, sdk: Any, dialect: Dialect, sent: dict[str, Any], answer: _Answer, on_delta: OnDelta | None
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
            return self._redacted(told), lesson
        if failure is None:
            failure = self._judge(answer)
        return None if failure is None else self._redacted(failure), False

    async def _stream(
        self, sdk: Any, sent: dict[str, Any], answer: _Answer, on_delta: OnDelta | None
    ) -> Failure | None:
        async with await sdk.chat.completions.create(**sent) as stream:
            kind = stream.response.headers.get("content-type", "").lower()
            if "json" in kind or "html" in kind:
                # The server does not stream, or something else answered in its place.
                await stream.response.aread()
                return self._read_body(stream.response.text, answer, on_delta)
            answer.streamed = True
            visible = ThoughtFilter()
            async for chunk in stream:
                answer.take_usage(_get(chunk, "usage"))
                answer.model = _get(chunk, "model") or answer.model
                for choice in _get(chunk, "choices") or ():
                    answer.choices = True
                    delta = _get(choice, "delta")
                    piece = _get(delta, "content") or ""
                    answer.thought |= bool(_get(delta, "reasoning_content") or _get(delta, "reasoning"))
                    answer.finish = _get(choice, "finish_reason") or answer.finish
                    answer.text += piece
                    shown = visible.feed(piece)
                    if on_delta is not None and shown:
                        on_delta(shown)
        return None

    async def _plain(
        self, sdk: Any, sent: dict[str, Any], answer: _Answer, on_delta: OnDelta | None
    ) -> Failure | None:
        raw = await sdk.chat.completions.with_raw_response.create(**sent)
        return self._read_body(raw.http_response.text, answer, on_delta)

    def _read_body(self, body: str, answer: _Answer, on_delta: OnDelta | None) -> Failure | None:
        """Read an answer that came in one piece."""
        if body.lstrip()[:1] == "<":
            return failures.page(self._where)
        try:
            data = json.loads(body)
        except ValueError:
            return failures.not_protocol(self._where)
        if not isinstance(data, dict):
            return failures.not_protocol(self._where)
        answer.take_usage(data.get("usage"))
        answer.model = str(data.get("model") or "")
        error = data.get("error")
        answer.error = str(_get(error, "message") or error or "")
        choices = data.get("choices")
        if not isinstance(choices, list) or not choices:
            return failures.no_choices(self._where, answer.error)
        answer.choices = True
        message = _get(choices[0], "message")
        answer.finish = _get(choices[0], "finish_reason")
        content = _get(message, "content")
        if isinstance(content, list):
            content = "".join(str(_get(part, "text") or "") for part in content)
        answer.text = str(content or "")
        answer.thought = bool(_get(message, "reasoning_content") or _get(message, "reasoning"))
        shown = without_thoughts(answer.text)
        if on_delta is not None and shown:
            on_delta(shown)
        return None

    def _judge(self, answer: _Answer) -> Failure | None:
        """Tell what is wrong with an answer that came without an error; strip its thoughts."""
        if not answer.choices:
            return failures.no_choices(self._where)
        if answer.finish == "content_filter":
            return failures.refused()
        stripped = without_thoughts(answer.text)
        thought = answer.thought or stripped != answer.text.strip()
        # No answer brings the key into a report, whatever the server echoes.
        answer.text = stripped = stripped.replace(self._secret, "***") if self._secret else stripped
        if answer.finish == "length" or (answer.streamed and answer.finish is None):
            return failures.cut_off(answer.finish, self._where)
        return None if stripped else failures.empty(self._where, thought=thought)

    def _usage(self, messages: list[Message], answer: _Answer, failure: Failure | None) -> Usage:
        """Return what one attempt took: as reported, else estimated where the model may have worked."""
        estimated = answer.prompt_tokens is None
        if not estimated:
            prompt, completion = answer.prompt_tokens or 0, answer.completion_tokens or 0
        elif failure is None or failure.answered:
            prompt = self.counter.count_messages([m["content"] for m in messages])
            completion = self.counter.count(answer.text)
        else:
            prompt = completion = 0
            estimated = False
        return Usage(
            calls=1,
            prompt_tokens=prompt,
            completion_tokens=completion,
            estimated=estimated,
            cost=cost(self._settings, prompt, completion),
        )

    def _judge_prompt(self, messages: list[Message], answer: _Answer) -> str:
        """Compare reported with expected prompt tokens; some servers cut long prompts silently."""
        if answer.prompt_tokens is None:
            return ""
        contents = [m["content"] for m in messages]
        expected = self.counter.count_messages(contents)
        self.counter.learn(contents, answer.prompt_tokens)
        if expected >= _SUSPECT_PROMPT and answer.prompt_tokens * 2 < expected:
            return (
                f"提示约{expected}个词元（{self.counter.label}），服务器只读到{answer.prompt_tokens}个，"
                "可能被截断。请调大它的上下文长度（Ollama 为 num_ctx）。"
            )
        return ""

    def _redacted(self, failure: Failure) -> Failure:
        message = str(failure.error)
        if not self._secret or self._secret not in message:
            return failure
        error = type(failure.error)(message.replace(self._secret, "***"))
        error.lasting = failure.error.lasting
        return failure._replace(error=error)

    def _write_log(
        self, sent: dict[str, Any], answer: _Answer, failure: Failure | None, usage: Usage, seconds: float
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


def _connect(settings: Settings, url: str) -> Any:
    # Imported here: it takes 0.4 s, and checking and composing do without.
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

    timeout = Timeout(settings.read_timeout, connect=settings.connect_timeout)
    options: dict[str, Any] = {"timeout": timeout}
    if _is_loopback(url):
        # HTTP_PROXY catches 127.0.0.1 too; a model on this machine is never behind a proxy.
        options["trust_env"] = False
        if url.startswith("http://"):
            # Nothing is encrypted, so the certificates need not be read (0.1 s); none is trusted.
            options["verify"] = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trouble = False
    try:
        http = DefaultAsyncHttpxClient(**options)
    except (ImportError, ValueError):
        trouble = True
    if trouble:
        raise SettingsError(
            "环境变量里的代理用不了（HTTP_PROXY、HTTPS_PROXY 或 ALL_PROXY）。socks 代理请改用 http 代理，"
            "或安装 socksio；不需要代理就清空这几个变量。"
        )
    return AsyncOpenAI(
        api_key=settings.api_key.get_secret_value().strip() or "none",
        base_url=url,
        http_client=http,
        timeout=timeout,
        max_retries=0,
    )


def _address(given: str) -> str:
    """Return the address to call; the path of the one method, typed along by mistake, is dropped."""
    url = given.strip() or DEFAULT_ADDRESS
    shown = failures.shown_address(url) if "://" in url else url.rpartition("@")[2]
    trouble = not url.startswith(("http://", "https://"))
    try:
        trouble = trouble or not urlsplit(url).hostname or urlsplit(url).port == 0
    except ValueError:
        trouble = True
    if trouble:
        raise SettingsError(f"模型地址“{shown}”不对：要以 http:// 或 https:// 开头，例如 {DEFAULT_ADDRESS}。")
    return url.rstrip("/").removesuffix("/chat/completions").rstrip("/")


def _judge_key(settings: Settings) -> None:
    """Refuse a key that no header can carry; the SDK's own errors for it are misleading."""
    if not all("!" <= char <= "~" for char in settings.api_key.get_secret_value().strip()):
        raise SettingsError("密钥里有空格、换行、中文或全角字符，多半是复制时带进来的。请重新复制密钥。")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _pause(tries: int) -> float:
    return float(min(_FIRST_PAUSE * 2**tries, _LONGEST_PAUSE) * random.uniform(0.75, 1))


def _get(thing: Any, name: str) -> Any:
    """Return a field of an SDK object or of parsed JSON, ``None`` where there is none."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


__all__ = ["DEFAULT_ADDRESS", "Completes", "ModelClient", "OnDelta", "OnUsage"]
