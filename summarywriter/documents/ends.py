"""Lines of a document that are none of its text: copies, contacts, annexes, the printer's line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from summarywriter.resources import word_rows

_SHAPES = {
    "start": "{0}：.*",
    "number": r"{0}[\d一二三四五六七八九十]{{0,3}}(?:[：、.].*)?",
    "whole": "{0}[。！]?",
    "end": "[^，；]*日{0}",
}
_SHOWN = 20
_TOP = 5
"""Lines that may stand above a report's text."""
_LONG = 60
"""Characters that only the text's own lines have."""
_LONGEST = 200
"""Characters up to which a line is such a one; longer ones are prose that happens to begin so."""


def ends_document(text: str) -> bool:
    """Tell a line about the text and none of it (抄送：…, 联系人：…, 附件：1.…)."""
    return (
        len(text) <= _LONGEST and _pattern().fullmatch(text.replace(":", "：").strip("（）() ")) is not None
    )


def begins_annexes(text: str) -> bool:
    """Tell a line of annexes, after which others may follow numbered (2.…)."""
    return ends_document(text) and text.startswith(_annexes())


def is_text(before: Iterable[str]) -> bool:
    """Tell whether lines hold a text, and no more than title, organisation and date (主送：… may be next)."""
    return any(n >= _TOP or len(line) > _LONG for n, line in enumerate(before))


def told_behind(lines: Sequence[str]) -> str:
    """Say that lines behind the sign-off are left out."""
    shown = lines[0] if len(lines[0]) <= _SHOWN else f"{lines[0][:_SHOWN]}…"
    return f"落款之后的{len(lines)}行（从“{shown}”起）不是正文，没有读入。"


@cache
def _annexes() -> tuple[str, ...]:
    return tuple(words for words, where in word_rows("document-ends") if where == "number")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        "|".join(_SHAPES[where].format(re.escape(words)) for words, where in word_rows("document-ends"))
    )
