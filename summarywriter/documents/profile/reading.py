"""A settings file (YAML or TOML) → profile; what it does not say is as in the national form."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarywriter.documents.files import read_text, shown
from summarywriter.documents.profile.model import TWIPS, Page, Profile, fields, kind_of
from summarywriter.documents.profile.names import field_named, known, label, part_named, value_named
from summarywriter.documents.profile.problems import explain
from summarywriter.errors import InputError, SettingsError, numbered
from summarywriter.markup.strings import YamlError, load_strings

Given = Mapping[str, Mapping[str, str]]
"""What a settings file says: part of the form → field → value, all under their own names."""

_LIKE_BODY = ("item", "subitem", "signoff")
"""Kinds of text that look like the body where nothing else is said of them."""

_ACROSS = frozenset({("page", "width"), ("page", "left"), ("page", "right"), ("body", "size")})
_DOWN = frozenset(
    {("page", "height"), ("page", "top"), ("page", "bottom"), ("page", "line_spacing"), ("body", "size")}
)
"""What the national number of characters and of lines holds for: where one is given, they do not."""


def read_profile(path: str | os.PathLike[str]) -> dict[str, dict[str, str]]:
    """Return what an office's settings file says, checked, as :func:`make_profile` takes it.

    Raises:
        InputError: the file cannot be read, or is neither YAML nor TOML.
        SettingsError: with every problem of what it says.
    """
    name = shown(path)
    suffix = Path(path).suffix.lower()
    text = read_text(path)
    if suffix in (".yaml", ".yml"):
        try:
            raw = load_strings(text)
        except YamlError as error:
            raise SettingsError(f"版式文件 {name}：{error}") from error
    elif suffix == ".toml":
        raw = _toml(text, name)
    else:
        raise InputError(f"版式文件要以 .yaml 或 .toml 结尾，写的是 {name}。")
    problems: list[str] = []
    given = {} if raw is None else _translated(raw, problems)
    problems += _problems(given)
    if problems:
        raise SettingsError(f"版式文件 {name}有{len(problems)}处需要改正：\n{numbered(problems)}")
    return given


def make_profile(given: Given) -> Profile:
    """Return the national form with what is ``given`` in place of its own.

    Raises:
        SettingsError: with every problem.
    """
    problems: list[str] = []
    given = _translated(given, problems)
    problems += _problems(given)
    if problems:
        raise SettingsError(f"版式设置有{len(problems)}处需要改正：\n{numbered(problems)}")
    return Profile.model_validate(_merged(given))


@cache
def national() -> Profile:
    """Return the form of GB/T 9704-2012."""
    return make_profile({})


def _problems(given: Given) -> list[str]:
    try:
        Profile.model_validate(_merged(given))
    except ValidationError as error:
        return explain(error, given)
    return []


def _merged(given: Given) -> dict[str, dict[str, str]]:
    merged: dict[str, dict[str, str]] = {}
    for part, values in _national().items():
        if part in _LIKE_BODY:
            values = {
                field: value for field, value in merged["body"].items() if field in fields(part)
            } | values
        merged[part] = {**values, **given.get(part, {})}
    merged["page"] |= _grid(given)
    return merged


def _grid(given: Given) -> dict[str, str]:
    """Return the fields of the grid that no longer can be those of the national form."""
    page = given.get("page", {})
    other = {(p, f) for p, f in _ACROSS | _DOWN if f in given.get(p, {}) and _differs(p, f, given[p][f])}
    changed = {}
    if "characters" not in page and other & _ACROSS:
        changed["characters"] = "0"
    if "lines" not in page and other & _DOWN:
        changed["lines"] = "0"
        if "line_spacing" not in page:
            changed["line_spacing"] = str(Decimal(Page.model_validate(_national()["page"]).line) / TWIPS)
    return changed


def _differs(part: str, field: str, value: str) -> bool:
    """Tell whether a value is another than the national form's; what cannot be read is told elsewhere."""
    usual = _national()[part]
    try:
        return kind_of(part).model_validate({**usual, field: value}) != kind_of(part).model_validate(usual)
    except ValidationError:
        return False


@cache
def _national() -> dict[str, dict[str, str]]:
    read = tomllib.loads((files(__package__) / "national.toml").read_text("utf-8"), parse_float=str)
    return {part: {field: str(value) for field, value in values.items()} for part, values in read.items()}


def _toml(text: str, name: str) -> Any:
    try:
        return tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f'版式文件 {name} 不是正确的 TOML（{error}）；文字要加英文引号，如 font = "仿宋"。'
        ) from error


def _translated(raw: Any, problems: list[str]) -> dict[str, dict[str, str]]:
    """Return what was read under the fields' own names; tell what is none."""
    if not isinstance(raw, Mapping):
        problems.append("要写成“名称: 内容”的若干项，如 正文: {字体: 仿宋}。")
        return {}
    found: dict[str, dict[str, str]] = {}
    for key, values in raw.items():
        part = part_named(str(key))
        if part is None:
            problems.append(f"不认识“{key}”，可写的有：{known()}。")
        elif part in found:
            problems.append(f"“{key}”与前面的一项说的都是{label(part)}，请合在一处。")
        elif not isinstance(values, Mapping):
            problems.append(f"{label(part)}（{part}）下面要写若干项“名称: 内容”，如 字体: 仿宋。")
        else:
            found[part] = _fields(part, values, problems)
    return found


def _fields(part: str, values: Mapping[str, Any], problems: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in values.items():
        field = field_named(part, str(key))
        if field is None:
            problems.append(f"{label(part)}里不认识“{key}”，可写的有：{known(part)}。")
        elif field in found:
            problems.append(f"{label(part)}的“{key}”与前面的一项说的都是{label(part, field)}，请只留一处。")
        elif isinstance(value, dict | list):
            problems.append(f"{label(part)}的{label(part, field)}（{part}.{field}）要写成一个值。")
        else:
            words = {"align": "align", "bold": "yes"}.get(field, "")
            found[field] = value_named(words, str(value)) if words else str(value)
    return found
