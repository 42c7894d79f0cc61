"""The model client over a real socket, against the scripted server."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
import traceback
from decimal import Decimal

import pytest
from pydantic import SecretStr
from support.server import (
    HTML,
    Reply,
    ScriptedServer,
    cut,
    drip,
    drop,
    fail,
    hang,
    null_choices,
    raw,
    say,
)

from summarywriter.errors import (
    ModelAnswerError,
    ModelError,
    ModelRefusedError,
    ModelRejectedError,
    ModelUnreachableError,
    OutputError,
    SettingsError,
)
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing import client as client_module
from summarywriter.writing import dialect
from summarywriter.writing.client import ModelClient

KEY = "sk-very-secret-0123456789"
MESSAGES = [{"role": "system", "content": "你是办公室文员。"}, {"role": "user", "content": "写一句话。"}]


@pytest.fixture
def server():
    with ScriptedServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(client_module, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(dialect, "_KNOWN", {})


def settings(server: ScriptedServer, **more) -> Settings:
    given = {"base_url": server.base_url, "api_key": SecretStr(KEY), "read_timeout": 5} | more
    return Settings(**given)


def ask(given: Settings, *, on_delta=None, on_usage=None):
    async def go():
        client = ModelClient(given)
        try:
            return await client.complete(MESSAGES, on_delta=on_delta, on_usage=on_usage)
        finally:
            await client.close()

    return asyncio.run(go())


@pytest.mark.parametrize("stream", [True, False])
def test_a_plain_and_a_streamed_answer_are_the_same(server, stream):
    server.queue(say("上半年，走访慰问困难职工。", usage=(120, 30)))
    pieces = []
    done = ask(settings(server, stream=stream), on_delta=pieces.append)
    assert done.text == "".join(pieces) == "上半年，走访慰问困难职工。"
    assert done.usage == Usage(calls=1, prompt_tokens=120, completion_tokens=30)
    assert (len(pieces) > 1) is stream
    sent = server.history[0]
    assert sent.body["messages"] == MESSAGES
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert set(sent.body) <= {"model", "messages", "stream", "stream_options"}


def test_a_server_that_does_not_stream_is_read_all_the_same(server):
    body = {"choices": [{"message": {"content": "一次给全。"}, "finish_reason": "stop"}], "model": "m"}
    server.queue(raw(json.dumps(body), "application/json"))
    assert ask(settings(server)).text == "一次给全。"


def test_usage_that_is_not_reported_is_estimated(server):
    server.queue(say("走访慰问困难职工。", usage=None))
    usage = ask(settings(server)).usage
    assert usage.estimated
    assert usage.prompt_tokens > 5
    assert usage.completion_tokens > 5


def test_every_attempt_counts_and_costs(server):
    server.queue(cut("走访慰问困难"), say("走访慰问困难职工。", usage=(1000, 500)))
    seen = []
    given = settings(server, price_prompt=Decimal(2), price_completion=Decimal(8))
    done = ask(given, on_usage=seen.append)
    assert done.usage.calls == 2 == len(seen)
    assert done.usage.prompt_tokens > 1000
    assert seen[1].cost == Decimal("0.006")
    assert done.usage.cost == seen[0].cost + seen[1].cost


FAILURES = [
    # name, reply, error, words of the message, requests made with two retries
    ("401", fail(401, "Incorrect API key", code="invalid_api_key"), ModelRejectedError, "密钥无效", 1),
    ("403", fail(403, "region not allowed"), ModelRejectedError, "没有权限", 1),
    ("404-model", fail(404, "The model `x` does not exist"), ModelRejectedError, "没有模型", 1),
    ("404-path", raw("404 page", "text/plain", 404), ModelRejectedError, "没有这个接口", 1),
    ("402", fail(402, "Insufficient Balance"), ModelRejectedError, "欠费", 1),
    ("quota", fail(429, "You exceeded your current quota", code="insufficient_quota"), ModelRejectedError,
     "额度", 1),
    ("429", fail(429, "slow down", retry_after=0), ModelRejectedError, "过于频繁", 3),
    ("429-plain", fail(429, "slow down"), ModelRejectedError, "过于频繁", 3),
    ("429-long", fail(429, "slow down", retry_after=3600), ModelRejectedError, "3600秒", 1),
    ("500", fail(500, "boom"), ModelUnreachableError, "500", 3),
    ("503", fail(503, "overloaded", retry_after=0.01), ModelUnreachableError, "503", 3),
    ("502-html", raw(HTML, status=502), ModelUnreachableError, "502", 3),
    ("400", fail(400, "something else"), ModelRejectedError, "不接受", 1),
    ("400-risk", fail(400, "Content Exists Risk"), ModelRefusedError, "内容审核", 1),
    ("400-long", fail(400, "maximum context length is 4096 tokens"), ModelRejectedError, "过长", 1),
    ("content-filter", say("走访", finish="content_filter"), ModelRefusedError, "内容审核", 1),
    ("length", say("走访慰问", finish="length"), ModelAnswerError, "截断", 1),
    ("empty", say(""), ModelAnswerError, "空的", 2),
    ("blank", say(" \n "), ModelAnswerError, "空的", 2),
    ("only-thoughts", say("<think>先想一想"), ModelAnswerError, "思考", 2),
    ("only-reasoning", say("", reasoning="先想一想"), ModelAnswerError, "思考", 2),
    ("html", raw(HTML), ModelAnswerError, "网页", 1),
    ("null-choices", null_choices(), ModelAnswerError, "没有内容", 3),
    ("error-in-200", raw('{"error":{"message":"model crashed"}}', "application/json"), ModelAnswerError,
     "model crashed", 3),
    ("not-json", raw("{oops", "application/json"), ModelAnswerError, "读不懂", 1),
    ("a-list", raw("[]", "application/json"), ModelAnswerError, "读不懂", 1),
    ("cut-quietly", cut("走访慰问困难职工"), ModelAnswerError, "中途断了", 3),
    ("cut-broken", cut("走访慰问困难职工", quietly=False), ModelUnreachableError, "中断", 3),
    ("dropped", drop(), ModelUnreachableError, "中断", 3),
]  # fmt: skip


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "plain"])
@pytest.mark.parametrize(("reply", "error", "words", "requests"), [f[1:] for f in FAILURES],
                         ids=[f[0] for f in FAILURES])  # fmt: skip
def test_every_failure_has_its_own_error_and_words(server, reply: Reply, error, words, requests, stream):
    if reply.cut and not stream:
        pytest.skip("only a stream can be cut")
    server.queue(*[reply] * 4)
    with pytest.raises(error, match=words) as caught:
        ask(settings(server, stream=stream))
    assert type(caught.value) is error
    assert len(server.history) == requests
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.__dict__)
    assert KEY not in shown
    assert caught.value.__context__ is None


def test_a_failure_that_passes_is_not_seen(server):
    server.queue(fail(503), fail(429, retry_after=0), say("好了。"))
    done = ask(settings(server))
    assert (done.text, done.usage.calls) == ("好了。", 3)


def test_retry_after_is_honoured(server):
    server.queue(fail(429, retry_after=0.4), say("好了。"))
    started = time.monotonic()
    ask(settings(server))
    assert time.monotonic() - started >= 0.4


def test_retry_after_as_a_date_is_understood(server):
    server.queue(fail(503, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), say("好了。"))
    assert ask(settings(server)).text == "好了。"


def test_an_echoed_key_is_never_shown(server):
    server.queue(fail(401, f"Incorrect API key provided: {KEY}"))
    with pytest.raises(ModelRejectedError) as caught:
        ask(settings(server))
    assert KEY not in str(caught.value)
    assert "***" in str(caught.value)


def test_a_key_that_an_answer_says_reaches_nobody(server, tmp_path):
    server.queue(say(f"密钥是{KEY}。"))
    log = tmp_path / "exchanges.jsonl"
    assert ask(settings(server, log=log)).text == "密钥是***。"
    assert KEY not in log.read_text("utf-8")


def test_a_failure_that_every_request_would_meet_says_so(server):
    for reply, lasting in ((fail(401), True), (fail(402), True), (fail(500), False), (say(""), False)):
        server.handler = lambda _, reply=reply: reply
        with pytest.raises(ModelError) as caught:
            ask(settings(server, retries=1))
        assert caught.value.lasting is lasting


def test_a_hang_ends_after_the_read_limit(server):
    server.queue(hang(5), hang(5))
    started = time.monotonic()
    with pytest.raises(ModelUnreachableError, match=r"超过0\.2秒没有传来内容"):
        ask(settings(server, read_timeout=0.2, retries=1))
    assert time.monotonic() - started < 3


def test_a_slow_drip_ends_after_the_total_limit(server):
    server.queue(drip("走" * 100, 0.05))
    seen = []
    with pytest.raises(ModelUnreachableError, match=r"超过0\.3秒仍未答完"):
        ask(settings(server, total_timeout=0.3), on_usage=seen.append)
    assert len(server.history) == 1
    assert seen[0].estimated
    assert seen[0].completion_tokens > 0


def test_nobody_listening_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ModelUnreachableError, match="连不上"):
        ask(Settings(base_url=f"http://127.0.0.1:{port}/v1", retries=1))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<think>先想\n一想</think>\n走访慰问。", "走访慰问。"),
        ("<thinking>想</thinking>走访慰问。", "走访慰问。"),
        ("先想一想</think>走访慰问。", "走访慰问。"),
        ("走访慰问。<think>还要不要写", "走访慰问。"),
    ],
)
def test_thoughts_are_taken_out(server, text, answer):
    server.queue(say(text, reasoning="另外想想"))
    assert ask(settings(server)).text == answer


def test_thoughts_are_not_shown_while_they_stream(server):
    server.queue(say("<think>先想一想，1<2</think>走访慰问。", piece=3))
    pieces = []
    ask(settings(server), on_delta=pieces.append)
    assert "".join(pieces) == "走访慰问。"


def test_a_refused_parameter_is_renamed_and_remembered(server):
    server.refused = {"max_tokens": "max_completion_tokens", "temperature": ""}
    server.queue(say("一。"))
    given = settings(server, max_tokens=900, temperature=0.3)
    assert ask(given).text == "一。"
    assert len(server.history) == 3
    assert server.history[-1].body["max_completion_tokens"] == 900
    assert "temperature" not in server.history[-1].body
    server.queue(say("二。"))
    assert ask(given).text == "二。"
    assert len(server.history) == 4


def test_a_refused_stream_option_is_dropped(server):
    server.refused = {"stream_options": ""}
    server.queue(say("一。"))
    assert ask(settings(server)).text == "一。"
    assert server.history[-1].body["stream"] is True


def test_a_refused_system_role_is_folded_into_the_user_message(server):
    server.queue(fail(400, "System role not supported"), say("一。"))
    assert ask(settings(server)).text == "一。"
    assert server.history[-1].messages == [{"role": "user", "content": "你是办公室文员。\n\n写一句话。"}]


def test_a_parameter_refused_for_ever_ends(server):
    server.handler = lambda _: fail(400, "Unknown parameter: 'model'", param="model")
    with pytest.raises(ModelRejectedError, match="不接受"):
        ask(settings(server))


def test_a_silently_cut_prompt_is_noticed(server):
    server.queue(say("走访。", usage=(50, 10)))
    long = [{"role": "user", "content": "走访慰问困难职工。" * 300}]

    async def go():
        client = ModelClient(settings(server))
        try:
            return await client.complete(long)
        finally:
            await client.close()

    assert "可能被截断" in asyncio.run(go()).notice


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9"])
def test_a_model_on_this_machine_needs_no_proxy(server, monkeypatch, proxy):
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    server.queue(say("好。"))
    assert ask(settings(server)).text == "好。"


def test_unusable_proxies_are_named(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "nonsense://user:pass@127.0.0.1:9")
    with pytest.raises(SettingsError, match="代理") as caught:
        ask(Settings(base_url="http://model.example/v1"))
    assert "pass" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"api_key": SecretStr("密钥")}, "密钥里有"),
        ({"api_key": SecretStr("sk-a b")}, "密钥里有"),
        ({"base_url": "127.0.0.1:8000/v1", "api_key": SecretStr("k")}, "http://"),
        ({"base_url": "http://", "api_key": SecretStr("k")}, "http://"),
        ({"base_url": "http://me:secret@", "api_key": SecretStr("k")}, "http://"),
        ({"model": " ", "base_url": "http://127.0.0.1:1/v1"}, "模型名"),
    ],
)
def test_settings_that_make_no_sense_are_told_before_anything_is_sent(given, words):
    with pytest.raises(SettingsError, match=words) as caught:
        ModelClient(Settings(**given))
    assert "secret" not in str(caught.value)


def test_a_key_with_a_line_end_is_sent_without(server):
    server.key = KEY
    server.queue(say("好。"))
    assert ask(settings(server, api_key=SecretStr(KEY + "\n"))).text == "好。"


def test_the_method_s_path_typed_along_does_no_harm(server):
    server.queue(say("好。"))
    assert ask(settings(server, base_url=server.base_url + "/chat/completions/")).text == "好。"
    assert server.history[0].path == "/v1/chat/completions"


def test_the_log_has_the_exchange_and_not_the_key(server, tmp_path):
    server.queue(fail(500, f"failed for {KEY}"), say("好。"))
    log = tmp_path / "exchanges.jsonl"
    ask(settings(server, log=log))
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [line["answer"] for line in lines] == ["", "好。"]
    assert "500" in lines[0]["error"]
    assert lines[1]["request"]["messages"] == MESSAGES
    assert KEY not in log.read_text("utf-8")


def test_a_log_that_cannot_be_written_is_told_before_anything_is_sent(server, tmp_path):
    with pytest.raises(OutputError, match="交互日志"):
        ask(settings(server, log=tmp_path / "no" / "log.jsonl"))
    assert server.history == []


def test_a_run_that_is_stopped_stops_at_once(server):
    server.queue(hang(5))

    async def go():
        client = ModelClient(settings(server))
        try:
            await asyncio.wait_for(client.complete(MESSAGES), 0.3)
        finally:
            await client.close()

    started = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(go())
    assert time.monotonic() - started < 3


def test_importing_the_room_does_not_load_the_model_library():
    code = "import sys, summarywriter.writing, summarywriter.writing.client; print('openai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
