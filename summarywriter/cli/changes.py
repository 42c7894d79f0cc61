"""What was changed and remarked in an edited Word file, told before it is judged or taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarywriter.cli.difference import word_diff
from summarywriter.cli.screen import tell
from summarywriter.documents import read_changes

if TYPE_CHECKING:
    from summarywriter.documents.word import Change

_FORMS = {"same": "{}", "out": "〔删：{}〕", "in": "〔增：{}〕"}

_AROUND = 12
"""Characters shown of what stays the same, before and after a change."""

_KINDS = {"figures": "修订（改了数字）", "words": "修订（只改文字）", "comment": "批注"}


def tell_changes(file: Path) -> None:
    """List a Word file's tracked changes and comments; say nothing where there are none.

    Raises:
        InputError: the file cannot be read or opened.
    """
    changes = read_changes(file)
    if any(change.kind != "comment" for change in changes):
        tell(f"{file} 中有修订，按全部接受后的文字处理。")
    for change in changes:
        who = f"{'、'.join(change.authors)}：" if change.authors else ""
        told = _remark(change) if change.kind == "comment" else difference(change.before, change.after)
        tell(f"  {_KINDS[change.kind]} {who}{told}")


def _remark(change: Change) -> str:
    about = change.before.replace("\n", " ")
    return f"〔{about or '未指明文字'}〕{change.after.replace(chr(10), ' ')}"


def difference(before: str, after: str) -> str:
    """Return what changed with a little of what is around it: ``…职工〔删：126户〕〔增：131户〕，发放…``."""
    pieces = word_diff(before.replace("\n", " "), after.replace("\n", " "))
    last = len(pieces) - 1
    return "".join(
        _FORMS[kind].format(_shortened(text, n == 0, n == last) if kind == "same" else text)
        for n, (kind, text) in enumerate(pieces)
    )


def _shortened(text: str, first: bool, last: bool) -> str:
    """Leave out what is far from any change."""
    head = "" if first else text[:_AROUND]
    tail = "" if last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) else f"{head}…{tail}"
