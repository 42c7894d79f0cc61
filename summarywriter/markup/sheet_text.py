"""Sheet → Markdown: the one way of writing that reads back as the same sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from summarywriter.markup.escapes import escape, one_line, text_lines
from summarywriter.markup.facts import bullet_content, is_rule, write_fact
from summarywriter.markup.fields import LISTS, PARTICULARS
from summarywriter.markup.headings import write_heading
from summarywriter.markup.reader import looks_like_title
from summarywriter.markup.strings import dump_strings
from summarywriter.model import Group, Section, Sheet, infer_role
from summarywriter.text import GROUP_MARK


def dump_sheet(sheet: Sheet) -> str:
    """Write a sheet as Markdown; reading it gives the sheet back and writing that the same bytes.

    Facts and headings are written on one line each, paragraphs without blank lines within.
    """
    head = particulars(sheet)
    parts = [part for part in sheet.parts if part.title or part.sections]
    if parts and parts[0].title and looks_like_title(parts[0].title):
        # Without a title of its own the file's first heading would be taken for one.
        head = {"title": sheet.title, **head}
    blocks: list[str] = []
    if head:
        blocks.append(f"---\n{dump_strings(head)}---")
    for part in parts:
        sections = ["\n\n".join(_section(section, part.title)) for section in part.sections]
        if part.title:
            title = write_heading(part.title)
            if one_line(part.title) == one_line(sheet.title) and not title.startswith("\\"):
                title = "\\" + title
            sections[:1] = [f"# {title}\n{sections[0]}" if sections else f"# {title}"]
        blocks.extend(sections)
    return "\n\n".join(blocks) + "\n"


def particulars(sheet: Sheet) -> dict[str, Any]:
    """Return the particulars that a sheet tells, as strings and lists of strings, in order."""
    told: dict[str, Any] = {}
    for field in PARTICULARS:
        value = getattr(sheet, field)
        if field in LISTS:
            lines = [one_line(line) for line in value]
            told[field] = [line for line in lines if line]
        else:
            told[field] = "" if value is None else one_line(str(value))
    return {field: value for field, value in told.items() if value}


def split_text(section: Section) -> tuple[list[str], dict[str, list[str]]] | None:
    """Return the section's own paragraphs and those of each group, ``None`` when they do not fit.

    They fit when the text's group headings are groups of the section, in its order, each with
    paragraphs of its own.
    """
    own: list[str] = []
    grouped: dict[str, list[str]] = {}
    current = own
    text = text_lines(section.text)
    for line in text.split("\n") if text else ():
        if line.startswith(GROUP_MARK):
            current = grouped.setdefault(line[len(GROUP_MARK) :], [])
        else:
            current.append(line)
    headings = [one_line(group.heading) for group in section.groups]
    rebuilt = list(own)
    for heading in headings:
        if grouped.get(heading):
            rebuilt += [GROUP_MARK + heading, *grouped[heading]]
    if "\n".join(rebuilt) != text or len(set(headings)) < len(headings):
        return None
    return own, grouped


def _section(section: Section, part: str) -> Iterator[str]:
    """Yield the section's blocks, to be set apart by blank lines."""
    role = section.role if section.role != infer_role(one_line(section.heading), one_line(part)) else None
    split = split_text(section)
    own, grouped = split if split is not None else (text_lines(section.text).split("\n"), {})
    blocks = _blocks(f"## {write_heading(section.heading, role)}", section, own)
    for n, group in enumerate(section.groups):
        more = _blocks(f"### {write_heading(group.heading)}", group, grouped.get(one_line(group.heading), []))
        if n == 0 and len(blocks) == 1 and not section.facts:
            more[0] = f"{blocks.pop()}\n{more[0]}"
        blocks += more
    yield from blocks


def _blocks(heading: str, holder: Section | Group, paragraphs: list[str]) -> list[str]:
    facts = [write_fact(fact) for fact in holder.facts if one_line(fact.text)]
    return ["\n".join([heading, *facts]), *(_paragraph(line) for line in paragraphs)]


def _paragraph(line: str) -> str:
    content = escape(line)
    special = (
        content.startswith(("#", "＃", ">", "＞", "```", "<!--"))
        or is_rule(content)
        or bullet_content(content) is not None
    )
    return "\\" + content if special else content
