"""The paragraph styles of a printed report: fonts, sizes, indents and lines as its profile says.

Measures in this module are twentieths of a point, as in the file format; sizes are half-points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from summarywriter.documents.fonts import substitutes
from summarywriter.documents.profile import TWIPS, Look, Profile, SignOff, TextLook

PART_STYLE = "部分标题"
ITEM_STYLE = "三级标题"
SUBITEM_STYLE = "四级标题"
SIGNOFF_STYLE = "落款"
TITLE_STYLE = "Title"
SECTION_STYLE = "Heading 1"
GROUP_STYLE = "Heading 2"
BODY_STYLE = "Normal"
FOOTER_STYLE = "Footer"


@dataclass(frozen=True)
class _Style:
    """A style, the part of the profile it shows, and its level in the navigation pane (0 the highest)."""

    name: str
    part: str
    outline: int | None = None
    heading: bool = False
    """Whether it keeps with the next paragraph, which is one of the body."""


_STYLES = (
    _Style(BODY_STYLE, "body"),
    _Style(TITLE_STYLE, "title", heading=True),
    _Style(PART_STYLE, "part", 0, heading=True),
    _Style(SECTION_STYLE, "section", 0, heading=True),
    _Style(GROUP_STYLE, "group", 1, heading=True),
    _Style(ITEM_STYLE, "item", 2, heading=True),
    _Style(SUBITEM_STYLE, "subitem", 3, heading=True),
    # Not used here, but offered by Word to a person who goes on writing.
    _Style("Heading 3", "item", 2, heading=True),
    _Style("Heading 4", "subitem", 3, heading=True),
    _Style(SIGNOFF_STYLE, "signoff"),
    _Style(FOOTER_STYLE, "number"),
)

STYLE_NAMES = tuple(style.name for style in _STYLES)


def apply_styles(document: Document, profile: Profile) -> None:
    """Give the document the styles of a printed report."""
    _defaults(document, profile)
    _name_substitutes(document, profile)
    for style in _STYLES:
        _apply(document, style, profile)


def _defaults(document: Document, profile: Profile) -> None:
    """Take the theme's fonts out of the defaults: they would win over the Chinese ones."""
    root = document.styles.element
    default = root.find(qn("w:docDefaults"))
    if default is not None:
        root.remove(default)
    root.insert(
        0,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{font_names(profile.body)}"
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )


def _name_substitutes(document: Document, profile: Profile) -> None:
    """Name the fonts to be taken where the office's own are not installed."""
    part: Any = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable"))
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others[0])}/>"
        '<w:charset w:val="86"/></w:font>'
        for name in profile.fonts
        if (others := substitutes(name))
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    ).encode()


def _apply(document: Document, own: _Style, profile: Profile) -> None:
    styles = document.styles
    if own.name in styles:
        style = styles[own.name]
    else:
        style = styles.add_style(own.name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    element: Any = style.element
    for tag in ("w:pPr", "w:rPr"):
        for child in element.findall(qn(tag)):
            element.remove(child)
    look = profile.look(own.part)
    element.append(parse_xml(_paragraph(own, look, profile)))
    element.append(parse_xml(_characters(look, profile)))
    if own.heading:
        style.next_paragraph_style = styles[BODY_STYLE]


def _paragraph(own: _Style, look: Look, profile: Profile) -> str:
    line = line_height(look, profile) if isinstance(look, SignOff) else 0
    exact = f'w:line="{line}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
    before = after = indent = 0
    align, characters = "left", 0
    if isinstance(look, TextLook):
        before, after = (int(space * profile.page.line) for space in (look.before, look.after))
        align, characters = look.align, int(look.indent * 100)
        indent = int(look.indent * character_width(look, profile))
    return (
        f"<w:pPr {nsdecls('w')}>"
        + ("<w:keepNext/>" if own.heading else "")
        # 22 lines a page leave no room for widow control; 28 characters none for automatic gaps. Marks
        # hung over the edge are Word's usual way; said outright, LibreOffice hangs (and loses) none.
        + '<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/>'
        + '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        + ("" if line == profile.page.line else '<w:snapToGrid w:val="0"/>')
        + f'<w:spacing w:before="{before}" w:after="{after}" {exact}/>'
        + f'<w:ind w:left="0" w:right="0" w:firstLineChars="{characters}" w:firstLine="{indent}"/>'
        + f'<w:jc w:val="{align}"/>'
        + (f'<w:outlineLvl w:val="{own.outline}"/>' if own.outline is not None else "")
        + "</w:pPr>"
    )


def _characters(look: Look, profile: Profile) -> str:
    # The type area holds its characters only when each gives up, or is given, a little room.
    gap = character_width(look, profile) - int(look.size * TWIPS)
    spacing = f'<w:spacing w:val="{gap}"/>' if gap else ""
    bold = int(look.bold)
    size = int(look.size * 2)
    return (
        f"<w:rPr {nsdecls('w')}>{font_names(look)}"
        f'<w:b w:val="{bold}"/><w:bCs w:val="{bold}"/><w:i w:val="0"/><w:iCs w:val="0"/>'
        f'<w:color w:val="000000"/>{spacing}'
        f'<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


def look_of(style: str, profile: Profile) -> Look:
    """Return how text of a style looks."""
    return profile.look(next(own.part for own in _STYLES if own.name == style))


def line_height(look: SignOff, profile: Profile) -> int:
    """Return the height of a kind of text's lines."""
    return int(look.line * TWIPS) or profile.page.line


def character_width(look: Look, profile: Profile) -> int:
    """Return how wide a character stands in its line; those as large as the body's like the body's."""
    return profile.pitch if look.size == profile.body.size else int(look.size * TWIPS)


def font_names(look: Look, *, chinese: bool = False) -> str:
    """Return the fonts of a run, all of them the Chinese one where ``chinese`` asks for that.

    “ ” — … are set in the Western font unless that is the Chinese one too.
    """
    own = quoteattr(look.font)
    latin = own if chinese or not look.latin else quoteattr(look.latin)
    return f'<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={own} w:cs={latin} w:hint="eastAsia"/>'
