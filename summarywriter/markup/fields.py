"""The names under which a sheet's fields may be written: its own, its Chinese ones, aliases."""

from __future__ import annotations

from functools import cache

from summarywriter.model import Role
from summarywriter.resources import word_rows
from summarywriter.text import narrow

PARTICULARS = (
    "title", "organization", "period", "date", "genre", "numbering", "decimals", "guidance", "invented",
)  # fmt: skip
"""The fields of a front matter, in the order in which they are written."""

LISTS = frozenset({"guidance", "invented"})
"""Those of them that hold several lines."""


def field_named(level: str, name: str) -> str | None:
    """Return the field that ``name`` means at a level (``sheet``, ``part``, ``section`` …)."""
    return _names(level).get(_key(name))


def known_names(level: str, only: frozenset[str] | None = None) -> str:
    """List a level's fields for a person: ``标题（title）、单位（organization）``."""
    return "、".join(
        f"{row[2].split('；')[0]}（{row[1]}）"
        for row in word_rows("fields")
        if row[0] == level and (only is None or row[1] in only)
    )


def field_label(level: str, field: str) -> str:
    """Return a field's Chinese name."""
    rows = (row[2].split("；")[0] for row in word_rows("fields") if row[:2] == (level, field))
    return next(rows, field)


def role_named(name: str) -> Role | None:
    """Return the role that ``name`` (``plan``, ``打算``) means, ``None`` when there is none."""
    return _roles().get(_key(name))


def known_roles() -> str:
    """List the roles for a person: ``lead（导语）、body（正文）``."""
    return "、".join(f"{row[0]}（{row[1].split('；')[0]}）" for row in word_rows("role_names"))


def genre_named(name: str) -> str | None:
    """Return the genre that ``name`` (``区总工会``, ``district-union``) means, ``None`` when unknown."""
    return _genres().get(_key(name))


def known_genres() -> str:
    """List the genres for a person: ``district-union（区总工会）``."""
    return "、".join(f"{row[0]}（{row[1]}）" for row in word_rows("genres"))


def _key(name: str) -> str:
    return narrow(name).strip().strip("*").strip().casefold()


@cache
def _names(level: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in word_rows("fields"):
        if row[0] == level:
            found.update(dict.fromkeys(map(_key, (row[1], *row[2].split("；"))), row[1]))
    return found


@cache
def _roles() -> dict[str, Role]:
    return {_key(name): row[0] for row in word_rows("role_names") for name in (row[0], *row[1].split("；"))}  # type: ignore[misc]  # the list holds roles only


@cache
def _genres() -> dict[str, str]:
    rows = word_rows("genres")
    return {
        _key(name): row[0]
        for row in rows
        for name in (row[0], row[1], *(row[3].split("；") if len(row) > 3 else ()))
        if name
    }
