"""``facts``: the facts alone, and the sheet they make."""

from __future__ import annotations

from pathlib import Path

from summarywriter.checking import check_facts
from summarywriter.cli.as_json import of_facts, print_json
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.figures import understood
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.progress import working
from summarywriter.cli.screen import say
from summarywriter.documents import read_sheet, save_sheet
from summarywriter.errors import OutputError
from summarywriter.markup.facts import write_mark
from summarywriter.model import Fact, Finding, Section, Sheet


def run(file: Path, target: Path | None, *, overwrite: bool, as_json: bool = False) -> ExitCode:
    """Print every fact with its figures and problems; save the sheet where that is asked for."""
    sheet = read_sheet(file)
    if target is not None:
        if _same(file, target):
            raise OutputError(f"{target} 就是读入的文件，没有改动它；请另取一个文件名。")
        save_sheet(sheet, target, overwrite=overwrite)
    with working("正在核对……"):
        findings = check_facts(sheet)
    wrong = any(finding.severity == "error" for finding in findings)
    if as_json:
        print_json(of_facts(sheet, findings))
        return ExitCode.BAD_INPUT if wrong else ExitCode.FINE
    _show_particulars(sheet)
    for section in sheet.sections:
        _show_section(section)
    say()
    facts = {fact.id: fact for _, _, fact in sheet.facts()}
    show_findings(findings, lambda finding: _text_of(finding, facts))
    say(f"共{len(sheet.sections)}节，{len(facts)}条事实；{counted(findings)}。")
    if target is not None:
        say(f"已写出：{target}")
    return ExitCode.BAD_INPUT if wrong else ExitCode.FINE


def _same(file: Path, target: Path) -> bool:
    return target.exists() and file.exists() and file.samefile(target)


def _show_particulars(sheet: Sheet) -> None:
    labels = {"标题": sheet.title, "单位": sheet.organization, "时间": sheet.period, "日期": sheet.date}
    for label, value in labels.items():
        if value:
            say(f"{label}：{value}")


def _show_section(section: Section) -> None:
    say()
    say(f"== {section.heading}")
    groups = [("", section.facts), *((group.heading, group.facts) for group in section.groups)]
    shown = 0
    for heading, facts in groups:
        if heading:
            say(f"  -- {heading}")
        for number, fact in enumerate(facts, shown + 1):
            _show_fact(number, fact)
        shown += len(facts)


def _show_fact(number: int, fact: Fact) -> None:
    mark = write_mark(fact)
    say(f"  {number}. {'（可选）' if fact.optional else ''}{fact.text}{f' {mark}' if mark else ''}")
    figures = understood(fact.text)
    if figures:
        say(f"      数字：{figures}")


def _text_of(finding: Finding, facts: dict[str, Fact]) -> str:
    """Return the fact a finding is about; its span lies in the first one it names."""
    return next((facts[fact].text for fact in finding.facts if fact in facts), "")
