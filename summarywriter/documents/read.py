"""Files → sheets, reports and the lines of written documents, by suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarywriter.documents.csv_in import is_csv, read_csv
from summarywriter.documents.files import STDIN, read_bytes, read_text, shown
from summarywriter.documents.given import Given, given
from summarywriter.documents.lines import Line, document_lines
from summarywriter.documents.plain import markdown
from summarywriter.documents.text_in import is_text_prose, read_text_lines, read_text_sheet, without_behind
from summarywriter.errors import InputError
from summarywriter.limits import require_lines
from summarywriter.markup import UNVERIFIED, parse_json, parse_report, parse_sheet, parse_yaml
from summarywriter.model import Report, Sheet

if TYPE_CHECKING:
    from summarywriter.documents.word import Change


Tell = Callable[[str], None]
"""Called with what a person should know of a reading: what was left out, and why."""


def _untold(note: str) -> None:
    """Let nobody know."""


def _read_markdown(file: Given, tell: Tell) -> Sheet:
    return parse_sheet(file.text, source=file.name)


def _read_yaml(file: Given, tell: Tell) -> Sheet:
    return parse_yaml(file.text, source=file.name)


def _read_json(file: Given, tell: Tell) -> Sheet:
    return parse_json(file.text, source=file.name)


def _read_text(file: Given, tell: Tell) -> Sheet:
    return read_text_sheet(file.text, source=file.name, tell=tell)


def _read_text_or_csv(file: Given, tell: Tell) -> Sheet:
    return (_read_csv if is_csv(file.text) else _read_text)(file, tell)


def _read_csv(file: Given, tell: Tell) -> Sheet:
    return read_csv(file.data, source=file.name, tell=tell)


def _read_excel(file: Given, tell: Tell) -> Sheet:
    # Imported when it is wanted: the libraries for Excel and Word take long to import.
    from summarywriter.documents.excel_in import read_excel

    return read_excel(file.data, source=file.name, tell=tell)


def _read_word(file: Given, tell: Tell) -> Sheet:
    from summarywriter.documents.word import read_word_sheet

    return read_word_sheet(file.data, source=file.name, tell=tell)


_READERS: Mapping[str, Callable[[Given, Tell], Sheet]] = MappingProxyType(
    {
        ".md": _read_markdown, ".markdown": _read_markdown,
        ".yaml": _read_yaml, ".yml": _read_yaml,
        ".json": _read_json,
        ".txt": _read_text, ".text": _read_text, "": _read_text_or_csv,
        ".docx": _read_word,
        ".xlsx": _read_excel, ".xlsm": _read_excel,
        ".csv": _read_csv, ".tsv": _read_csv,
    }
)  # fmt: skip
_TO_CONVERT: Mapping[str, str] = MappingProxyType(
    {
        ".doc": "用 Word 或 WPS 打开，另存为 .docx",
        ".wps": "用 WPS 打开，另存为 .docx",
        ".rtf": "用 Word 或 WPS 打开，另存为 .docx",
        ".odt": "用 LibreOffice 打开，另存为 .docx",
        ".xls": "用 Excel 或 WPS 打开，另存为 .xlsx",
        ".et": "用 WPS 打开，另存为 .xlsx",
        ".ods": "用 LibreOffice 打开，另存为 .xlsx",
        ".pdf": "用 Word 或 WPS 打开并另存为 .docx（扫描件要先识别文字），或把文字复制到 .txt 文件里",
        ".ofd": "用阅读器导出为 .docx，或把文字复制到 .txt 文件里",
        ".html": "用浏览器打开，把文字复制到 .txt 文件里",
        ".htm": "用浏览器打开，把文字复制到 .txt 文件里",
    }
)


def read_sheet(path: str | os.PathLike[str], tell: Tell = _untold) -> Sheet:
    """Read a sheet from a file of any known kind; ``-`` is text, or a ledger as CSV, on the standard input.

    A stored report (``.report.json``) gives its sheet. ``tell`` hears of what was left out.

    Raises:
        InputError: the file cannot be read, or its kind is not known.
        SheetError: it breaks the document form; carries every problem.
    """
    return sheet_of(given(path), tell)


def sheet_of(file: Given, tell: Tell = _untold) -> Sheet:
    """Read a sheet from a file that was read already; else as :func:`read_sheet`."""
    reader = _READERS.get(file.suffix)
    if reader is None:
        raise InputError(_refusal(file.name, tuple(_READERS)))
    return reader(file, tell)


def is_prose(file: Given) -> bool:
    """Tell whether a file is running prose, as a written report is, and no list of facts.

    Raises:
        InputError: the file cannot be opened.
    """
    if file.suffix == ".docx":
        from summarywriter.documents.word import is_word_prose

        return is_word_prose(file.data, source=file.name)
    return file.suffix in (".md", ".markdown", ".txt", ".text", "") and is_text_prose(file.text)


def read_report(path: str | os.PathLike[str]) -> Report:
    """Read a stored report (``.report.json``).

    Raises:
        InputError: the file cannot be read, is no report or is damaged.
    """
    return parse_report(read_text(path), source=shown(path))


def read_lines(path: str | os.PathLike[str], tell: Tell = _untold) -> tuple[Line, ...]:
    """Return a written document (.docx .md .txt, a stored report, ``-``) as its lines.

    Numbers and 【待核实】 are taken off; headings, groups and sign-off are told by styles, numbers
    and shape. It is the way back from :func:`document_lines`. ``tell`` hears of what stands behind
    the sign-off and is left out.

    Raises:
        InputError: the file cannot be read, or its kind is not known.
    """
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    if suffix == ".docx":
        from summarywriter.documents.word import read_word_lines

        return read_word_lines(read_bytes(path), source=shown(path), tell=tell)
    if suffix == ".json":
        return tuple(
            replace(line, number="", text=line.text.replace(UNVERIFIED, ""))
            for line in document_lines(read_report(path))
        )
    if suffix in (".md", ".markdown", ".txt", ".text", ""):
        return read_text_lines(_read_prose(path), tell)
    raise InputError(_refusal(path, (".docx", ".md", ".txt", ".json")))


def read_changes(path: str | os.PathLike[str]) -> tuple[Change, ...]:
    """Return a Word file's tracked changes and comments; other files have none.

    Raises:
        InputError: the file cannot be read or opened.
    """
    if str(path) == STDIN or Path(path).suffix.lower() != ".docx":
        return ()
    from summarywriter.documents.word import read_word_changes

    return read_word_changes(read_bytes(path), source=shown(path))


def read_document(path: str | os.PathLike[str], tell: Tell = _untold) -> str:
    """Return a written document as Markdown: headings with ``#`` marks, a paragraph a line.

    Text and Markdown files are returned as they are, so that places in them keep their meaning.
    What stands behind the sign-off is left out, as ``tell`` hears.

    Raises:
        InputError: as :func:`read_lines`.
    """
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    if suffix in (".docx", ".json"):
        return markdown(read_lines(path, tell))
    if suffix in (".md", ".markdown", ".txt", ".text", ""):
        return without_behind(_read_prose(path), tell)
    raise InputError(_refusal(path, (".docx", ".md", ".txt", ".json")))


def _read_prose(path: str | os.PathLike[str]) -> str:
    text = read_text(path)
    require_lines(text, shown(path))
    return text


def _refusal(path: str | os.PathLike[str], known: tuple[str, ...]) -> str:
    suffix = Path(path).suffix.lower()
    # A file that is not there is the nearer trouble.
    read_bytes(path)
    advice = _TO_CONVERT.get(suffix)
    if advice:
        return f"读不了 {suffix} 文件 {path}，请先{advice}，再用转换后的文件。"
    listed = " ".join(dict.fromkeys(name for name in known if name))
    return f"不认识 {path} 这种文件，能读的有：{listed}。"
