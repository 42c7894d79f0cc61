"""A whole document against its sheet: headings bound to sections, each stretch checked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from summarywriter.checking.check import check_scope, ordered
from summarywriter.checking.common.flat import flatten
from summarywriter.checking.layout.scope import Scope, scope_of
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.shared import matcher_of
from summarywriter.figures import find_figures
from summarywriter.markup.numbering import strip_number
from summarywriter.model import FRAME_ROLES, CheckResult, Edit, Finding, Link, Policy, Section, Sheet
from summarywriter.patterns import regex
from summarywriter.text import GROUP_MARK

_MARK = regex(r"\*\*|【待核实】|`")
_STRONG = regex(r"(?<![_A-Za-z0-9])(__)(?=[^\s_])[^_\n]*(?<=[^\s_])(__)(?!_)")
"""Words in bold between underlines, which in a row are a blank to be filled in."""
_LEADING = regex(r"[\s\ufeff　]*(?:>[\s　]*)*(?P<hashes>#{1,6})?[\s　]*(?:[-*+•][ \t　]+)?")
_FRONT = regex(r"\A\ufeff?---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_NUMBERED = regex(r"\s*[一二三四五六七八九十]{1,3}、[^。；，]{2,24}$")
_ALIKE = 0.7
"""Likeness from which a numbered heading is taken for one that the document lacks."""
_RUN_IN = regex(r"(?P<head>[^。：:\n]{2,30})[。：:](?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document without its marks; ``origin[i]`` is where its sign ``i`` stood."""

    text: str
    origin: tuple[int, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines that belong to one section, to the lead (``None``) or to nothing the sheet knows.

    A section is told from others by itself: those of one heading in one part have one id.
    """

    section: Section | None
    lines: tuple[_Line, ...]


def check_document(document_text: str, sheet: Sheet, *, policy: Policy | None = None) -> CheckResult:
    """Check a whole document, Markdown or plain text, against the sheet it was written from.

    Headings are bound to the sheet's sections whatever their numbering and marks; every section's
    stretch is checked against its own facts, what stands before the first heading against all of
    them, and so is a last paragraph that tells what another section does where the sheet has a
    closing. Title and sign-off may hold the particulars. Offsets of findings and links are those
    of ``document_text``.

    Raises:
        InputError: an office's own word list cannot be understood.
    """
    found: list[Finding] = []
    links: list[Link] = []
    scopes = _Scopes(sheet)
    stretches = _joined(_stretches(document_text, sheet))
    bound = {id(stretch.section) for stretch in stretches}
    closing = next((s for s in sheet.sections if s.role == "closing" and id(s) not in bound), None)
    for n, stretch in enumerate(stretches):
        last = n + 1 == len(stretches)
        for part, result in _judged(stretch, scopes, closing if last else None):
            found.extend(part.back(f) for f in result.findings)
            links.extend(part.link(k) for k in result.links)
    for section in sheet.sections:
        if id(section) not in bound and section.all_facts and section.role not in FRAME_ROLES:
            found.extend(check_scope("", scopes.of(section)).findings)
    return CheckResult(findings=ordered(found, policy), links=tuple(sorted(links, key=lambda k: k.start)))


def _judged(
    stretch: _Stretch, scopes: _Scopes, closing: Section | None
) -> Sequence[tuple[_Part, CheckResult]]:
    """Check a stretch; where ``closing`` may follow it unheaded, its last paragraph may be that."""
    own = scopes.of(stretch.section)
    whole = _checked(stretch.lines, own)
    if closing is None or len(stretch.lines) < 2:
        return (whole,)
    parted = (
        _checked(stretch.lines[:-1], own),
        _checked(stretch.lines[-1:], scopes.of(closing)),
    )
    return min((whole,), parted, key=_errors)


def _checked(lines: Sequence[_Line], scope: Scope) -> tuple[_Part, CheckResult]:
    part = _Part(lines)
    return part, check_scope(part.text, scope)


def _errors(parts: Sequence[tuple[_Part, CheckResult]]) -> int:
    return sum(f.severity == "error" for _, result in parts for f in result.findings)


class _Scopes:
    """What supports each stretch of a document: its section's facts, or those of the whole sheet.

    The latter are made ready once, however many stretches of the document belong to no section.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @cached_property
    def _whole(self) -> Matcher:
        return matcher_of(scope_of(self.sheet).supporting())

    def of(self, section: Section | None) -> Scope:
        """Return what supports the stretch of a section, or of none."""
        return self._whole.scope if section is None else scope_of(self.sheet, section=section)


class _Part:
    """Several lines as one section's text, with the way back to the document."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        pieces: list[str] = []
        origin: list[int] = []
        for line in lines:
            mark = GROUP_MARK if line.heading else ""
            start = line.origin[0] if line.origin else (origin[-1] if origin else 0)
            pieces.append(mark + line.text)
            origin.extend([start] * len(mark))
            origin.extend(line.origin)
            origin.append(line.origin[-1] + 1 if line.origin else start)
        self.text = "\n".join(pieces)
        self.origin = origin

    def _at(self, position: int) -> int:
        return (
            self.origin[position] if position < len(self.origin) else (self.origin[-1] if self.origin else 0)
        )

    def _end(self, position: int) -> int:
        return self._at(position - 1) + 1 if position else 0

    def back(self, found: Finding) -> Finding:
        """Return the finding with the document's offsets."""
        if found.start is None or found.end is None:
            return found
        update: dict[str, object] = {"start": self._at(found.start), "end": self._end(found.end)}
        edit = found.suggestion
        if edit is not None:
            start = self._at(edit.start)
            end = self._end(edit.end) if edit.end > edit.start else start
            update["suggestion"] = Edit(start=start, end=end, text=edit.text)
        return found.model_copy(update=update)

    def link(self, link: Link) -> Link:
        """Return the link with the document's offsets."""
        return link.model_copy(
            update={
                "start": self._at(link.start), "end": self._end(link.end),
                "phrase_start": self._at(link.phrase_start), "phrase_end": self._end(link.phrase_end),
            }
        )  # fmt: skip


def _joined(stretches: Iterable[_Stretch]) -> Sequence[_Stretch]:
    """Put together the stretches of a section whose heading stands twice."""
    joined: list[_Stretch] = []
    at: dict[int, int] = {}
    for stretch in stretches:
        first = at.get(id(stretch.section))
        if stretch.section is not None and first is not None:
            joined[first] = _Stretch(stretch.section, (*joined[first].lines, *stretch.lines))
            continue
        at[id(stretch.section)] = len(joined)
        joined.append(stretch)
    return joined


def _stretches(document: str, sheet: Sheet) -> Iterator[_Stretch]:
    every = list(_lines(document))
    binder = _Binder(sheet, every)
    current: Section | None = next((s for s in sheet.sections if s.role == "lead"), None)
    lines: list[_Line] = []
    for line in every:
        section, rest = binder.bind(line)
        if section is not None:
            if lines:
                yield _Stretch(current, tuple(lines))
            current, lines = section, []
            if rest is not None:
                lines.append(rest)
            continue
        if binder.part(line):
            if lines:
                yield _Stretch(current, tuple(lines))
            current, lines = None, []
            continue
        if line.text.strip() and not binder.particular(line):
            lines.append(line)
    if lines:
        yield _Stretch(current, tuple(lines))


class _Binder:
    """Tells which lines are headings of the sheet's sections, groups and parts, and particulars."""

    def __init__(self, sheet: Sheet, lines: Sequence[_Line]) -> None:
        self.sections: dict[str, list[Section]] = {}
        for section in sheet.sections:
            if section.heading:
                self.sections.setdefault(_key(section.heading), []).append(section)
        self.parts = {_key(part.title) for part in sheet.parts if part.title}
        printed = {_key(_unnumbered(line.text)) for line in lines}
        self.absent = {key: sections for key, sections in self.sections.items() if key not in printed}
        """Sections whose headings the document does not have: it may have them in other words."""
        self.groups = {_key(g.heading) for s in sheet.sections for g in s.groups}
        self.particulars = {_key(p) for p in (sheet.title, sheet.organization, sheet.date) if p}
        last = next((line for line in reversed(lines) if line.text.strip()), None)
        self.dated = last if last is not None and not sheet.date and _is_day(last.text.strip()) else None
        self.whole_title = {
            _key(sheet.organization + sheet.title),
            _key(sheet.organization + sheet.period + "工作总结"),
        }

    def bind(self, line: _Line) -> tuple[Section | None, _Line | None]:
        """Return the section whose heading the line is, and what follows a run-in heading."""
        key = _key(_unnumbered(line.text))
        if section := self._take(key):
            return section, None
        match = _RUN_IN.match(line.text)
        section = self._take(_key(_unnumbered(match["head"]))) if match and match["rest"].strip() else None
        if match is None or section is None:
            return self._reworded(line), None
        start = match.start("rest")
        return section, _Line(line.text[start:], line.origin[start:], False)

    def _reworded(self, line: _Line) -> Section | None:
        """Return the section whose heading an editor put otherwise: 三、存在的主要问题 for 存在的问题."""
        if not line.heading and not _NUMBERED.match(line.text):
            return None
        key = _key(_BRACKET.sub("", _unnumbered(line.text)))
        if key in self.groups or key in self.parts:
            return None
        alike = [own for own in self.absent if SequenceMatcher(None, own, key).ratio() >= _ALIKE]
        return self.absent.pop(alike[0])[0] if len(alike) == 1 else None

    def _take(self, key: str) -> Section | None:
        waiting = self.sections.get(key)
        if not waiting:
            return None
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def part(self, line: _Line) -> bool:
        """True when the line is the title of a part."""
        return _key(_unnumbered(line.text)) in self.parts

    def particular(self, line: _Line) -> bool:
        """True for the title and the sign-off lines, and for a day at the end where the sheet has none."""
        return _key(line.text) in self.particulars | self.whole_title or line is self.dated


_BRACKET = regex("[(（][^()（）]*[)）]\\s*$")
"""What a heading may add in brackets: 组织建设（36家）."""


def _is_day(text: str) -> bool:
    """True for a line that is one date and no more: 2024年7月5日."""
    found = find_figures(text)
    return len(found) == 1 and found[0].kind == "date" and found[0].phrase(text) == text


def _key(heading: str) -> str:
    return flatten(heading).strip("。：:，,、；; 　")


def _unnumbered(line: str) -> str:
    before = line.strip()
    while (after := strip_number(before).strip()) != before:
        before = after
    return before


def _lines(document: str) -> Iterator[_Line]:
    front = _FRONT.match(document)
    start = front.end() if front else 0
    for raw in document[start:].split("\n"):
        yield _line(raw.rstrip("\r"), start)
        start += len(raw) + 1


def _line(raw: str, start: int) -> _Line:
    lead = _LEADING.match(raw)
    assert lead is not None
    kept = list(range(lead.end(), len(raw)))
    strong = [m.span(k) for m in _STRONG.finditer(raw) for k in (1, 2)]
    marked = sorted([m.span() for m in _MARK.finditer(raw)] + strong)
    starts = [a for a, _ in marked]

    def inside(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < marked[index][1]

    kept = [i for i in kept if not inside(i)]
    text = "".join(raw[i] for i in kept)
    return _Line(text, tuple(start + i for i in kept), bool(lead["hashes"]))
