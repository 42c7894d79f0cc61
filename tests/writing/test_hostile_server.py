"""A server that means harm, or is broken beyond reason: an error of ours or a plain text, nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr
from support.server import Reply, ScriptedServer, fail, raw

from summarywriter.errors import ModelAnswerError, ModelError
from summarywriter.limits import limit
from summarywriter.settings import Settings
from summarywriter.writing import client as client_module
from summarywriter.writing.client import ModelClient

KEY = "sk-very-secret-0123456789"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_FIRST_PAUSE", 0.01)


def ask(reply: Reply, *, stream: bool = True) -> Any:
    async def go(server: ScriptedServer) -> Any:
        given = Settings(
            base_url=server.base_url, api_key=SecretStr(KEY), retries=1, read_timeout=5, stream=stream
        )
        client = ModelClient(given)
        try:
            return await client.complete([{"role": "user", "content": "写一句话。"}])
        finally:
            await client.close()

    with ScriptedServer() as server:
        server.queue(*[reply] * 4)
        return asyncio.run(go(server))


def events(*chunks: object) -> Reply:
    """Answer with a stream of events, each a JSON text or what is to become one."""
    lines = [chunk if isinstance(chunk, str) else json.dumps(chunk) for chunk in chunks]
    return raw("".join(f"data: {line}\n\n" for line in (*lines, "[DONE]")), "text/event-stream")


def piece(content: object, **more: object) -> dict[str, object]:
    return {
        "id": "x",
        "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": "stop"}],
        **more,
    }


def whole(content: object, **more: object) -> Reply:
    answer = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}], **more}
    return raw(json.dumps(answer), JSON)


UNUSABLE = {
    "nested without end": raw("[" * 100_000, JSON),
    "an event nested without end": events("[" * 100_000),
    "a number without end": raw('{"choices": ' + "9" * 5000 + "}", JSON),
    "an event with a number without end": events('{"choices": ' + "9" * 5000 + "}"),
    "a text that is a number": events(piece(5)),
    "a text that is an object": events(piece({"a": 1})),
    "choices that are a number": events({"choices": 5}),
    "choices of nothing": raw('{"choices": [null]}', JSON),
    "events that are no objects": events('"x"', "5", "null", "[1]"),
    "an answer without end": whole("好" * (limit("answer-characters") + 1)),
    "a stream without end": events(*[piece("好" * 1000)] * (limit("answer-characters") // 1000 + 1)),
    "an error that is a list": raw('["a"]', JSON, status=400),
    "an error nested without end": raw("[" * 100_000, JSON, status=400),
    "a pause without end": fail(429, "x", retry_after="1e400"),
    "a date that is none": fail(429, "x", retry_after="Mon, 99 Foo 99999999999 00:00:00 GMT"),
    "another address": raw("x", status=302),
}


@pytest.mark.parametrize("name", UNUSABLE)
@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
def test_what_is_no_answer_is_told(name: str, stream: bool) -> None:
    with pytest.raises(ModelError) as caught:
        ask(UNUSABLE[name], stream=stream)
    assert "模型" in str(caught.value) or "答复" in str(caught.value) or "请求" in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 100, "completion_tokens": -50},
        {"prompt_tokens": 10**40, "completion_tokens": 1},
        {"prompt_tokens": "7", "completion_tokens": None},
        [1],
        "x",
    ],
    ids=str,
)
def test_usage_that_makes_no_sense_is_estimated(usage: object) -> None:
    for reply in (whole("好。", usage=usage), events(piece("好。", usage=usage))):
        answer = ask(reply)
        assert answer.text == "好。"
        assert answer.usage.estimated
        assert 0 < answer.usage.prompt_tokens < 100


def test_more_bytes_than_any_answer_has_are_not_taken(own_limits: Callable[[str], None]) -> None:
    """Also where none of them is text of the answer, so that nothing else would end it."""
    own_limits("answer-mb\t1")
    silent = {"id": "x", "choices": [{"index": 0, "delta": {"reasoning_content": "想" * 1000}}]}
    for reply in (
        events(*[silent] * 400),
        raw(" " * 2_000_000, JSON),
        raw(" " * 2_000_000, JSON, status=400),
    ):
        with pytest.raises(ModelAnswerError, match="答复太长"):
            ask(reply)


def test_controls_and_halves_of_characters_are_taken_out_of_answers() -> None:
    harm = "新建\x1b[31m工\u202e会\x00\ud80012家\x9b。"
    for reply in (whole(harm), events(piece(harm))):
        assert ask(reply).text == "新建[31m工会12家。"


def test_what_a_server_says_of_an_error_moves_no_cursor_and_shows_no_key() -> None:
    with pytest.raises(ModelError) as caught:
        ask(fail(400, f"\x1b[2J\x07 wrong {KEY} \u202e"))
    message = str(caught.value)
    assert "wrong ***" in message
    assert KEY not in message
    assert message.isprintable()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_server_cannot_send_facts_and_key_elsewhere(status: int) -> None:
    with ScriptedServer() as elsewhere:
        away = {"Location": f"{elsewhere.base_url}/chat/completions"}
        with pytest.raises(ModelError):
            ask(Reply(body="", status=status, headers=away))
        assert elsewhere.history == []
