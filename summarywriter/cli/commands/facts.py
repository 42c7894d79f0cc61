"""``facts``: the facts alone, and the sheet they make."""

from __future__ import annotations

from pathlib import Path

from summarywriter.checking import check_facts
from summarywriter.cli.as_json import of_facts, print_json
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.fact_table import show_section
from summarywriter.cli.findings import counted, show_findings, worst_of
from summarywriter.cli.progress import working
from summarywriter.cli.screen import say
from summarywriter.documents import hold, read_sheet, save_sheet
from summarywriter.errors import OutputError
from summarywriter.model import Fact, Finding, Sheet


def run(file: Path, target: Path | None, *, overwrite: bool, as_json: bool = False) -> ExitCode:
    """Print every fact with its figures and problems; save the sheet where that is asked for."""
    sheet = read_sheet(file)
    if target is not None:
        if _same(file, target):
            raise OutputError(f"{target} 就是读入的文件，没有改动它；请另取一个文件名。")
        with hold(target):
            save_sheet(sheet, target, overwrite=overwrite)
    with working("正在核对……"):
        findings = check_facts(sheet)
    wrong = any(finding.severity == "error" for finding in findings)
    if as_json:
        print_json(of_facts(sheet, findings))
        return ExitCode.BAD_INPUT if wrong else ExitCode.FINE
    _show_particulars(sheet)
    worst = worst_of(findings)
    for section in sheet.sections:
        show_section(section, worst)
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


def _text_of(finding: Finding, facts: dict[str, Fact]) -> str:
    """Return the fact a finding is about; its span lies in the first one it names."""
    return next((facts[fact].text for fact in finding.facts if fact in facts), "")
