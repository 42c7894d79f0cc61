"""``accept``: a report edited in Word or Markdown comes back in."""

from __future__ import annotations

from pathlib import Path

from summarywriter.cli.changes import tell_changes
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.reports import EDITABLE, FORMATS, ReportFiles
from summarywriter.cli.screen import note, say
from summarywriter.cli.summary import show_summary
from summarywriter.documents import read_lines
from summarywriter.errors import InputError
from summarywriter.writer.accept import accept


def run(file: Path, facts: Path | None = None) -> ExitCode:
    """Take the edits of an export in, check them, and write the other exports anew.

    ``facts`` is the sheet, or the report, that a document of any other name belongs to.
    """
    files = ReportFiles.of(facts or file)
    with files.opened() as report:
        document = file if facts else _edited(file, files)
        taken = accept(report, read_lines(document, note))
        tell_changes(document)
        for remark in taken.notes:
            say(f"【提醒】{remark}")
        sections = "、".join(taken.edited)
        say(
            f"收入人工修改的小节：{sections}。"
            if sections
            else f"{document} 的文字与总结相同，没有要收入的修改。"
        )
        own = [files.path(form) for form in FORMATS]
        edited = files.edited(FORMATS)
        others = [
            form
            for form in FORMATS
            if files.path(form).name in report.exports and files.path(form) not in (*edited, document)
        ]
        for other in edited:
            if other != document:
                say(f"【提醒】{other} 也改动过，没有收入，也没有覆盖。")
        written = files.export(taken.report, others, kept=(document,) if document in own else ())
        code = show_summary(taken.report, written, [])
        if code is not ExitCode.FINE:
            say(f"【提醒】{document} 是您改的文件，没有改动，里面没有标出这些错误；请改好后再 accept。")
        return code


def _edited(file: Path, files: ReportFiles) -> Path:
    """Return the document meant: the one named, or the only export that was edited.

    Raises:
        InputError: none was edited, or several.
    """
    if file in {files.path(form) for form in EDITABLE}:
        return file
    edited = files.edited(EDITABLE)
    if len(edited) == 1:
        return edited[0]
    if not edited:
        raise InputError(f"{files.journal} 的导出件都没有改动过，没有要收入的修改。")
    raise InputError(f"改动过的导出件不止一个：{'、'.join(map(str, edited))}。请写明要收入哪一个。")
