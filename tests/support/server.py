"""A scripted model: a real server on loopback that speaks the chat-completions protocol.

Answers come from a queue, then from ``handler``; every request is kept in ``history``.

    with ScriptedServer() as server:
        server.queue(say("上半年，走访慰问{1a}。"), fail(429, retry_after=0))
        server.handler = Drafter("slots")
        ... Settings(base_url=server.base_url, api_key="test") ...
        assert server.history[0].messages[0]["role"] == "system"

By hand: ``python tests/support/server.py --mode slots`` (or literal, wrong, stubborn).
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

HTML = "<!DOCTYPE html><html><head><title>Login</title></head><body>Please sign in</body></html>"


@dataclass(frozen=True)
class Request:
    """One request as it came in: ``body`` is the parsed JSON, ``headers`` have lower-case names."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages sent."""
        return self.body.get("messages", [])

    @property
    def prompt(self) -> str:
        """All messages in one text."""
        return "\n\n".join(message["content"] for message in self.messages)


@dataclass(frozen=True)
class Reply:
    """What to answer. Made by :func:`say`, :func:`fail`, :func:`hang`, :func:`raw` and the like."""

    text: str = ""
    status: int = 200
    finish: str | None = "stop"
    usage: tuple[int, int] | Literal["auto"] | None = "auto"
    reasoning: str = ""
    model: str | None = None
    piece: int = 4
    delay: float = 0
    wait: float = 0
    cut: Literal["", "quiet", "broken"] = ""
    body: str | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False


def say(text: str, **more: Any) -> Reply:
    """Answer with ``text``, streamed when the request asks for it."""
    return Reply(text=text, **more)


def drip(text: str, delay: float) -> Reply:
    """Answer one character at a time, ``delay`` seconds apart."""
    return Reply(text=text, piece=1, delay=delay)


def cut(text: str, *, quietly: bool = True) -> Reply:
    """Stream ``text`` and stop without an end: the connection closes as if all were well, or breaks."""
    return Reply(text=text, finish=None, usage=None, cut="quiet" if quietly else "broken")


def hang(seconds: float) -> Reply:
    """Answer nothing for ``seconds``."""
    return Reply(text="迟到的答复", wait=seconds)


def drop() -> Reply:
    """Close the connection without a word."""
    return Reply(dropped=True)


def raw(body: str, content_type: str = "text/html; charset=utf-8", status: int = 200) -> Reply:
    """Answer with ``body`` as it is."""
    return Reply(body=body, content_type=content_type, status=status)


def null_choices() -> Reply:
    """Answer with ``choices: null``, as some gateways do when the model behind them failed."""
    return raw('{"id":"x","object":"chat.completion","choices":null}', "application/json")


def fail(
    status: int,
    message: str = "scripted failure",
    *,
    code: str | None = None,
    param: str | None = None,
    retry_after: float | str | None = None,
) -> Reply:
    """Answer with an error of this protocol."""
    body = {"error": {"message": message, "type": "error", "code": code, "param": param}}
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Reply(status=status, body=json.dumps(body, ensure_ascii=False), headers=headers)


class ScriptedServer:
    """The server; a context manager. ``key`` set: other keys get 401; ``models`` set: others get 404.

    ``refused`` maps a parameter that is answered with 400 to the name to use instead, or to ``""``.
    ``keeps_connections``: as servers do; closing waits until the clients have closed theirs.
    """

    def __init__(self, handler: Callable[[Request], Reply] | None = None, *, port: int = 0) -> None:
        self.handler = handler
        self.history: list[Request] = []
        self.key: str | None = None
        self.models: tuple[str, ...] = ()
        self.refused: dict[str, str] = {}
        self.keeps_connections = False
        self.closing = threading.Event()
        self._queue: deque[Reply] = deque()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """The address to give as ``base_url``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def queue(self, *replies: Reply) -> None:
        """Line up answers; they come before those of ``handler``."""
        with self._lock:
            self._queue.extend(replies)

    def reply(self, request: Request) -> Reply:
        """Take down the request and choose the answer."""
        with self._lock:
            self.history.append(request)
        if self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}":
            return fail(401, "Incorrect API key provided", code="invalid_api_key")
        if self.models and request.body.get("model") not in self.models:
            return fail(404, "The model does not exist", code="model_not_found")
        for name, instead in self.refused.items():
            if name in request.body:
                advice = f" Use '{instead}' instead." if instead else ""
                return fail(400, f"Unsupported parameter: '{name}' is not supported.{advice}", param=name)
        with self._lock:
            if self._queue:
                return self._queue.popleft()
        if self.handler is not None:
            return self.handler(request)
        return fail(500, "no answer is scripted for this request")

    def start(self) -> ScriptedServer:
        self._thread.start()
        return self

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def __enter__(self) -> ScriptedServer:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    allow_reuse_address = True
    # All sections may knock at once; a full queue makes one of them wait a second.
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], script: ScriptedServer) -> None:
        self.script = script
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that gave up waiting is part of the tests, not an error of the server.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 5

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        models = [{"id": name, "object": "model"} for name in self.server.script.models or ("scripted",)]
        self._send(200, json.dumps({"object": "list", "data": models}), "application/json", {})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length) or b"{}")
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.script.reply(Request(self.path, headers, body))
        if reply.wait:
            self.server.script.closing.wait(reply.wait)
        if reply.dropped:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif reply.body is not None:
            self._send(reply.status, reply.body, reply.content_type, reply.headers)
        elif body.get("stream"):
            self._stream(reply, body)
        else:
            self._send(reply.status, json.dumps(self._completion(reply, body)), "application/json", {})

    def _send(self, status: int, body: str, content_type: str, headers: dict[str, str]) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.close_connection = not self.server.script.keeps_connections
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _completion(self, reply: Reply, body: dict[str, Any]) -> dict[str, Any]:
        message = {"role": "assistant", "content": reply.text}
        if reply.reasoning:
            message["reasoning_content"] = reply.reasoning
        choice = {"index": 0, "message": message, "finish_reason": reply.finish}
        made = {
            "id": "scripted",
            "object": "chat.completion",
            "created": 0,
            "model": reply.model or body.get("model"),
            "choices": [choice],
        }
        return made | _usage(reply, body)

    def _stream(self, reply: Reply, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        if reply.cut == "broken":
            self.send_header("Content-Length", "1000000")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        if reply.reasoning:
            deltas.append({"reasoning_content": reply.reasoning})
        step = max(reply.piece, 1)
        deltas += [{"content": reply.text[n : n + step]} for n in range(0, len(reply.text), step)]
        for delta in deltas:
            self._event(reply, body, [{"index": 0, "delta": delta, "finish_reason": None}])
            if reply.delay:
                self.server.script.closing.wait(reply.delay)
        if reply.cut:
            return
        self._event(reply, body, [{"index": 0, "delta": {}, "finish_reason": reply.finish}])
        if reply.usage and (body.get("stream_options") or {}).get("include_usage"):
            self._event(reply, body, [], _usage(reply, body))
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(
        self, reply: Reply, body: dict[str, Any], choices: list[Any], more: dict[str, Any] | None = None
    ) -> None:
        chunk = {
            "id": "scripted",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": reply.model or body.get("model"),
            "choices": choices,
        }
        self.wfile.write(f"data: {json.dumps(chunk | (more or {}))}\n\n".encode())
        self.wfile.flush()


def _usage(reply: Reply, body: dict[str, Any]) -> dict[str, Any]:
    if reply.usage is None:
        return {}
    if reply.usage == "auto":
        prompt = sum(len(message["content"]) for message in body.get("messages", []))
        completion = len(reply.text)
    else:
        prompt, completion = reply.usage
    total = prompt + completion
    return {
        "usage": {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total},
    }


def main() -> None:
    """Serve until interrupted."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from support.drafter import MODES, Drafter

    parser = argparse.ArgumentParser(description="A scripted model on 127.0.0.1")
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--mode", choices=MODES, default="slots")
    given = parser.parse_args()
    server = ScriptedServer(port=given.port)
    server.handler = Drafter(given.mode)  # type: ignore[assignment]  # loaded under another name
    server.start()
    print(f"base_url: {server.base_url}   mode: {given.mode}   stop with Ctrl-C", flush=True)
    try:
        server.closing.wait()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
