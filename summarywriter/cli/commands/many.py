"""``write`` for many sheets: side by side, one failing sheet never stopping the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarywriter.cli.commands.producing import WriteOptions, aproduce, claim, located
from summarywriter.cli.exits import ExitCode, code_of, highest, message_of
from summarywriter.cli.pool_board import Counts, pool_board
from summarywriter.cli.reports import ReportFiles
from summarywriter.cli.screen import say, tell
from summarywriter.cli.summary import all_composed, show_brief
from summarywriter.documents import read_sheet
from summarywriter.errors import SummaryWriterError
from summarywriter.writer import Writer

_LISTED = 20
"""So many sheets that need a look are named in the end; the lines above name all."""


def write_many(
    sheets: Sequence[Path], folder: Path | None, writer: Writer, forms: Sequence[str], options: WriteOptions
) -> ExitCode:
    """Write a report for every sheet, several at once, and return the highest exit code."""
    run = _Many(sheets, folder, forms, options)
    code = ExitCode.FINE
    with pool_board(run.counts):
        try:
            writer.each(sheets, run.write)
        except KeyboardInterrupt as error:
            code = code_of(error)
            tell(f"{message_of(error)}写好的小节已存入各自的 .report.json，再次运行同一命令会接着写。")
    run.sum_up()
    return highest([code, *run.codes.values()])


class _Many:
    """What came of every sheet so far."""

    def __init__(
        self, sheets: Sequence[Path], folder: Path | None, forms: Sequence[str], options: WriteOptions
    ) -> None:
        self.codes: dict[Path, ExitCode] = {}
        self._composed = 0
        self.counts = Counts(total=len(sheets))
        self._forms = forms
        self._options = options
        self._files = {sheet: ReportFiles.of_sheet(sheet, folder) for sheet in sheets}
        self._taken: dict[Path, Path] = {}

    async def write(self, writer: Writer, file: Path) -> None:
        """Write one report, and turn what goes wrong into a message and a code."""
        files = self._files[file]
        self.counts.begin()
        try:
            claim(self._taken, file, files)
            # What the run says while it goes on is shown by the numbers of the board.
            sheet = read_sheet(file)
            report, written = await aproduce(sheet, files, writer, self._forms, self._options)
        except (SummaryWriterError, OSError) as error:
            self._end(file, code_of(error))
            with self.counts.paused():
                tell(f"【错误】{located(file, error)}")
            return
        except BaseException:
            self.counts.drop()
            raise
        head = f"[{len(self.codes) + 1}/{self.counts.total}] {file}："
        with self.counts.paused():
            code = show_brief(head, sheet, report, writer.failures, unchanged=not written)
        self._composed += all_composed(report)
        self._end(file, code)

    def sum_up(self) -> None:
        """Say how many reports were written, and which sheets need a look."""
        fine = sum(code is ExitCode.FINE for code in self.codes.values())
        say(f"共{self.counts.total}个文件，顺利写成{fine}个。")
        failed = [str(file) for file, code in self.codes.items() if code is not ExitCode.FINE]
        if failed:
            more = f" 等{len(failed)}个" if len(failed) > _LISTED else ""
            say(f"需要处理：{'、'.join(failed[:_LISTED])}{more}")
        if self._composed:
            say(f"其中{self._composed}份没有使用模型，由内置写作程序按事实直接写成。")
        left = self.counts.total - len(self.codes)
        if left:
            say(f"还没有写的：{left}个。")

    def _end(self, file: Path, code: ExitCode) -> None:
        self.codes[file] = code
        self.counts.end(fine=code is ExitCode.FINE)
