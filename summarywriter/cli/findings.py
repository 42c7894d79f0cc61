"""Findings for people: how bad, where, the words in their sentence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.table import Table
from rich.text import Text

from summarywriter.cli.marks import MARKS
from summarywriter.cli.screen import output, plain, say, show
from summarywriter.documents.quoting import advice, quotation
from summarywriter.model import Finding

__all__ = ["advice", "counted", "excerpt", "show_findings"]

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
    if ordered and output().is_terminal and output().width >= 80:
        _table(ordered, text_of)
        return
    for finding in ordered:
        text = text_of(finding)
        where = f"{finding.section}：" if finding.section else ""
        say(f"{MARKS[finding.severity]}{where}{finding.message}（{finding.code}）")
        for label, more in (("原文", excerpt(text, finding)), ("建议", advice(text, finding))):
            if more:
                say(f"    {label}：{more}")


def counted(findings: Iterable[Finding]) -> str:
    """Return how many errors and warnings there are: ``错误2处，提醒1处``."""
    tally = dict.fromkeys(_ORDER, 0)
    for finding in findings:
        tally[finding.severity] += 1
    parts = [f"{name}{tally[s]}处" for s, name in (("error", "错误"), ("warning", "提醒")) if tally[s]]
    return "，".join(parts) or "没有错误和提醒"


def _table(findings: list[Finding], text_of: Callable[[Finding], str]) -> None:
    table = Table(show_lines=True, expand=True)
    table.add_column("级别", no_wrap=True)
    table.add_column("小节", ratio=2, overflow="fold")
    table.add_column("原文", ratio=5, overflow="fold")
    table.add_column("问题和建议", ratio=5, overflow="fold")
    colours = {"error": "red", "warning": "yellow", "info": "cyan"}
    for finding in findings:
        text = text_of(finding)
        told = "\n".join(part for part in (finding.message, advice(text, finding), finding.code) if part)
        table.add_row(
            Text(MARKS[finding.severity], style=colours[finding.severity]),
            Text(plain(finding.section or "")), Text(plain(excerpt(text, finding))), Text(plain(told)),
        )  # fmt: skip
    show(table)
