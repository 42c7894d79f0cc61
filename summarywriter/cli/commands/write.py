"""``write``: sheets in, reports out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from summarywriter.cli.commands.many import write_many
from summarywriter.cli.commands.producing import WriteOptions, located, produce
from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode, code_of, message_of
from summarywriter.cli.reports import CHECK_SHEET, PDF, ReportFiles, is_own, parse_formats
from summarywriter.cli.screen import tell
from summarywriter.documents import read_sheet, require_office
from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.writer import Writer
from summarywriter.writing.batch import STATE_FILE

_LISTED = 6
"""So many files that are passed over are named."""


def prepared(files: Sequence[Path], options: WriteOptions) -> tuple[list[Path], tuple[str, ...], Writer]:
    """Return the sheets among ``files``, the formats asked for, and the writer.

    Raises:
        SummaryWriterError: there is nothing to write, or it cannot be written so.
    """
    forms = parse_formats(options.formats + (f",{CHECK_SHEET}" if options.check_sheet else ""))
    sheets = [file for file in files if not is_own(file)]
    own = [str(file) for file in files if is_own(file)]
    if own:
        more = f" 等{len(own)}个文件" if len(own) > _LISTED else ""
        tell(f"跳过 {'、'.join(own[:_LISTED])}{more}：这是本程序写出的文件，不是事实文件。")
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
    return list(dict.fromkeys(sheets)), forms, writer


def run(files: Sequence[Path], folder: Path | None, options: WriteOptions) -> ExitCode:
    """Write a report for every sheet among ``files``; a failing one does not stop the others."""
    sheets, forms, writer = prepared(files, options)
    if writer.online:
        _remind_of_batches({ReportFiles.of_sheet(file, folder).folder for file in sheets})
    if len(sheets) > 1:
        return write_many(sheets, folder, writer, forms, options)
    return _one(sheets[0], ReportFiles.of_sheet(sheets[0], folder), writer, forms, options)


def _remind_of_batches(folders: Iterable[Path]) -> None:
    for folder in folders:
        if (folder / STATE_FILE).exists():
            tell(
                f"【提醒】{folder} 里有交给批处理的小节还没有收取，这样写会另付一次费；要收取，请加 --batch。"
            )


def _one(
    file: Path, files: ReportFiles, writer: Writer, forms: Sequence[str], options: WriteOptions
) -> ExitCode:
    """Produce one report, and turn what goes wrong into a message and a code."""
    try:
        return produce(read_sheet(file), files, writer, forms, options)
    except KeyboardInterrupt as error:
        saved = f"写好的小节已存入 {files.journal}，" if files.journal.exists() else ""
        tell(f"{message_of(error)}{saved}再次运行同一命令会接着写。")
        return code_of(error)
    except (SummaryWriterError, OSError) as error:
        tell(f"【错误】{located(file, error)}")
        return code_of(error)
