"""The names that a settings file may use: the fields' own ones and the Chinese ones (profile-names.tsv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from summarywriter.documents.profile.model import Profile, fields
from summarywriter.resources import word_rows
from summarywriter.text import narrow

_OWN = ("page", "number")
"""Parts with field names of their own; those of all others are the same."""


def part_named(name: str) -> str | None:
    """Return the part of the form that ``name`` (``正文``, ``body``) means, ``None`` when there is none."""
    return _names("profile").get(_key(name))


def field_named(part: str, name: str) -> str | None:
    """Return the field of a part that ``name`` (``字体``, ``font``) means, ``None`` when there is none."""
    found = _names(_level(part)).get(_key(name))
    return found if found in fields(part) else None


def value_named(kind: str, name: str) -> str:
    """Return the stored word for a value (``居中`` → ``center``), itself where the list has none."""
    return _names(kind).get(_key(name), name)


def label(part: str, field: str = "") -> str:
    """Return the Chinese name of a part, or of one of its fields."""
    return _labels(_level(part))[field] if field else _labels("profile")[part]


def known(part: str = "") -> str:
    """List the parts, or a part's fields, for a person: ``字体（font）、字号（size）``."""
    own = fields(part) if part else frozenset(Profile.model_fields)
    names = _labels(_level(part) if part else "profile")
    return "、".join(f"{name}（{field}）" for field, name in names.items() if field in own)


def value_label(kind: str, value: str) -> str:
    """Return the Chinese word for a stored value, itself where the list has none."""
    return _labels(kind).get(value, value)


def values(kind: str, only: frozenset[str]) -> str:
    """List the words for values for a person: ``左、居中``."""
    return "、".join(name for value, name in _labels(kind).items() if value in only)


def _level(part: str) -> str:
    return part if part in _OWN else "text"


def _key(name: str) -> str:
    return narrow(name).strip().casefold()


@cache
def _labels(level: str) -> Mapping[str, str]:
    return {row[1]: row[2].split("；")[0] for row in word_rows("profile-names") if row[0] == level}


@cache
def _names(level: str) -> Mapping[str, str]:
    rows = [row for row in word_rows("profile-names") if row[0] == level]
    return {_key(name): row[1] for row in rows for name in (row[1], *row[2].split("；"))}
