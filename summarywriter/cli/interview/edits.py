"""Changes to a sheet, each giving a new one: headings, facts, sections that wait for facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from summarywriter.model import FRAME_ROLES, Fact, Part, Section, Sheet, infer_role

PENDING = "（待填写）"
"""Stands for the facts of a section that has none yet: a saved sheet must not have empty sections,
and whoever opens the file sees what is missing."""


def add_facts(sheet: Sheet, section_id: str, facts: Iterable[Fact]) -> Sheet:
    """Append facts to a section's own."""
    return _with_facts(sheet, section_id, lambda section: (*section.facts, *facts))


def replace_fact(sheet: Sheet, fact_id: str, facts: Sequence[Fact]) -> Sheet:
    """Put ``facts`` in the place of one fact, wherever it stands; none delete it."""

    def changed(own: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(new for fact in own for new in (facts if fact.id == fact_id else (fact,)))

    def in_section(section: Section, part: str) -> Section:
        if section.fact(fact_id) is None:
            return section
        groups = tuple(g.model_copy(update={"facts": changed(g.facts)}) for g in section.groups)
        return _made(section, part, facts=changed(section.facts), groups=groups)

    return _each(sheet, in_section)


def rename(sheet: Sheet, section_id: str, heading: str) -> Sheet:
    """Give a section another heading; its role follows unless it was stated."""
    return _each(sheet, lambda s, part: _made(s, part, heading=heading) if s.id == section_id else s)


def remove(sheet: Sheet, section_id: str) -> Sheet:
    """Take a section out, with its part when nothing else is in it."""
    return _only(sheet, lambda section: section.id != section_id)


def add_heading(sheet: Sheet, heading: str) -> Sheet:
    """Add a body section behind the last one of the first part."""
    first = sheet.parts[0] if sheet.parts else Part()
    at = max((n for n, s in enumerate(first.sections, 1) if s.role == "body"), default=_after_lead(first))
    sections = (*first.sections[:at], Section(heading=heading), *first.sections[at:])
    return sheet.model_copy(update={"parts": (Part(title=first.title, sections=sections), *sheet.parts[1:])})


def for_saving(sheet: Sheet) -> Sheet:
    """Return the sheet with :data:`PENDING` in every section that needs facts and has none.

    Before there is an outline, one section of that name holds its place.
    """
    if not sheet.sections:
        sheet = add_heading(sheet, PENDING)
    return _each(sheet, lambda s, part: s if _filled(s) else _made(s, part, facts=(Fact(text=PENDING),)))


def from_saved(sheet: Sheet) -> Sheet:
    """Undo :func:`for_saving`."""

    def emptied(section: Section, part: str) -> Section:
        facts = tuple(fact for fact in section.facts if fact.text != PENDING)
        return section if facts == section.facts else _made(section, part, facts=facts)

    return _each(_only(sheet, lambda section: section.heading != PENDING), emptied)


def finished(sheet: Sheet) -> Sheet:
    """Return the sheet without the sections that need facts and have none."""
    return _only(sheet, _filled)


def _filled(section: Section) -> bool:
    return section.role in FRAME_ROLES or bool(section.all_facts)


def _after_lead(part: Part) -> int:
    return 1 if part.sections and part.sections[0].role == "lead" else 0


def _with_facts(sheet: Sheet, section_id: str, facts: Callable[[Section], tuple[Fact, ...]]) -> Sheet:
    return _each(sheet, lambda s, part: _made(s, part, facts=facts(s)) if s.id == section_id else s)


def _each(sheet: Sheet, change: Callable[[Section, str], Section]) -> Sheet:
    parts = tuple(
        Part(title=part.title, sections=tuple(change(section, part.title) for section in part.sections))
        for part in sheet.parts
    )
    return sheet.model_copy(update={"parts": parts})


def _only(sheet: Sheet, wanted: Callable[[Section], bool]) -> Sheet:
    kept = (
        Part(title=part.title, sections=tuple(section for section in part.sections if wanted(section)))
        for part in sheet.parts
    )
    return sheet.model_copy(update={"parts": tuple(part for part in kept if part.sections)})


def _made(section: Section, part: str, **changes: object) -> Section:
    """Make the section anew, so that its ids follow; a role that was stated is kept."""
    fields: dict[str, object] = {
        "heading": section.heading, "facts": section.facts, "groups": section.groups, "text": section.text,
    }  # fmt: skip
    if section.role != infer_role(section.heading, part):
        fields["role"] = section.role
    return Section.model_validate(fields | changes)
