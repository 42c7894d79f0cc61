"""The check sheet (核数表): a table in Word, one row a figure, with a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from summarywriter.documents.check_rows import CheckRow, check_rows, further
from summarywriter.documents.evidence import DERIVED, UNRESOLVED, grounds, state_names, summary_line, tally
from summarywriter.documents.passages import Traced
from summarywriter.documents.profile import national
from summarywriter.documents.word.packing import clean, packed
from summarywriter.documents.word.styles import apply_styles
from summarywriter.resources import word_rows

_HEAVY, _LIGHT = "黑体", "宋体"

_BOX = "□"
_MARGIN = 15
_TWIPS = 1440 / 25.4
_SMALL, _BIG = 18, 30
"""Sizes of the table's and the title's characters, in half-points."""

_MERGED = ("sentence", "fact", "source", "as_of")
"""Columns whose cells run on over rows that say the same."""

_ADVICE = "请逐个对照原始材料，无误的在“核对”栏打√，有误的在旁边写明应为何数。"
_SIGNERS = ("填表人：", "部门核对人：", "审核人：", "日期：　　　年　　月　　日")
_SIGNING = ("\u3000" * 8).join(_SIGNERS)


def render_check_sheet(traced: Traced) -> bytes:
    """Return the check sheet of texts as a Word file; the same texts always give the same bytes."""
    document = docx.Document()
    apply_styles(document, national())
    _page(document)
    body: Any = document.element.body
    end = body.find(qn("w:sectPr"))
    counts = tally(g for p in traced.passages for g in grounds(p.text, p.findings, p.links, p.repairs))
    pieces = [
        _paragraph(f"{traced.title}核数表", font=_HEAVY, size=_BIG, align="center"),
        _paragraph(f"{_of(traced.sheet.organization)}{summary_line(counts)}。{_ADVICE}", after=80),
        _table(check_rows(traced)),
    ]
    rest = further(traced)
    if rest:
        pieces.append(_paragraph("另请留意：", font=_HEAVY, before=120))
        pieces += [_paragraph(f"{_BOX} {line}") for line in rest]
    pieces.append(_paragraph(_SIGNING, before=240))
    for piece in pieces:
        end.addprevious(parse_xml(piece))
    core = document.core_properties
    core.title = clean(f"{traced.title}核数表")[:255]
    core.author = clean(traced.sheet.organization)[:255]
    core.last_modified_by = "summarywriter"
    core.language, core.keywords, core.comments = "zh-CN", "", ""
    for tag in ("created", "modified"):
        for child in core._element.findall(f"{{http://purl.org/dc/terms/}}{tag}"):
            core._element.remove(child)
    return packed(document)


def _of(organization: str) -> str:
    return f"{organization}：" if organization else ""


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(8)
    footer: Any = section.footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    paragraph.getparent().replace(paragraph, parse_xml(_footer()))


def _footer() -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r>{_look(_LIGHT, _SMALL)}<w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
        "</w:pPr>"
        f"{_run('第')}{field('PAGE')}{_run('页，共')}{field('NUMPAGES')}{_run('页')}</w:p>"
    )


def _table(rows: Sequence[CheckRow]) -> str:
    columns = word_rows("check-sheet")
    widths = {name: round(float(width) * _TWIPS) for name, _, width in columns}
    grid = "".join(f'<w:gridCol w:w="{widths[name]}"/>' for name, _, _ in columns)
    head = "".join(_cell(label, widths[name], font=_HEAVY, align="center") for name, label, _ in columns)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 15), ("left", 60), ("bottom", 15), ("right", 60))
    )
    body = []
    number = 0
    for heading, group in groupby(rows, key=lambda row: row.section):
        held = list(group)
        if heading:
            body.append(_band(heading, sum(widths.values()), len(columns)))
        for n, row in enumerate(held):
            number += 1
            body.append(_row(number, row, held[n - 1] if n else None, held[n + 1 : n + 2], widths))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths.values())}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(body)}</w:tbl>"
    )


def _band(heading: str, width: int, columns: int) -> str:
    properties = f'<w:gridSpan w:val="{columns}"/><w:shd w:val="clear" w:color="auto" w:fill="EDEFF2"/>'
    cell = _cell(heading, width, properties, font=_HEAVY, with_next=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _row(
    number: int, row: CheckRow, before: CheckRow | None, after: Sequence[CheckRow], widths: dict[str, int]
) -> str:
    doubtful = row.state in {state_names()[key].label for key in (UNRESOLVED, DERIVED)}
    values = {
        "number": str(number), "figure": row.figure, "sentence": row.sentence,
        "fact": "\n".join(part for part in (row.fact, row.advice and f"建议：{row.advice}") if part),
        "source": row.source, "as_of": row.as_of, "state": row.state, "box": _BOX,
    }  # fmt: skip
    cells = []
    for name, value in values.items():
        merge = ""
        if name in _MERGED:
            goes_on = before is not None and _same(name, before, row)
            starts = bool(after) and _same(name, row, after[0])
            merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if starts else ""
            value = "" if goes_on else value
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>' if doubtful and not merge else ""
        align = "center" if name in ("number", "state", "box") else "left"
        font = _HEAVY if name == "figure" else _LIGHT
        cells.append(_cell(value, widths[name], merge + shade, font=font, align=align))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _same(name: str, one: CheckRow, other: CheckRow) -> bool:
    """Tell whether a cell of two rows says the same and may be one."""
    if name == "sentence":
        return one.place == other.place
    # What belongs to a fact is merged where the fact is; words of advice are for one figure.
    return bool(one.fact) and one.fact == other.fact and not (one.advice or other.advice)


def _cell(
    text: str,
    width: int,
    properties: str = "",
    *,
    font: str = _LIGHT,
    align: str = "left",
    with_next: bool = False,
) -> str:
    lines = "".join(
        _paragraph(line, font=font, align=align, with_next=with_next, line=240) for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        f"{lines}</w:tc>"
    )


def _paragraph(
    text: str,
    *,
    font: str = _LIGHT,
    size: int = _SMALL,
    align: str = "left",
    before: int = 0,
    after: int = 0,
    line: int = 300,
    with_next: bool = False,
) -> str:
    return (
        f"<w:p {nsdecls('w')}><w:pPr>{'<w:keepNext/>' if with_next else ''}"
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/>'
        # The paragraph's own mark has a size too: an empty cell is as high as that.
        f"{_look(font, size)}</w:pPr>{_run(text, font, size)}</w:p>"
    )


def _run(text: str, font: str = _LIGHT, size: int = _SMALL) -> str:
    words = escape(clean(text))
    return f'<w:r>{_look(font, size)}<w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""


def _look(font: str, size: int) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"'
        f' w:hint="eastAsia"/><w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
