"""``rewrite``: one section again, all others byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rich.text import Text

from summarywriter.checking import check_facts
from summarywriter.cli.config import make_writer
from summarywriter.cli.difference import shown
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.progress import progress
from summarywriter.cli.reports import FORMATS, ReportFiles, is_own, refuse_edited
from summarywriter.cli.screen import interactive, output, print_folded, say
from summarywriter.cli.summary import show_summary
from summarywriter.documents import read_sheet
from summarywriter.errors import FactsError, InputError, ModelError
from summarywriter.model import Report, Sheet, WrittenSection
from summarywriter.writer.run import checked_whole

SHORTEST, LONGEST = 50, 5000
"""Limits of ``--length``, in characters."""


Summary: TypeAlias = Callable[[Report, Sequence[Path], Sequence[ModelError]], ExitCode]


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
    log: Path | None = None
    redact: bool = False
    yes: bool = False


def run(file: Path, section: str, options: RewriteOptions) -> ExitCode:
    """Write one section again, or put its earlier version back, and export the report anew."""
    return rewrite(file, section, options, show_summary)


def rewrite(file: Path, section: str, options: RewriteOptions, summary: Summary) -> ExitCode:
    """Do what :func:`run` does and end with ``summary``.

    Where somebody is there to answer, the difference is shown and the old text kept if they say so.
    """
    _sensible(options)
    files = ReportFiles.of(file)
    with files.opened() as stored:
        return _rewritten(file, files, stored, section, options, summary)


def _rewritten(
    file: Path, files: ReportFiles, stored: Report, section: str, options: RewriteOptions, summary: Summary
) -> ExitCode:
    report = stored if is_own(file) else _with_facts_of(file, stored)
    wanted = report.section(section).id
    forms = [form for form in FORMATS if files.path(form).name in report.exports]
    refuse_edited(files, forms, overwrite=options.overwrite)
    writer = make_writer(
        offline=options.offline, model=options.model, fallback=options.fallback, log=options.log,
        redact=options.redact,
    )  # fmt: skip
    if options.undo:
        report = writer.undo(report, wanted)
    else:
        with progress() as on_event:
            report = writer.rewrite(
                report, wanted, hint=options.hint, length=options.length, journal=files.journal,
                on_event=on_event,
            )  # fmt: skip
    asked = not options.undo and not options.yes and interactive()
    _show(stored.section(wanted).text, report.section(wanted), options, whole=not asked)
    if asked and stored.section(wanted).text not in ("", report.section(wanted).text) and not _keeps_new():
        report = _with_version(report, wanted, stored.section(wanted).current)
        say("已留用旧稿；新稿在历史中。")
    written = files.export(report, forms)
    _tell_others(stored.sheet, report.sheet, wanted)
    return summary(report, written, writer.failures)


def _with_version(report: Report, section_id: str, version: int) -> Report:
    """Return the report with an earlier version of a section in force; none is lost."""
    section = report.section(section_id).model_copy(update={"current": version})
    return checked_whole(report.with_section(section), None)


def _keeps_new() -> bool:
    """Ask which text to keep; the old one when the question is broken off."""
    from summarywriter.cli.asking import Asker

    try:
        typed = Asker()("用新稿请回车，留旧稿输入 n> ")
    except KeyboardInterrupt:
        typed = None
    return typed is not None and typed.strip().lower() not in ("n", "no", "旧", "旧稿", "否", "不")


def _show(old: str, section: WrittenSection, options: RewriteOptions, *, whole: bool) -> None:
    """Print what changed and, where nobody is asked about it, the text as it is now."""
    say(f"“{section.heading}”{'已退回上一稿' if options.undo else '重写后'}：")
    if old == section.text:
        say("  与旧稿相同。")
    elif old and output().is_terminal:
        for line in shown(old, section.text):
            print_folded(Text("  ") + line, output())
    else:
        whole = True
    if whole:
        for text in section.text.split("\n"):
            say(f"  {text}")
    draft = section.draft
    if draft is not None and draft.origin == "composer" and (options.hint or options.length):
        say("【说明】内置写作程序不会按 --hint、--length 调整文字；要这样改写，请设置模型。")


def _sensible(options: RewriteOptions) -> None:
    if options.undo and (options.hint or options.length):
        raise InputError("--undo 是退回上一稿，不能与 --hint、--length 一起用。")
    if options.length is not None and not SHORTEST <= options.length <= LONGEST:
        raise InputError(f"--length 应在{SHORTEST}到{LONGEST}字之间，现在是{options.length}。")


def _with_facts_of(file: Path, report: Report) -> Report:
    """Return the report with the facts of a sheet as they are now.

    Raises:
        FactsError: the facts have errors.
        InputError: the sheet cannot be read, or its sections are no longer those of the report.
    """
    sheet = read_sheet(file)
    if [s.id for s in sheet.sections] != [s.id for s in report.sheet.sections]:
        raise InputError(f"{file} 的小节与上次写出的总结不同，请先运行 summarywriter write {file}。")
    errors = [finding for finding in check_facts(sheet) if finding.severity == "error"]
    if errors:
        raise FactsError(errors)
    return report.model_copy(update={"sheet": sheet})


def _tell_others(old: Sheet, new: Sheet, section_id: str) -> None:
    """Say which other sections were written from facts that have changed since."""
    before = {section.id: section for section in old.sections}
    others = [s.heading for s in new.sections if s.id != section_id and s != before[s.id]]
    if others:
        say(
            f"【提醒】事实也有改动、这次没有重写的小节：{'、'.join(others)}。"
            "要一并更新，请运行 summarywriter write。"
        )
