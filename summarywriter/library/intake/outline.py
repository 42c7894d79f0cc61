"""One report's paragraphs → its parts, sections and groups, in whatever style it is numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.figures import find_figures
from summarywriter.library.intake.headings import (
    LEAD,
    OldGroup,
    OldOutline,
    OldPart,
    OldSection,
    without_doubles,
    without_numbers,
)
from summarywriter.library.intake.paragraphs import SAMPLES, Kind, Paragraph, split_heading
from summarywriter.library.intake.signoff import signed
from summarywriter.library.intake.splitting import OldReport, opens
from summarywriter.model import Role, infer_role
from summarywriter.patterns import regex
from summarywriter.text import sentences

_WORK = "主要工作"
_OPENING = regex(
    r"(?:(?<=[。；])|\A)(?P<heading>(?:下一步|下步|下阶段|下一阶段|下半年)(?:的)?(?:工作)?(?:安排|打算|计划|思路|重点)?)："
    r"(?=一是|第一，|（一）|\d[.、])"
)
_BOTH = regex("打算|计划|安排|思路|下一?步")
_BARE = 25
_RUN_IN = 30
_OPENED: tuple[Role, ...] = ("plan", "problems", "closing")
_PROSE_MARKS: frozenset[Kind] = frozenset({"first", "item"})
_HEADS: frozenset[Kind] = frozenset({"hanzi", "bracket", "arabic", "listed", "paren"})


def outline_of(report: OldReport) -> OldOutline:
    """Tell a report's outline; nothing of its text is left out but the numbers of headings."""
    found = signed(report.paragraphs, report.title)
    builder = _Builder(found.body)
    builder.read()
    parts = [part for part in builder.parts if part.sections]
    without_numbers(parts)
    without_doubles(parts)
    return OldOutline(
        report.title,
        parts,
        _numbering(builder, found.body),
        found.organization,
        found.date,
        tuple(found.left),
    )


class _Builder:
    """Goes through a report's paragraphs once."""

    def __init__(self, body: Sequence[Paragraph]) -> None:
        self.body = body
        self.parts = [OldPart()]
        self.styled = sorted({p.level for p in body if p.hint == "heading"})
        self.top: Kind = "" if self.styled else _top(body)
        self.section_level = self._section_level()
        self.group_kinds: set[Kind] = set()
        self._groups = self._group_places()

    def read(self) -> None:
        """Tell what every paragraph is."""
        for n, paragraph in enumerate(self.body):
            if not (self._heading(n, paragraph) or self._bare(n, paragraph)):
                self._prose(n, paragraph)
        self._roles()

    # -- headings ---------------------------------------------------------------------------------

    def _heading(self, n: int, paragraph: Paragraph) -> bool:
        if self.styled:
            return self._styled_heading(n, paragraph)
        if paragraph.kind == "part" != self.top and paragraph.heading_like:
            self.parts.append(OldPart(paragraph.bare.rstrip("。：: ")))
            return True
        if n in self._groups:
            heading, rest = self._groups[n]
            self._section().groups.append(OldGroup(heading))
            if rest:
                self._section().add(rest)
            return True
        if not self.top or paragraph.kind != self.top:
            return False
        bare = paragraph.bare
        if self._listed(n):
            self._entry(paragraph)
            return True
        if paragraph.heading_like and (self._goes_on(n) or not _figured(bare)):
            self._open(bare.rstrip("。：: "))
            return True
        split = split_heading(bare)
        if split is not None and not _figured(split[0]):
            self._open(split[0])
            self._section().add(split[1])
            return True
        if self.top in ("arabic", "listed", "paren"):
            self._entry(paragraph)
            return True
        clause = re.split(r"[，。；：]", bare, maxsplit=1)[0]
        named = 2 <= len(clause) <= _RUN_IN and not _figured(clause)
        self._open(clause if named else f"第{paragraph.ordinal}项工作", supplied=True)
        self._section().add(bare)
        return True

    def _entry(self, paragraph: Paragraph) -> None:
        """Keep an entry of a list in the text, under a heading of its own where there is none."""
        if not self._heads_elsewhere():
            self._open(self.parts[-1].title or _WORK, supplied=True)
        self._section().add(paragraph.text)

    def _styled_heading(self, n: int, paragraph: Paragraph) -> bool:
        if paragraph.hint != "heading":
            return False
        heading = paragraph.bare.rstrip("。：: ")
        if paragraph.level < self.section_level or self._begins_part(n, paragraph):
            self.parts.append(OldPart(heading))
        elif paragraph.level == self.section_level or not self.parts[-1].sections:
            self._open(heading)
        elif paragraph.level == self._group_level():
            self._section().groups.append(OldGroup(heading))
        else:
            return False
        return True

    def _begins_part(self, n: int, paragraph: Paragraph) -> bool:
        """Tell a heading without number right above one of its level that is numbered as the first."""
        after = self.body[n + 1] if n + 1 < len(self.body) else None
        if paragraph.kind or paragraph.level != self.section_level or after is None:
            return False
        return after.hint == "heading" and after.level == paragraph.level and after.ordinal == 1

    def _open(self, heading: str, *, supplied: bool = False) -> None:
        part = self.parts[-1]
        role = infer_role(heading, part.title)
        part.sections.append(OldSection(heading, role, supplied=supplied))

    def _bare(self, n: int, paragraph: Paragraph) -> bool:
        """A short line without number: the title of a part, or a section's where nothing is numbered."""
        text = paragraph.text.rstrip("：: ")
        if paragraph.kind or self.styled or len(text) > _BARE or not paragraph.heading_like:
            return False
        if _figured(text) and not (n + 1 < len(self.body) and self.body[n + 1].kind == self.top):
            return False
        if paragraph.text.endswith("。") or (paragraph.text.endswith("：") and infer_role(text) == "body"):
            return False
        after = self.body[n + 1] if n + 1 < len(self.body) else None
        if after is None:
            return False
        if self.top and after.kind == self.top and after.ordinal == 1:
            if self.parts[-1].sections and self.parts[-1].sections[-1].role != "lead":
                self.parts.append(OldPart(text))
            # Before the first section such a line only repeats what the title says.
            elif infer_role(text) != "lead":
                self._lead().add(paragraph.text)
            return True
        prose = not after.heading_like or after.text.endswith("。")
        announced = paragraph.text.endswith("：") and bool(after.kind)
        if (not self.top or infer_role(text) in ("problems", "plan", "closing")) and (prose or announced):
            self._open(text)
            return True
        return False

    # -- paragraphs -------------------------------------------------------------------------------

    def _prose(self, n: int, paragraph: Paragraph) -> None:
        part = self.parts[-1]
        if not part.sections:
            if len(self.parts) == 1:
                self._lead().add(paragraph.text)
            else:
                self._open(part.title)
                self._section().supplied = True
                self._section().add(paragraph.text)
            return
        if part.sections[-1].role == "lead" and not self._any_heading():
            # Without any heading at all everything would be lead: the openings tell the rest.
            if self._opened(n, paragraph, force=True):
                return
            part.sections[-1].add(paragraph.text)
            return
        if not self._opened(n, paragraph):
            self._split_plan(paragraph.text)

    def _opened(self, n: int, paragraph: Paragraph, *, force: bool = False) -> bool:
        """Begin a section of its own where a paragraph opens plan, problems or closing."""
        if paragraph.kind or self._more_headings(n):
            return False
        current = self._section()
        for role in _OPENED:
            if current.role == role or (role == "closing" and not self._closing_place(n)):
                continue
            if role == "problems" and current.role == "plan":
                continue
            text = paragraph.text
            heading = opens(role, text)
            if heading is not None and not (role == "closing" and _figured(text)):
                self.parts[-1].sections.append(OldSection(heading, role, supplied=True))
                self._split_plan(text)
                return True
        return False

    def _split_plan(self, text: str) -> None:
        """Add a paragraph; a plan that begins in the middle of it becomes a section."""
        current = self._section()
        at, heading, begins = _plan_within(text, current)
        if at:
            current.add(text[:at])
        if heading:
            self.parts[-1].sections.append(OldSection(heading, "plan", supplied=begins == at))
        if text[begins:]:
            self._section().add(text[begins:])

    # -- where we are -----------------------------------------------------------------------------

    def _lead(self) -> OldSection:
        sections = self.parts[0].sections
        if not sections:
            sections.append(OldSection(LEAD, "lead", supplied=True))
        return sections[-1]

    def _section(self) -> OldSection:
        if not self.parts[-1].sections:
            self._open(self.parts[-1].title or LEAD, supplied=True)
        return self.parts[-1].sections[-1]

    def _any_heading(self) -> bool:
        return bool(self.styled or self.top) or any(s.role != "lead" for s in self.parts[-1].sections)

    def _more_headings(self, n: int) -> bool:
        """Tell whether headings of sections follow: then this one's text goes on to the next."""
        if self.styled:
            return any(p.hint == "heading" for p in self.body[n + 1 :])
        return bool(self.top) and any(p.kind == self.top and p.heading_like for p in self.body[n + 1 :])

    def _closing_place(self, n: int) -> bool:
        return n == len(self.body) - 1

    def _goes_on(self, n: int) -> bool:
        """Tell whether a heading has anything below it: another paragraph than one of its own kind."""
        return n + 1 < len(self.body) and self.body[n + 1].kind != self.body[n].kind

    def _listed(self, n: int) -> bool:
        """Tell an entry of a list: sentences numbered as sections are, one upon the other."""

        def entry(at: int) -> bool:
            if not 0 <= at < len(self.body) or self.body[at].kind != self.top:
                return False
            return self.body[at].text.endswith(("。", "；")) and split_heading(self.body[at].bare) is None

        return entry(n) and (entry(n - 1) or entry(n + 1))

    def _heads_elsewhere(self) -> bool:
        return any(s.role != "lead" for s in self.parts[-1].sections)

    def _section_level(self) -> int:
        if not self.styled:
            return 0
        numbered = {p.level for p in self.body if p.hint == "heading" and p.kind in ("hanzi", "arabic")}
        return min(numbered, default=self.styled[0])

    def _group_level(self) -> int:
        return next((level for level in self.styled if level > self.section_level), 0)

    def _group_places(self) -> dict[int, tuple[str, str]]:
        """Return where groups begin: heading and what runs in behind it, by paragraph."""
        if self.styled or not self.top:
            return {}
        found: dict[int, tuple[str, str]] = {}
        start = 0
        tops = [n for n, p in enumerate(self.body) if p.kind == self.top]
        for start, end in zip(tops, [*tops[1:], len(self.body)], strict=True):
            found |= self._groups_between(start + 1, end)
        return found

    def _groups_between(self, start: int, end: int) -> dict[int, tuple[str, str]]:
        kind: Kind = next((p.kind for p in self.body[start:end] if p.kind in _HEADS), "")
        places = [n for n in range(start, end) if self.body[n].kind == kind]
        if not kind:
            return {}
        found: dict[int, tuple[str, str]] = {}
        for place, stop in zip(places, [*places[1:], end], strict=True):
            heading = self._group_heading(self.body[place], goes_on=stop > place + 1)
            if heading is None:
                return {}
            found[place] = heading
        self.group_kinds.add(kind)
        return found

    @staticmethod
    def _group_heading(paragraph: Paragraph, *, goes_on: bool) -> tuple[str, str] | None:
        bare = paragraph.bare
        if paragraph.heading_like:
            return (bare.rstrip("。：: "), "") if goes_on and not _figured(bare) else None
        split = split_heading(bare)
        if split is None or len(split[0]) > _RUN_IN or _figured(split[0]):
            return None
        return split

    def _roles(self) -> None:
        """Let a section that only closes be the closing; a lead without text is none."""
        for part in self.parts:
            kept: list[OldSection] = []
            for section in part.sections:
                if section.paragraphs or section.groups:
                    kept.append(section)
                elif kept and not kept[-1].groups:
                    # A heading with nothing below it was an entry of what stands before.
                    kept[-1].add(section.heading + "。")
                else:
                    section.add(section.heading + "。")
                    kept.append(section)
            part.sections = kept
            for section in part.sections:
                for group in section.groups:
                    if not group.paragraphs:
                        group.paragraphs.append(group.heading + "。")


def _figured(text: str) -> bool:
    """Tell whether a line holds figures other than dates: then it tells something and is no heading."""
    return any(figure.kind != "date" for figure in find_figures(text))


def _plan_within(text: str, section: OldSection) -> tuple[int, str, int]:
    """Return where a plan within a paragraph begins, its heading, and where it goes on behind that.

    Where there is none, the heading is empty. A section on problems and plans both (存在问题和下步打算)
    parts at the sentence that opens the plan.
    """
    if section.role in ("plan", "lead"):
        return 0, "", 0
    match = _OPENING.search(text)
    if match:
        return match.start(), match["heading"], match.end()
    if section.role == "problems" and _BOTH.search(section.heading):
        for span in sentences(text):
            heading = opens("plan", text[span.start :])
            if heading and (span.start or section.paragraphs):
                return span.start, heading, span.start
    return 0, "", 0


def _top(body: Sequence[Paragraph]) -> Kind:
    """Return the kind of number that sections have."""
    kinds = [p.kind for p in body if p.kind]
    outer: tuple[Kind, ...] = ("hanzi", "part")
    for kind in outer:
        if kind in kinds:
            return kind
    # Where paragraphs of prose marks (第一，抓学习。) come before any other number, they are the sections.
    if kinds and kinds[0] in _PROSE_MARKS and kinds.count(kinds[0]) > 1:
        marked = [p for p in body if p.kind == kinds[0]]
        if all(p.heading_like or split_heading(p.bare) for p in marked):
            return kinds[0]
    for kind in kinds:
        headed = (p.heading_like or split_heading(p.bare) for p in body if p.kind == kind)
        if kind in _HEADS and any(headed):
            return kind
    return ""


def _numbering(builder: _Builder, body: Sequence[Paragraph]) -> str:
    """Return the levels used, as a sheet writes them; the last may be a mark of prose (一是)."""
    levels: list[Kind] = [builder.top] if builder.top else []
    if builder.styled:
        kinds: list[Kind] = [p.kind for p in body if p.hint == "heading" and p.kind]
        levels = list(dict.fromkeys(kinds))[:2]
    if not levels:
        return ""
    inner = [p.kind for p in body if p.kind and p.kind not in levels]
    for kind in dict.fromkeys(kind for kind in inner if kind in builder.group_kinds):
        levels.append(kind)
    for kind in dict.fromkeys(inner):
        if kind not in levels and kind in ("bracket", "listed", "arabic", "paren", "first", "item"):
            levels.append(kind)
    text = "\n".join(p.text for p in body)
    if "item" not in levels and re.search(r"[。；：]一是.*?[。；]二是", text):
        levels.append("item")
    if "first" not in levels and re.search(r"[。；：]第一，.*?[。；]第二，", text):
        levels.append("first")
    return "/".join(SAMPLES[kind] for kind in levels[:4] if kind)
