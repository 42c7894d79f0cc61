"""The particulars of a report, as written → the fields of a :class:`Sheet`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summarywriter.errors import InputError
from summarywriter.markup.dates import read_date
from summarywriter.markup.escapes import one_line
from summarywriter.markup.fields import LISTS, field_label, genre_named, known_genres
from summarywriter.markup.numbering import style
from summarywriter.text import narrow


def read_particulars(given: Mapping[str, object], problems: list[str]) -> dict[str, Any]:
    """Return the fields of a sheet that ``given`` (field → string or list of strings) tells.

    What cannot be used is left out and told in ``problems``.
    """
    read: dict[str, Any] = {}
    for field, value in given.items():
        label = f"“{field_label('sheet', field)}”（{field}）"
        if field in LISTS:
            lines = _lines(value)
            if lines is None:
                problems.append(f"{label}要写成一条一条的文字，每条一行，前面加“- ”。")
            elif lines:
                read[field] = lines
        elif value is None or isinstance(value, str):
            line = one_line(value or "")
            if line:
                _read_line(field, line, label, read, problems)
        else:
            problems.append(f"{label}要写成一行文字，不能是列表或多层内容。")
    return read


def _read_line(field: str, line: str, label: str, read: dict[str, Any], problems: list[str]) -> None:
    if field == "date" and read_date(line) is None:
        problems.append(f"{label}“{line}”不是有效的日期，请写成 2024-07-05 这样。")
    elif field == "decimals":
        number = narrow(line)
        if number.isascii() and number.isdecimal() and int(number[:3]) <= 6:
            read[field] = int(number[:3])
        else:
            problems.append(f"{label}要写0到6的整数，现在是“{line}”。")
    elif field == "genre":
        genre = genre_named(line)
        if genre is None:
            problems.append(f"没有“{line}”这种体裁，可选的有：{known_genres()}。")
        else:
            read[field] = genre
    elif field == "numbering":
        try:
            style("", line)
        except InputError as error:
            problems.append(str(error))
        else:
            read[field] = line
    else:
        read[field] = line


def _lines(value: object) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if isinstance(value, str):
        # One line in place of a list, or several below each other.
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if isinstance(value, Sequence) and all(item is None or isinstance(item, str) for item in value):
        lines = (one_line(item or "") for item in value)
        return tuple(line for line in lines if line)
    return None
