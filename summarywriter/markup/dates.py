"""The date of a report: read in the forms offices write, printed without zero padding."""

from __future__ import annotations

import datetime
import re

from summarywriter.patterns import regex
from summarywriter.text import narrow

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMERIC = regex(r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:(?:-|/|\.|月)\s*(?:(\d{1,2})\s*日?)?)?")
_COMPACT = regex(r"(\d{4})(\d{2})(\d{2})")
_HANZI = regex(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)


def read_date(written: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day (``None`` where only the month is told) of a date.

    ``2024-07-05``, ``2024/7/5``, ``2024.7.5``, ``20240705``, ``2024年7月5日``, ``二〇二四年七月五日``
    are read, a clock time after it passed over; ``None`` for anything else and for days that do not exist.
    """
    text = re.sub(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\Z", "", narrow(written).strip())
    match = _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    else:
        match = _HANZI.fullmatch(text)
        if match is None:
            return None
        year, month = int(match[1].translate(_DIGITS)), _small(match[2])
        day = _small(match[3]) if match[3] else None
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return year, month, day


def printed_date(written: str) -> str:
    """Return the date as a report prints it (GB/T 9704-2012, 7.3.5.4): ``2024年7月5日``.

    What is no date is returned as it is.
    """
    read = read_date(written)
    if read is None:
        return written.strip()
    year, month, day = read
    return f"{year}年{month}月" + (f"{day}日" if day else "")


def _small(hanzi: str) -> int:
    tens, ten, ones = hanzi.rpartition("十")
    if not ten:
        return int(hanzi.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
