"""``--help`` in Chinese, aligned by the width of what a terminal shows."""

from __future__ import annotations

import inspect
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

_COLUMN = 26
"""Terminal cells given to names before their explanation starts."""


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, arguments and options."""
        formatter.write(_page(self, ctx, tail=_usage_tail(self)))


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, options and the commands."""
        rows = [
            (name, _first_line(command.help or ""))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        formatter.write(_page(self, ctx, tail=" 命令 …") + _block("命令", rows))


def _page(command: Any, ctx: Any, *, tail: str) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    purpose = textwrap.indent(inspect.cleandoc(command.help or ""), "  ")
    rows = [(_option(p), p.help or "") for p in options] + [("--help", "显示这份说明")]
    return (
        f"用法：{ctx.command_path}{tail}\n\n{purpose}\n"
        + _block("参数", [(p.metavar or p.name, p.help or "") for p in arguments])
        + _block("选项", rows)
    )


def _usage_tail(command: Any) -> str:
    pieces = []
    for param in command.params:
        if param.param_type_name == "argument":
            name = param.metavar or param.name
            pieces.append(f" {name}" if param.required else f" [{name}]")
    return "".join(pieces) + " [选项]"


def _option(param: Any) -> str:
    names = ", ".join((*param.opts, *param.secondary_opts))
    return names if param.is_flag else f"{names} {param.metavar or '值'}"


def _first_line(text: str) -> str:
    return inspect.cleandoc(text).partition("\n")[0]


def _block(title: str, rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = [f"\n{title}：\n"]
    for name, text in rows:
        width = _cells(name)
        gap = " " * (_COLUMN - width) if width < _COLUMN else "\n" + " " * (_COLUMN + 2)
        lines.append(f"  {name}{gap}{text}\n")
    return "".join(lines)


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
