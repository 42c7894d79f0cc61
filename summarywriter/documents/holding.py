"""One at a time: a file that is worked on is held until the work or its process ends, however it ends.

The lock is the operating system's (``flock``, on Windows ``msvcrt.locking``) on a file of its own
beside the one held: ``.facts.report.json.lock`` says in words who holds ``facts.report.json`` and
since when. It is removed in the end. One that a killed process left holds nobody up, and says that
there may be half-written files to sweep.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from summarywriter.documents.files import reason_of, shown, temporary_of
from summarywriter.errors import BusyError, OutputError

_WORDS = 300
"""So many bytes of a lock file are read to tell who holds it."""


@dataclass
class _Hold:
    """Somebody's hold on a file; ``live`` until it is let go."""

    file: Path
    live: bool = True


# What the task at hand holds already. A set for the whole process would take two concurrent runs for one.
_MINE: ContextVar[tuple[_Hold, ...]] = ContextVar("held", default=())


@contextmanager
def hold(path: str | os.PathLike[str]) -> Iterator[None]:
    """Keep every other process, thread and task from holding ``path`` until the block ends.

    Nothing waits: who comes second is told so at once. What is held already may be held again inside
    the block. Where a killed process held the file before, the half-written files it left of this
    one and of those that share its stem are removed. On a file system that knows no locks nobody is
    kept out.

    Raises:
        BusyError: somebody else holds it; says who and since when.
        OutputError: the folder is missing or may not be written.
    """
    final = Path(path).resolve()
    mine = _MINE.get()
    if any(held.file == final and held.live for held in mine):
        yield
        return
    lock = _lock_of(final)
    try:
        handle = _taken(lock, shown(path))
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise OutputError(f"文件夹 {final.parent} 不存在，请先建立它，再保存 {final.name}。") from error
        raise OutputError(f"写不了 {shown(path)}：{reason_of(error)}") from error
    held = _Hold(final)
    try:
        if os.fstat(handle).st_size:
            _sweep(final)
        _sign(handle, final)
        before = _MINE.set((*mine, held))
        try:
            yield
        finally:
            _MINE.reset(before)
    finally:
        held.live = False
        _let_go(handle, lock)


def held_or_left(path: str | os.PathLike[str]) -> bool:
    """Tell whether somebody holds ``path``, or was killed while holding it."""
    return _lock_of(Path(path).resolve()).exists()


def _lock_of(final: Path) -> Path:
    return final.with_name(f".{final.name}.lock")


def _taken(lock: Path, name: str) -> int:
    """Return the handle of the lock file, locked.

    Raises:
        BusyError: somebody else has locked it.
        OSError: it cannot be opened.
    """
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if not _locked(handle):
                raise BusyError(
                    f"{name} 正被占用：{_holder(handle)}本次没有改动它。"
                    "请等那边写完，或先结束那边的程序，再来一次。"
                )
            if _is(handle, lock):
                return handle
        except BaseException:
            os.close(handle)
            raise
        # Who held it let go between our opening and our locking: what we have locked is no file any more.
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    _PLACE = 1 << 20
    """Far behind the words: on Windows what is locked cannot be read either."""

    def _locked(handle: int) -> bool:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL):
                raise
        return True


def _is(handle: int, path: Path) -> bool:
    """Tell whether an open file still goes by that name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int, final: Path) -> None:
    """Put down who holds the file, for whoever comes second or finds the lock file."""
    words = (
        f"进程 {os.getpid()}（电脑 {platform.node() or '未知'}）从 {datetime.now():%Y-%m-%d %H:%M:%S} "
        f"起正在写 {final.name}。\n"
        "写完后本文件自动删除。程序中途被杀时会留下它，不妨碍下次运行，那时自会清掉。\n"
    )
    # A full disk is told when the file itself is written.
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, words.encode())


def _holder(handle: int) -> str:
    words = ""
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        words = os.read(handle, _WORDS).decode("utf-8", "ignore").split("\n")[0]
    # The file may be anybody's: only what could have been written here is passed on.
    return (
        words
        if re.fullmatch(r"进程 \d+（电脑 [^\n\x00-\x1f]*）从 [\d :-]+ 起正在写 .*。", words)
        else "另一个程序正在写它。"
    )


def _let_go(handle: int, lock: Path) -> None:
    if sys.platform != "win32":
        # Before it is unlocked: afterwards it may be somebody else's.
        with suppress(OSError):
            if _is(handle, lock):
                lock.unlink()
        os.close(handle)
    else:
        os.close(handle)
        # Fails, as it should, where somebody else has it open by now.
        with suppress(OSError):
            lock.unlink()


def _sweep(final: Path) -> None:
    """Remove what a killed process left half-written of a file and of those that share its stem."""
    stem = final.stem.removesuffix(".report")
    with suppress(OSError):
        for path in final.parent.iterdir():
            name = temporary_of(path)
            if name == final.name or name.startswith(f"{stem}."):
                path.unlink()
