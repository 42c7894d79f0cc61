"""Files of worked examples: a sheet whose sections have texts."""

from __future__ import annotations

from summarywriter.markup.reader import parse_sheet
from summarywriter.model import Example


def parse_example_file(text: str, source: str) -> tuple[Example, ...]:
    """Return an example for every section that has a text; ``source`` is the file's stem.

    Raises:
        SheetError: the file breaks the document form.
    """
    sheet = parse_sheet(text, source=source)
    return tuple(
        Example(
            id=f"{source}/{section.id}",
            source=source,
            genre=sheet.genre,
            organization=sheet.organization,
            section=section,
        )
        for section in sheet.sections
        if section.text
    )
