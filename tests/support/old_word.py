"""Old reports as Word files: numbers that Word counts itself, or headings by style."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))

TITLE = "清原区总工会2023年上半年工作总结"
LEAD = (
    "2023年上半年，清原区总工会在区委和市总工会的领导下，围绕全区中心工作，抓重点、办实事，各项工作有序推进。"
)
BODY = (
    (0, "组织建设稳步推进"),
    (1, "建会工作"),
    (None, "新建基层工会18家，发展会员1240人。推进百人以上企业建会，走访企业35家。"),
    (1, "换届工作"),
    (None, "指导6个街道总工会完成换届，举办业务培训2期，参训142人次。"),
    (0, "服务职工用心用情"),
    (None, "走访困难职工58户，发放慰问金11.6万元；组织一线职工疗休养120人。"),
)


def numbered_word(path: Path) -> Path:
    """Write a report whose 一、 and （一） are Word's automatic numbers on plain paragraphs."""
    document = docx.Document()
    _numbering(document)
    document.add_paragraph(TITLE)
    document.add_paragraph(LEAD)
    for level, text in BODY:
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(_number(level))
    document.add_paragraph("清原区总工会")
    document.add_paragraph("2023年7月3日")
    document.save(str(path))
    return path


def tabled_word(path: Path) -> Path:
    """Write a report with automatic numbers and a table, its title bold and no style."""
    document = docx.Document()
    _numbering(document)
    document.add_paragraph().add_run("青山学院工会2022年工作总结").bold = True
    for level, text in (
        (0, "教师竞赛"),
        (None, "一是举办教学竞赛。42名教师参赛，评出一等奖3名。二是评选师德标兵5名。"),
        (0, "存在不足"),
        (None, "一是经费使用慢，执行率63%；二是活动形式少，青年教师参加不多。"),
    ):
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(_number(level))
        elif "竞赛" in text:
            table = document.add_table(rows=0, cols=3)
            for cells in (
                ("学院", "参赛教师", "获奖"),
                ("机电学院", "12人", "3项"),
                ("商学院", "9人", "2项"),
            ):
                for cell, words in zip(table.add_row().cells, cells, strict=True):
                    cell.text = words
    document.add_paragraph("青山学院工会 2022年12月30日")
    document.save(str(path))
    return path


def styled_word(path: Path) -> Path:
    """Write the same report with heading styles and no numbers."""
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(LEAD)
    for level, text in BODY:
        document.add_paragraph(text, style=None if level is None else f"Heading {level + 1}")
    document.save(str(path))
    return path


def _number(level: int) -> object:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')


def _numbering(document: object) -> None:
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(_LEVELS)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    first = root.find(qn("w:num"))
    root.insert(0 if first is None else list(root).index(first), abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
