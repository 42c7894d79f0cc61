"""``new``: the interview, then the report, section by section to the person's liking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from summarywriter.cli.board import board
from summarywriter.cli.commands.producing import WriteOptions, produce
from summarywriter.cli.commands.revision import Revision
from summarywriter.cli.config import make_writer, wanted_profile
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.interview import Interview
from summarywriter.cli.interview.edits import for_saving, from_saved
from summarywriter.cli.interview.terminal import converse, recite, require_terminal
from summarywriter.cli.reports import USUAL_FORMATS, ReportFiles
from summarywriter.cli.screen import say, tell
from summarywriter.documents import read_sheet, read_text, save_sheet
from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.library import Outline, own_outlines
from summarywriter.model import Sheet


def run(file: Path, *, resume: bool, offline: bool, answers: Path | None = None) -> ExitCode:
    """Ask for the facts, write the report, and go through it section by section.

    With ``answers``, a file of one answer a line, nothing is asked.
    """
    given = None if answers is None else read_text(answers).splitlines()
    if given is None:
        require_terminal()
    with ReportFiles.of_sheet(file).held():
        return _talk(file, given, resume=resume, offline=offline)


def _talk(file: Path, given: list[str] | None, *, resume: bool, offline: bool) -> ExitCode:
    options = WriteOptions(offline=offline, profile=wanted_profile(None))
    sheet = _start(file, resume=resume)
    writer = make_writer(offline=offline, model=None)
    interview = Interview(sheet, date.today(), _earlier(), asking=given is None)
    say(f"每答一题都会存入 {file}。:help 查看命令，:quit 随时退出。")
    try:
        _interview(interview, given, file)
        if interview.ending == "quit":
            say(f"已存入 {file}。接着填写：summarywriter new {file} --resume")
            return ExitCode.FINE
        files = ReportFiles.of_sheet(file)
        code = produce(interview.sheet, files, writer, USUAL_FORMATS, options, watch=board)
        if given is not None:
            return code
        revised = Revision(files, offline=offline).run()
        return code if code is ExitCode.MODEL_FAILED else revised
    except SummaryWriterError:
        if file.exists():
            tell(f"事实都已存入 {file}；解决下面的问题后，运行 summarywriter write {file}。")
        raise
    except KeyboardInterrupt:
        if file.exists():
            tell(f"已中断，答过的都已存入 {file}。接着填写：summarywriter new {file} --resume")
        else:
            tell(f"已中断，还没有答过一题，什么也没有存。重新开始：summarywriter new {file}")
        return ExitCode.INTERRUPTED


def _interview(interview: Interview, given: list[str] | None, file: Path) -> None:
    def save(sheet: Sheet) -> None:
        save_sheet(for_saving(sheet), file)

    if given is None:
        converse(interview, save)
    else:
        recite(interview, given, save)


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
