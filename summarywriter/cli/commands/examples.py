"""``examples``: the worked sections that are shown to a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from summarywriter.checking import check
from summarywriter.cli.commands.rewording import Rewording
from summarywriter.cli.exits import ExitCode, code_of, highest, message_of
from summarywriter.cli.findings import counted, show_findings
from summarywriter.cli.screen import say, tell
from summarywriter.errors import InputError, SummaryWriterError
from summarywriter.figures import find_figures
from summarywriter.library import (
    TakenIn,
    add_examples,
    has_mask,
    load_examples,
    load_sheets,
    remarks,
    remove_examples,
    take_in,
)
from summarywriter.model import Example, Finding, Section, Sheet


def run_list() -> ExitCode:
    """Print every example: id, heading, facts, length."""
    found = load_examples()
    for source, group in groupby(found, key=lambda example: example.source):
        examples = list(group)
        say(f"== {source}（{examples[0].organization or '单位未认出'}）")
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


@dataclass(frozen=True)
class AddOptions:
    """How old reports are taken in; see the command's help."""

    folder: Path | None = None
    mend: bool = False
    anonymise: bool = False
    overwrite: bool = False
    phrase: bool = False


def run_add(files: Sequence[Path], options: AddOptions) -> ExitCode:
    """Take old reports in; a file that cannot be used is told, the others are taken in all the same."""
    codes = [ExitCode.FINE]
    rewording = Rewording() if options.phrase else None
    for file in files:
        try:
            taken = take_in(file, mend=options.mend, anonymise=options.anonymise, phrase=rewording)
            paths = add_examples(taken, file.stem, folder=options.folder, overwrite=options.overwrite)
        except SummaryWriterError as error:
            tell(f"【错误】{message_of(error)}")
            codes.append(code_of(error))
            continue
        say(f"{file}：认出{len(taken)}篇总结。")
        for path, one in zip(paths, taken, strict=True):
            _show_taken(path, one, mended=options.mend)
            if one.errors:
                codes.append(ExitCode.ERRORS_REMAIN)
    if rewording is not None and rewording.failure is not None:
        tell(f"【提醒】{rewording.failure}其余的要点照原文摘出。")
        codes.append(code_of(rewording.failure))
    if len(codes) == 1:
        say("请用编辑器看一遍，改正后即可使用：summarywriter examples check")
    return highest(codes)


def _show_taken(path: Path, taken: TakenIn, *, mended: bool) -> None:
    sheet = taken.sheet
    facts = [fact.text for _, _, fact in sheet.facts()]
    figures = sum(len(find_figures(text)) for text in facts)
    say(f"== {path}")
    say(f"   {sheet.title}（{sheet.organization or '单位未认出'}），编号 {sheet.numbering or '无'}")
    say(f"   {len(sheet.sections)}节，{len(facts)}条事实，{figures}个数字")
    for line in remarks(taken):
        done = mended and line.startswith("错字")
        say(f"   【说明】{line}{'已改正。' if done else ''}")


def run_remove(name: str) -> ExitCode:
    """Take a file of the user's own out of the library."""
    kept = remove_examples(name)
    say(f"已移出“{name}”，原文件留作 {kept}。")
    return ExitCode.FINE


def run_check() -> ExitCode:
    """Check every example's text against its own facts."""
    checked = wrong = masked = 0
    for source, sheet in load_sheets():
        for section in sheet.sections:
            if section.text:
                checked += 1
                wrong += not _passes(source, section, sheet)
                masked += has_mask(section.text)
    say(f"{'【未通过】' if wrong else '【通过】'}共{checked}个范例，{wrong}个有错误。")
    if masked:
        say(f"另有{masked}个范例遮盖了数字或名称（X、xx、__），补齐之前不会给模型看。")
    return ExitCode.ERRORS_REMAIN if wrong else ExitCode.FINE


def _passes(source: str, section: Section, sheet: Sheet) -> bool:
    result = check(section.text, sheet, section=section.id)
    errors = [f for f in result.findings if f.severity == "error" and not _is_mask(f, section)]
    if errors:
        say(f"【未通过】{source}/{section.id}  {section.heading}：{counted(errors)}")
        show_findings(errors, lambda _: section.text)
    return not errors


def _is_mask(finding: Finding, section: Section) -> bool:
    """Tell a blanked-out place of an old report: it is named by number, and keeps the example unused."""
    return finding.code == "placeholder" and has_mask(section.text)


def _named(name: str) -> list[Example]:
    found = load_examples()
    for meant in (
        [e for e in found if e.id == name],
        [e for e in found if name in (e.source, e.section.heading)],
        [e for e in found if name and name in e.section.heading],
        [e for e in found if name and any(name in group.heading for group in e.section.groups)],
    ):
        if meant:
            return meant
    sources = "、".join(dict.fromkeys(e.source for e in found)) or "（范例库是空的）"
    raise InputError(f"没有叫“{name}”的范例。可写编号、标题或来源；来源有：{sources}。")


def _length(text: str) -> int:
    return len("".join(text.split()))
