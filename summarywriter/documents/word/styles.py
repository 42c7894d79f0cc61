"""The paragraph styles of a printed report (GB/T 9704-2012: fonts, sizes, indents, grid).

Measures in this module are twentieths of a point, as in the file format; sizes are half-points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

SONG_TITLE = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
HEITI = "黑体"
KAITI = "楷体_GB2312"
SONGTI = "宋体"

_SUBSTITUTES = (
    (SONG_TITLE, "华文中宋"),
    (FANGSONG, "仿宋"),
    (KAITI, "楷体"),
    (HEITI, "SimHei"),
    (SONGTI, "SimSun"),
)

LINE = 579
"""Height of a line: 22 of them fill the type area's 225 mm (580 gives 21)."""

BODY_SIZE = 32
CHARACTER = 315
"""Width of a body character: 16 points less the quarter that makes 28 of them fill the line."""

TITLE_LINE = 660

PART_STYLE = "部分标题"
SIGNOFF_STYLE = "落款"
TITLE_STYLE = "Title"
SECTION_STYLE = "Heading 1"
GROUP_STYLE = "Heading 2"
BODY_STYLE = "Normal"
FOOTER_STYLE = "Footer"


@dataclass(frozen=True)
class _Look:
    """What one style says. ``indent`` is in characters, ``outline`` the level in the navigation pane.

    ``line`` is the exact height of a line, 0 for what the font needs.
    """

    name: str
    font: str
    size: int = BODY_SIZE
    indent: int = 2
    align: str = "both"
    before: int = 0
    after: int = 0
    line: int = LINE
    outline: int | None = None
    with_next: bool = False
    next_style: str = ""


_LOOKS = (
    _Look(BODY_STYLE, FANGSONG),
    # Title and the space below it take two lines of the grid; more lines of it follow closely.
    _Look(TITLE_STYLE, SONG_TITLE, size=44, line=TITLE_LINE, indent=0, align="center",
          after=2 * LINE - TITLE_LINE, next_style="Normal"),
    _Look(PART_STYLE, HEITI, indent=0, align="center", before=LINE // 2, after=LINE // 2,
          outline=0, with_next=True, next_style="Normal"),
    _Look(SECTION_STYLE, HEITI, outline=0, with_next=True, next_style="Normal"),
    _Look(GROUP_STYLE, KAITI, outline=1, with_next=True, next_style="Normal"),
    _Look(SIGNOFF_STYLE, FANGSONG, indent=0, align="right"),
    _Look(FOOTER_STYLE, SONGTI, size=28, indent=0, align="left", line=0),
)  # fmt: skip


def apply_styles(document: Document) -> None:
    """Give the document the styles of a printed report."""
    _defaults(document)
    _substitutes(document)
    for look in _LOOKS:
        _apply(document, look)


def _defaults(document: Document) -> None:
    """Take the theme's fonts out of the defaults: they would win over the Chinese ones."""
    root = document.styles.element
    default = root.find(qn("w:docDefaults"))
    if default is not None:
        root.remove(default)
    root.insert(
        0,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}"
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )


def _substitutes(document: Document) -> None:
    """Name the fonts to be taken where the office's own are not installed."""
    part: Any = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable"))
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _SUBSTITUTES
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    ).encode()


def _apply(document: Document, look: _Look) -> None:
    styles = document.styles
    if look.name in styles:
        style = styles[look.name]
    else:
        style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    element: Any = style.element
    for tag in ("w:pPr", "w:rPr"):
        for child in element.findall(qn(tag)):
            element.remove(child)
    element.append(parse_xml(_paragraph(look)))
    element.append(parse_xml(_characters(look)))
    if look.next_style and look.name != look.next_style:
        style.next_paragraph_style = styles[look.next_style]


def _paragraph(look: _Look) -> str:
    exact = f'w:line="{look.line}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    indent = (
        f'w:firstLineChars="{look.indent * 100}" w:firstLine="{look.indent * CHARACTER}"'
        if look.indent
        else 'w:firstLineChars="0" w:firstLine="0"'
    )
    return (
        f"<w:pPr {nsdecls('w')}>"
        + ("<w:keepNext/>" if look.with_next else "")
        # 22 lines a page leave no room for widow control; 28 characters none for automatic gaps.
        + '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        + ("" if look.line == LINE else '<w:snapToGrid w:val="0"/>')
        + f'<w:spacing w:before="{look.before}" w:after="{look.after}" {exact}/>'
        + f'<w:ind w:left="0" w:right="0" {indent}/><w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
        + "</w:pPr>"
    )


def _characters(look: _Look) -> str:
    # The type area is 28 characters wide only when each gives up a quarter of a point.
    spacing = '<w:spacing w:val="-5"/>' if look.size == BODY_SIZE else ""
    return (
        f"<w:rPr {nsdecls('w')}>{_fonts(look.font)}"
        '<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="000000"/>'
        f'{spacing}<w:kern w:val="0"/><w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


def _fonts(name: str) -> str:
    # “ ” — … are set in the Western font unless that is the Chinese one too.
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'
    )
