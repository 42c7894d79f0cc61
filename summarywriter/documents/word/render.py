"""Report → Word."""

from __future__ import annotations

import datetime
import re
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from summarywriter.documents.lines import Line, document_lines, printed_title
from summarywriter.documents.plain import origin_note
from summarywriter.documents.word.layout import signoff_places, title_lines
from summarywriter.documents.word.packing import clean, packed
from summarywriter.documents.word.page import apply_page
from summarywriter.documents.word.styles import (
    BODY_STYLE,
    CHARACTER,
    GROUP_STYLE,
    LINE,
    PART_STYLE,
    SECTION_STYLE,
    SIGNOFF_STYLE,
    TITLE_STYLE,
    apply_styles,
)
from summarywriter.markup import UNVERIFIED
from summarywriter.model import Report


def render_docx(report: Report) -> bytes:
    """Return the printed report as a Word file; the same report always gives the same bytes.

    The core property ``comments`` says where no model was used; the printed text does not.
    """
    document = docx.Document()
    apply_styles(document)
    apply_page(document)
    lines = document_lines(report)
    for n, line in enumerate(lines):
        if line.kind == "title":
            _title(document, line, report.sheet.organization)
        elif line.kind == "signoff":
            if lines[n - 1].kind != "signoff":
                _signoff(document, [later.printed for later in lines[n:]])
        else:
            _text(document.add_paragraph(style=_style(line)), line.printed)
    _properties(document, report)
    return packed(document)


def _style(line: Line) -> str:
    if line.kind == "heading":
        return SECTION_STYLE if line.level else PART_STYLE
    return GROUP_STYLE if line.kind == "group" else BODY_STYLE


def _text(paragraph: Paragraph, text: str) -> None:
    """Add text as runs; 【待核实】 is highlighted so that nobody overlooks it."""
    for piece in re.split(f"({UNVERIFIED})", clean(text)):
        if piece:
            run = paragraph.add_run(piece)
            if piece == UNVERIFIED:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _title(document: Document, line: Line, organization: str) -> None:
    paragraph = document.add_paragraph(style=TITLE_STYLE)
    for n, piece in enumerate(title_lines(clean(line.text), organization)):
        run = paragraph.add_run()
        if n:
            run.add_break()
        run.add_text(piece)


def _signoff(document: Document, texts: list[str]) -> None:
    """Set organisation and date one line below the text, where the standard puts them."""
    organization, date = texts if len(texts) == 2 else (texts[0], "")
    for n, (text, place) in enumerate(zip(texts, signoff_places(organization, date), strict=False)):
        paragraph = document.add_paragraph(style=SIGNOFF_STYLE)
        _text(paragraph, text)
        pieces = ["<w:keepNext {}/>"] if n + 1 < len(texts) else []
        if n == 0:
            pieces.append(
                f'<w:spacing {{}} w:beforeLines="100" w:before="{LINE}" w:after="0"'
                f' w:line="{LINE}" w:lineRule="exact"/>'
            )
        pieces.append(f'<w:ind {{}} w:{place.side}="{round(place.indent * CHARACTER)}"/>')
        pieces.append(f'<w:jc {{}} w:val="{place.side}"/>')
        properties: Any = paragraph._p.get_or_add_pPr()
        for piece in pieces:
            properties.append(parse_xml(piece.format(nsdecls("w"))))


def _properties(document: Document, report: Report) -> None:
    core = document.core_properties
    core.title = _short(printed_title(report.sheet))
    core.author = _short(report.sheet.organization)
    core.subject = _short(report.sheet.period)
    core.comments = _short(origin_note(report))
    core.last_modified_by = "summarywriter"
    core.language = "zh-CN"
    core.keywords = ""
    moment = max(
        (moment for s in report.sections if s.draft and (moment := _moment(s.draft.created))), default=None
    )
    element: Any = core._element
    for tag in ("created", "modified"):
        for child in element.findall(f"{{http://purl.org/dc/terms/}}{tag}"):
            element.remove(child)
    if moment is not None:
        core.created = core.modified = moment


def _short(text: str) -> str:
    """Core properties hold 255 characters at most."""
    return clean(text)[:255]


def _moment(written: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
