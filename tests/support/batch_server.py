"""A scripted batch service on loopback: files in, batches, files out, as the openai package asks for them.

Requests are answered by ``handler`` like those of the live server, each once, when the batch is
worked off; ``paid`` keeps every request that was answered, in order.

    with BatchServer(Drafter("slots")) as server:
        ... submit ...
        server.work()                  # every batch under way ends
        ... collect ...
        assert len(server.paid) == 6

``server.work(status="expired", only=2)`` answers two requests and ends the batch so; ``mangle`` changes
the lines of the answers before they are stored; ``refuse`` and ``instead`` may answer a call, before or
after it has taken effect.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.server import Reply, Request

Lines = list[Any]
Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Call:
    """One call as it came in, ``made`` what it is about to be answered with."""

    method: str
    path: str
    body: dict[str, Any]
    made: Answer


@dataclass
class Held:
    """A batch on the server; ``lines`` are its requests."""

    about: dict[str, Any]
    lines: Lines = field(default_factory=list)


class BatchServer:
    """The server; a context manager.

    ``refuse`` is called with every call before it takes effect, ``instead`` after; what they return
    is answered, ``None`` lets it pass, a status of 0 hangs up. ``label`` false: metadata is
    forgotten, as some gateways do.
    """

    def __init__(self, handler: Callable[[Request], Reply]) -> None:
        self.handler = handler
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Held] = {}
        self.paid: list[Request] = []
        self.calls: list[Call] = []
        self.mangle: Callable[[Lines], Lines] = lambda lines: lines
        self.instead: Callable[[Call], Answer | None] = lambda call: None
        self.refuse: Callable[[Call], Answer | None] = lambda call: None
        self.label = True
        self.key: str | None = None
        self._count = 0
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """The address to give as ``base_url``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def work(self, status: str = "completed", *, only: int | None = None, **about: Any) -> None:
        """End every batch under way with ``status``, after answering its requests (the first ``only``)."""
        with self._lock:
            for batch in self.batches.values():
                if batch.about["status"] in ("validating", "in_progress", "cancelling"):
                    self._end(batch, status, only, about)

    def requests(self) -> list[str]:
        """Return the custom ids of all requests that were handed in, batch by batch."""
        return [line["custom_id"] for batch in self.batches.values() for line in batch.lines]

    def _end(self, batch: Held, status: str, only: int | None, about: dict[str, Any]) -> None:
        outputs, errors = [], []
        for line in batch.lines[: 0 if status == "failed" else only]:
            request = Request(line["url"], {}, line["body"])
            reply = self.handler(request)
            self.paid.append(request)
            (outputs if reply.status == 200 else errors).append(_line(line["custom_id"], reply, line["body"]))
        if status == "expired":
            errors += [_expired(line["custom_id"]) for line in batch.lines[only:]]
        batch.about["status"] = status
        batch.about["request_counts"] = {
            "total": len(batch.lines), "completed": len(outputs), "failed": len(errors)
        }  # fmt: skip
        for name, lines in (("output_file_id", outputs), ("error_file_id", errors)):
            if lines:
                lines = self.mangle(lines)
                text = "".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines)
                batch.about[name] = self._store(text.encode("utf-8", "surrogatepass"))
        batch.about |= about

    def _store(self, data: bytes) -> str:
        self._count += 1
        name = f"file-{self._count}"
        self.files[name] = data
        return name

    def answer(self, method: str, path: str, content_type: str, data: bytes) -> Answer:
        """Do what a call asks for and return status and body."""
        with self._lock:
            parts = urlsplit(path)
            body: dict[str, Any] = {}
            if "json" in content_type:
                body = json.loads(data or b"{}")
            call = Call(method, parts.path.removeprefix("/v1"), body, (0, b""))
            refused = self.refuse(call)
            if refused is not None:
                return refused
            made = self._done(call, parse_qs(parts.query), content_type, data)
            call = Call(call.method, call.path, body, made)
            self.calls.append(call)
        return self.instead(call) or made

    def _done(self, call: Call, query: dict[str, list[str]], content_type: str, data: bytes) -> Answer:
        match (call.method, call.path.strip("/").split("/")):
            case ("POST", ["files"]):
                return self._upload(content_type, data)
            case ("GET", ["files", name, "content"]) if name in self.files:
                return 200, self.files[name]
            case ("POST", ["batches"]):
                return self._create(call.body)
            case ("GET", ["batches"]):
                return self._listed(query)
            case ("GET", ["batches", name]) if name in self.batches:
                return _json(self.batches[name].about)
            case ("POST", ["batches", name, "cancel"]) if name in self.batches:
                self.batches[name].about["status"] = "cancelling"
                return _json(self.batches[name].about)
        return error(404, f"No such thing: {call.path}")

    def _upload(self, content_type: str, data: bytes) -> Answer:
        form = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data)
        fields = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
        assert fields["purpose"].get_payload() == "batch"
        assert fields["file"].get_filename().endswith(".jsonl")
        name = self._store(fields["file"].get_payload(decode=True))
        return _json({"id": name, "object": "file", "purpose": "batch", "bytes": len(data)})

    def _create(self, body: dict[str, Any]) -> Answer:
        assert body["endpoint"] == "/v1/chat/completions"
        assert body["completion_window"] == "24h"
        lines = [json.loads(line) for line in self.files[body["input_file_id"]].splitlines()]
        ids = [line["custom_id"] for line in lines]
        assert len(set(ids)) == len(ids)
        assert all(line["method"] == "POST" and line["url"] == body["endpoint"] for line in lines)
        assert all("stream" not in line["body"] for line in lines)
        self._count += 1
        about = {
            "id": f"batch_{self._count}", "object": "batch", "endpoint": body["endpoint"],
            "input_file_id": body["input_file_id"], "completion_window": "24h", "status": "in_progress",
            "created_at": 1700000000, "expires_at": 1700086400,
            "metadata": body.get("metadata") if self.label else None,
            "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
        }  # fmt: skip
        self.batches[about["id"]] = Held(about, lines)
        return _json(about)

    def _listed(self, query: dict[str, list[str]]) -> Answer:
        """List two a page, the newest first, so that paging is used."""
        newest = [held.about for held in reversed(self.batches.values())]
        after = query.get("after", [""])[0]
        start = next((n + 1 for n, about in enumerate(newest) if about["id"] == after), 0)
        page = newest[start : start + 2]
        last = page[-1]["id"] if page else None
        return _json({"object": "list", "data": page, "has_more": start + 2 < len(newest), "last_id": last})

    def __enter__(self) -> BatchServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, address: tuple[str, int], script: BatchServer) -> None:
        self.script = script
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding", "") == "chunked":
            data = self._chunks()
        key = self.server.script.key
        if key is not None and self.headers.get("Authorization") != f"Bearer {key}":
            status, body = error(401, "Incorrect API key provided")
        else:
            kind = self.headers.get("Content-Type", "")
            status, body = self.server.script.answer(method, self.path, kind, data)
        if status == 0:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if body[:1] == b"<" else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _chunks(self) -> bytes:
        data = b""
        while size := int(self.rfile.readline(), 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data


def error(status: int, message: str, code: str | None = None) -> Answer:
    """Return an error of this protocol."""
    return status, _json({"error": {"message": message, "code": code, "type": "error"}})[1]


def _json(value: object) -> Answer:
    return 200, json.dumps(value).encode()


def _line(key: str, reply: Reply, body: dict[str, Any]) -> dict[str, Any]:
    if reply.status != 200:
        response = {"status_code": reply.status, "request_id": "r", "body": json.loads(reply.body or "{}")}
    elif reply.body is not None:
        response = {"status_code": 200, "request_id": "r", "body": json.loads(reply.body)}
    else:
        prompt = sum(len(message["content"]) for message in body["messages"])
        usage = {"prompt_tokens": prompt, "completion_tokens": len(reply.text)}
        message = {"role": "assistant", "content": reply.text}
        made = {
            "id": "scripted", "object": "chat.completion", "created": 0, "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}], "usage": usage,
        }  # fmt: skip
        response = {"status_code": 200, "request_id": "r", "body": made}
    return {"id": f"line_{key}", "custom_id": key, "response": response, "error": None}


def _expired(key: str) -> dict[str, Any]:
    told = {
        "code": "batch_expired",
        "message": "This request could not be executed before the batch expired.",
    }
    return {"id": f"line_{key}", "custom_id": key, "response": None, "error": told}
