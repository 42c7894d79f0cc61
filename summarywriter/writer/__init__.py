"""Whole reports and single sections: concurrency, journal and resume, history."""

from summarywriter.writer.writer import PromptView, Writer

__all__ = ["PromptView", "Writer"]
