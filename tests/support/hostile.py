"""Files that mean harm: Word and Excel packages with whatever parts a test wants in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import docx
import openpyxl

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EXCEL = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DECLARED = (
    '<!DOCTYPE x [<!ENTITY a "工会"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip package of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def _plain(kind: str) -> bytes:
    made = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_heading("组织建设", 1)
        document.add_paragraph("新建工会12家", style="List Bullet")
        document.save(made)
    else:
        book = openpyxl.Workbook()
        for row in (["类别", "内容", "数值", "单位"], ["组织建设", "新建工会", 12, "家"]):
            book.active.append(row)
        book.save(made)
    return made.getvalue()


def word(
    body: str | None = None, *, before: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return a Word file: ``body`` in place of its own, a declaration ``before`` it, further parts."""
    own = unzipped(_plain("docx"))
    if body is not None:
        own["word/document.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>{before}'
            f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
        ).encode()
    return zipped({**own, **(parts or {})})


def paragraph(text: str) -> str:
    """Return a paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def excel(
    rows: str | None = None,
    *,
    before: str = "",
    after: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an Excel file: ``rows`` in place of its own, ``after`` behind them, further parts."""
    own = unzipped(_plain("xlsx"))
    if rows is not None:
        own["xl/worksheets/sheet1.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?>{before}'
            f"<worksheet {EXCEL}><sheetData>{rows}</sheetData>{after}</worksheet>"
        ).encode()
    return zipped({**own, **(parts or {})})


def cell(place: str, text: str) -> str:
    """Return a cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def lying(data: bytes, name: str, size: int) -> bytes:
    """Return the package with another size claimed for one part, and the checksum that would fit."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(name)
        start = package.read(name)[:size]
    old = entry.CRC.to_bytes(4, "little") + entry.compress_size.to_bytes(4, "little")
    claimed = zipfile.crc32(start).to_bytes(4, "little") + entry.compress_size.to_bytes(4, "little")
    full = entry.file_size.to_bytes(4, "little")
    assert data.count(old + full) == 2
    return data.replace(old + full, claimed + size.to_bytes(4, "little"))
