"""Paper, margins, line grid and page numbers (GB/T 9704-2012, 5 and 7.5)."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Mm

from summarywriter.documents.word.styles import FOOTER_STYLE, LINE

_NUMBER = 280
"""Width of a page number's character (宋体 4号), in twentieths of a point."""


def apply_page(document: Document) -> None:
    """Set A4 with the type area of 156 × 225 mm, 22 lines, and page numbers on the outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    properties: Any = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE}"/>'))
    _settings(document)
    document.settings.odd_and_even_pages_header_footer = True
    _number(document, section.footer, "right")
    _number(document, section.even_page_footer, "left")


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


def _number(document: Document, footer: _Footer, side: str) -> None:
    """Put ``— 1 —`` on the outer side, one character in from the edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = document.styles[FOOTER_STYLE]
    element: Any = paragraph._p
    properties = element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:ind {nsdecls("w")} w:{side}Chars="100" w:{side}="{_NUMBER}"'
            ' w:firstLineChars="0" w:firstLine="0"/>'
        )
    )
    properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
    pieces = (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
    for piece in pieces:
        element.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
