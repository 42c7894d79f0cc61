"""Sections cut to size: a section in groups can be shown group by group."""

from __future__ import annotations

from collections.abc import Collection

from summarywriter.model import Example, Section
from summarywriter.text import GROUP_MARK, blocks


def group_texts(section: Section) -> dict[str, str]:
    """Return the paragraphs of ``section.text`` under each group's heading, lines joined by ``\\n``.

    Paragraphs before the first group's heading stand under the empty heading.
    """
    found: dict[str, list[str]] = {}
    heading = ""
    for block in blocks(section.text):
        if block.kind == "group":
            heading = block.text.strip()
        else:
            found.setdefault(heading, []).append(block.text)
    return {name: "\n".join(lines) for name, lines in found.items()}


def single_groups(example: Example) -> list[Example]:
    """Return each group that has facts and a text as an example of its own, without sub-headings.

    Their ids are the section's with the number of the group: ``source/section id#2``.
    """
    texts = group_texts(example.section)
    cut = []
    for number, group in enumerate(example.section.groups, 1):
        text = texts.get(group.heading)
        if group.facts and text:
            section = Section(heading=group.heading, role=example.section.role, facts=group.facts, text=text)
            cut.append(example.model_copy(update={"id": f"{example.id}#{number}", "section": section}))
    return cut


def with_groups(example: Example, kept: Collection[int]) -> Example:
    """Return the example with the groups of these positions (from 0) only, in their order.

    What stands before the first group goes with the groups that are left out.
    """
    section = example.section
    texts = group_texts(section)
    groups = tuple(group for place, group in enumerate(section.groups) if place in kept)
    text = "\n".join(f"{GROUP_MARK}{group.heading}\n{texts[group.heading]}" for group in groups)
    trimmed = section.model_copy(update={"groups": groups, "facts": (), "text": text})
    return example.model_copy(update={"section": trimmed})
