"""Reports and sheets → files, by suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from summarywriter.documents.files import encoded, shown, write_atomically
from summarywriter.documents.passages import of_report, of_text
from summarywriter.documents.plain import render_markdown, render_text
from summarywriter.documents.profile import Profile, make_profile, national, read_profile
from summarywriter.errors import OutputError
from summarywriter.markup import dump_json, dump_report, dump_sheet, dump_yaml
from summarywriter.model import Finding, Link, Report, Sheet


def render_docx(report: Report, profile: Profile | None = None) -> bytes:
    """Return the printed report as a Word file; the same report always gives the same bytes.

    ``profile`` says how it looks; where none is given, the report's own one.
    """
    # Imported when it is wanted: the library for Word takes long to import.
    from summarywriter.documents.word import render_docx

    return render_docx(report, _look_of(report, profile))


def _look_of(report: Report, profile: Profile | None) -> Profile:
    return profile or (make_profile(report.profile) if report.profile else national())


def _pdf(report: Report, profile: Profile | None) -> bytes:
    # Imported when it is wanted: few runs write one.
    from summarywriter.documents.pdf import render_pdf

    return render_pdf(report, _look_of(report, profile))


def render_trace(report: Report) -> str:
    """Return the trace of a report, one HTML file: on which fact every figure of its text rests."""
    # Imported when it is wanted: few runs write one.
    from summarywriter.documents.trace import render_trace

    return render_trace(report)


def render_text_trace(
    text: str, sheet: Sheet, findings: Sequence[Finding], links: Sequence[Link], *, section: str = ""
) -> str:
    """Return the trace of any text that was checked against a sheet, one HTML file.

    ``findings`` and ``links`` are those of the check, with offsets in ``text``. ``section`` is the
    id of the section that the text was checked against, empty for a whole document.
    """
    from summarywriter.documents.trace import render_text_trace

    return render_text_trace(text, sheet, findings, links, section=section)


def render_check_sheet(
    text: str, sheet: Sheet, findings: Sequence[Finding], links: Sequence[Link], *, section: str = ""
) -> bytes:
    """Return the check sheet (核数表) of any text that was checked against a sheet, a Word file.

    One row a figure: its sentence, the fact, department, cut-off date, state and a box to tick.
    The arguments are those of :func:`render_text_trace`.
    """
    from summarywriter.documents.word.check_sheet import render_check_sheet

    return render_check_sheet(of_text(text, sheet, findings, links, section=section))


def render_report_check_sheet(report: Report) -> bytes:
    """Return the check sheet (核数表) of a report, a Word file, section by section."""
    from summarywriter.documents.word.check_sheet import render_check_sheet

    return render_check_sheet(of_report(report))


_PRINTED: Mapping[str, Callable[[Report, Profile | None], bytes]] = MappingProxyType(
    {".docx": render_docx, ".pdf": _pdf}
)
_REPORTS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        ".md": render_markdown,
        ".markdown": render_markdown,
        ".txt": render_text,
        ".json": dump_report,
        ".html": render_trace,
    }
)
_SHEETS: Mapping[str, Callable[[Sheet], str]] = MappingProxyType(
    {
        ".md": dump_sheet, ".markdown": dump_sheet,
        ".yaml": dump_yaml, ".yml": dump_yaml,
        ".json": dump_json,
    }
)  # fmt: skip


def save(
    report: Report | Sheet,
    path: str | os.PathLike[str],
    *,
    overwrite: bool = True,
    profile: str | os.PathLike[str] | None = None,
) -> Path:
    """Write a report in the form its suffix names (.docx .pdf .md .txt .json .html); return the path.

    ``profile`` is a settings file (YAML or TOML) that says how .docx and .pdf look; where none is
    given they look as the report was last written, in the national form if nothing else was asked.
    A sheet is written as .md, .yaml or .json.

    Raises:
        OutputError: the suffix is not known, the file exists and ``overwrite`` is false, or it
            cannot be written; what stood there before is untouched. For .pdf also where LibreOffice
            is not installed or fails.
        InputError: the settings file cannot be read.
        SettingsError: the settings file says what makes no sense; carries every problem.
    """
    if isinstance(report, Sheet):
        return save_sheet(report, path, overwrite=overwrite)
    target = Path(path)
    _require_known(target)
    _guard(target, overwrite)
    look = None if profile is None else make_profile(read_profile(profile))
    return write_atomically(target, render_as(report, target, look))


def render_as(report: Report, path: Path, profile: Profile | None = None) -> bytes:
    """Return what a report's file of that name holds; ``profile`` says how printed forms look.

    Raises:
        OutputError: the suffix is not known, a PDF cannot be made, or a text holds halves of characters.
    """
    _require_known(path)
    suffix = path.suffix.lower()
    if suffix in _PRINTED:
        return _PRINTED[suffix](report, profile)
    return encoded(_REPORTS[suffix](report), shown(path))


def _require_known(path: Path) -> None:
    known = (*_PRINTED, *_REPORTS)
    if path.suffix.lower() not in known:
        raise OutputError(_unknown(path, known))


def save_sheet(sheet: Sheet, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
    """Write a sheet in the form its suffix names (.md .yaml .json); return the path.

    Raises:
        OutputError: as :func:`save`.
    """
    target = Path(path)
    dump = _SHEETS.get(target.suffix.lower())
    if dump is None:
        raise OutputError(_unknown(target, tuple(_SHEETS)))
    _guard(target, overwrite)
    return write_atomically(target, dump(sheet))


def _guard(target: Path, overwrite: bool) -> None:
    if not overwrite and target.exists():
        raise OutputError(f"{target} 已经存在，没有覆盖。请换一个文件名，或允许覆盖。")


def _unknown(target: Path, known: Sequence[str]) -> str:
    listed = " ".join(known)
    return f"不能保存为 {target}：文件名要以下列后缀之一结尾：{listed}。"
