"""One round with the provider: fetch what is finished, send what is wanted."""

from __future__ import annotations

import secrets
import tempfile
from contextlib import ExitStack
from typing import NamedTuple

from summarywriter.errors import ModelError, ModelRejectedError
from summarywriter.writing.batch.answers import Line, Taken, keep, take
from summarywriter.writing.batch.desk import Desk
from summarywriter.writing.batch.service import WINDOW_SECONDS, BatchService, Problem, Seen, now
from summarywriter.writing.batch.state import ENDED, LOST, Asked, Batch, Ways
from summarywriter.writing.failures import EXPIRED

_FULL = ("token_limit_exceeded", "enqueued token limit")
"""How a provider says that a batch has to wait for others to end."""

_SHOWN = 300
"""Characters of a provider's explanation."""


class Sent(NamedTuple):
    """How many requests went out, in how many batches; 0 for none."""

    requests: int
    batches: int


class Exchange:
    """Keeps a desk and a provider in step; the desk is saved after every step that must not be forgotten.

    ``notices`` collects, in Chinese, what people should know.
    """

    def __init__(self, desk: Desk, service: BatchService) -> None:
        self._desk = desk
        self._service = service
        self.notices: list[str] = []

    async def look(self) -> None:
        """Ask how every batch stands, and find those whose id was never noted.

        Raises:
            ModelError: the server cannot be asked; what is noted stays as it was.
        """
        for name, batch in list(self._desk.batches.items()):
            if not batch.collected:
                await self._look_at(name, batch)

    async def collect(self) -> None:
        """Fetch the answers of all batches that have ended, and find those whose id was never noted.

        Raises:
            ModelError: the server cannot be asked; what was fetched is kept.
            OutputError: the answers cannot be kept.
        """
        for name, batch in list(self._desk.batches.items()):
            if not batch.collected:
                seen = await self._look_at(name, batch)
                if seen is not None and seen.status in ENDED:
                    await self._take_in(name, seen)

    async def submit(self) -> Sent:
        """Send what is wanted, in as many batches as the limits of a file ask for.

        Each batch is noted before its file is sent, and its file before it is started: a program
        that is killed in between finds out the next time what became of it.

        Raises:
            ModelError: the server did not take one; those before it are out.
        """
        sent = batches = 0
        for part in self._desk.spool.parts:
            name = secrets.token_hex(8)
            batch = Batch(submitted=now(), total=len(part.keys), ways=Ways.of(self._desk.dialect))
            for line, key in enumerate(part.keys, 1):
                update = {"batch": name, "line": line}
                self._desk.requests[key] = self._desk.requests[key].model_copy(update=update)
            self._note(name, batch)
            try:
                batch = batch.model_copy(update={"file": await self._service.upload(name, part.file)})
            except ModelError:
                self._forget(name)
                raise
            self._note(name, batch)
            try:
                seen = await self._service.create(name, batch.file)
            except ModelRejectedError:
                self._forget(name)
                raise
            self._note(name, _updated(batch, seen))
            sent, batches = sent + len(part.keys), batches + 1
        return Sent(sent, batches)

    async def cancel(self) -> None:
        """Have everything stopped that is out. What was answered by then is still paid for and collected.

        Raises:
            ModelError: the server cannot be asked.
        """
        for name, batch in list(self._desk.batches.items()):
            if batch.collected:
                continue
            seen = await self._known(name, batch)
            if seen is not None and seen.status not in ENDED:
                seen = await self._service.cancel(seen.id)
            if seen is None:
                self._forget(name)
            else:
                self._note(name, _updated(batch, seen))

    async def _known(self, name: str, batch: Batch) -> Seen | None:
        """Return what the server knows of a batch that is given up, as far as it can be asked."""
        if batch.id:
            return await self._service.retrieve(batch.id)
        try:
            return await self._service.find(name, batch) if batch.file else None
        except ModelRejectedError as error:
            self.notices.append(f"有一个批次的编号没有记下，服务器又查不到它，不再等它：{error}")
            return None

    async def _look_at(self, name: str, batch: Batch) -> Seen | None:
        """Note how a batch stands, or that it was never started; return what the server says."""
        if batch.id:
            seen = await self._service.retrieve(batch.id)
        else:
            seen = await self._service.find(name, batch) if batch.file else None
        if seen is not None:
            self._note(name, _updated(batch, seen))
        elif not batch.id:
            self._forget(name)
        else:
            # Perhaps only the key is another one: sending it all again may mean paying twice.
            self.notices.append(
                f"服务器不认得批次 {batch.id}，可能换了密钥或账户，也可能已被删除。为免重复付费，没有重交；"
                "确实没有了，请运行 summarywriter batch cancel，再运行同一命令重交。"
            )
            self._note(name, batch.model_copy(update={"status": LOST}))
        return seen

    async def _take_in(self, name: str, seen: Seen) -> None:
        """Fetch a batch's answers and keep them; requests without one get a line that says why."""
        desk = self._desk
        keys = desk.of_batch(name)
        with ExitStack() as open_:
            files = []
            for file in seen.files:
                into = open_.enter_context(tempfile.TemporaryFile())
                if await self._service.download(file, into):
                    files.append(into)
                else:
                    self.notices.append(
                        f"批次 {seen.id} 的答复文件服务器上已经没有了，没有收到的小节会重交。"
                    )
            taken = take(files, set(keys))
        self._tell(seen, taken)
        lines = taken.lines
        for key in keys:
            if _cancelled(lines.get(key)):
                del lines[key]
            if key not in lines and (why := _why(seen, desk.requests[key])) is not None:
                lines[key] = {"custom_id": key, **why}
        keep(desk.answers_path(name), lines.values(), desk.endpoint.secret)
        desk.batches[name] = desk.batches[name].model_copy(update={"collected": True})
        desk.open_answers(name)
        desk.save()

    def _tell(self, seen: Seen, taken: Taken) -> None:
        """Note what people should know of a batch that has ended."""
        counted = {"读不懂": taken.corrupt, "不是所问的": taken.foreign, "重复": taken.double}
        strange = "、".join(f"{count}行{what}" for what, count in counted.items() if count)
        if strange:
            self.notices.append(f"批次 {seen.id} 的答复里有{strange}，没有采用。")
        if seen.status == "failed":
            told = "；".join(dict.fromkeys(p.message or p.code for p in seen.problems)) or "没有说明原因"
            self.notices.append(f"批次 {seen.id} 没有被服务商接受，没有执行：{told[:_SHOWN].rstrip('。.')}。")

    def _note(self, name: str, batch: Batch) -> None:
        self._desk.batches[name] = batch
        self._desk.save()

    def _forget(self, name: str) -> None:
        """Let go of a batch that was never started: its requests are to be sent again."""
        self._desk.release(set(self._desk.of_batch(name)))
        self._desk.batches.pop(name, None)
        self._desk.save()


def _updated(batch: Batch, seen: Seen) -> Batch:
    return batch.model_copy(
        update={
            "id": seen.id,
            "status": seen.status,
            "expires": seen.expires or batch.submitted + WINDOW_SECONDS,
            "done": seen.done,
            "failed": seen.failed,
            "total": seen.total or batch.total,
        }
    )


def _why(seen: Seen, asked: Asked) -> Line | None:
    """Return the line to put where a request has no answer; ``None`` where it was never tried."""
    if seen.status == "cancelled":
        return None
    if seen.status != "failed":
        return _error(EXPIRED if seen.status == "expired" else "no_answer", "")
    if any(full in f"{p.code} {p.message}".lower() for p in seen.problems for full in _FULL):
        return None
    blamed = [p for p in seen.problems if p.line is not None]
    for problem in blamed:
        if problem.line == asked.line:
            return _refused(problem)
    # Of a file that was turned down for single lines the others were never tried.
    return None if blamed else _error("batch_failed", "；".join(p.message for p in seen.problems))


def _cancelled(line: Line | None) -> bool:
    """Tell whether a line only says that its request was not come to before the batch was stopped."""
    error = (line or {}).get("error")
    return isinstance(error, dict) and error.get("code") == "batch_cancelled"


def _error(code: str, message: str) -> Line:
    return {"response": None, "error": {"code": code, "message": message}}


def _refused(problem: Problem) -> Line:
    error = {"code": problem.code, "message": problem.message}
    return {"response": {"status_code": 400, "body": {"error": error}}, "error": None}
