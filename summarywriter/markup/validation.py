"""Pydantic's complaints, told to people: in Chinese, with the place named as they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from summarywriter.markup.fields import field_label
from summarywriter.model import Sheet

_UNITS = {"parts": "第{}部分", "sections": "第{}节", "groups": "第{}组", "facts": "第{}条"}
_LEVELS = {"parts": "part", "sections": "section", "groups": "group", "facts": "fact"}
ASIDE = "\0"
"""Stands in the headings of what was put aside, so that nothing more is said of it."""
_ROUNDS = 20


def heal(fields: Mapping[str, Any]) -> tuple[Sheet, list[str]]:
    """Return a sheet of ``fields`` and every problem of their shapes.

    What is wrong is put aside after it was told, so that the rest can be looked at as well: the
    sheet is only good when there is no problem.
    """
    healed: Any = _copy(fields)
    problems: list[str] = []
    for _ in range(_ROUNDS):
        try:
            return Sheet.model_validate(healed), problems
        except ValidationError as error:
            problems.extend(explain(error, healed))
            for found in error.errors(include_url=False, include_context=False):
                _put_aside(healed, found["loc"])
    return Sheet(), problems


def explain(error: ValidationError, given: Any) -> list[str]:
    """Return the problems of a validation, one Chinese sentence each; ``given`` is what failed."""
    return [
        f"{_place(found['loc'], given)}：{_reason(found)}。"
        for found in error.errors(include_url=False, include_context=True)
    ]


def _place(loc: Sequence[int | str], given: Any) -> str:
    said, level, here = "", "sheet", given
    for n, step in enumerate(loc):
        here = _inside(here, step)
        if isinstance(step, int):
            unit = _UNITS.get(str(loc[n - 1]), "第{}项")
            said += unit.format(step + 1)
            heading = here.get("heading") if isinstance(here, dict) else None
            if isinstance(heading, str) and heading:
                said += f"“{heading}”"
        elif step in _LEVELS and n + 1 < len(loc) and isinstance(loc[n + 1], int):
            level = _LEVELS[step]
        else:
            said += ("的" if said else "") + f"{field_label(level, step)}（{step}）"
    return said or "最外层"


def _reason(found: Any) -> str:
    kind = found["type"]
    value = found.get("input")
    shown = f"“{value}”" if isinstance(value, str | int | float) else "现在的内容"
    if kind == "missing":
        return "缺少这一项，请补上"
    if kind == "extra_forbidden":
        return "不认识这一项，请删去或改正名称"
    if kind.startswith(("string", "str")):
        return "要写成一行文字，不能是列表或多层内容"
    if kind.startswith("bool"):
        return f"要写 是 或 否，不能写{shown}"
    if kind.startswith(("tuple", "list", "iter")):
        return "要写成一条一条的列表，每条前面加“- ”"
    if kind.startswith(("model", "dict", "mapping")):
        return "这里要写成“名称: 内容”的若干项"
    if kind == "literal_error":
        choices = found["ctx"]["expected"].replace(" or ", "、").replace(", ", "、")
        return f"{shown}不在可选的范围内，可选的有：{choices}"
    if kind.startswith(("int", "greater", "less", "decimal", "finite")):
        return f"{shown}不是允许的数"
    return f"{shown}写法有误，请对照说明改正"


def _put_aside(given: Any, loc: Sequence[int | str]) -> None:
    """Replace what is wrong at ``loc`` by something that passes and breaks no other rule."""
    steps = list(loc)
    if "facts" in steps:
        at = steps.index("facts")
        facts = _at(given, steps[: at + 1])
        if len(steps) > at + 1 and isinstance(facts, list):
            facts[int(steps[at + 1])] = {"text": ASIDE}
        else:
            _at(given, steps[:at])["facts"] = [{"text": ASIDE}]
        return
    last = steps[-1]
    holder = _at(given, steps[:-1])
    name = ASIDE + "".join(map(str, steps))
    if last in ("heading", "title"):
        holder[last] = name
    elif not isinstance(last, int):
        holder.pop(last, None)
    elif steps[-2] == "parts":
        holder[last] = {"title": name}
    else:
        holder[last] = {"heading": name, "facts": [{"text": ASIDE}]}


def _at(given: Any, steps: Sequence[int | str]) -> Any:
    for step in steps:
        given = _inside(given, step)
    return given


def _inside(given: Any, step: int | str) -> Any:
    if isinstance(given, dict):
        return given.get(str(step))
    if isinstance(given, list) and isinstance(step, int) and step < len(given):
        return given[step]
    return None


def _copy(value: Any) -> Any:
    """Copy the dicts and lists, share the rest."""
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copy(item) for item in value]
    return value
