"""The end of an evening: every section is shown, and accepted, written again or changed by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from summarywriter.cli.asking import Asker
from summarywriter.cli.beside import beside
from summarywriter.cli.commands.rewrite import RewriteOptions, rewrite
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.findings import counted
from summarywriter.cli.hand import by_hand, edited_in_place, edited_outside
from summarywriter.cli.interview.typed import Command, read_command
from summarywriter.cli.reports import FORMATS, ReportFiles
from summarywriter.cli.screen import output, say, show, tell
from summarywriter.errors import ModelError, SummaryWriterError
from summarywriter.model import Report, WrittenSection

HELP = (
    "  回车         采用这一节，看下一节",
    "  直接写要求   按要求重写这一节，如：写得短些（同 :again 写得短些）",
    "  :edit        在编辑器里改（环境变量 EDITOR 指定的编辑器）",
    "  :hand        就在这里逐段改",
    "  :undo        退回这一节的上一稿",
    "  :back        回到上一节；:go 3 到第3个",
    "  :quit        到此为止，其余都采用",
)
_PROMPT = "回车采用；写要求就重写；:edit :hand :undo :back :help> "


class Revision:
    """Goes through the sections of a report on file; every change is on file before the next question."""

    def __init__(self, files: ReportFiles, *, offline: bool) -> None:
        self._files = files
        self._offline = offline
        self._ask = Asker()
        self._at = 0
        self._failed = False

    def run(self) -> ExitCode:
        """Show and ask until every section is accepted; return what the report deserves then."""
        sections = self._sections()
        say(f"现在逐节过目，共{len(sections)}节。:help 查看命令。")
        self._ask.forget_typed()
        fresh = True
        while self._at < len(sections):
            section = sections[self._at]
            if fresh:
                self._show(section, len(sections))
            typed = self._ask(_PROMPT)
            fresh = self._obey(section, ":quit" if typed is None else typed, len(sections))
            sections = self._sections()
        return self._end()

    def _sections(self) -> list[WrittenSection]:
        return [section for section in self._files.read().sections if section.text]

    def _show(self, section: WrittenSection, count: int) -> None:
        errors = any(finding.severity == "error" for finding in section.findings)
        state = "【未通过】请看下面的问题" if errors else "【通过】"
        say()
        say(f"== {self._at + 1}/{count} {section.heading} {state}")
        told = [finding for finding in section.findings if finding.severity != "info"]
        show(beside(section.text, told, output().width))

    def _obey(self, section: WrittenSection, typed: str, count: int) -> bool:
        """Act on an answer and tell whether the section in question has to be shown (again)."""
        command = read_command(typed) or Command("again" if typed.strip() else "next", None, typed.strip())
        handlers: dict[str, Callable[[], None]] = {
            "next": lambda: self._go(self._at + 1),
            "skip": lambda: self._go(self._at + 1),
            "back": lambda: self._go(max(0, self._at - 1)),
            "go": lambda: self._go(min(max(1, command.number or 1), count) - 1),
            "quit": lambda: self._go(count),
            "again": lambda: self._rewrite(
                section, RewriteOptions(hint=_hint(command), offline=self._offline)
            ),
            "undo": lambda: self._rewrite(section, RewriteOptions(undo=True, offline=self._offline)),
            "edit": lambda: self._take(section, edited_outside(section.text)),
            "hand": lambda: self._take(section, edited_in_place(section.text, self._ask)),
        }
        handler = handlers.get(command.name)
        if handler is None:
            lines = HELP if command.name == "help" else (f"没有“:{command.name}”这个命令。", *HELP)
            for line in lines:
                say(line)
            return False
        try:
            handler()
        except SummaryWriterError as error:
            tell(f"【错误】{error}")
            return False
        return True

    def _go(self, at: int) -> None:
        self._at = at

    def _rewrite(self, section: WrittenSection, options: RewriteOptions) -> None:
        rewrite(self._files.journal, section.id, options, self._note)

    def _note(self, report: Report, written: Sequence[Path], failures: Sequence[ModelError]) -> ExitCode:
        for failure in failures:
            tell(f"【错误】{failure}")
        self._failed = self._failed or bool(failures)
        return ExitCode.FINE

    def _take(self, section: WrittenSection, text: str | None) -> None:
        """Take a text changed by hand in, and write the exports anew."""
        if text is None or not text or text == section.text:
            say("没有改动。")
            return
        report = by_hand(self._files.read(), section.id, text)
        forms = [form for form in FORMATS if self._files.path(form).name in report.exports]
        self._files.export(report, forms)
        say("已收入手工修改，旧稿在历史中。")

    def _end(self) -> ExitCode:
        report = self._files.read()
        say()
        say("写好的文件：")
        for form in FORMATS:
            path = self._files.path(form)
            if form == "json" or path.name in report.exports:
                say(f"  {path}")
        say(f"核对结果：{counted(f for f in report.findings if f.severity != 'info')}。")
        if self._failed:
            return ExitCode.MODEL_FAILED
        return ExitCode.FINE if report.ok else ExitCode.ERRORS_REMAIN


def _hint(command: Command) -> str:
    return " ".join(part for part in (str(command.number or ""), command.text) if part)
