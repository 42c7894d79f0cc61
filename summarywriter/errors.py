"""The one tree of errors.

::

    SummaryWriterError
    ├── InputError              what was given cannot be used (exit 2)
    │   ├── SheetError          a sheet breaks its form; carries every problem
    │   ├── FactsError          facts with errors; carries the findings
    │   └── UnknownSectionError no section, or several, answer to that name
    ├── OutputError             a result cannot be written (exit 2)
    │   └── BusyError           another process or task is at work on that file
    ├── SettingsError           a setting is missing or makes no sense (exit 2)
    ├── AnswerPendingError      a batch has not answered yet; nothing is wrong (exit 4)
    └── ModelError              the model gave nothing usable (exit 3)
        ├── ModelUnreachableError   no answer: network, time limit, 5xx
        ├── ModelRejectedError      the server says no: key, model name, quota, parameters
        ├── ModelRefusedError       the provider's content filter refused this section
        ├── ModelBudgetError        the budget of the settings is spent; nothing more was sent
        └── ModelAnswerError        an answer came, but it cannot be read or is cut off

Every message is one plain Chinese sentence or more: what is wrong, where, what to do.
No message, attribute or traceback ever holds an API key.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import Protocol


class Told(Protocol):
    """A finding, as far as an error needs to know one: this floor knows no data types."""

    @property
    def message(self) -> str: ...


_SHOWN = 20
"""Lines of a list that a message shows; nobody reads thousands."""


_LINE = 400
"""Characters of one problem that a message shows: what was given may stand in it, and be endless."""


def clipped(line: str) -> str:
    """Return a line of a message, its middle left out where it is too long to be read."""
    return line if len(line) <= _LINE else f"{line[: _LINE * 2 // 3]}……{line[-_LINE // 3 :]}"


def numbered(lines: Sequence[str]) -> str:
    """Return problems as a numbered list for a message, the first of many."""
    shown = [f"  {n}. {clipped(line)}" for n, line in enumerate(lines[:_SHOWN], 1)]
    if len(lines) > _SHOWN:
        shown.append(f"  ……还有{len(lines) - _SHOWN}处，改正以上各处后再看。")
    return "\n".join(shown)


_SYSTEM_SAYS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EEXIST: "同名文件已存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被别的程序占用",
    errno.EINVAL: "文件名不能用",
    errno.EILSEQ: "文件名不能用",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENXIO: "设备不存在",
}


def system_says(error: Exception) -> str:
    """Return in Chinese what the system has against a file; what it says itself where that is unknown.

    What is no ``OSError`` says that the name itself cannot be used.
    """
    if not isinstance(error, OSError):
        return "文件名不能用"
    return _SYSTEM_SAYS.get(error.errno or 0) or error.strerror or type(error).__name__


class SummaryWriterError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(SummaryWriterError):
    """A file, a text or an argument cannot be used."""


class SheetError(InputError):
    """A sheet breaks the document form.

    ``problems`` lists every problem found, one Chinese sentence each.
    """

    def __init__(self, problems: Sequence[str], *, source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        head = f"{source}：" if source else ""
        if len(self.problems) == 1:
            message = f"{head}{clipped(self.problems[0])}"
        else:
            message = f"{head}有{len(self.problems)}处需要改正：\n{numbered(self.problems)}"
        super().__init__(message)


class FactsError(InputError):
    """The facts themselves are wrong; nothing was sent. ``findings`` says what and where."""

    def __init__(self, findings: Sequence[Told]) -> None:
        self.findings = tuple(findings)
        messages = [finding.message for finding in self.findings]
        super().__init__(f"事实有{len(messages)}处错误，尚未起草：\n{numbered(messages)}")


class UnknownSectionError(InputError):
    """No section, or more than one, answers to the name given."""


class OutputError(SummaryWriterError):
    """A result could not be written; what stood there before is untouched."""


class BusyError(OutputError):
    """Another process, or another task of this one, is at work on the file; says who and since when."""


class SettingsError(SummaryWriterError):
    """A setting is missing or makes no sense."""


class AnswerPendingError(SummaryWriterError):
    """The answer comes another day: the request is noted for a batch, or out with one."""


class ModelError(SummaryWriterError):
    """The model gave nothing that can be used.

    ``lasting`` is true for what the next request would meet too (a wrong key, no such model).
    """

    lasting: bool = False


class ModelUnreachableError(ModelError):
    """No answer came: no connection, time limit, or the server failed."""


class ModelRejectedError(ModelError):
    """The server rejected the request: key, model name, quota or parameters."""


class ModelRefusedError(ModelError):
    """The provider's content filter refused this section."""


class ModelBudgetError(ModelError):
    """The budget of the settings is spent; nothing more was sent."""

    lasting = True


class ModelAnswerError(ModelError):
    """An answer came, but it is empty, cut off or no answer of this protocol."""
