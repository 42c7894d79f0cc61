"""A section's text with what the checker says of it beside the words meant."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from summarywriter.cli.findings import advice
from summarywriter.cli.folding import Folded
from summarywriter.cli.marks import MARKS, STYLES
from summarywriter.cli.screen import plain, styled
from summarywriter.model import Finding

_BESIDE = 100
"""Cells from which on text and findings stand side by side; below, the findings follow the text."""


def beside(text: str, findings: Sequence[Finding], width: int) -> RenderableType:
    """Return a text and its findings; the words meant stand between 〔 and 〕 with the finding's number."""
    ordered = sorted(findings, key=lambda f: (f.start is None, f.start or 0))
    words = Folded(_marked(text, ordered))
    if not ordered:
        return words
    notes = Group(*(Folded(_note(n, text, finding)) for n, finding in enumerate(ordered, 1)))
    if width < _BESIDE:
        return Group(words, notes)
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=3, overflow="fold")
    grid.add_column(ratio=2, overflow="fold")
    grid.add_row(words, notes)
    return grid


def _marked(text: str, findings: Sequence[Finding]) -> Text:
    shown, at = Text(), 0
    for number, finding in enumerate(findings, 1):
        if (
            finding.start is None
            or finding.end is None
            or not at <= finding.start <= finding.end <= len(text)
        ):
            continue
        shown.append(plain(text[at : finding.start]))
        words = plain(text[finding.start : finding.end])
        shown.append(f"〔{words}〕({number})", STYLES[finding.severity])
        at = finding.end
    return shown.append(plain(text[at:]))


def _note(number: int, text: str, finding: Finding) -> Text:
    told = "" if "请改为" in finding.message else advice(text, finding)
    return Text(f"({number})") + styled(
        f"{MARKS[finding.severity]}{finding.message}{f'建议：{told}。' if told else ''}"
    )
