"""Files by suffix, and every way in which a file can be none."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.printed_reports import SHEET, report

from summarywriter.documents import (
    read_document,
    read_lines,
    read_report,
    read_sheet,
    read_text,
    save,
    save_sheet,
)
from summarywriter.errors import InputError, SheetError
from summarywriter.limits import limit
from summarywriter.markup import dump_sheet, parse_sheet

LARGEST = limit("file-mb") * 1024 * 1024
TEXTS = sorted((Path(__file__).parent / "texts").iterdir())
SIMPLE = "## 组织建设\n- 新建12家\n"


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
def test_plain_text(path: Path, start: str, tmp_path: Path) -> None:
    typed, wanted = path.read_text("utf-8").split("================\n")
    facts = tmp_path / "facts.txt"
    facts.write_text(start + typed, "utf-8")
    assert dump_sheet(read_sheet(facts)) == wanted


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".yaml", ".yml", ".json"])
def test_sheets_come_back_from_every_form(suffix: str, tmp_path: Path) -> None:
    sheet = parse_sheet(SHEET)
    path = save_sheet(sheet, tmp_path / f"事实{suffix}")
    assert read_sheet(path) == sheet
    assert read_sheet(str(path)) == sheet


def test_a_stored_report_gives_report_and_sheet(tmp_path: Path) -> None:
    path = save(report(), tmp_path / "a.report.json")
    assert read_report(path) == report()
    assert read_sheet(path) == report().sheet


@pytest.mark.parametrize(
    "text",
    [SIMPLE, "组织建设\n- 新建12家\n", '{"sections": [{"heading": "组织建设", "facts": ["新建12家"]}]}'],
)
def test_standard_input(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(text.encode()))
    assert dump_sheet(read_sheet("-")) == SIMPLE


def test_problems_name_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "事实.md"
    path.write_text("## 组织建设\n", "utf-8")
    with pytest.raises(SheetError, match=r"事实\.md：第1行：小节“组织建设”没有事实"):
        read_sheet(path)
    monkeypatch.setattr(sys, "stdin", Stdin(b"## x\n"))
    with pytest.raises(SheetError, match=r"^标准输入："):
        read_sheet("-")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "是空的，请先写入内容"),
        (b" \n\n", "是空的"),
        ("## 组织建设\n- 新建十二家".encode("utf-16")[:-1], "的编码读不通"),
        (b"\x89PNG\r\n\x1a\n\0\0", "不是文本文件"),
        (b"PK\x03\x04\0\0", "不是文本文件"),
        (b"\xff\xd8\xe0abc\x80", "不是 UTF-8 或 GBK 文本"),
        (b"a" * (LARGEST + 1), "超过 16 MB，太大了"),
    ],
    ids=["empty", "blank", "utf-16", "png", "zip", "latin", "large"],
)
def test_texts_that_cannot_be_read(
    data: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "事实.md"
    path.write_bytes(data)
    for read in (read_text, read_sheet, read_report, read_lines):
        with pytest.raises(InputError) as caught:
            read(path)
        assert str(caught.value).startswith(str(path))
        assert told in str(caught.value)
        assert "\n" not in str(caught.value)
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    with pytest.raises(InputError, match=r"^标准输入 "):
        read_text("-")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["-", "事实.md", "事实.txt"])
def test_texts_are_read_in_every_encoding_of_windows(
    name: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = SIMPLE.encode(encoding)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    Path("事实.md").write_bytes(data)
    Path("事实.txt").write_bytes(data)
    assert dump_sheet(read_sheet(name)) == SIMPLE


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * LARGEST)
    assert len(read_text(path)) == LARGEST


def test_places_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="是文件夹，请写出其中的文件名"):
        read_text(tmp_path)
    with pytest.raises(InputError, match=r"找不到文件 .*没有\.md"):
        read_sheet(tmp_path / "没有.md")
    with pytest.raises(InputError, match=r"找不到文件 .*没有\.doc，"):
        read_sheet(tmp_path / "没有.doc")
    with pytest.raises(InputError, match="读不了"):
        read_text("a\0b")
    with pytest.raises(InputError, match="读不了"):
        read_text(tmp_path / ("长" * 300))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for this user")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SIMPLE, "utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="没有权限读取"):
        read_text(path)


@pytest.mark.parametrize(
    ("suffix", "advice"),
    [
        (".doc", "另存为 .docx"), (".wps", "另存为 .docx"), (".rtf", "另存为 .docx"), (".et", "另存为 .xlsx"),
        (".xls", "另存为 .xlsx"), (".pdf", "另存为 .docx"), (".PDF", "另存为 .docx"),
        (".png", "能读的有：.md"),
    ],
)  # fmt: skip
def test_files_to_be_converted_first(suffix: str, advice: str, tmp_path: Path) -> None:
    path = tmp_path / f"事实{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(InputError, match=advice):
        read_sheet(path)
    with pytest.raises(InputError):
        read_lines(path)
    with pytest.raises(InputError):
        read_document(path)


def test_documents_as_text(tmp_path: Path) -> None:
    path = tmp_path / "总结.md"
    path.write_text("# 总结\n\n　　一、组织建设\n", "utf-8")
    assert read_document(path) == "# 总结\n\n　　一、组织建设\n"
    word = read_document(save(report(), tmp_path / "总结.docx"))
    assert word.startswith("# 清河区总工会2024年上半年工作总结\n\n2024年上半年，")
    assert "\n\n## 思想引领更加有力\n\n### 宣传教育\n\n举办" in word


def test_the_samples_are_told_apart_into_headings(samples: str, tmp_path: Path) -> None:
    path = tmp_path / "样本.txt"
    path.write_text(samples, "utf-8")
    lines = read_lines(path)
    headings = [line for line in lines if line.kind == "heading"]
    assert [line.text for line in headings][:7] == [
        "思想引领更加有力", "组织建设不断夯实", "服务中心更加有效", "服务保障精准高效", "改革试点有力推进",
        "自身建设不断加强", "下半年工作打算",
    ]  # fmt: skip
    assert headings[6].level == 0
    assert sum(line.kind == "group" for line in lines[: lines.index(headings[6])]) == 19


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
@pytest.mark.parametrize("read", [read_text, read_sheet, read_report, read_lines])
def test_what_is_no_file_is_not_waited_for(read: Callable[[Path], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "facts.md")
    for path in (tmp_path / "facts.md", Path("/dev/zero")):
        with pytest.raises(InputError, match="不是普通文件，而是管道或设备"):
            read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other limits and asks for rights")
def test_what_the_system_says_is_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    with pytest.raises(InputError, match=r"a\.md：链接绕成了圈。"):
        read_sheet(tmp_path / "a.md")
    with pytest.raises(InputError, match="：文件名太长。"):
        read_sheet(tmp_path / f"{'长' * 200}.md")


def test_a_csv_whose_quotes_do_not_match(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('内容,数值\n"走访' + "，慰问" * 60000 + ",1\n", "utf-8")
    with pytest.raises(InputError, match="表格读不通，从第2行起：多半是引号没有配对"):
        read_sheet(path)


def test_whom_a_report_is_sent_to_may_stand_below_its_date(tmp_path: Path) -> None:
    text = "清河区总工会\n2024年上半年工作总结\n2024年7月5日\n主送：市总工会\n一、组织建设\n新建工会12家。\n"
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    told: list[str] = []
    assert read_document(path, told.append) == text
    assert [line.text for line in read_lines(path, told.append)][-2:] == ["组织建设", "新建工会12家。"]
    assert "新建工会12家" in dump_sheet(read_sheet(path, told.append))
    assert told == []
