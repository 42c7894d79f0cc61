"""Word files out and in."""

from summarywriter.documents.word.reading import read_word_lines, read_word_sheet
from summarywriter.documents.word.render import render_docx

__all__ = ["read_word_lines", "read_word_sheet", "render_docx"]
