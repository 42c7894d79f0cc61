"""Mistakes in the command line itself, said in Chinese.

The parser's own errors are told apart by class name and public attributes: typer carries its
parser inside in some versions and depends on click in others, so neither can be imported.
"""

from __future__ import annotations

from typing import Any

import typer

_USAGE_ERROR = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")


def is_usage_error(error: BaseException) -> bool:
    """Tell whether the parser raised ``error`` because of what was typed."""
    return isinstance(error, _USAGE_ERROR)


def usage_message(error: Any) -> str:
    """Return what is wrong with the command line and where help is, in Chinese."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "summarywriter"
    return f"{_problem(error, context)}\n用法见：{path} --help"


def _problem(error: Any, context: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = f"，是不是 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这个选项{near}"
    if kind == "MissingParameter":
        return f"缺少 {_name(error.param)}。"
    if kind == "BadParameter":
        wanted = getattr(error.param, "metavar", None)
        return f"{_name(error.param)} 的值不对{f'，这里应写{wanted}' if wanted else ''}。"
    if kind == "BadOptionUsage":
        takes = "does not take" not in error.message
        return f"选项 {error.option_name} {'后面要跟一个值' if takes else '后面不跟值'}。"
    return _command_problem(context) or f"命令写得不对：{error.message}"


def _command_problem(context: Any) -> str:
    """Tell an unknown command, a missing one and surplus arguments apart by what was parsed."""
    commands = getattr(getattr(context, "command", None), "commands", None)
    if commands is None:
        return "多写了参数，或路径中有空格而没有加引号。"
    known = "、".join(name for name, command in commands.items() if not command.hidden)
    return f"没有这个命令，或没有写命令。可用的命令：{known}。"


def _name(param: Any) -> str:
    if param is None:
        return "参数"
    return param.opts[0] if param.param_type_name == "option" else str(param.metavar or param.name)
