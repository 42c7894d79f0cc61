"""Findings for people: how bad, where, the words in their sentence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.table import Table
from rich.text import Text

from summarywriter.cli.folding import Folded
from summarywriter.cli.marks import MARKS, STYLES, Severity
from summarywriter.cli.screen import output, plain, say, show
from summarywriter.documents.quoting import advice, quotation
from summarywriter.model import Finding

__all__ = ["TABLE_FROM", "advice", "counted", "excerpt", "show_findings", "worst_of"]

TABLE_FROM = 80
"""Cells from which on there is room for a table; narrower terminals get lines."""

_ORDER = {"error": 0, "warning": 1, "info": 2}


def excerpt(text: str, finding: Finding) -> str:
    """Return the words meant in their sentence, between 〔 and 〕; empty where there are none."""
    quoted = quotation(text, finding)
    return f"{quoted.before}〔{quoted.words}〕{quoted.after}" if quoted else ""


def show_findings(findings: Iterable[Finding], text_of: Callable[[Finding], str]) -> None:
    """Print findings, the worst first; ``text_of`` gives the text in which a finding's span lies.

    On a terminal they stand in a table; elsewhere in lines that can be searched.
    """
    ordered = sorted(findings, key=lambda f: _ORDER[f.severity])
    if ordered and output().is_terminal and output().width >= TABLE_FROM:
        _table(ordered, text_of)
        return
    for finding in ordered:
        text = text_of(finding)
        where = f"{finding.section}：" if finding.section else ""
        say(f"{MARKS[finding.severity]}{where}{finding.message}（{finding.code}）")
        for label, more in (("原文", excerpt(text, finding)), ("建议", advice(text, finding))):
            if more:
                say(f"    {label}：{more}")


def worst_of(findings: Iterable[Finding]) -> dict[str, Severity]:
    """Return, for every fact that a finding names, the gravest severity among its findings."""
    worst: dict[str, Severity] = {}
    for finding in sorted(findings, key=lambda f: _ORDER[f.severity]):
        for fact in finding.facts:
            worst.setdefault(fact, finding.severity)
    return worst


def counted(findings: Iterable[Finding]) -> str:
    """Return how many errors and warnings there are: ``错误2处，提醒1处``."""
    tally = dict.fromkeys(_ORDER, 0)
    for finding in findings:
        tally[finding.severity] += 1
    parts = [f"{name}{tally[s]}处" for s, name in (("error", "错误"), ("warning", "提醒")) if tally[s]]
    return "，".join(parts) or "没有错误和提醒"


def _table(findings: list[Finding], text_of: Callable[[Finding], str]) -> None:
    quoted = [excerpt(text_of(finding), finding) for finding in findings]
    table = Table(show_lines=True, expand=True)
    table.add_column("级别", no_wrap=True)
    table.add_column("小节", ratio=2, overflow="fold")
    if any(quoted):
        table.add_column("原文", ratio=5, overflow="fold")
    table.add_column("问题和建议", ratio=5, overflow="fold")
    for finding, words in zip(findings, quoted, strict=True):
        told = (finding.message, advice(text_of(finding), finding), finding.code)
        table.add_row(
            Text(MARKS[finding.severity], style=STYLES[finding.severity]),
            Folded(Text(plain(finding.section or ""))),
            *([Folded(Text(plain(words)))] if any(quoted) else []),
            Folded(Text(plain("\n".join(part for part in told if part)))),
        )
    show(table)
