"""Bytes and text in and out of files, with errors a clerk can act on."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from summarywriter.errors import InputError, OutputError, system_says
from summarywriter.limits import limit, require
from summarywriter.patterns import regex

STDIN = "-"
"""The path that means the standard input."""

_TEMPORARY = regex(r"\.(.+)\.[a-z0-9_]{8}\.tmp")
"""``.facts.report.json.k3x_81qa.tmp``: what a file is called while it is written."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return a file's bytes (those of the standard input for ``-``).

    Raises:
        InputError: missing, a folder or no file at all, not readable, empty, or larger than the limit
            (words/limits.tsv).
    """
    name = shown(path)
    most = limit("file-mb") * 1024 * 1024
    try:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(most + 1)
        else:
            _require_file(path, name)
            with Path(path).open("rb") as file:
                data = file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError(f"找不到文件 {name}，请检查文件名和所在的文件夹。") from error
    except IsADirectoryError as error:
        raise InputError(f"{name} 是文件夹，请写出其中的文件名。") from error
    except PermissionError as error:
        if Path(path).is_dir():
            raise InputError(f"{name} 是文件夹，请写出其中的文件名。") from error
        raise InputError(f"没有权限读取 {name}，请检查文件权限，或先关闭正在打开它的程序。") from error
    except (OSError, ValueError) as error:
        raise InputError(f"读不了 {name}：{system_says(error)}。") from error
    require("file-mb", -(-len(data) // (1024 * 1024)), name)
    if not data.strip():
        raise InputError(f"{name} 是空的，请先写入内容。")
    return data


_OPEN_ALREADY = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What a shell passes on in the place of a file: somebody writes to it."""


def _require_file(path: str | os.PathLike[str], name: str) -> None:
    """Refuse what would be waited for without end, or never end: pipes and devices."""
    mode = Path(path).stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or str(path).startswith(_OPEN_ALREADY)):
        raise InputError(f"{name} 不是普通文件，而是管道或设备。请先把内容存成文件，或用“-”从标准输入读。")


def read_text(path: str | os.PathLike[str]) -> str:
    """Return a text file's text; ``-`` is the standard input.

    Raises:
        InputError: as :func:`read_bytes`, or as :func:`decode`.
    """
    return decode(read_bytes(path), shown(path))


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8, GBK or, with its mark, UTF-16, as Windows wrote and writes them.

    Raises:
        InputError: the bytes are no such text.
    """
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(f"{name} 的编码读不通，请另存为 UTF-8 后再试。") from error
    if b"\0" in data:
        raise InputError(f"{name} 不是文本文件，读不出文字，请换用文本、Markdown 或 Word（.docx）文件。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if is_gbk(data):
            return data.decode("gb18030")
        raise InputError(
            f"{name} 不是 UTF-8 或 GBK 文本，读不出文字，请另存为 UTF-8 的文本文件后再试。"
        ) from error


def is_gbk(data: bytes) -> bool:
    """Tell whether the bytes read as Chinese in GB 18030: hanzi and common marks, hardly anything else."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [c for c in text if ord(c) > 0x7F]
    common = sum(
        1 for c in wide if "\u4e00" <= c <= "\u9fa5" or c in "，。、；：？！（）《》“”‘’…—～·〔〕【】％　"
    )
    control = sum(1 for c in text if ord(c) < 0x20 and c not in "\t\r\n\f")
    return bool(wide) and common >= 0.8 * len(wide) and not control


def write_atomically(path: str | os.PathLike[str], data: bytes | str) -> Path:
    """Write ``data`` to ``path`` so that there is the old file or the new one, never half of one.

    Raises:
        OutputError: the folder is missing or may not be written, the target is a folder, the disk is full,
            or the text holds halves of characters.
    """
    target = Path(path)
    name = shown(path)
    data = encoded(data, name)
    try:
        mode = _mode_of(target)
        if mode is None and not target.parent.is_dir():
            raise OutputError(f"文件夹 {target.parent} 不存在，请先建立它，再保存 {target.name}。")
        if mode is None and target.is_symlink():
            # Who laid such a link wants a file made elsewhere.
            raise OutputError(f"{name} 是失效的链接，请删去它，或换一个文件名。")
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError(f"{name} 是文件夹，请写出要保存的文件名。")
        if mode is not None and not os.access(target, os.W_OK):
            raise OutputError(f"{name} 是只读文件，请换一个文件名，或去掉只读属性。")
        # A link is followed: what it points to is replaced, and the link stays.
        final = target.resolve() if target.is_symlink() else target
        _replace(final, data, 0o666 & ~_umask() if mode is None else mode & 0o777)
    except (OSError, ValueError) as error:
        raise OutputError(f"写不了 {name}：{reason_of(error)}") from error
    return target


def encoded(data: bytes | str, name: str) -> bytes:
    """Return the bytes to be written to the file of that name.

    Raises:
        OutputError: the text holds halves of characters.
    """
    try:
        return data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError as error:
        raise OutputError(
            f"写不了 {name}：文字里有不完整的字符（如 {error.object[error.start]!a}），请删去后再试。"
        ) from error


def _mode_of(path: Path) -> int | None:
    """Return the mode of what stands at a path, links followed; ``None`` where nothing does."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(final: Path, data: bytes, mode: int) -> None:
    handle, temporary = tempfile.mkstemp(dir=final.parent, prefix=f".{final.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        os.replace(temporary, final)  # noqa: PTH105  # the call that is atomic, by its own name
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _keep_name(final.parent)


def _keep_name(folder: Path) -> None:
    """See to it that a new name in a folder outlasts a power cut, where the system can do that."""
    if sys.platform == "win32":
        return
    # Not every file system can; the file itself is whole in any case.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def temporary_of(path: Path) -> str:
    """Return the name of the file that ``path`` was to become, empty where it is no file half-written."""
    found = _TEMPORARY.fullmatch(path.name)
    return found.group(1) if found else ""


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


_REASONS = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再试。",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间后再试。",
    errno.EFBIG: "文件超过了系统允许的大小，请换一个位置，或请管理员放宽限制。",
    errno.EROFS: "磁盘是只读的，请换一个文件夹。",
    errno.ENAMETOOLONG: "文件名太长，请换一个短些的文件名。",
}


def reason_of(error: Exception) -> str:
    """Return why something could not be written, and what to do."""
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被别的程序（如 Word）打开，请关闭后再试，或换一个文件夹。"
    told = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return told or f"{system_says(error)}，请换一个位置或文件名。"


def shown(path: str | os.PathLike[str]) -> str:
    """Return the path as messages name it."""
    return "标准输入" if str(path) == STDIN else str(path)
