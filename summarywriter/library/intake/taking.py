"""One file of old reports → worked examples in the document form, checked against themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from summarywriter.checking import check
from summarywriter.documents.given import Given, given
from summarywriter.errors import InputError
from summarywriter.library.intake import wording
from summarywriter.library.intake.agreement import Phrase, agreeing
from summarywriter.library.intake.anonymous import Pseudonyms
from summarywriter.library.intake.drawn import drawn_from
from summarywriter.library.intake.headings import OldOutline
from summarywriter.library.intake.outline import outline_of
from summarywriter.library.intake.paragraphs import paragraphs
from summarywriter.library.intake.particulars import genre_of, iso_date, writer_of
from summarywriter.library.intake.reading import OldLine, old_lines, read_old
from summarywriter.library.intake.refusal import refusal, why_not
from summarywriter.library.intake.splitting import OldReport, split_reports
from summarywriter.library.masks import mask_spans
from summarywriter.markup import parse_sheet
from summarywriter.markup.titles import period_of_report
from summarywriter.model import Finding, Sheet

_PASSED = 60


@dataclass(frozen=True)
class TakenIn:
    """One old report as a worked example, and what is to be said of it.

    ``masked`` counts the blanked-out figures and names of every section that has some, by its
    heading; ``untitled`` tells that the title, ``supplied`` which headings do not stand in the old
    report; ``dropped`` is what a web page said of itself; ``phrased`` and ``refused`` count the
    model's rewordings that were taken and those that were not; ``findings`` are what the check of the
    texts against their own facts says, placeholders aside.
    """

    sheet: Sheet
    misspelt: tuple[wording.Remark, ...] = ()
    dated: tuple[wording.Remark, ...] = ()
    spoilt: tuple[str, ...] = ()
    masked: tuple[tuple[str, int], ...] = ()
    untitled: bool = False
    supplied: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    phrased: int = 0
    refused: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def take_in(
    path: str | os.PathLike[str], *, mend: bool = False, anonymise: bool = False, phrase: Phrase | None = None
) -> list[TakenIn]:
    """Return the reports of a file (.txt .md .docx, one or several) as worked examples, in order.

    ``mend`` puts misspellings right; ``anonymise`` puts other names in place of people and
    organisations, the same ones throughout a report. ``phrase`` may reword the facts.

    Raises:
        InputError: the file cannot be read, or is no report.
    """
    file = given(path)
    worked = _worked(file)
    if worked is not None:
        return [worked]
    return _taken(read_old(file), file.name, mend=mend, anonymise=anonymise, phrase=phrase)


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


def _worked(file: Given) -> TakenIn | None:
    """Return a file that is a worked example already as it is, ``None`` for all others."""
    if file.suffix not in (".md", ".markdown"):
        return None
    text = file.text
    if not text.lstrip("\ufeff \n").startswith("---"):
        return None
    sheet = parse_sheet(text, source=file.name)
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
    accepted, reason = _accepted(lines)
    if not accepted:
        raise InputError(refusal(source, reason))
    return [
        _one(report, outline, mend=mend, anonymise=anonymise, phrase=phrase, dropped=left)
        for report, outline, left in accepted
    ]


def reports_of(lines: Sequence[OldLine]) -> list[TakenIn]:
    """Return the reports among ``lines`` as worked examples, none where nothing is a report."""
    return [
        _one(report, outline, mend=False, anonymise=False, phrase=None, dropped=left)
        for report, outline, left in _accepted(lines)[0]
    ]


def _accepted(lines: Sequence[OldLine]) -> tuple[list[tuple[OldReport, OldOutline, list[str]]], str]:
    """Return the reports, each with what was dropped about it, and why what is none is none."""
    dropped: list[str] = []
    accepted: list[tuple[OldReport, OldOutline, list[str]]] = []
    reasons = [(0, "里面没有文字")]
    for report in split_reports(paragraphs(lines, dropped)):
        outline = outline_of(report)
        texts = [paragraph.text for paragraph in report.paragraphs]
        reason = why_not(outline, texts)
        if reason:
            passed = "".join((report.title, *texts))
            reasons.append((len(passed), reason))
            dropped.append(f"（不像总结的一段）{passed[:_PASSED]}{'…' if len(passed) > _PASSED else ''}")
            continue
        accepted.append((report, outline, [*dropped, *outline.left]))
        dropped = []
    if accepted:
        accepted[-1][2].extend(dropped)
    return accepted, max(reasons)[1]


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
    organization = writer_of(outline.organization, report.title, lead)
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
        (said.of(part.title), [drawn_from(section, said.of) for section in part.sections])
        for part in outline.parts
    ]
    sheet, findings = agreeing(sheet, parts, phrase)
    if said.pseudonyms is not None and said.pseudonyms.replaced:
        sheet = sheet.model_copy(update={"invented": ("单位、人名已换成化名",)})
    return TakenIn(
        sheet=sheet,
        misspelt=tuple(wording.misspellings(old_text)),
        dated=tuple(wording.dated(old_text)),
        spoilt=tuple(wording.suspicious(old_text)),
        masked=_masked(sheet),
        untitled=not report.title,
        supplied=tuple(
            section.heading for section in outline.sections if section.supplied and section.role != "lead"
        ),
        dropped=tuple(map(said.of, dropped)),
        replaced=tuple(said.pseudonyms.replaced.items()) if said.pseudonyms is not None else (),
        phrased=sum(len(drawn.phrased) for _, sections in parts for drawn in sections),
        refused=sum(drawn.refused for _, sections in parts for drawn in sections),
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
