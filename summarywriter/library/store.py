"""Where examples come from: the shipped ``fewshot/`` and the user's own folder."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

from platformdirs import user_data_path

from summarywriter.documents import read_sheet
from summarywriter.errors import InputError
from summarywriter.markup import parse_sheet
from summarywriter.model import Example, Sheet
from summarywriter.resources import folder as shipped_folder

EXAMPLES_VARIABLE = "SUMMARYWRITER_EXAMPLES_FOLDER"
"""Environment variable that names the folder with the user's own examples.

``SUMMARYWRITER_EXAMPLES`` is taken: it says how many are shown (settings).
"""

SUFFIXES = frozenset({".md", ".markdown", ".yaml", ".yml", ".json"})
"""Files of these kinds are examples; a report saved as ``.report.json`` is not one."""


def load_examples(folder: str | os.PathLike[str] | None = None) -> tuple[Example, ...]:
    """Return every worked section: the shipped ones, then the user's, each in the order of the files.

    ``folder`` is the user's folder, by default :func:`examples_folder`. A file of the user's
    takes the place of the shipped one of the same name. Sections without a text are left out.

    Raises:
        InputError: the folder given does not exist, or a file in it cannot be read.
    """
    own = Path(folder).expanduser() if folder is not None else examples_folder()
    if folder is not None and own is not None and not own.is_dir():
        raise InputError(f"范例文件夹不存在：{own}。请检查路径，或先建立这个文件夹。")
    return _joined(_stamps(own) if own is not None else ())


def load_sheets(folder: str | os.PathLike[str] | None = None) -> tuple[tuple[str, Sheet], ...]:
    """Return every file of examples as a whole, under its source: the shipped ones, then the user's.

    ``folder`` is the user's folder, by default :func:`examples_folder`.

    Raises:
        InputError: as :func:`load_examples`.
    """
    place = Path(folder).expanduser() if folder is not None else examples_folder()
    own = {path.stem: _own_sheet(path) for path, *_ in (_stamps(place) if place is not None else ())}
    return (*((source, sheet) for source, sheet in _shipped_sheets() if source not in own), *own.items())


def usual_folder() -> Path:
    """Return where the user's own examples belong, whether it is there or not.

    It is the folder that ``SUMMARYWRITER_EXAMPLES_FOLDER`` names, otherwise ``examples`` in the
    user's data folder.
    """
    given = os.environ.get(EXAMPLES_VARIABLE)
    if given:
        return Path(given).expanduser()
    return user_data_path("summarywriter", appauthor=False) / "examples"


def examples_folder() -> Path | None:
    """Return the user's own folder of examples, ``None`` while there is none.

    Raises:
        InputError: the variable names a folder that does not exist.
    """
    folder = usual_folder()
    if folder.is_dir():
        return folder
    if os.environ.get(EXAMPLES_VARIABLE):
        raise InputError(f"环境变量 {EXAMPLES_VARIABLE} 指向的文件夹不存在：{folder}")
    return None


_Stamp = tuple[Path, int, int]


def _stamps(own: Path) -> tuple[_Stamp, ...]:
    """Return the user's files with time and size, so that a changed file is read again."""
    found = []
    for path in sorted(own.iterdir()):
        hidden = path.name.startswith((".", "~"))
        if path.suffix.lower() in SUFFIXES and not hidden and not path.name.endswith(".report.json"):
            state = path.stat()
            found.append((path, state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=8)
def _joined(stamps: tuple[_Stamp, ...]) -> tuple[Example, ...]:
    own = {path.stem: _worked(path.stem, _own_sheet(path)) for path, *_ in stamps}
    kept = [examples for source, examples in _shipped() if source not in own]
    return tuple(example for examples in (*kept, *own.values()) for example in examples)


@cache
def _shipped() -> tuple[tuple[str, tuple[Example, ...]], ...]:
    return tuple((source, _worked(source, sheet)) for source, sheet in _shipped_sheets())


@cache
def _shipped_sheets() -> tuple[tuple[str, Sheet], ...]:
    files = sorted(
        (file for file in shipped_folder("fewshot").iterdir() if file.name.endswith(".md")),
        key=lambda file: file.name,
    )
    return tuple(
        (file.name.removesuffix(".md"), parse_sheet(file.read_text("utf-8"), source=file.name))
        for file in files
    )


def shipped_sources() -> frozenset[str]:
    """Return the names of the shipped examples' files, without suffix."""
    return frozenset(source for source, _ in _shipped_sheets())


def _own_sheet(path: Path) -> Sheet:
    try:
        return read_sheet(path)
    except InputError as error:
        raise InputError(f"范例读不进来，请改正它，或把它移出范例文件夹：{error}") from error


def _worked(source: str, sheet: Sheet) -> tuple[Example, ...]:
    return tuple(
        Example(
            id=f"{source}/{section.id}",
            source=source,
            genre=sheet.genre,
            organization=sheet.organization,
            title=sheet.title,
            period=sheet.period,
            section=section,
        )
        for section in sheet.sections
        if section.text.strip()
    )
