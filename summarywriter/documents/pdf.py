"""Report → PDF, by way of Word and LibreOffice where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from summarywriter.documents.fonts import installed_fonts, replacements
from summarywriter.documents.pdf_signoff import long_ending
from summarywriter.documents.profile import Profile, make_profile, national
from summarywriter.errors import OutputError
from summarywriter.model import Report
from summarywriter.patterns import regex

SECONDS = 120
"""Time limit of one conversion; a report takes two or three seconds."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""With the structure by which a screen reader finds its way."""

_TYPESETTING = MappingProxyType({"text-autospace": "none", "punctuation-wrap": "simple"})
"""What LibreOffice does not take over from a Word file: no gaps between hanzi and digits; and no marks
hung over the edge, where it loses some of them."""

_PROPERTIES = regex(r"<style:paragraph-properties\b[^>]*>")
_PROPERTY = regex(rf'style:(?P<name>{"|".join(_TYPESETTING)})="[a-z-]*"')

_INSTEAD = "也可以用 Word 或 WPS 打开 .docx，另存为 PDF。"


def find_office() -> str | None:
    """Return where LibreOffice is, ``None`` where there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    return found or next((path for path in _USUAL_PLACES if Path(path).is_file()), None)


def require_office() -> str:
    """Return where LibreOffice is.

    Raises:
        OutputError: it is not installed; says what to do.
    """
    office = find_office()
    if office is None:
        raise OutputError(f"写 PDF 要用 LibreOffice，本机没有找到。请装好 LibreOffice 后再试，{_INSTEAD}")
    return office


def missing_fonts(report: Report | None = None) -> dict[str, str] | None:
    """Return the fonts of a report that are not installed, each with what stands in for it in PDF.

    Those of the national form where no report is given. What stands in is empty where nothing is
    known to; ``None`` where the fonts cannot be told.
    """
    installed = installed_fonts()
    if not installed:
        return None
    profile = national() if report is None else make_profile(report.profile)
    instead = replacements(profile.fonts, installed)
    return {font: instead.get(font, "") for font in profile.fonts if font not in installed}


def render_pdf(report: Report, profile: Profile | None = None) -> bytes:
    """Return the printed report as PDF; fonts that are not installed give way to the most alike.

    Raises:
        OutputError: LibreOffice is not installed, fails, or takes longer than :data:`SECONDS`.
    """
    # Imported when it is wanted: the library for Word takes long to import.
    from summarywriter.documents.word import render_docx

    office = require_office()
    profile = profile or national()
    printable = profile.with_fonts(replacements(profile.fonts, installed_fonts()))
    return _converted(office, render_docx(report, printable), printable)


def _converted(office: str, data: bytes, profile: Profile) -> bytes:
    """Let LibreOffice turn a Word file into PDF, in a folder and with settings of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(data)
        _convert(office, folder / "report.docx", "fodt", "fodt")
        opened = folder / "report.fodt"
        document = _typeset_as_in_word(opened.read_text("utf-8"))
        ending = long_ending(document, profile) if profile.signoff_as_body else None
        if ending is None:
            return _printed(office, opened, document)
        apart = _printed(office, opened, ending.apart)
        # As many pages without the sign-off: then it stands on one with text.
        if _pages(apart) == _pages(_printed(office, opened, ending.unsigned)):
            return apart
        return _printed(office, opened, ending.joined)


def _printed(office: str, file: Path, document: str) -> bytes:
    file.write_text(document, "utf-8")
    _convert(office, file, "pdf", _PDF)
    return file.with_suffix(".pdf").read_bytes()


def _pages(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def _typeset_as_in_word(document: str) -> str:
    def own(property_: re.Match[str]) -> str:
        return f'style:{property_["name"]}="{_TYPESETTING[property_["name"]]}"'

    return _PROPERTIES.sub(lambda element: _PROPERTY.sub(own, element.group()), document)


def _convert(office: str, file: Path, suffix: str, form: str) -> None:
    """Write ``file`` beside itself in another form.

    Raises:
        OutputError: LibreOffice does not start, takes too long, or writes nothing.
    """
    settings = (file.parent / "settings").as_uri()
    _run(
        [office, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={settings}",
         "--convert-to", form, "--outdir", str(file.parent), str(file)]
    )  # fmt: skip
    if not file.with_suffix(f".{suffix}").is_file():
        raise OutputError(f"LibreOffice 没有写出 PDF，请检查它能否正常打开；{_INSTEAD}")


def _run(command: list[str]) -> None:
    """Run LibreOffice; end it, and all it started, when the time is up."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise OutputError(f"LibreOffice 启动不了，请重新安装；{_INSTEAD}") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"LibreOffice {SECONDS}秒内没有写出 PDF，已停止，请再试一次；{_INSTEAD}") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children; one that has ended leaves none behind."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
