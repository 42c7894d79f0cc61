"""The readers of sheets and documents: a value, or an error in Chinese that names the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from entry import named, run, text_of

from summarywriter.documents import read_changes, read_lines, read_sheet
from summarywriter.errors import SummaryWriterError

SUFFIXES = (".md", ".yaml", ".json", ".txt", ".csv", ".docx", ".xlsx")
FOLDER = TemporaryDirectory()


def one(data: bytes) -> None:
    if not data:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    path = Path(FOLDER.name) / f"facts{suffix}"
    content = (
        data[1:]
        if data[0] > 127 or suffix in (".docx", ".xlsx")
        else text_of(data[1:]).encode(errors="replace")
    )
    path.write_bytes(content)
    for read in (read_sheet, read_lines, read_changes):
        try:
            read(path)
        except SummaryWriterError as error:
            named(path.name, error)


if __name__ == "__main__":
    run(one)
