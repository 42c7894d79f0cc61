"""``check``: any text against any facts."""

from __future__ import annotations

from pathlib import Path

from summarywriter.checking import check, check_document
from summarywriter.cli.as_json import of_check, print_json
from summarywriter.cli.changes import tell_changes
from summarywriter.cli.evidence import Wanted
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.facts_file import read_facts
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.manuscript import is_document
from summarywriter.cli.progress import working
from summarywriter.cli.screen import note, say
from summarywriter.cli.watching import watch
from summarywriter.documents import read_document
from summarywriter.errors import InputError


def run(
    manuscript: Path,
    facts: Path,
    *,
    section: str | None,
    as_json: bool,
    strict: bool,
    watching: bool = False,
    wanted: Wanted | None = None,
) -> ExitCode:
    """Check a text or a document and print what there is to say; again and again when ``watching``."""
    wanted = wanted or Wanted()
    wanted.refuse((manuscript, facts))

    def act() -> ExitCode:
        return _check(manuscript, facts, wanted, section=section, as_json=as_json, strict=strict)

    if watching and as_json:
        raise InputError("--watch 是给人看的，--json 是给程序读的，请只用一个。")
    return watch((manuscript, facts), act) if watching else act()


def _check(
    manuscript: Path, facts: Path, wanted: Wanted, *, section: str | None, as_json: bool, strict: bool
) -> ExitCode:
    if str(manuscript) == "-" and str(facts) == "-":
        raise InputError("文稿和事实不能都从标准输入读，请把其中一个存成文件。")
    sheet = read_facts(facts)
    section_id = None if section is None else sheet.section(section).id
    text = read_document(manuscript, note)
    tell_changes(manuscript)
    with working("正在核对……"):
        if section_id is None and is_document(text, sheet):
            result = check_document(text, sheet)
        else:
            result = check(text, sheet, section=section_id)
    wanted.write(text, sheet, result, section_id)
    weighed = {"error", "warning"} if strict else {"error"}
    passed = all(finding.severity not in weighed for finding in result.findings)
    if as_json:
        print_json(of_check(result, passed=passed))
    else:
        show_findings(result.findings, lambda _: text)
        mark = "【通过】" if passed else "【未通过】"
        say(f"{mark}{len(result.links)}个数字有事实可查；{counted(result.findings)}。")
    return ExitCode.FINE if passed else ExitCode.ERRORS_REMAIN
