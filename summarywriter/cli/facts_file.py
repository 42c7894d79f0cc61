"""The file of facts that a command was given, and what a person should know of its reading."""

from __future__ import annotations

from pathlib import Path

from summarywriter.cli.screen import note
from summarywriter.library import read_sheet
from summarywriter.model import Sheet


def read_facts(file: Path, *, among: bool = False) -> Sheet:
    """Read a sheet; what was left out of it is told on standard error, with its name ``among`` others.

    Raises:
        SummaryWriterError: as :func:`summarywriter.library.read_sheet`.
    """
    head = f"{file}：" if among else ""
    return read_sheet(file, lambda told: note(f"{head}{told}"))
