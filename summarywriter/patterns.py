"""Regular expressions that are compiled when they are first asked: most commands ask few of a thousand."""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does as ``re.compile(source, flags)`` does, but is compiled at its first use.

    A source that is none is told then, by ``re.error``.
    """
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    """A pattern to be: what it was asked for once is kept, so that asking costs no more than elsewhere."""

    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> object:
        asked: object = getattr(self._compiled, name)
        self.__dict__[name] = asked
        return asked
