"""Report → Word."""

from __future__ import annotations

import datetime
import re
from typing import Any

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from summarywriter.documents.lines import Line, document_lines, printed_title
from summarywriter.documents.plain import origin_note
from summarywriter.documents.profile import Look, Profile, national
from summarywriter.documents.word.blank import WordFile, blank_of
from summarywriter.documents.word.kinds import styles_of
from summarywriter.documents.word.layout import signoff_places, title_lines
from summarywriter.documents.word.packing import clean
from summarywriter.documents.word.styles import (
    BODY_STYLE,
    character_width,
    font_names,
    line_height,
    look_of,
)
from summarywriter.markup import UNVERIFIED
from summarywriter.model import Report
from summarywriter.patterns import regex

_CHINESE_MARKS = "[“”‘’—…·]+"
"""Marks that Western fonts have too, only narrower: they are set in the Chinese one."""

_PIECES = regex(f"({UNVERIFIED}|{_CHINESE_MARKS})")


def render_docx(report: Report, profile: Profile | None = None) -> bytes:
    """Return the printed report as a Word file; the same report always gives the same bytes.

    ``profile`` says how it looks, the national form where none is given. The core property
    ``comments`` says where no model was used; the printed text does not.
    """
    profile = profile or national()
    blank = blank_of(profile)
    file, ids = WordFile(blank), blank.styles
    document = file.document
    lines = document_lines(report)
    for n, (line, style) in enumerate(zip(lines, styles_of(lines), strict=True)):
        if line.kind == "title":
            _title(_paragraph(document, ids[style]), line, report.sheet.organization, profile)
        elif line.kind == "signoff":
            if lines[n - 1].kind != "signoff":
                _keep_with_signoff(document, ids[BODY_STYLE], profile)
                _signoff(document, ids[style], [later.printed for later in lines[n:]], profile)
        else:
            _text(_paragraph(document, ids[style]), line.printed, look_of(style, profile))
    _properties(file.properties, report)
    return file.packed()


def _paragraph(document: Document, style: str | None) -> Paragraph:
    """Add a paragraph with a style's id; by its name the library looks through all styles four times."""
    paragraph = document.add_paragraph()
    element: Any = paragraph._p
    element.style = style
    return paragraph


def _text(paragraph: Paragraph, text: str, look: Look) -> None:
    """Add text as runs; 【待核实】 is highlighted so that nobody overlooks it."""
    for piece in _PIECES.split(clean(text)) if look.latin else re.split(f"({UNVERIFIED})", clean(text)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if piece == UNVERIFIED:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif look.latin and re.fullmatch(_CHINESE_MARKS, piece):
            names = font_names(look, chinese=True).replace("<w:rFonts", f"<w:rFonts {nsdecls('w')}", 1)
            properties: Any = run._r.get_or_add_rPr()
            properties.insert(0, parse_xml(names))


def _title(paragraph: Paragraph, line: Line, organization: str, profile: Profile) -> None:
    for n, piece in enumerate(title_lines(clean(line.text), organization, profile.title_width)):
        if n:
            paragraph.add_run().add_break()
        _text(paragraph, piece, profile.title)


def _keep_with_signoff(document: Document, body: str | None, profile: Profile) -> None:
    """Let the end of the text go with the sign-off: alone on a page it could stand under any text.

    Word takes along as many lines as widow control asks for, two; LibreOffice the whole paragraph.
    """
    across = profile.page.across // character_width(profile.body, profile)
    for paragraph in reversed(document.paragraphs[-2:]):
        element: Any = paragraph._p
        if element.style != body:
            return
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.widow_control = True
        # A paragraph that may be a single line takes the one before it along.
        if len(paragraph.text) > across:
            return


def _signoff(document: Document, style: str | None, texts: list[str], profile: Profile) -> None:
    """Set organisation and date below the text, where the standard puts them."""
    organization, date = texts if len(texts) == 2 else (texts[0], "")
    look = profile.signoff
    line = line_height(look, profile)
    character = character_width(look, profile)
    places = signoff_places(organization, date, profile.page.across // character)
    for n, (text, place) in enumerate(zip(texts, places, strict=False)):
        paragraph = _paragraph(document, style)
        _text(paragraph, text, look)
        pieces = ["<w:keepNext {}/>"] if n + 1 < len(texts) else []
        if n == 0:
            pieces.append(
                f'<w:spacing {{}} w:beforeLines="{int(look.before * 100)}"'
                f' w:before="{int(look.before * profile.page.line)}" w:after="0"'
                f' w:line="{line}" w:lineRule="exact"/>'
            )
        # Digits may be wider than half a character: from the left, a line may run on over the edge.
        over = f' w:right="{-2 * character}"' if place.side == "left" else ""
        pieces.append(f'<w:ind {{}} w:{place.side}="{round(place.indent * character)}"{over}/>')
        pieces.append(f'<w:jc {{}} w:val="{place.side}"/>')
        properties: Any = paragraph._p.get_or_add_pPr()
        for piece in pieces:
            properties.append(parse_xml(piece.format(nsdecls("w"))))


def _properties(core: CoreProperties, report: Report) -> None:
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
