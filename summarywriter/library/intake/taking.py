"""One file of old reports → worked examples in the document form, checked against themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarywriter.checking import check
from summarywriter.documents.files import read_text, shown
from summarywriter.errors import InputError
from summarywriter.figures import find_figures
from summarywriter.library.intake import wording
from summarywriter.library.intake.anonymous import Pseudonyms
from summarywriter.library.intake.extraction import agrees, facts_of, told_figures
from summarywriter.library.intake.outline import OldOutline, OldSection, outline_of
from summarywriter.library.intake.paragraphs import paragraphs
from summarywriter.library.intake.particulars import genre_of, iso_date, organization_of, period_of_report
from summarywriter.library.intake.reading import OldLine, old_lines, read_old
from summarywriter.library.intake.splitting import OldReport, split_reports
from summarywriter.library.intake.things import Thing, untold_at
from summarywriter.library.masks import mask_spans
from summarywriter.markup import parse_sheet
from summarywriter.markup.escapes import one_line
from summarywriter.model import FRAME_ROLES, Finding, Group, Part, Section, Sheet
from summarywriter.text import GROUP_MARK

Phrase = Callable[[str, tuple[str, ...]], Sequence[str]]
"""Rephrases the facts of a section: given its heading and facts, returns as many, in order.

A fact whose figures differ afterwards, or that the text no longer bears out, is not taken.
"""

_LEAST_LETTERS = 50
_SENTENCES = 3
_PASSED = 60
_ROUNDS = 6
_ANNOUNCES = re.compile(r"现(?:将|把)")
_APART = frozenset({"placeholder", "repetition", "announced-count", "unsupported-formula"})
"""Findings that no fact could answer."""


@dataclass(frozen=True)
class TakenIn:
    """One old report as a worked example, and what is to be said of it.

    ``masked`` counts the blanked-out figures and names of every section that has some, by its
    heading; ``supplied`` are the headings that do not stand in the old report; ``dropped`` is what
    a web page said of itself; ``findings`` are what the check of the texts against their own facts
    says, placeholders aside.
    """

    sheet: Sheet
    misspelt: tuple[wording.Remark, ...] = ()
    dated: tuple[wording.Remark, ...] = ()
    spoilt: tuple[str, ...] = ()
    masked: tuple[tuple[str, int], ...] = ()
    supplied: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


@dataclass
class _Drawn:
    """A section with the things taken out of its text; ``places`` are its groups' stretches."""

    old: OldSection
    text: str
    things: list[Thing]
    groups: list[tuple[str, int]] = field(default_factory=list)
    phrased: dict[int, str] = field(default_factory=dict)

    def words(self, n: int) -> str:
        return self.phrased.get(n) or one_line(self.things[n].words(self.text))

    def section(self) -> Section:
        """Return the section with its facts, each where its words stand."""
        starts = [start for _, start in self.groups]
        placed: list[list[str]] = [[] for _ in range(len(starts) + 1)]
        for n, thing in enumerate(self.things):
            placed[sum(start <= thing.start for start in starts)].append(self.words(n))
        groups = tuple(
            Group(heading=heading, facts=tuple(facts))
            for (heading, _), facts in zip(self.groups, placed[1:], strict=True)
        )
        return Section(
            heading=self.old.heading,
            role=self.old.role,
            facts=tuple(placed[0]),
            groups=groups,
            text=self.text,
        )


def take_in(
    path: str | os.PathLike[str], *, mend: bool = False, anonymise: bool = False, phrase: Phrase | None = None
) -> list[TakenIn]:
    """Return the reports of a file (.txt .md .docx, one or several) as worked examples, in order.

    ``mend`` puts misspellings right; ``anonymise`` puts other names in place of people and
    organisations, the same ones throughout a report. ``phrase`` may reword the facts.

    Raises:
        InputError: the file cannot be read, or is no report.
    """
    worked = _worked(path)
    if worked is not None:
        return [worked]
    return _taken(read_old(path), shown(path), mend=mend, anonymise=anonymise, phrase=phrase)


def take_in_text(
    text: str,
    *,
    source: str = "文本",
    mend: bool = False,
    anonymise: bool = False,
    phrase: Phrase | None = None,
) -> list[TakenIn]:
    """Return the reports of a text; else as :func:`take_in`."""
    return _taken(old_lines(text), source, mend=mend, anonymise=anonymise, phrase=phrase)


def _worked(path: str | os.PathLike[str]) -> TakenIn | None:
    """Return a file that is a worked example already as it is, ``None`` for all others."""
    if Path(path).suffix.lower() not in (".md", ".markdown"):
        return None
    text = read_text(path)
    if not text.lstrip("\ufeff \n").startswith("---"):
        return None
    sheet = parse_sheet(text, source=shown(path))
    if not any(section.text and section.all_facts for section in sheet.sections):
        return None
    findings = [
        finding
        for section in sheet.sections
        if section.text
        for finding in check(section.text, sheet, section=section.id).findings
        if finding.code != "placeholder"
    ]
    return TakenIn(sheet, masked=_masked(sheet), findings=tuple(findings))


def _masked(sheet: Sheet) -> tuple[tuple[str, int], ...]:
    counts = ((section.heading, len(mask_spans(section.text))) for section in sheet.sections)
    return tuple((heading, count) for heading, count in counts if count)


def _taken(
    lines: Sequence[OldLine], source: str, *, mend: bool, anonymise: bool, phrase: Phrase | None
) -> list[TakenIn]:
    dropped: list[str] = []
    found = paragraphs(lines, dropped)
    taken = []
    for report in split_reports(found):
        outline = outline_of(report)
        if not _is_report(outline):
            passed = "".join((report.title, *(p.text for p in report.paragraphs)))
            dropped.append(f"（不像总结的一段）{passed[:_PASSED]}{'…' if len(passed) > _PASSED else ''}")
            continue
        taken.append(_one(report, outline, mend=mend, anonymise=anonymise, phrase=phrase, dropped=dropped))
        dropped = []
    if not taken:
        raise InputError(_refusal(source, [p.text for p in found]))
    if dropped:
        taken[-1] = replace(taken[-1], dropped=(*taken[-1].dropped, *dropped))
    return taken


def _one(
    report: OldReport,
    outline: OldOutline,
    *,
    mend: bool,
    anonymise: bool,
    phrase: Phrase | None,
    dropped: list[str],
) -> TakenIn:
    old_text = "\n".join((report.title, *(p.text for p in report.paragraphs)))
    lead = next((" ".join(s.paragraphs) for s in outline.sections if s.role == "lead"), "")
    organization = outline.organization or organization_of(report.title, lead)
    period = period_of_report(report.title, lead)
    said = _Wording(mend, Pseudonyms(old_text, organization) if anonymise else None)
    sheet = Sheet(
        title=said.of(report.title) or f"{said.of(organization)}{period}工作总结",
        organization=said.of(organization),
        period=period,
        date=iso_date(outline.date),
        genre=genre_of(f"{report.title}{organization}", old_text),
        numbering=outline.numbering,
    )
    parts = [
        (said.of(part.title), [_drawn(section, said) for section in part.sections]) for part in outline.parts
    ]
    sheet, findings = _agreeing(sheet, parts, phrase)
    if said.pseudonyms is not None and said.pseudonyms.replaced:
        sheet = sheet.model_copy(update={"invented": ("单位、人名已换成化名",)})
    return TakenIn(
        sheet=sheet,
        misspelt=tuple(wording.misspellings(old_text)),
        dated=tuple(wording.dated(old_text)),
        spoilt=tuple(wording.suspicious(old_text)),
        masked=_masked(sheet),
        supplied=tuple(
            section.heading for section in outline.sections if section.supplied and section.role != "lead"
        ),
        dropped=tuple(dropped),
        replaced=tuple(said.pseudonyms.replaced.items()) if said.pseudonyms is not None else (),
        findings=findings,
    )


@dataclass(frozen=True)
class _Wording:
    """How words of the old report are written in the example."""

    mend: bool
    pseudonyms: Pseudonyms | None

    def of(self, text: str) -> str:
        text = wording.mended(text) if self.mend else text
        return self.pseudonyms.put(text) if self.pseudonyms is not None else text


def _drawn(old: OldSection, said: _Wording) -> _Drawn:
    old = OldSection(said.of(old.heading), old.role, old.paragraphs, old.groups, old.supplied)
    lines = [said.of(text) for text in old.paragraphs]
    groups = []
    for group in old.groups:
        heading = said.of(group.heading)
        groups.append((heading, len("\n".join(lines)) + bool(lines)))
        lines += [GROUP_MARK + heading, *map(said.of, group.paragraphs)]
    text = "\n".join(lines)
    return _Drawn(old, text, facts_of(text, named=old.role in ("plan", "problems")), groups)


def _agreeing(
    sheet: Sheet, parts: Sequence[tuple[str, list[_Drawn]]], phrase: Phrase | None
) -> tuple[Sheet, tuple[Finding, ...]]:
    """Return the sheet whose texts pass the check against its own facts, and what is still said.

    Words that were left out are put back where the check misses them; political formulae go to
    the guidance, which is where a sheet keeps wording to be quoted.
    """
    for _, sections in parts:
        for drawn in sections:
            if drawn.old.role in FRAME_ROLES:
                _frame(sheet, drawn)
    built = _built(sheet, parts)
    found = _checked(built, parts)
    for _ in range(_ROUNDS):
        guidance = _formulae(found)
        restored = [_restored(drawn, findings) for drawn, findings in found]
        if not any(restored) and not set(guidance) - set(sheet.guidance):
            break
        sheet = sheet.model_copy(update={"guidance": tuple(dict.fromkeys((*sheet.guidance, *guidance)))})
        built = _built(sheet, parts)
        found = _checked(built, parts)
    if phrase is not None:
        for drawn, _ in found:
            _phrased(sheet, drawn, phrase)
        built = _built(sheet, parts)
        found = _checked(built, parts)
    said = tuple(f for _, findings in found for f in findings if f.code != "placeholder")
    return built, said


def _built(sheet: Sheet, parts: Sequence[tuple[str, list[_Drawn]]]) -> Sheet:
    return Sheet(
        **{
            **dict(sheet),
            "parts": tuple(
                Part(title=title, sections=tuple(drawn.section() for drawn in sections))
                for title, sections in parts
            ),
        }
    )


def _checked(
    sheet: Sheet, parts: Sequence[tuple[str, list[_Drawn]]]
) -> list[tuple[_Drawn, tuple[Finding, ...]]]:
    drawn = [one for _, sections in parts for one in sections]
    return [
        (one, check(section.text, sheet, section=section.id).findings)
        for one, section in zip(drawn, sheet.sections, strict=True)
    ]


def _frame(sheet: Sheet, drawn: _Drawn) -> None:
    """Keep of lead and closing only what has figures or names of its own, not the period's."""
    period = {figure.text for figure in find_figures(f"{sheet.title}\n{sheet.period}")}
    figures = find_figures(drawn.text)
    drawn.things = [
        thing
        for thing in drawn.things
        if any(figure.text not in period for figure in told_figures(thing, figures))
        and not _ANNOUNCES.match(drawn.text, thing.start)
    ]


def _formulae(found: Sequence[tuple[_Drawn, tuple[Finding, ...]]]) -> list[str]:
    return [
        drawn.text[f.start : f.end]
        for drawn, findings in found
        for f in findings
        if f.code == "unsupported-formula" and f.start is not None
    ]


def _restored(drawn: _Drawn, findings: Sequence[Finding]) -> bool:
    """Put back the words of the things that findings speak of; tell whether anything changed."""
    changed = False
    for finding in findings:
        if finding.code in _APART:
            continue
        if finding.start is None or finding.end is None:
            changed |= _widened(
                drawn, [n for n in range(len(drawn.things)) if drawn.words(n) in finding.message]
            )
            continue
        touched = [n for n, t in enumerate(drawn.things) if t.start < finding.end and finding.start < t.end]
        if not touched and finding.severity != "info":
            touched = _added(drawn, finding.start)
            changed |= bool(touched)
        changed |= _widened(drawn, touched)
    return changed


def _widened(drawn: _Drawn, numbers: Sequence[int]) -> bool:
    changed = False
    for n in numbers:
        whole = drawn.things[n].whole(drawn.text)
        if whole.words(drawn.text) != drawn.things[n].words(drawn.text):
            drawn.things[n] = whole
            changed = True
    return changed


def _added(drawn: _Drawn, at: int) -> list[int]:
    """Add the sentence at ``at``, which no thing tells; return its number."""
    span = untold_at(drawn.text, at, drawn.things)
    if span is None:
        return []
    thing = Thing(span.start, span.end, ()).whole(drawn.text)
    if not thing.words(drawn.text):
        return []
    drawn.things = sorted([*drawn.things, thing], key=lambda one: one.start)
    return [drawn.things.index(thing)]


def _phrased(sheet: Sheet, drawn: _Drawn, phrase: Phrase) -> None:
    """Take the rewordings whose figures are the same and which the text bears out."""
    facts = tuple(drawn.words(n) for n in range(len(drawn.things)))
    if not facts or mask_spans("\n".join(facts)):
        return
    offered = list(phrase(drawn.old.heading, facts))
    if len(offered) != len(facts):
        return
    before = _errors(sheet, drawn)
    for n, words in enumerate(offered):
        words = one_line(words)
        if words and words != facts[n] and agrees(words, find_figures(facts[n])):
            drawn.phrased[n] = words
            if _errors(sheet, drawn) > before:
                del drawn.phrased[n]


def _errors(sheet: Sheet, drawn: _Drawn) -> int:
    section = drawn.section()
    alone = sheet.model_copy(update={"parts": (Part(sections=(section,)),)})
    result = check(section.text, alone, section=alone.sections[0].id)
    return sum(f.severity != "info" for f in result.findings)


def _is_report(outline: OldOutline) -> bool:
    """Tell whether there is anything of a report: sections with prose below them."""
    sections = [section for section in outline.sections if section.role != "lead"]
    prose = "".join(
        text
        for s in outline.sections
        for text in (*s.paragraphs, *(t for g in s.groups for t in g.paragraphs))
    )
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", prose))
    return (
        bool(sections)
        and hanzi >= _LEAST_LETTERS
        and prose.count("。") >= _SENTENCES
        and 2 * hanzi >= len(prose)
    )


def _refusal(source: str, texts: Sequence[str]) -> str:
    text = "".join(texts)
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", text))
    if not text.strip():
        reason = "里面没有文字"
    elif 2 * hanzi < len(re.sub(r"\s", "", text)):
        reason = "大半不是中文文字"
    elif hanzi < _LEAST_LETTERS:
        reason = f"只有{hanzi}个字，太短"
    elif text.count("。") < _SENTENCES:
        reason = "没有成段的正文，像是清单或表格"
    else:
        reason = "没有认出小节标题"
    return (
        f"{source} 不像工作总结（{reason}），没有收入。"
        "旧总结要有正文，并有“一、”“（一）”“1.”之类的小节标题；事实清单请用 summarywriter facts 转换。"
    )
