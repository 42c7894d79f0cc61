"""Word files out and in."""

from summarywriter.documents.word.changes import Change, read_word_changes
from summarywriter.documents.word.reading import is_word_prose, read_word_lines, read_word_sheet
from summarywriter.documents.word.render import render_docx

__all__ = [
    "Change",
    "is_word_prose",
    "read_word_changes",
    "read_word_lines",
    "read_word_sheet",
    "render_docx",
]
