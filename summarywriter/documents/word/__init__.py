"""Word files out and in."""

from summarywriter.documents.word.render import render_docx

__all__ = ["render_docx"]
