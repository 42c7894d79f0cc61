"""The trace and the check sheet of a text that was checked, written where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from summarywriter.cli.reports import CHECK_SHEET
from summarywriter.cli.screen import tell
from summarywriter.documents import hold, render_check_sheet, render_text_trace, write_atomically
from summarywriter.errors import InputError
from summarywriter.model import CheckResult, Sheet


@dataclass(frozen=True)
class Wanted:
    """The files asked for: ``html`` for the trace, ``sheet`` for the check sheet."""

    html: Path | None = None
    sheet: Path | None = None

    @classmethod
    def of(cls, text: Path, *, html: Path | None, sheet: Path | None) -> Wanted:
        """Return what is wanted of ``text``; the folder ``.`` as ``sheet`` means beside it.

        Raises:
            InputError: there is no place beside it, or something stands there already.
        """
        if sheet != Path():
            return cls(html, sheet)
        if str(text) == "-":
            raise InputError("文稿来自标准输入，请在 --check-sheet 后写明核数表的文件名（.docx）。")
        beside = text.parent / f"{text.stem}.{CHECK_SHEET}.docx"
        if beside.exists():
            raise InputError(
                f"{beside} 已经有了，可能有人打过勾，没有覆盖；请把它移走，或在 --check-sheet 后写明文件名。"
            )
        return cls(html, beside)

    def refuse(self, inputs: Iterable[Path]) -> None:
        """Stop where a file could not be what its name says, or is one of those that are read.

        Raises:
            InputError: says which option, and what to write instead.
        """
        read = {path.resolve() for path in inputs}
        for option, path, suffix in (("--html", self.html, ".html"), ("--check-sheet", self.sheet, ".docx")):
            if path is None:
                continue
            if path.suffix.lower() != suffix:
                raise InputError(f"{option} 的文件名要以 {suffix} 结尾，写的是 {path}。")
            if path.resolve() in read:
                raise InputError(f"{option} 不能写到要核对的文件 {path} 上，请换一个文件名。")

    def write(self, text: str, sheet: Sheet, result: CheckResult, section: str | None) -> None:
        """Write them, and say on standard error where they are.

        Raises:
            OutputError: a file cannot be written.
        """
        told = (text, sheet, result.findings, result.links)
        if self.html is not None:
            page = render_text_trace(*told, section=section or "")
            with hold(self.html):
                tell(f"溯源页：{write_atomically(self.html, page)}")
        if self.sheet is not None:
            table = render_check_sheet(*told, section=section or "")
            with hold(self.sheet):
                tell(f"核数表：{write_atomically(self.sheet, table)}")
