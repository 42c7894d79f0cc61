"""The program in processes that kill themselves at their n-th write.

    with Mortal() as program:
        end = program.run("write", "facts.md", cwd=folder, at=7)
        end.code        # -9: killed at point 7; otherwise the exit code
        end.points      # what was about to be done at each, e.g. "write .facts.report.json.k3x_81qa.tmp"

A point lies before everything that changes a file in the folder: opening for writing, the first and
the second half of what is written, fsync, rename, remove, chmod, making a folder, cutting short.
One process has the program loaded and forks for every run; the child kills itself with SIGKILL, so
that no handler, ``finally`` or buffer of Python has a say.

Run as a script, this file is that process: an order a line on standard input, an end a line back.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class End:
    """How a run ended: exit code (negative: the signal), the points passed, what it printed."""

    code: int
    points: tuple[str, ...]
    said: str


class Mortal:
    """The program, loaded once; a context manager."""

    def __init__(self) -> None:
        from support.program import ROOT, clean_environment

        self._home = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=clean_environment(Path(self._home.name)), cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def run(
        self,
        *arguments: str,
        cwd: Path,
        at: int = 0,
        limit: int = 0,
        humble: bool = False,
        **environment: str,
    ) -> End:
        """Run the program in ``cwd``, killed at point ``at``.

        Files may grow to ``limit`` bytes, 0 for any. Where it is ``humble``, permissions hold even if root
        runs the tests.
        """
        order = {
            "arguments": arguments, "cwd": str(cwd), "at": at, "limit": limit, "humble": humble,
            "environment": environment,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        end = json.loads(self._process.stdout.readline())
        return End(end["code"], tuple(end["points"]), end["said"])

    def __enter__(self) -> Mortal:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=10)
        self._home.cleanup()


class _Points:
    """Counts the points of this process, names each in a pipe, and dies at the one it is told."""

    def __init__(self, folder: str, at: int, report: int) -> None:
        self._folder = folder
        self._left = at
        self._report = report
        self._write = os.write

    def install(self) -> None:
        """Watch over all that this process does with files from now on."""
        sys.addaudithook(self._heard)
        os.fsync = self._synced  # type: ignore[assignment]
        os.write = self._written  # type: ignore[assignment]
        os.fdopen = self._opened  # type: ignore[assignment]

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not isinstance(path, int):
                self._point("open", path)
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"):
            self._point(event.removeprefix("os."), arguments[1 if event == "os.rename" else 0])

    def _synced(self, handle: int) -> None:
        # Only a power cut tells a synced file from another: the disk is spared.
        self._point("fsync", handle)

    def _written(self, handle: int, data: bytes) -> int:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return self._write(handle, data)
        return self._halves(handle, bytes(data), lambda half: self._write(handle, half))

    def _opened(self, handle: int, mode: str = "r", *more: Any) -> Any:
        points = self

        class Halving(io.FileIO):
            def write(self, data: Any) -> int:
                return points._halves(self.fileno(), bytes(data), super().write)

        return io.BufferedWriter(Halving(handle, mode))

    def _halves(self, handle: int, data: bytes, write: Callable[[bytes], int]) -> int:
        done = 0
        for half in (data[: len(data) // 2], data[len(data) // 2 :]):
            self._point("write", handle)
            written = write(half)
            done += written
            if written < len(half):
                break
        return done

    def _point(self, what: str, place: Any) -> None:
        opened = isinstance(place, int)
        path = Path(f"/proc/self/fd/{place}").readlink() if opened else Path.cwd() / os.fsdecode(place)
        if not path.is_relative_to(self._folder):
            return
        self._write(self._report, f"{what} {path.name}\n".encode())
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _child(order: dict[str, Any], report: int, said: int) -> int:
    import resource

    from summarywriter.cli import main

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(order["cwd"])
    os.environ.update(order["environment"])
    if order["limit"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
    if order["humble"]:
        _obey_permissions()
    _Points(order["cwd"], order["at"], report).install()
    return main(order["arguments"])


def _obey_permissions() -> None:
    """Give up root's right to write where the permissions say no (CAP_DAC_OVERRIDE, capability 1)."""
    system = ctypes.CDLL(None)
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert system.capget(header, sets) == 0
    for place in (0, 1):
        sets[place] &= ~(1 << 1)
    assert system.capset(header, sets) == 0


def _obeyed(order: dict[str, Any]) -> dict[str, Any]:
    # Pipes and no files: what is printed shall not run into the limit on files.
    pipes = (heard, said), (points, report) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            code = _child(order, report, said)
            sys.stdout.flush()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    for _, end in pipes:
        os.close(end)
    printed, passed = (_all_of(end) for end in (heard, points))
    _, status = os.waitpid(pid, 0)
    return {"code": os.waitstatus_to_exitcode(status), "points": passed.splitlines(), "said": printed}


def _all_of(handle: int) -> str:
    with open(handle, "rb") as pipe:  # a handle, no path
        return pipe.read().decode("utf-8", "replace")


def _load() -> None:
    """Do once what a run does, so that a fork has all it needs loaded."""
    from summarywriter.cli import main

    # Nobody listens there: the libraries of a model are loaded, and nothing is sent.
    model = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "SUMMARYWRITER_RETRIES": "0"}
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        sheet, answers = Path(folder) / "事实.md", Path(folder) / "答案.txt"
        sheet.write_text("## 组织\n- 新建工会12家\n", "utf-8")
        answers.write_text(":quit\n", "utf-8")
        main(["new", f"{folder}/新.md", "--answers", str(answers)])
        main(["write", str(sheet), "--offline"])
        os.environ.update(model)
        main(["write", str(sheet), "--refresh"])
        for name in model:
            del os.environ[name]
    gc.freeze()


def _serve() -> None:
    _load()
    for line in sys.stdin:
        print(json.dumps(_obeyed(json.loads(line))), flush=True)


if __name__ == "__main__":
    _serve()
