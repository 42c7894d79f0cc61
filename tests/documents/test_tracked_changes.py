"""A Word file with tracked changes and comments: read as if accepted, and what was changed listed."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarywriter.documents import read_changes, read_lines
from summarywriter.errors import InputError

WHO = 'w:id="1" w:author="王主任" w:date="2024-07-05T09:00:00Z"'


def kept(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def come(text: str) -> str:
    return f"<w:ins {WHO}>{kept(text)}</w:ins>"


def write(folder: Path, *paragraphs: str, comment: str = "") -> Path:
    document = docx.Document()
    body = document.element.body
    for paragraph in paragraphs:
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
    if comment:
        document.add_comment(document.paragraphs[0].runs, text=comment, author="李部长")
    made = io.BytesIO()
    document.save(made)
    file = folder / "edited.docx"
    file.write_bytes(made.getvalue())
    return file


def texts(file: Path) -> list[str]:
    return [line.text for line in read_lines(file)]


def test_read_as_if_accepted_and_told_apart(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        kept("走访慰问困难职工") + gone("126户") + come("131户") + kept("。"),
        kept("组织建设") + gone("扎实") + come("稳步") + kept("推进，新建工会12家。"),
        kept("没有改动的一段。"),
    )
    assert texts(file) == ["走访慰问困难职工131户。", "组织建设稳步推进，新建工会12家。", "没有改动的一段。"]
    figures, words = read_changes(file)
    assert (figures.kind, figures.before, figures.after) == (
        "figures", "走访慰问困难职工126户。", "走访慰问困难职工131户。",
    )  # fmt: skip
    assert figures.authors == ("王主任",)
    assert (words.kind, words.before) == ("words", "组织建设扎实推进，新建工会12家。")


def test_a_struck_end_joins_paragraphs(tmp_path: Path) -> None:
    struck = f"<w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>"
    joined = (struck + kept("走访慰问困难职工126户，"), kept("发放慰问金2万元。"))
    file = write(tmp_path, *joined, struck + gone("整段删去。"))
    assert texts(file) == ["走访慰问困难职工126户，发放慰问金2万元。"]


def test_comments_are_listed_with_the_words_they_are_about(tmp_path: Path) -> None:
    if not hasattr(docx.document.Document, "add_comment"):
        pytest.skip("this python-docx writes no comments")
    file = write(tmp_path, kept("走访慰问困难职工126户。"), comment="这个数请保障部再核一下")
    assert texts(file) == ["走访慰问困难职工126户。"]
    (comment,) = read_changes(file)
    assert (comment.kind, comment.before, comment.after, comment.authors) == (
        "comment", "走访慰问困难职工126户。", "这个数请保障部再核一下", ("李部长",),
    )  # fmt: skip


def test_other_files_have_none_and_broken_ones_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("走访126户。", "utf-8")
    assert read_changes(tmp_path / "a.txt") == ()
    (tmp_path / "b.docx").write_bytes(b"no package")
    with pytest.raises(InputError):
        read_changes(tmp_path / "b.docx")
