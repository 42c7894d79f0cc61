"""What was changed and remarked in an edited Word file, told before it is judged or taken in."""

from __future__ import annotations

from pathlib import Path

from summarywriter.cli.screen import tell
from summarywriter.documents import read_changes

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
        before, after = (text.replace("\n", " ") or "（无）" for text in (change.before, change.after))
        joint = "：" if change.kind == "comment" else " → "
        tell(f"  {_KINDS[change.kind]} {who}{before}{joint}{after}")
