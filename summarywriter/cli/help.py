"""``--help`` in Chinese, in the layout of the first page."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperCommand, TyperGroup

from summarywriter.cli.layout import page


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, arguments and options."""
        formatter.write(_page(self, ctx, tail=_usage_tail(self)))


class CheckCommand(Command):
    """A command whose ``--check-sheet`` may stand alone: it is put beside what is checked then."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, with ``.`` for the value that an option standing alone goes without."""
        given: list[str] = []
        for n, word in enumerate(args):
            given.append(word)
            after = args[n + 1] if n + 1 < len(args) else "--"
            if word == "--check-sheet" and after.startswith("-"):
                given.append(".")
        return list(super().parse_args(ctx, given))


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, options and the commands."""
        rows = [
            (name, _first_line(command.help or ""))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        formatter.write(_page(self, ctx, ("命令", rows), tail=" 命令 …"))


def _page(command: Any, ctx: Any, *more: tuple[str, list[tuple[str, str]]], tail: str) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    return page(
        f"{ctx.command_path}{tail}",
        inspect.cleandoc(command.help or ""),
        ("参数", [(p.metavar or p.name, p.help or "") for p in arguments]),
        ("选项", [*((_option(p), p.help or "") for p in options), ("--help", "显示这份说明")]),
        *more,
    )


def _usage_tail(command: Any) -> str:
    pieces = []
    for param in command.params:
        if param.param_type_name == "argument":
            name = param.metavar or param.name
            pieces.append(f" {name}" if param.required else f" [{name}]")
        elif param.required:
            pieces.append(f" {_option(param)}")
    return "".join(pieces) + " [选项]"


def _option(param: Any) -> str:
    names = ", ".join((*param.opts, *param.secondary_opts))
    return names if param.is_flag else f"{names} {param.metavar or '值'}"


def _first_line(text: str) -> str:
    return inspect.cleandoc(text).partition("\n")[0]
