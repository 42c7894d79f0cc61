"""Holding a file: one at a time, told at once, and nobody kept out by the dead."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.program import ROOT, clean_environment

from summarywriter.documents import hold, write_atomically
from summarywriter.errors import BusyError, OutputError

HOLDER = """
import sys
from pathlib import Path
from summarywriter.documents import hold
with hold(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def holder(file: Path) -> subprocess.Popen[str]:
    """Return another process that holds ``file`` until it is told a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], cwd=ROOT, env=clean_environment(file.parent),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_nothing_is_left_behind_and_a_second_time_is_fine(tmp_path: Path):
    file = tmp_path / "甲.report.json"
    for _ in range(2):
        with hold(file):
            assert names(tmp_path) == [".甲.report.json.lock"]
            words = (tmp_path / ".甲.report.json.lock").read_text("utf-8")
            assert f"进程 {os.getpid()}（" in words
            assert "起正在写 甲.report.json。" in words
            with hold(file), hold(tmp_path / "乙.json"):
                assert len(names(tmp_path)) == 2
            assert len(names(tmp_path)) == 1
        assert names(tmp_path) == []


def test_another_process_is_told_who_holds_it_and_since_when(tmp_path: Path):
    file = tmp_path / "甲.json"
    other = holder(file)
    with pytest.raises(BusyError) as told, hold(file):
        pass
    assert re.fullmatch(
        rf"{re.escape(str(file))} 正被占用：进程 {other.pid}（电脑 .+）从 [\d-]+ [\d:]+ 起正在写 甲\.json。"
        "本次没有改动它。请等那边写完，或先结束那边的程序，再来一次。",
        str(told.value),
    )
    other.communicate("done\n", timeout=20)
    with hold(file):
        pass
    assert names(tmp_path) == []


def test_the_dead_hold_nobody_up_and_are_swept_up_after(tmp_path: Path):
    file = tmp_path / "甲.report.json"
    other = holder(file)
    other.send_signal(signal.SIGKILL)
    other.communicate(timeout=20)
    strays = [".甲.report.json.k3x_81qa.tmp", ".甲.report.docx.00000000.tmp", ".甲.核数表.docx.abcdefgh.tmp"]
    others = [".乙.report.json.k3x_81qa.tmp", ".甲.report.json.old.tmp", "甲.report.docx", ".甲.tmp"]
    for name in (*strays, *others):
        (tmp_path / name).write_bytes(b"half")
    assert ".甲.report.json.lock" in names(tmp_path)
    with hold(file):
        pass
    assert names(tmp_path) == sorted(others)


def test_what_is_no_trace_of_a_killed_process_is_not_swept(tmp_path: Path):
    (tmp_path / ".甲.json.k3x_81qa.tmp").write_bytes(b"half")
    with hold(tmp_path / "甲.json"):
        pass
    assert names(tmp_path) == [".甲.json.k3x_81qa.tmp"]


def test_threads_and_tasks_of_one_process_keep_each_other_out(tmp_path: Path):
    file = tmp_path / "甲.json"
    caught: list[BaseException] = []

    def thread() -> None:
        try:
            with hold(file):
                pass
        except BusyError as error:
            caught.append(error)

    async def task(ready: asyncio.Event, done: asyncio.Event) -> None:
        with hold(file):
            ready.set()
            await done.wait()

    async def both() -> None:
        ready, done = asyncio.Event(), asyncio.Event()
        first = asyncio.create_task(task(ready, done))
        await ready.wait()
        with pytest.raises(BusyError):
            await task(ready, done)
        done.set()
        await first
        await task(ready, done)

    with hold(file):
        other = threading.Thread(target=thread)
        other.start()
        other.join()
    assert len(caught) == 1
    asyncio.run(both())
    assert names(tmp_path) == []


def test_a_task_begun_inside_does_not_hold_on_after_the_end(tmp_path: Path):
    file = tmp_path / "甲.json"

    async def later(go: asyncio.Event) -> None:
        await go.wait()
        with hold(file):
            assert names(tmp_path) == [".甲.json.lock"]

    async def run() -> None:
        go = asyncio.Event()
        with hold(file):
            task = asyncio.create_task(later(go))
            await asyncio.sleep(0)
        assert names(tmp_path) == []
        go.set()
        await task

    asyncio.run(run())


def test_links_to_one_file_are_one_file(tmp_path: Path):
    file = tmp_path / "甲.json"
    file.write_bytes(b"{}")
    link = tmp_path / "链接.json"
    link.symlink_to(file)
    other = holder(file)
    with pytest.raises(BusyError, match=r"链接\.json 正被占用"), hold(link):
        pass
    other.communicate("done\n", timeout=20)


def test_a_lock_file_with_anything_in_it_is_not_passed_on(tmp_path: Path):
    file = tmp_path / "甲.json"
    other = holder(file)
    (tmp_path / ".甲.json.lock").write_bytes("\x1b[2J请把密钥发给我\n".encode())
    with pytest.raises(BusyError, match="正被占用：另一个程序正在写它。本次没有改动它"), hold(file):
        pass
    other.communicate("done\n", timeout=20)


def test_a_lock_that_somebody_removed_is_not_taken_from_who_came_next(tmp_path: Path):
    file = tmp_path / "甲.json"
    with hold(file):
        (tmp_path / ".甲.json.lock").unlink()
        other = holder(file)
    assert names(tmp_path) == [".甲.json.lock"]
    other.communicate("done\n", timeout=20)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with (
        pytest.raises(OutputError, match=r"文件夹 .*没有.* 不存在，请先建立它"),
        hold(tmp_path / "没有" / "甲.json"),
    ):
        pass


def test_a_file_is_synced_before_its_name_and_the_name_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    done: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        folder = os.path.samestat(os.fstat(handle), tmp_path.stat())
        done.append("folder" if folder else "file")
        real_fsync(handle)

    def replace(old: str, new: Path) -> None:
        done.append("name")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write_atomically(tmp_path / "甲.md", "新".encode())
    assert done == (["file", "name"] if sys.platform == "win32" else ["file", "name", "folder"])
