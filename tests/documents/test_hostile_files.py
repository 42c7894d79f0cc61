"""Files that mean harm, through every reader: one clear message that names the file, or a plain value."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.hostile import DECLARED, EXCEL, cell, excel, lying, paragraph, unzipped, word, zipped

from summarywriter.documents import read_changes, read_document, read_lines, read_report, read_sheet
from summarywriter.errors import InputError

MB = 1024 * 1024
SHEET = "## 组织建设\n- 新建工会12家\n"
ROW = '<row r="1">{}</row>'
EVERYWHERE = 'ref="A1:XFD1048576"'
WIDE_CELL = '<w:tc><w:tcPr><w:gridSpan w:val="64"/></w:tcPr></w:tc>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def report(draft: str = "", *, current: int = 0) -> str:
    text = '{"text": "新建12家", "slots": "新建12家", "origin": "model"' + draft + "}"
    return (
        '{"format_version": 1, "sheet": {}, "sections": [{"id": "s1", "heading": "组织建设", "role": "body",'
        f' "current": {current}, "history": [{text}]}}]}}'
    )


HARMFUL: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "many lines": ("a.md", lambda: SHEET + "- 新建工会12家\n" * 100_000, "最多读100000行"),
    "many lines of text": ("a.txt", lambda: "- 新建工会12家\n" * 100_001, "最多读100000行"),
    "a long line": ("a.md", lambda: SHEET + "- " + "新建工会12家，" * 40_000, "第3行有320002个字"),
    "a long fact": ("a.md", lambda: SHEET + "- " + "新建工会12家，" * 1000, "第2条事实（新建工会12家"),
    "a long fact in json": (
        "a.json",
        lambda: '{"sections": [{"heading": "一", "facts": ["' + "人" * 2001 + '"]}]}',
        "一条事实最多2000个字",
    ),
    "many facts": ("a.md", lambda: "## 一\n" + "- 新建工会12家\n" * 20_001, "一份最多20000条"),
    "a heading without end": ("a.md", lambda: "#" * 19_000, "标题只用三级"),
    "a huge number for decimals": ("a.yaml", lambda: "decimals: " + "9" * 19_000, "要写0到6的整数"),
    "a million laughs": (
        "a.yaml",
        lambda: "a: &a [x, x, x]\n" + "b: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
        "引用",
    ),
    "a tag that would call a program": (
        "a.yaml",
        lambda: "title: !!python/object/apply:os.system ['true']\n",
        "要写成一行文字",
    ),
    "deep yaml": ("a.yaml", lambda: "[" * 900 + "]" * 900, "层次太深"),
    "deeper yaml": ("a.yaml", lambda: "\n".join(" " * n + "a:" for n in range(2000)), "层次太深"),
    "deep front matter": ("a.md", lambda: "---\ntitle: " + "[" * 5000 + "\n---\n" + SHEET, "层次太深"),
    "many values of yaml": ("a.yaml", lambda: "guidance:\n" + "- 在领导下\n" * 200_001, "最多读200000项"),
    "deep json": ("a.json", lambda: "[" * 100_000, "层次太深"),
    "json that is a little deep": ("a.json", lambda: '{"title":' + "[" * 40 + "]" * 40 + "}", "层次太深"),
    "many values of json": ("a.json", lambda: '{"guidance": [' + "[]," * 200_000 + "[]]}", "最多读200000项"),
    "many names, one twice": (
        "a.json",
        lambda: "{" + ",".join(f'"k{n}": 1' for n in range(200_000)) + ',"k199999": 1}',
        "写了两次",
    ),
    "half a character": ("a.json", lambda: '{"title": "\\ud800"}', "不完整的字符"),
    "a wide ledger": ("a.csv", lambda: "内容,数值\n" + ("1," * 50_000 + "\n") * 7, "超过300000格"),
    "a huge cell": ("a.csv", lambda: '内容,数值\n"' + "长" * 200_000 + '",1\n', "表格读不通"),
    "a version without end": (
        "a.report.json",
        lambda: '{"format_version": ' + "9" * 5000 + "}",
        "JSON 读不通",
    ),
    "a version that is long": (
        "a.report.json",
        lambda: f'{{"format_version": "{"9" * 9000}"}}',
        "格式版本是",
    ),
    "a deep report": (
        "a.report.json",
        lambda: '{"format_version": 1, "sheet": ' + "[" * 100_000,
        "JSON 读不通",
    ),
    "a version in force that is not there": ("a.report.json", lambda: report(current=3), "内容有误"),
    "a cost that fills the memory": (
        "a.report.json",
        lambda: report(', "usage": {"cost": "1e999999999"}'),
        "不是允许的数",
    ),
    "a package of many files": (
        "a.docx",
        lambda: zipped({"[Content_Types].xml": ""} | {f"{n}.xml": "" for n in range(5001)}),
        "里面有5002个文件",
    ),
    "a zip bomb": ("a.xlsx", lambda: excel(" " * (40 * MB)), "压缩得太紧"),
    "a bomb of another packing": (
        "a.xlsx",
        lambda: zipped({"xl/workbook.xml": " " * (40 * MB)}, zipfile.ZIP_BZIP2),
        "可能已损坏",
    ),
    "a package that unpacks to too much": (
        "a.docx",
        lambda: word(parts={f"word/{n}.xml": _mixed(n) for n in range(34)}),
        "解开后超过 32 MB",
    ),
    "entities in Word": ("a.docx", lambda: word(paragraph("&b;"), before=DECLARED), "DOCTYPE"),
    "entities in Excel": ("a.xlsx", lambda: excel(ROW.format(cell("A1", "&b;")), before=DECLARED), "DOCTYPE"),
    "a file asked for in Word": ("a.docx", lambda: word(paragraph("&c;"), before=DECLARED), "DOCTYPE"),
    "deep Word": ("a.docx", lambda: word("<w:p>" * 5000 + "</w:p>" * 5000), "层次太深"),
    "many paragraphs": ("a.docx", lambda: word("<w:p/>" * 100_001), "最多读100000行"),
    "a long paragraph": ("a.docx", lambda: word(paragraph("长" * 20_001)), "一行最多20000个字"),
    "a table of Word without end": (
        "a.docx",
        lambda: word(f"<w:tbl>{f'<w:tr>{WIDE_CELL * 50}</w:tr>' * 100}</w:tbl>"),
        "超过300000格",
    ),
    "a cell of Word repeated down": (
        "a.docx",
        lambda: word(
            "<w:tbl><w:tr><w:tc>"
            + paragraph("长" * 10_000)
            + "</w:tc></w:tr>"
            + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>" * 600
            + "</w:tbl>"
        ),
        "文字太多",
    ),
    "merged over the whole worksheet": (
        "a.xlsx",
        lambda: excel(
            ROW.format(cell("A1", "长")), after=f"<mergeCells><mergeCell {EVERYWHERE}/></mergeCells>"
        ),
        "合并单元格和链接 超过300000格",
    ),
    "linked over the whole worksheet": (
        "a.xlsx",
        lambda: excel(
            ROW.format(cell("A1", "长")), after=f"<hyperlinks><hyperlink {EVERYWHERE}/></hyperlinks>"
        ),
        "合并单元格和链接 超过300000格",
    ),
    "many cells": ("a.xlsx", lambda: excel(_cells(300_001)), "超过300000格"),
    "a wide area": (
        "a.xlsx",
        lambda: excel("".join(f'<row r="{n}">{cell(f"XFD{n}", "x")}</row>' for n in range(1, 200))),
        "范围太大",
    ),
    "a long text shown in many cells": (
        "a.xlsx",
        lambda: excel(_same_text(200), parts=_shared()),
        "文字太多",
    ),
    "a cell that is nowhere": ("a.xlsx", lambda: excel(ROW.format(cell("??", "x"))), "打不开"),
    "an area that is none": (
        "a.xlsx",
        lambda: excel("", after='<mergeCells><mergeCell ref="?:!"/></mergeCells>'),
        "打不开",
    ),
    "no number": ("a.xlsx", lambda: excel(ROW.format('<c r="A1"><v>1e400</v></c>')), "A1格：不是有效的数"),
    "a part with a lie about its size": (
        "a.docx",
        lambda: lying(word(paragraph("长" * 5000)), "word/document.xml", 100),
        "打不开",
    ),
}


def _same_text(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count + 1))


def _shared() -> dict[str, str | bytes]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = unzipped(excel())["[Content_Types].xml"].decode()
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return {
        "[Content_Types].xml": types.replace("</Types>", named),
        "xl/sharedStrings.xml": f"<sst {EXCEL}><si><t>{'长' * 30_000}</t></si></sst>",
    }


def _cells(count: int) -> str:
    return ROW.format("".join(f"<c s='{n % 977}'/>" for n in range(count)))


def _mixed(seed: int) -> bytes:
    """Return a mebibyte of XML that does not pack too tightly."""
    stretch = b"".join(b"%x" % (n * 7919 * (seed + 3)) for n in range(2500))
    return b"<x>" + (stretch * 100)[:MB] + b"</x>"


@pytest.mark.parametrize("name", HARMFUL)
def test_harm_is_refused_with_a_message_that_names_the_file(name: str, tmp_path: Path) -> None:
    file, make, told = HARMFUL[name]
    made = make()
    path = tmp_path / file
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    read = read_report if file.endswith(".report.json") else read_sheet
    with pytest.raises(InputError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert told in message
    assert len(message) < 10_000, "a message that no one can read"


@pytest.mark.parametrize("read", [read_lines, read_document, read_changes])
@pytest.mark.parametrize("name", ["a zip bomb", "entities in Word", "deep Word", "a file asked for in Word"])
def test_every_reader_of_word_files_refuses_them(
    name: str, read: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    made = HARMFUL[name][1]()
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    with pytest.raises(InputError, match=r"a\.docx"):
        read(path)


@pytest.mark.parametrize("read", [read_lines, read_document])
@pytest.mark.parametrize("name", ["many lines", "a long line"])
def test_written_documents_have_limits_too(name: str, read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    made = HARMFUL[name][1]()
    assert isinstance(made, str)
    path.write_text(made, "utf-8")
    with pytest.raises(InputError, match=r"a\.md 有|a\.md 第3行"):
        read(path)


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "names that lead out of the package": (
        "a.docx",
        lambda: word(parts={"../../../evil.txt": "x", "/evil.txt": "x", "C:\\evil.txt": "x"}),
    ),
    "names that lead out of the ledger": ("a.xlsx", lambda: excel(parts={"../../../evil.txt": "x"})),
    "pictures as large as may be": ("a.docx", lambda: word(parts={"word/media/a.png": b"\0" * (200 * MB)})),
    "styles that rest on each other": (
        "a.docx",
        lambda: word(parts={"word/styles.xml": _circular(unzipped(word())["word/styles.xml"])}),
    ),
    "a cell far away": (
        "a.xlsx",
        lambda: excel(_ledger() + f'<row r="1048576">{cell("D1048576", "家")}</row>'),
    ),
    "a template and a document from elsewhere": (
        "a.docx",
        lambda: word(
            parts={
                "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="r1" Type="{OFFICE}/relationships/attachedTemplate"'
                ' Target="http://evil.invalid/a.dotm" TargetMode="External"/></Relationships>'
            }
        ),
    ),
}


def _ledger() -> str:
    heads, row = ("类别", "内容", "数值", "单位"), ("组织建设", "新建工会", "12", "家")
    return "".join(
        f'<row r="{n}">{"".join(map(cell, (f"{column}{n}" for column in "ABCD"), texts))}</row>'
        for n, texts in enumerate((heads, row), 1)
    )


def _circular(styles: bytes) -> bytes:
    return styles.replace(
        b"</w:styles>",
        b'<w:style w:styleId="X1"><w:basedOn w:val="X2"/></w:style>'
        b'<w:style w:styleId="X2"><w:basedOn w:val="X1"/></w:style></w:styles>',
    )


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_harmful_is_read_and_nothing_else_happens(name: str, tmp_path: Path) -> None:
    file, make = HARMLESS[name]
    path = tmp_path / "inner" / "folder" / "deep" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(make())
    (section,) = read_sheet(path).sections
    assert (section.heading, section.all_facts[0].text) == ("组织建设", "新建工会12家")
    assert [found.name for found in tmp_path.rglob("*") if found.is_file()] == [file]


def test_fields_and_embedded_documents_of_word_are_not_text(tmp_path: Path) -> None:
    """Field codes are never shown or followed, and what an ``altChunk`` points to is never read."""
    path = tmp_path / "a.docx"
    path.write_bytes(
        word(
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>组织建设</w:t></w:r></w:p>'
            f'<w:altChunk xmlns:r="{OFFICE}/relationships" r:id="r99"/>'
            '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> INCLUDETEXT "/etc/passwd" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>新建工会12家</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd">'
            "<w:r><w:t>慰问职工9户</w:t></w:r></w:fldSimple></w:p>",
            parts={"word/afchunk.htm": "<p>发展会员9999人</p>"},
        )
    )
    (section,) = read_sheet(path).sections
    assert [fact.text for fact in section.all_facts] == ["新建工会12家", "慰问职工9户"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("facts	1", "有2条事实，一份最多1条"),
        ("facts	many", "要写大于0的整数"),
        ("facts", "要写大于0的整数"),
        ("nonsense	5", "没有“nonsense”这个上限"),
    ],
)
def test_an_office_sets_its_own_limits(
    row: str, told: str, own_limits: Callable[[str], None], tmp_path: Path
) -> None:
    path = tmp_path / "facts.md"
    path.write_text(SHEET + "- 慰问职工9户\n", "utf-8")
    own_limits(row)
    with pytest.raises(InputError, match=told):
        read_sheet(path)


def test_a_limit_that_an_office_raised_lets_more_in(
    own_limits: Callable[[str], None], tmp_path: Path
) -> None:
    path = tmp_path / "facts.md"
    path.write_text(SHEET + "- " + "长" * 2001 + "\n", "utf-8")
    with pytest.raises(InputError, match=r"可在自备词表 limits\.tsv 里调大 fact-characters"):
        read_sheet(path)
    own_limits("fact-characters	3000")
    assert len(read_sheet(path).sections[0].facts[1].text) == 2001
