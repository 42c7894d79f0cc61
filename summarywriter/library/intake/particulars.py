"""What kind of report an old one is, who wrote it, and when it was signed."""

from __future__ import annotations

from collections import Counter

from summarywriter.markup import read_date
from summarywriter.markup.numbering import GENERAL
from summarywriter.markup.titles import organization_of
from summarywriter.patterns import regex
from summarywriter.resources import word_rows

_NAMELESS = regex(r"[本我校院局]?(?:校|单位|公司|学校|医院|机关)?(?:基层)?(?:工会|委员会|会)+(?:委员会)?")
"""A sign-off that any organisation could use."""
_LEAST = 4


def writer_of(signed: str, title: str, lead: str) -> str:
    """Return the writing organisation: as signed, unless that names none of its own (工会委员会)."""
    if signed and _NAMELESS.fullmatch(signed) is None:
        return signed
    return organization_of(title, "") or signed or organization_of(title, lead)


def genre_of(title: str, text: str) -> str:
    """Return the kind of report by the words it uses, ``general`` where nothing speaks for one."""
    counts: Counter[str] = Counter()
    for genre, words, weight in word_rows("genre-clues"):
        for word in words.split():
            counts[genre] += int(weight) * min(text.count(word) + 5 * title.count(word), 12)
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _LEAST else GENERAL


def iso_date(written: str) -> str:
    """Return a sign-off date as ``2024-07-05``, empty where it names no day."""
    read = read_date(written) if written else None
    if read is None or read[2] is None:
        return ""
    return f"{read[0]:04d}-{read[1]:02d}-{read[2]:02d}"
