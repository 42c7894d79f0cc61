"""Files in and out: sheets, reports and the printed forms of reports."""

from summarywriter.documents.files import encoded, read_text, write_atomically
from summarywriter.documents.holding import held_or_left, hold
from summarywriter.documents.lines import Line, document_lines
from summarywriter.documents.pdf import find_office, missing_fonts, require_office
from summarywriter.documents.plain import render_markdown, render_text
from summarywriter.documents.profile import read_profile
from summarywriter.documents.read import read_changes, read_document, read_lines, read_report, read_sheet
from summarywriter.documents.save import (
    render_as,
    render_check_sheet,
    render_docx,
    render_report_check_sheet,
    render_text_trace,
    render_trace,
    save,
    save_sheet,
)

__all__ = [
    "Line", "document_lines", "encoded", "find_office", "held_or_left", "hold", "missing_fonts",
    "read_changes", "read_document", "read_lines", "read_profile", "read_report", "read_sheet",
    "read_text", "render_as", "render_check_sheet", "render_docx", "render_markdown",
    "render_report_check_sheet", "render_text", "render_text_trace", "render_trace", "require_office",
    "save", "save_sheet", "write_atomically",
]  # fmt: skip
