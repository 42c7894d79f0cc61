"""Exit codes, and which error ends in which."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from summarywriter.errors import ModelError, SummaryWriterError, system_says


class ExitCode(IntEnum):
    """What the program tells the shell; where several apply, the highest one."""

    FINE = 0
    ERRORS_REMAIN = 1
    BAD_INPUT = 2
    MODEL_FAILED = 3
    WAITING = 4
    INTERRUPTED = 130


def code_of(error: BaseException) -> ExitCode:
    """Return the exit code an error ends in."""
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    return ExitCode.MODEL_FAILED if isinstance(error, ModelError) else ExitCode.BAD_INPUT


def highest(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the highest code, ``FINE`` when there is none."""
    return max(codes, default=ExitCode.FINE)


def message_of(error: BaseException) -> str:
    """Return the error as one plain Chinese message."""
    if isinstance(error, SummaryWriterError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "已中断。"
    if isinstance(error, OSError):
        reason = system_says(error)
        return f"无法读写 {error.filename}：{reason}。" if error.filename else f"系统出错：{reason}。"
    return (
        f"程序内部出错（{type(error).__name__}），已写好的文件不受影响。"
        "请把操作经过和环境变量 SUMMARYWRITER_DEBUG=1 时的输出一并反馈给维护者。"
    )
