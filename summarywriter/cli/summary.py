"""What a run ends with: the files, the figures and their grounds, what remains, who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarywriter.cli.exits import ExitCode
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.screen import say
from summarywriter.documents import missing_fonts
from summarywriter.errors import ModelError
from summarywriter.model import Finding, Report, Sheet, Usage, WrittenSection

COMPOSED = "没有使用模型：本稿由内置写作程序按事实直接写成。"

GROUNDLESS = frozenset(
    {
        "value-changed", "unit-changed", "bound-changed", "misattributed", "direction-changed",
        "base-changed", "status-changed", "unsupported-figure", "derived-figure", "example-leak",
    }
)  # fmt: skip
"""Codes of errors that mean a figure of the text is not one of the facts'."""


def show_summary(report: Report, written: Sequence[Path], failures: Sequence[ModelError]) -> ExitCode:
    """Print the end of a run and return the exit code it deserves."""
    say("已写出：")
    for path in written:
        say(f"  {path}")
    drafted = [section for section in report.sections if section.draft]
    characters = sum(len("".join(section.text.split())) for section in drafted)
    say(f"共{len(drafted)}节，{characters}字。{_figures(report)}")
    _unwritten(report)
    remaining = [f for f in report.findings if f.severity != "info"]
    say(f"核对结果：{counted(remaining)}。")
    _show(remaining, report)
    for line in (*_fonts(report, written), *_usage(report), *_origins(drafted, failures)):
        say(line)
    return _code(report, failures)


def show_brief(
    head: str, given: Sheet, report: Report, failures: Sequence[ModelError], *, unchanged: bool
) -> ExitCode:
    """Print how one report of many went, and return the exit code it deserves.

    One line where all is well; below it what remains. ``head`` goes before that line;
    ``unchanged`` says that its files stood there already.
    """
    code = _code(report, failures)
    drafted = [section for section in report.sections if section.draft]
    characters = sum(len("".join(section.text.split())) for section in drafted)
    remaining = [f for f in report.findings if f.severity != "info"]
    mark = "没有改动，" if unchanged else ""
    doubt = f"{counted(remaining)}。" if remaining else ""
    say(f"{head}{mark}{len(drafted)}节，{characters}字。{_figures(report)}{doubt}")
    show_left_out(given, report.sheet)
    _unwritten(report)
    _show(remaining, report)
    for line in _origins(drafted, failures):
        if line != COMPOSED:
            say(line)
    return code


def all_composed(report: Report) -> bool:
    """Tell whether no model wrote any section of a report."""
    origins = {section.draft.origin for section in report.sections if section.draft}
    return origins == {"composer"}


def show_left_out(given: Sheet, used: Sheet) -> None:
    """Say which facts were left out because of their errors, as asked for."""
    kept = {fact.id for _, _, fact in used.facts()}
    for section, number, fact in given.facts():
        if fact.id not in kept:
            say(f"【提醒】“{section.heading}”第{number}条事实有错误，没有写进去：{fact.text}")


def _unwritten(report: Report) -> None:
    if report.unwritten:
        say(f"【错误】还没有写的小节：{'、'.join(report.unwritten)}。")


def _show(remaining: Sequence[Finding], report: Report) -> None:
    texts = {section.heading: section.text for section in report.sections}
    show_findings(remaining, lambda finding: texts.get(finding.section or "", ""))


def _code(report: Report, failures: Sequence[ModelError]) -> ExitCode:
    if failures:
        return ExitCode.MODEL_FAILED
    return ExitCode.FINE if report.ok else ExitCode.ERRORS_REMAIN


def _figures(report: Report) -> str:
    grounded = sum(len(s.draft.links) for s in report.sections if s.draft)
    doubtful = sum(f.code in GROUNDLESS and f.severity == "error" for f in report.findings)
    if doubtful:
        return f"正文中{grounded}个数字有事实可查，另有{doubtful}处没有依据，程序写出的文件里已标【待核实】。"
    return f"正文中的{grounded}个数字全部有事实可查。" if grounded else "正文中没有数字。"


def _fonts(report: Report, written: Sequence[Path]) -> list[str]:
    """Say which fonts the PDF could not be set in."""
    if not any(path.suffix == ".pdf" for path in written):
        return []
    missing = missing_fonts(report)
    if not missing:
        return []
    listed = "、".join(f"{font}（用{other}代替）" if other else font for font, other in missing.items())
    return [f"【说明】PDF 没有用上本机缺少的字体：{listed}。要用这些字体，请在装有它们的电脑上写 PDF。"]


def _usage(report: Report) -> list[str]:
    """Say what the model took, all attempts counted, in total and for each section."""
    total = report.usage
    if not total.calls:
        return []
    each = (f"{s.heading}{_used(s.usage)}" for s in report.sections if s.usage.calls)
    return [f"模型用量（历次合计）：{_used(total)}。其中{'；'.join(each)}。"]


def _used(usage: Usage) -> str:
    tokens = usage.prompt_tokens + usage.completion_tokens
    cost = "" if usage.cost is None else f"，费用{usage.cost:.4f}"
    return f"{usage.calls}次、{tokens}词元{'（含估算）' if usage.estimated else ''}{cost}"


def _origins(drafted: Sequence[WrittenSection], failures: Sequence[ModelError]) -> list[str]:
    """Say plainly which sections no model wrote, and why where one should have."""
    composed = [s.heading for s in drafted if s.draft and s.draft.origin == "composer"]
    lines = [f"【错误】{reason}" for reason in dict.fromkeys(str(failure) for failure in failures)]
    if not composed:
        return lines
    if len(composed) == len(drafted):
        return [*lines, COMPOSED]
    return [*lines, f"以下小节没有使用模型，由内置写作程序按事实直接写成：{'、'.join(composed)}。"]
