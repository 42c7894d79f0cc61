"""A file as it was given: its bytes, read once, with its kind and the name that messages call it by."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from summarywriter.documents.files import STDIN, decode, read_bytes, shown


@dataclass(frozen=True, slots=True)
class Given:
    """``suffix`` is in lower case, empty for the standard input and for files without one."""

    name: str
    suffix: str
    data: bytes

    @property
    def text(self) -> str:
        """The content as text.

        Raises:
            InputError: the bytes are no text.
        """
        return decode(self.data, self.name)


def given(path: str | os.PathLike[str]) -> Given:
    """Read a file, or the standard input for ``-``.

    Raises:
        InputError: it cannot be read.
    """
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    return Given(shown(path), suffix, read_bytes(path))
