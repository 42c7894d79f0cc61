"""``examples``: the worked sections that are shown to a model."""

from __future__ import annotations

from itertools import groupby

from summarywriter.checking import check
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.screen import say
from summarywriter.errors import InputError
from summarywriter.library import load_examples, load_sheets
from summarywriter.model import Example, Section, Sheet


def run_list() -> ExitCode:
    """Print every example: id, heading, facts, length."""
    found = load_examples()
    for source, group in groupby(found, key=lambda example: example.source):
        examples = list(group)
        say(f"== {source}（{examples[0].organization}）")
        for example in examples:
            section = example.section
            size = f"{len(section.all_facts)}条事实，{_length(section.text)}字"
            say(f"  {example.id}  {section.heading}  {size}")
    say(f"共{len(found)}个范例。")
    return ExitCode.FINE


def run_show(name: str) -> ExitCode:
    """Print the examples that ``name`` means: an id, a source or a heading."""
    for example in _named(name):
        section = example.section
        say(f"== {section.heading}（{example.id}，{example.organization}）")
        for number, fact in enumerate(section.all_facts, 1):
            say(f"  {number}. {fact.text}")
        say()
        say(section.text)
        say()
    return ExitCode.FINE


def run_check() -> ExitCode:
    """Check every example's text against its own facts."""
    checked = wrong = 0
    for source, sheet in load_sheets():
        for section in sheet.sections:
            if section.text:
                checked += 1
                wrong += not _passes(source, section, sheet)
    say(f"{'【未通过】' if wrong else '【通过】'}共{checked}个范例，{wrong}个有错误。")
    return ExitCode.ERRORS_REMAIN if wrong else ExitCode.FINE


def _passes(source: str, section: Section, sheet: Sheet) -> bool:
    result = check(section.text, sheet, section=section.id)
    errors = [finding for finding in result.findings if finding.severity == "error"]
    if errors:
        say(f"【未通过】{source}/{section.id}  {section.heading}：{counted(errors)}")
        show_findings(errors, lambda _: section.text)
    return not errors


def _named(name: str) -> list[Example]:
    found = load_examples()
    for meant in (
        [e for e in found if e.id == name],
        [e for e in found if name in (e.source, e.section.heading)],
        [e for e in found if name and name in e.section.heading],
    ):
        if meant:
            return meant
    sources = "、".join(dict.fromkeys(e.source for e in found)) or "（范例库是空的）"
    raise InputError(f"没有叫“{name}”的范例。可写编号、标题或来源；来源有：{sources}。")


def _length(text: str) -> int:
    return len("".join(text.split()))
