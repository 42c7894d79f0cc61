"""What is wrong with a settings file of the printed form, told to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from summarywriter.documents.profile.model import kind_of
from summarywriter.documents.profile.names import label, value_label, values


def explain(error: ValidationError, given: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the problems of a validation, one Chinese sentence each.

    What a part took over from another is told of that one only: ``given`` holds what was said of which.
    """
    return [
        f"{_place(found['loc'])}{_reason(found)}。"
        for found in error.errors(include_url=False)
        if len(found["loc"]) < 2 or found["loc"][1] in given.get(str(found["loc"][0]), {})
    ]


def _place(loc: tuple[int | str, ...]) -> str:
    if len(loc) < 2:
        return ""
    part, field = str(loc[0]), str(loc[1])
    return f"{label(part)}的{label(part, field)}（{part}.{field}）："


def _reason(found: Any) -> str:
    kind, shown, more = found["type"], f"“{found['input']}”", found.get("ctx", {})
    if kind == "value_error":
        return str(more["error"])
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{shown}不行，最{'小' if 'ge' in more else '大'}是{more.get('ge', more.get('le'))}"
    if kind == "literal_error":
        written = value_label("align", str(found["input"]))
        return f"不认识“{written}”，可写的有：{values('align', _choices(found['loc']))}"
    if kind.startswith("bool"):
        return f"不认识{shown}，请写 是 或 否"
    if kind == "string_too_long":
        return f"{shown}太长，最多{more['max_length']}个字"
    if found["loc"][-1] == "sample":
        return f"{shown}不行，请照第1页的样子写，其中只有一个 1，如 — 1 — 或 第1页"
    return f"{shown}不行，请写一种字体的名称，如 仿宋"


def _choices(loc: tuple[int | str, ...]) -> frozenset[str]:
    return frozenset(get_args(kind_of(str(loc[0])).model_fields[str(loc[1])].annotation))
