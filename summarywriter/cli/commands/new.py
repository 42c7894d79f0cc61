"""``new``: the interview, then the report, section by section to the person's liking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from summarywriter.cli.commands import rewrite
from summarywriter.cli.commands.write import WriteOptions, produce
from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.interview import Interview
from summarywriter.cli.interview.edits import for_saving, from_saved
from summarywriter.cli.interview.terminal import Asker, converse, require_terminal
from summarywriter.cli.interview.typed import read_command
from summarywriter.cli.reports import USUAL_FORMATS, ReportFiles
from summarywriter.cli.screen import say, tell
from summarywriter.documents import read_sheet, save_sheet
from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.library import Outline, own_outlines
from summarywriter.model import Sheet


def run(file: Path, *, resume: bool, offline: bool) -> ExitCode:
    """Ask for the facts, write the report, and rewrite what is not liked."""
    require_terminal()
    sheet = _start(file, resume=resume)
    writer = make_writer(offline=offline, model=None)
    interview = Interview(sheet, date.today(), _earlier())
    say(f"每答一题都会存入 {file}。:help 查看命令，:quit 随时退出。")
    try:
        converse(interview, lambda sheet: save_sheet(for_saving(sheet), file))
        if interview.ending == "quit":
            say(f"已存入 {file}。接着填写：summarywriter new {file} --resume")
            return ExitCode.FINE
        files = ReportFiles.of_sheet(file)
        code = produce(interview.sheet, files, writer, USUAL_FORMATS, WriteOptions(offline=offline))
        return _revise(files, code, offline=offline)
    except SummaryWriterError:
        tell(f"事实都已存入 {file}；解决下面的问题后，运行 summarywriter write {file}。")
        raise
    except KeyboardInterrupt:
        tell(f"已中断，答过的都已存入 {file}。接着填写：summarywriter new {file} --resume")
        return ExitCode.INTERRUPTED


def _earlier() -> tuple[Outline, ...]:
    """Return the user's earlier reports; one that cannot be read is told, and keeps nobody from writing."""
    try:
        return own_outlines()
    except SummaryWriterError as error:
        tell(f"【提醒】{error}")
        return ()


def _start(file: Path, *, resume: bool) -> Sheet:
    if resume:
        return from_saved(read_sheet(file))
    if file.exists():
        raise InputError(
            f"{file} 已经有了，没有动它。要接着填写，请加 --resume；要另写一份，请换一个文件名。"
        )
    return Sheet()


def _revise(files: ReportFiles, code: ExitCode, *, offline: bool) -> ExitCode:
    """Show the report and rewrite sections until an empty answer accepts it."""
    _show(files)
    ask = Asker()
    while True:
        typed = ask("满意请回车；要重写，输入节号和要求（如：2 写得短些）；:undo 2 退回上一稿> ") or ""
        if not typed.strip():
            return code
        command = read_command(typed)
        if command is not None and command.name in ("quit", "back", "skip"):
            return code
        undo = command is not None and command.name == "undo"
        section, _, hint = (f"{command.number}" if undo and command else typed.strip()).partition(" ")
        try:
            options = rewrite.RewriteOptions(hint=hint.strip(), undo=undo, offline=offline)
            code = rewrite.run(files.journal, section, options)
        except SummaryWriterError as error:
            tell(f"【错误】{error}")


def _show(files: ReportFiles) -> None:
    report = files.read()
    number = 0
    for section in report.sections:
        if not section.text:
            continue
        numbered = section.role not in ("lead", "closing")
        number += numbered
        say()
        say(f"== {number} {section.heading}" if numbered else f"== {section.heading}")
        say(section.text)
    say()
