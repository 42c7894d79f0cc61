"""The trace: one page that shows on which fact every figure of a text rests."""

from summarywriter.documents.trace.render import render_text_trace, render_trace

__all__ = ["render_text_trace", "render_trace"]
