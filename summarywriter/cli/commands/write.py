"""``write``: sheets in, reports out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode, code_of, highest, message_of
from summarywriter.cli.progress import progress
from summarywriter.cli.reports import (
    CHECK_SHEET,
    PDF,
    ReportFiles,
    is_own,
    parse_formats,
    refuse_another,
    refuse_edited,
)
from summarywriter.cli.screen import say, tell
from summarywriter.cli.summary import show_summary
from summarywriter.documents import read_sheet, require_office
from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.model import Event, Sheet
from summarywriter.writer import Writer


@dataclass(frozen=True)
class WriteOptions:
    """What was asked for on the command line."""

    formats: str = "docx,md,json"
    check_sheet: bool = False
    force: bool = False
    fallback: bool = True
    refresh: bool = False
    overwrite: bool = False
    offline: bool = False
    model: str | None = None
    log: Path | None = None
    redact: bool = False
    profile: Mapping[str, Mapping[str, str]] | None = None


def run(files: Sequence[Path], folder: Path | None, options: WriteOptions) -> ExitCode:
    """Write a report for every sheet among ``files``; a failing one does not stop the others."""
    forms = parse_formats(options.formats + (f",{CHECK_SHEET}" if options.check_sheet else ""))
    sheets = [file for file in files if not is_own(file)]
    for file in files:
        if is_own(file):
            tell(f"跳过 {file}：这是本程序写出的文件，不是事实文件。")
    if not sheets:
        raise InputError(
            "没有可写的事实文件：给出的都是本程序写出的文件。要重写其中一节，请用 summarywriter rewrite。"
        )
    if PDF in forms:
        require_office()
    writer = make_writer(
        offline=options.offline, model=options.model, fallback=options.fallback, log=options.log,
        redact=options.redact,
    )  # fmt: skip
    taken: dict[Path, Path] = {}
    codes: dict[Path, ExitCode] = {}
    for file in sheets:
        if len(sheets) > 1:
            say(f"== {file}")
        codes[file] = _guarded(file, folder, taken, writer, forms, options)
        if codes[file] is ExitCode.INTERRUPTED:
            break
    failed = [str(file) for file, code in codes.items() if code is not ExitCode.FINE]
    if len(sheets) > 1:
        say(f"共{len(sheets)}个文件，顺利写成{sum(code is ExitCode.FINE for code in codes.values())}个。")
        if failed:
            say(f"需要处理：{'、'.join(failed)}")
    return highest(codes.values())


def produce(
    sheet: Sheet,
    files: ReportFiles,
    writer: Writer,
    forms: Sequence[str],
    options: WriteOptions,
    watch: Callable[[Sheet], AbstractContextManager[Callable[[Event], None]]] = lambda sheet: progress(),
) -> ExitCode:
    """Write the report of one sheet into its files, and print how it went.

    ``watch`` shows the run while it goes on.

    Raises:
        SummaryWriterError: nothing could be written, an export was edited by hand, or another process
            is at work on these files.
    """
    files.folder.mkdir(parents=True, exist_ok=True)
    with files.held():
        return _produced(sheet, files, writer, forms, options, watch)


def _produced(
    sheet: Sheet,
    files: ReportFiles,
    writer: Writer,
    forms: Sequence[str],
    options: WriteOptions,
    watch: Callable[[Sheet], AbstractContextManager[Callable[[Event], None]]],
) -> ExitCode:
    refuse_edited(files, forms, overwrite=options.overwrite)
    refuse_another(files, sheet, overwrite=options.overwrite)
    with watch(sheet) as on_event:
        report = writer.write(
            sheet, journal=files.journal, on_event=on_event, refresh=options.refresh,
            force=options.force, overwrite_hand=options.overwrite,
        )  # fmt: skip
    if options.profile is not None:
        report = report.model_copy(update={"profile": options.profile})
    _tell_left_out(sheet, report.sheet)
    # Where nothing at all was written there is nothing to print either, only a report to go on from.
    wanted = forms if any(section.text for section in report.sections) else ()
    return show_summary(report, files.export(report, wanted), writer.failures)


def _tell_left_out(given: Sheet, used: Sheet) -> None:
    """Say which facts ``--force`` left out because of their errors."""
    kept = {fact.id for _, _, fact in used.facts()}
    for section, number, fact in given.facts():
        if fact.id not in kept:
            say(f"【提醒】“{section.heading}”第{number}条事实有错误，没有写进去：{fact.text}")


def _guarded(
    file: Path,
    folder: Path | None,
    taken: dict[Path, Path],
    writer: Writer,
    forms: Sequence[str],
    options: WriteOptions,
) -> ExitCode:
    """Produce one report, and turn what goes wrong into a message and a code."""
    files = ReportFiles.of_sheet(file, folder)
    journal = files.journal.resolve()
    try:
        if taken.setdefault(journal, file) != file:
            raise InputError(
                f"{file} 与 {taken[journal]} 会写到同一处（{files.journal}），没有写；请改名后再来。"
            )
        return produce(read_sheet(file), files, writer, forms, options)
    except KeyboardInterrupt as error:
        saved = f"写好的小节已存入 {files.journal}，" if files.journal.exists() else ""
        tell(f"{message_of(error)}{saved}再次运行同一命令会接着写。")
        return code_of(error)
    except (SummaryWriterError, OSError) as error:
        tell(f"【错误】{_located(file, error)}")
        return code_of(error)


def _located(file: Path, error: Exception) -> str:
    message = message_of(error)
    return message if str(file) in message else f"{file}：{message}"
