"""Files → sheets and reports, by suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from summarywriter.documents.files import STDIN, read_text, shown
from summarywriter.errors import InputError
from summarywriter.markup import parse_json, parse_report, parse_sheet, parse_yaml
from summarywriter.model import Report, Sheet

_TEXTS: Mapping[str, Callable[..., Sheet]] = MappingProxyType(
    {
        ".md": parse_sheet, ".markdown": parse_sheet,
        ".yaml": parse_yaml, ".yml": parse_yaml,
        ".json": parse_json,
    }
)  # fmt: skip


def read_sheet(path: str | os.PathLike[str]) -> Sheet:
    """Read a sheet from a file of any known kind; ``-`` is text on the standard input.

    Raises:
        InputError: the file cannot be read, or its kind is not known.
        SheetError: it breaks the document form; carries every problem.
    """
    suffix = Path(path).suffix.lower()
    if str(path) == STDIN:
        return parse_sheet(read_text(path), source=shown(path))
    parse = _TEXTS.get(suffix)
    if parse is None:
        raise InputError(f"不认识 {path} 这种文件。")
    return parse(read_text(path), source=shown(path))


def read_report(path: str | os.PathLike[str]) -> Report:
    """Read a stored report (``.report.json``).

    Raises:
        InputError: the file cannot be read, is no report or is damaged.
    """
    return parse_report(read_text(path), source=shown(path))
