"""``rewrite``: one section again, all others byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.progress import progress
from summarywriter.cli.reports import FORMATS, ReportFiles, is_own, refuse_edited
from summarywriter.cli.screen import say
from summarywriter.cli.summary import show_summary
from summarywriter.documents import read_sheet
from summarywriter.errors import InputError
from summarywriter.model import Report

SHORTEST, LONGEST = 50, 5000
"""Limits of ``--length``, in characters."""


@dataclass(frozen=True)
class RewriteOptions:
    """What was asked for on the command line."""

    hint: str = ""
    length: int | None = None
    undo: bool = False
    fallback: bool = True
    overwrite: bool = False
    offline: bool = False
    model: str | None = None


def run(file: Path, section: str, options: RewriteOptions) -> ExitCode:
    """Write one section again, or put its earlier version back, and export the report anew."""
    _sensible(options)
    files = ReportFiles.of(file)
    report = _current(file, files)
    heading = report.section(section).heading
    forms = [form for form in FORMATS if files.path(form).name in report.exports]
    refuse_edited(files, forms, overwrite=options.overwrite)
    writer = make_writer(offline=options.offline, model=options.model, fallback=options.fallback)
    if options.undo:
        report = writer.undo(report, section)
    else:
        with progress() as on_event:
            report = writer.rewrite(
                report, section, hint=options.hint, length=options.length, journal=files.journal,
                on_event=on_event,
            )  # fmt: skip
    written = files.export(report, forms)
    say(f"“{heading}”{'已退回上一稿' if options.undo else '这一节'}：")
    for line in report.section(section).text.split("\n"):
        say(f"  {line}")
    return show_summary(report, written, writer.failures)


def _sensible(options: RewriteOptions) -> None:
    if options.undo and (options.hint or options.length):
        raise InputError("--undo 是退回上一稿，不能与 --hint、--length 一起用。")
    if options.length is not None and not SHORTEST <= options.length <= LONGEST:
        raise InputError(f"--length 应在{SHORTEST}到{LONGEST}字之间，现在是{options.length}。")


def _current(file: Path, files: ReportFiles) -> Report:
    """Return the report, with the sheet's facts as they are now where a sheet was given.

    Raises:
        InputError: the sheet's sections are no longer those of the report.
    """
    if is_own(file):
        return files.read()
    sheet = read_sheet(file)
    report = files.read()
    if [s.id for s in sheet.sections] != [s.id for s in report.sheet.sections]:
        raise InputError(f"{file} 的小节与上次写出的总结不同，请先运行 summarywriter write {file}。")
    return report.model_copy(update={"sheet": sheet})
