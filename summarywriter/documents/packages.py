"""Office files are zip packages of XML: what is none, or would burst, is refused before it is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from summarywriter.errors import InputError
from summarywriter.limits import limit, require

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = (".xml", ".rels")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that office programs use; the others can burst while they are being read."""

_SMALL = 1024 * 1024
"""Bytes up to which nobody asks how tightly a part is packed."""


def open_package(data: bytes, needed: str, *, source: str, kind: str) -> bytes:
    """Return the package that ``data`` is, made anew so that a parser can be trusted with it.

    Its XML is as it was, read up to the limits whatever the package says of its own size; pictures
    and the like are empty. ``needed`` is the file without which it is no package of that kind.

    Raises:
        InputError: it is no such package, is encrypted or damaged, breaks a limit, or declares
            entities, which no office program does.
    """
    if data.startswith(_OLD_OFFICE):
        raise InputError(
            f"{source} 是旧格式或加了密码的文件，请用 Word/WPS 打开，去掉密码并另存为 {kind} 后再试。"
        )
    damaged = f"{source} 不是完整的 {kind} 文件，可能已损坏，请重新另存为 {kind} 后再试。"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            # Of two parts of one name the last counts, as it does for the parsers.
            entries = {entry.filename: entry for entry in package.infolist()}
            if needed not in entries:
                raise InputError(f"{source} 不是 {kind} 文件，请用相应的程序打开，另存为 {kind} 后再试。")
            require("package-files", len(entries), source)
            parts = _parts(package, entries, source)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(damaged) from error
    look = _Look(source)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as clean:
        for name, content in parts.items():
            look.through(content)
            clean.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _parts(package: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], source: str) -> dict[str, bytes]:
    """Return every part's content; that of parts which are no XML is left out.

    A part's header may lie of its size: no more is read than it says, and all of them together
    no more than the limit.
    """
    allowed = limit("package-mb") * 1024 * 1024
    parts: dict[str, bytes] = {}
    taken = 0
    for name, entry in entries.items():
        parts[name] = b""
        if not name.lower().endswith(_XML):
            continue
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile(name)
        if entry.file_size > _SMALL:
            require("package-ratio", entry.file_size // max(1, entry.compress_size), source)
        with package.open(entry) as part:
            parts[name] = part.read(allowed - taken + 1)
        taken += len(parts[name])
        require("package-mb", -(-taken // (1024 * 1024)), source)
    return parts


class _Look:
    """Goes through the XML of a package: counts what is in it, and allows no declarations."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._elements = 0
        self._depth = 0

    def through(self, content: bytes) -> None:
        """Look through one part; what is no proper XML is for its parser to refuse."""
        self._depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._declaration
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            return

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        require("package-elements", self._elements, self._source)
        require("package-depth", self._depth, self._source)

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _declaration(self, *_: object) -> None:
        raise InputError(
            f"{self._source} 里有办公软件不会写的声明（DOCTYPE），没有读入，"
            "请用 Word、Excel 或 WPS 打开后重新另存。"
        )
