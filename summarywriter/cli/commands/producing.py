"""From a sheet to the files of its report, for every command that writes one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarywriter.cli.exits import ExitCode, message_of
from summarywriter.cli.progress import progress
from summarywriter.cli.reports import ReportFiles, refuse_another, refuse_edited
from summarywriter.cli.summary import show_left_out, show_summary
from summarywriter.documents import held_or_left
from summarywriter.errors import InputError
from summarywriter.model import Event, Report, Sheet
from summarywriter.writer import Writer
from summarywriter.writer.loop import run


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
    with _worked_on(files):
        with watch(sheet) as on_event:
            report = run(awritten(sheet, files, writer, forms, options, on_event))
        show_left_out(sheet, report.sheet)
        return show_summary(report, files.export(report, _wanted(report, forms)), writer.failures)


async def aproduce(
    sheet: Sheet, files: ReportFiles, writer: Writer, forms: Sequence[str], options: WriteOptions
) -> tuple[Report, list[Path]]:
    """Write the report of one sheet into its files; return it and the files written.

    A report that is finished already, its files with it, is passed over; where sections still wait
    for a batch no file is written.

    Raises:
        SummaryWriterError: as :func:`produce`.
    """
    stored = _finished(sheet, files, writer, forms, options)
    if stored is not None and not held_or_left(files.journal):
        return stored, []
    with _worked_on(files):
        if stored is not None:
            return stored, []  # what a killed process left behind is swept by now
        report = await awritten(sheet, files, writer, forms, options)
        if writer.waiting:
            return report, []
        return report, await asyncio.to_thread(files.export, report, _wanted(report, forms))


def _finished(
    sheet: Sheet, files: ReportFiles, writer: Writer, forms: Sequence[str], options: WriteOptions
) -> Report | None:
    """Return the stored report where it and its files are what would be written."""
    if options.overwrite or options.refresh or not files.journal.exists():
        return None
    stored = files.read()
    if options.profile is not None and options.profile != stored.profile:
        return None
    same = writer.finished(sheet, stored)
    return stored if same and files.stand(stored, _wanted(stored, forms)) else None


async def awritten(
    sheet: Sheet,
    files: ReportFiles,
    writer: Writer,
    forms: Sequence[str],
    options: WriteOptions,
    on_event: Callable[[Event], None] | None = None,
) -> Report:
    """Write the report of one sheet into its journal alone.

    Raises:
        SummaryWriterError: nothing could be written, or an export was edited by hand.
    """
    refuse_edited(files, forms, overwrite=options.overwrite)
    refuse_another(files, sheet, overwrite=options.overwrite)
    report = await writer.awrite(
        sheet, journal=files.journal, on_event=on_event, refresh=options.refresh,
        force=options.force, overwrite_hand=options.overwrite,
    )  # fmt: skip
    if options.profile is not None:
        report = report.model_copy(update={"profile": options.profile})
    return report


@contextmanager
def _worked_on(files: ReportFiles) -> Iterator[None]:
    files.folder.mkdir(parents=True, exist_ok=True)
    with files.held():
        yield


def claim(taken: dict[Path, Path], file: Path, files: ReportFiles) -> None:
    """Note in ``taken`` that a report is written from ``file``.

    Raises:
        InputError: it is written from another already.
    """
    other = taken.setdefault(files.journal.resolve(), file)
    if other != file:
        raise InputError(f"{file} 与 {other} 会写到同一处（{files.journal}），没有写；请改名后再来。")


def located(file: Path, error: Exception) -> str:
    """Return what went wrong, the file named."""
    message = message_of(error)
    return message if str(file) in message else f"{file}：{message}"


def _wanted(report: Report, forms: Sequence[str]) -> Sequence[str]:
    """Return the forms to export; where nothing at all was written there is nothing to print either."""
    return forms if any(section.text for section in report.sections) else ()
