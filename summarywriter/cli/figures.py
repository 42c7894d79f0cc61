"""Figures as the program understood them: ``9户 · 2.4万元``."""

from __future__ import annotations

from summarywriter.figures import find_figures


def understood(text: str) -> str:
    """Return the figure phrases of a fact, in order; empty where it has none."""
    return " · ".join(figure.phrase(text) for figure in find_figures(text))
