"""Office files are zip packages: what is none, or would burst, is refused before it is opened."""

from __future__ import annotations

import io
import zipfile

from summarywriter.errors import InputError

_UNPACKED_LIMIT = 256 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_package(data: bytes, needed: str, *, source: str, kind: str) -> None:
    """Make sure that ``data`` is a package that holds the file ``needed``.

    Raises:
        InputError: it is not, it is encrypted, damaged, or unpacks to more than 256 MiB.
    """
    if data.startswith(_OLD_OFFICE):
        raise InputError(
            f"{source} 是旧格式或加了密码的文件，请用 Word/WPS 打开，去掉密码并另存为 {kind} 后再试。"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            size = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(
            f"{source} 不是完整的 {kind} 文件，可能已损坏，请重新另存为 {kind} 后再试。"
        ) from error
    if needed not in names:
        raise InputError(f"{source} 不是 {kind} 文件，请用相应的程序打开，另存为 {kind} 后再试。")
    if size > _UNPACKED_LIMIT:
        raise InputError(f"{source} 解开后太大，请去掉其中的图片或多余的行列后再试。")
