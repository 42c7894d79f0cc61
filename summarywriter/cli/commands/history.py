"""``history``: every version of every section."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rich.table import Table
from rich.text import Text

from summarywriter.cli.exits import ExitCode
from summarywriter.cli.findings import TABLE_FROM, counted
from summarywriter.cli.folding import Folded
from summarywriter.cli.reports import ReportFiles
from summarywriter.cli.screen import output, plain, say, show
from summarywriter.model import Draft

_ORIGINS = {"model": "模型", "composer": "内置写作程序", "hand": "人工"}
_COLUMNS = ("稿次", "时间", "出自", "字数", "核对", "要求")


def run(file: Path) -> ExitCode:
    """Print the versions of each section, the one in force marked."""
    report = ReportFiles.of(file).read()
    for section in report.sections:
        say(f"== {section.heading}")
        rows = [_row(n, draft, n == section.current) for n, draft in enumerate(section.history)]
        if not rows:
            say("  还没有写。")
        elif output().is_terminal and output().width >= TABLE_FROM:
            _table(rows)
        else:
            for row in rows:
                say("  " + " | ".join(row))
    return ExitCode.FINE


def _row(number: int, draft: Draft, current: bool) -> tuple[str, ...]:
    origin = _ORIGINS[draft.origin] + (f" {draft.model}" if draft.model else "")
    wishes = [draft.hint] if draft.hint else []
    if draft.length:
        wishes.append(f"约{draft.length}字")
    return (
        f"第{number + 1}稿{'（现用）' if current else ''}", _when(draft.created), origin,
        f"{len(''.join(draft.text.split()))}字", counted(draft.findings), "，".join(wishes) or "—",
    )  # fmt: skip


def _when(created: str | None) -> str:
    """Return a moment as the clock on the wall had it, to the minute."""
    if not created:
        return "—"
    try:
        return f"{datetime.fromisoformat(created).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return created


def _table(rows: list[tuple[str, ...]]) -> None:
    table = Table()
    for column in _COLUMNS:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Folded(Text(plain(cell))) for cell in row))
    show(table)
