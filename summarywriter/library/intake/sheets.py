"""Files of facts → sheets to be written; an old report's facts are taken out of its prose."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from summarywriter.checking import check
from summarywriter.documents.given import Given, given
from summarywriter.documents.read import is_prose, sheet_of
from summarywriter.errors import InputError
from summarywriter.figures import find_figures
from summarywriter.library.intake.agreement import longest
from summarywriter.library.intake.clauses import ANNOUNCED, fact_words
from summarywriter.library.intake.reading import read_old
from summarywriter.library.intake.taking import TakenIn, reports_of
from summarywriter.model import FRAME_ROLES, Fact, Group, Part, Role, Section, Sheet
from summarywriter.patterns import regex
from summarywriter.text import blocks, sentences

_SINCE = regex(
    r"\A(?:(?:回顾)?(?:这)?[一半]年来?(?:的工作)?|今年(?:以来)?|(?:今年)?[上下]半年|全年|下一步)，(?:我们|我会)?(?=.{6})"
)
"""The report's own time at a fact's beginning, where it says nothing of its own."""

_NAMED = 10
"""Lines left out that are told one by one: an annex may have hundreds."""

_SHORT = regex(r"(?:不足|问题|差距|短板|薄弱环节|困难)\Z")
"""How a sentence ends that leads up to the problems."""


def read_sheet(path: str | os.PathLike[str], tell: Callable[[str], None] = lambda note: None) -> Sheet:
    """Read a sheet from a file of any known kind; ``-`` is text, or a ledger as CSV, on the standard input.

    A stored report (``.report.json``) gives its sheet. An old report in running prose gives one that
    can be written again: its facts taken out, its own text left behind. ``tell`` hears, in plain
    Chinese, of what a person should know: what was left out, and why.

    Raises:
        InputError: the file cannot be read, its kind is not known, or it holds several reports.
        SheetError: it breaks the document form; carries every problem.
    """
    file = given(path)
    taken = _old_report(file, tell)
    if taken is None:
        return sheet_of(file, tell)
    sheet = unwritten(taken.sheet)
    count = sum(1 for _ in sheet.facts())
    tell(f"这是一篇写好的总结：正文拆成了{count}条事实，原文不保留。请看过、换成本期的情况再写。")
    missing = [name for name, value in _particulars(sheet) if not value]
    if missing:
        tell(f"没有认出{'、'.join(missing)}，请在文件头补上。")
    for words in taken.dropped[:_NAMED]:
        tell(f"没有收入的话：{words}")
    if more := taken.dropped[_NAMED:]:
        tell(f"另有{len(more)}行也没有收入，最后一行是：{more[-1]}")
    return sheet


def unwritten(sheet: Sheet) -> Sheet:
    """Return a worked example as a sheet to be written: without texts, every section and group with facts.

    What only led up to other sentences goes, and of lead and closing all that has no figures and no
    honours. Where nothing could be taken out of a text, its sentences are the facts.
    """
    bare = Sheet(
        **{
            **dict(sheet),
            "parts": tuple(
                Part(title=part.title, sections=tuple(map(_unwritten, part.sections))) for part in sheet.parts
            ),
        }
    )
    return bare.model_copy(update={"guidance": longest((*bare.guidance, *_quoted(sheet, bare)))})


def _quoted(written: Sheet, bare: Sheet) -> list[str]:
    """Return the formulae (在区委的领导下) of leads and closings that went with the lines they stood in."""
    return [
        old.text[finding.start : finding.end]
        for old, new in zip(written.sections, bare.sections, strict=True)
        if old.role in FRAME_ROLES and old.text
        for finding in check(old.text, bare, section=new.id).findings
        if finding.code == "unsupported-formula"
    ]


def _old_report(file: Given, tell: Callable[[str], None]) -> TakenIn | None:
    if not is_prose(file):
        return None
    taken = reports_of(read_old(file, tell))
    if len(taken) > 1:
        titles = "、".join(f"《{one.sheet.title}》" for one in taken)
        raise InputError(
            f"{file.name} 里有{len(taken)}篇总结：{titles}。请只留一篇，另存后再试；"
            "要把它们用作范例，请运行 summarywriter examples add。"
        )
    return taken[0] if taken else None


def _particulars(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    return ("单位", sheet.organization), ("时间段", sheet.period)


def _unwritten(section: Section) -> Section:
    texts: dict[str, list[str]] = {"": []}
    group = ""
    for block in blocks(section.text):
        if block.kind == "group":
            group = block.text
        else:
            texts.setdefault(group, []).extend(span.of(block.text) for span in sentences(block.text))
    framed = section.role in FRAME_ROLES
    groups = tuple(
        Group(heading=own.heading, facts=_facts(own.facts, texts.get(own.heading, ()), section.role))
        for own in section.groups
    )
    bare = () if framed or groups else texts[""]
    return Section(
        heading=section.heading, role=section.role, groups=groups,
        facts=_facts(section.facts, bare, section.role),
    )  # fmt: skip


def _facts(found: Sequence[Fact], texts: Sequence[str], role: Role) -> tuple[Fact, ...]:
    """Return the facts found, else the sentences, each as it is told in a sheet."""
    told = [_told(fact.text) for fact in found]
    kept = [
        text
        for n, text in enumerate(told)
        if text
        and not (
            role in FRAME_ROLES and not _figured(text) and not any(map(text.__contains__, _words("honour")))
        )
        and not (
            role == "problems" and n == 0 and len(told) > 1 and _SHORT.search(text) and not _figured(text)
        )
    ]
    return tuple(Fact(text=text) for text in kept or [text.strip().rstrip("。；") for text in texts])


def _told(text: str) -> str:
    """Return a fact without what only leads up to it or is polite; empty where nothing else is said."""
    if text.endswith((*_words("leads-up"), *_words("polite"))):
        return ""
    head, _, rest = text.partition("：")
    if rest and head.endswith(_words("leads-up")) and not _figured(head):
        text = rest
    return _SINCE.sub("", text) or text


def _figured(text: str) -> bool:
    """Tell whether a text has figures: dates, stretches of time and the number of matters to come aside."""
    said = ANNOUNCED.sub("", _SINCE.sub("", text))
    return any(figure.kind != "date" for figure in find_figures(said))


def _words(kind: str) -> tuple[str, ...]:
    return fact_words()[kind]
