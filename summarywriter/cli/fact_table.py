"""The facts of a section for people: a table on a wide terminal, lines that can be searched elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.table import Table
from rich.text import Text

from summarywriter.cli.figures import understood
from summarywriter.cli.findings import TABLE_FROM
from summarywriter.cli.folding import Folded
from summarywriter.cli.marks import MARKS, STYLES, Severity
from summarywriter.cli.screen import output, plain, say, show
from summarywriter.figures import find_figures
from summarywriter.markup.facts import write_mark
from summarywriter.model import Fact, Section

Worst = Mapping[str, Severity]
"""Id of a fact → the gravest thing there is to say of it."""


def show_section(section: Section, worst: Worst) -> None:
    """Print a section's facts with their figures as understood and a mark where something is wrong."""
    say()
    say(f"== {section.heading}")
    rows = list(_rows(section))
    if rows and output().is_terminal and output().width >= TABLE_FROM:
        _table(rows, worst)
        return
    for number, row in rows:
        if isinstance(row, str):
            say(f"  -- {row}")
            continue
        say(f"  {number}. {_words(row)}")
        figures = understood(row.text)
        if figures:
            say(f"      数字：{figures}")


def _rows(section: Section) -> Iterator[tuple[int, Fact | str]]:
    """Give the facts with their numbers, and the headings of groups (numbered 0) before their own."""
    number = 0
    for heading, facts in (("", section.facts), *((group.heading, group.facts) for group in section.groups)):
        if heading:
            yield 0, heading
        for fact in facts:
            number += 1
            yield number, fact


def _table(rows: list[tuple[int, Fact | str]], worst: Worst) -> None:
    table = Table(show_lines=True, expand=True)
    table.add_column("序号", no_wrap=True, justify="right")
    table.add_column("事实", ratio=5, overflow="fold")
    table.add_column("数字", ratio=3, overflow="fold")
    table.add_column("核对", no_wrap=True, min_width=8)
    for number, row in rows:
        if isinstance(row, str):
            table.add_row("", Folded(Text(plain(row), "bold")), "", "")
            continue
        grade = worst.get(row.id)
        mark = Text(MARKS[grade], STYLES[grade]) if grade else Text("【通过】", "green")
        figures = Text(plain(understood(row.text)) or "（没有数字）")
        table.add_row(str(number), Folded(_coloured(row)), Folded(figures), mark)
    show(table)


def _coloured(fact: Fact) -> Text:
    """Return the fact with its figures in colour; the column beside it names them without."""
    before = len("（可选）") if fact.optional else 0
    text = Text(_words(fact))
    for figure in find_figures(fact.text):
        text.stylize("cyan", before + figure.start, before + figure.end)
    return text


def _words(fact: Fact) -> str:
    """The fact as the sheet writes it, with its department and cut-off date."""
    mark = write_mark(fact)
    return f"{'（可选）' if fact.optional else ''}{plain(fact.text)}{f' {plain(mark)}' if mark else ''}"
