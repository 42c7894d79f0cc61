"""``check``: any text against any facts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from summarywriter.checking import check, check_document
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.manuscript import is_document
from summarywriter.cli.screen import say
from summarywriter.documents import read_document, read_sheet
from summarywriter.errors import InputError
from summarywriter.model import CheckResult


def run(manuscript: Path, facts: Path, *, section: str | None, as_json: bool, strict: bool) -> ExitCode:
    """Check a text or a document and print what there is to say."""
    if str(manuscript) == "-" and str(facts) == "-":
        raise InputError("文稿和事实不能都从标准输入读，请把其中一个存成文件。")
    sheet = read_sheet(facts)
    section_id = None if section is None else sheet.section(section).id
    text = read_document(manuscript)
    if section_id is None and is_document(text, sheet):
        result = check_document(text, sheet)
    else:
        result = check(text, sheet, section=section_id)
    weighed = {"error", "warning"} if strict else {"error"}
    passed = all(finding.severity not in weighed for finding in result.findings)
    if as_json:
        _print_json(result, passed=passed)
    else:
        show_findings(result.findings, lambda _: text)
        mark = "【通过】" if passed else "【未通过】"
        say(f"{mark}{len(result.links)}个数字有事实可查；{counted(result.findings)}。")
    return ExitCode.FINE if passed else ExitCode.ERRORS_REMAIN


def _print_json(result: CheckResult, *, passed: bool) -> None:
    told = {"ok": passed, **result.model_dump(mode="json")}
    # Where the console cannot hold Chinese, escapes keep the JSON whole.
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(told, ensure_ascii=not unicode, indent=1))
