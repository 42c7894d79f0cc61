"""Paper, margins, line grid and page numbers, as the profile says (GB/T 9704-2012, 5 and 7.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Length, Mm

from summarywriter.documents.profile import TWIPS, PageNumber, Profile
from summarywriter.documents.word.styles import FOOTER_STYLE

_HEADER = Mm(15)
"""From the upper edge to the header, which is empty."""


def apply_page(document: Document, profile: Profile) -> None:
    """Set the paper, the type area, the grid of lines and the page numbers."""
    page = profile.page
    section = document.sections[0]
    section.page_width, section.page_height = _length(page.width), _length(page.height)
    section.top_margin, section.bottom_margin = _length(page.top), _length(page.bottom)
    section.left_margin, section.right_margin = _length(page.left), _length(page.right)
    section.header_distance, section.footer_distance = _HEADER, _length(page.footer)
    properties: Any = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    # Lines of a given height need no grid; one that they do not fill is set in the middle by LibreOffice.
    kind = "" if page.line_spacing else ' w:type="lines"'
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")}{kind} w:linePitch="{page.line}"/>'))
    _settings(document)
    number = profile.number
    if number.align == "none":
        return
    if number.align == "outer":
        document.settings.odd_and_even_pages_header_footer = True
        _number(document, section.footer, "right", number)
        _number(document, section.even_page_footer, "left", number)
    else:
        _number(document, section.footer, number.align, number)


def _length(millimetres: Decimal) -> Length:
    return Mm(float(millimetres))


def _settings(document: Document) -> None:
    """Set Chinese typesetting, and the mode of today's Word instead of the template's old one."""
    settings: Any = document.settings.element
    for tag, attributes in (
        ("w:zoom", {"w:percent": "100"}),
        ("w:characterSpacingControl", {"w:val": "compressPunctuation"}),
        ("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
    ):
        for element in settings.iter(qn(tag)):
            element.attrib.clear()
            for name, value in attributes.items():
                element.set(qn(name), value)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _number(document: Document, footer: _Footer, side: str, number: PageNumber) -> None:
    """Put the page number on one side, in from the edge as far as the profile says."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles[FOOTER_STYLE]
    element: Any = paragraph._p
    properties = element.get_or_add_pPr()
    inset = ""
    if side != "center":
        width = int(number.indent * number.size * TWIPS)
        inset = f'w:{side}Chars="{int(number.indent * 100)}" w:{side}="{width}" '
    properties.append(parse_xml(f'<w:ind {nsdecls("w")} {inset}w:firstLineChars="0" w:firstLine="0"/>'))
    properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
    before, _, after = number.sample.partition("1")
    pieces = (
        f'<w:t xml:space="preserve">{escape(before)}</w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        f'<w:t xml:space="preserve">{escape(after)}</w:t>',
    )
    for piece in pieces:
        element.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
