"""The trace and the check sheet from the command line: written where asked for, never over an input."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarywriter.cli import main
from summarywriter.cli.changes import difference

SHEET = """\
---
organization: 清河区总工会
period: 2024年上半年
---

## 组织建设
- 新建工会12家，发展会员1.5万人 〔来源：组织部〕
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARYWRITER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    (tmp_path / "draft.txt").write_text("新建工会13家，发展会员1.5万人。\n", "utf-8")
    return tmp_path


def test_write_makes_both_and_makes_them_anew(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["write", "facts.md", "--offline", "--formats", "docx,html", "--check-sheet"]
    assert main(command) == 0
    told = capsys.readouterr().out
    for name in ("facts.report.html", "facts.核数表.docx", "facts.report.docx"):
        assert (here / name).exists()
        assert name in told
    assert "个有据" in (here / "facts.report.html").read_text("utf-8")
    (here / "facts.md").write_text(SHEET.replace("12家", "15家"), "utf-8")
    assert main(command) == 0
    assert "15家" in (here / "facts.report.html").read_text("utf-8")


def test_what_was_written_is_no_sheet_of_facts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["write", "facts.md", "--offline", "--formats", "html", "--check-sheet"]) == 0
    assert main(["write", "facts.核数表.docx", "facts.report.html"]) == 2
    assert "这是本程序写出的文件" in capsys.readouterr().err


def test_a_ticked_check_sheet_is_not_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["write", "facts.md", "--offline", "--check-sheet"]
    assert main(command) == 0
    (here / "facts.核数表.docx").write_bytes(b"ticked")
    assert main(command) == 2
    assert "facts.核数表.docx" in capsys.readouterr().err
    assert (here / "facts.核数表.docx").read_bytes() == b"ticked"


def test_check_makes_both(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "draft.txt", "--facts", "facts.md", "--html", "c.html", "--check-sheet", "c.docx"]
    assert main([*command, "--json"]) == 1
    told = capsys.readouterr()
    assert told.out.lstrip().startswith("{")
    assert "c.html" in told.err
    assert "c.docx" in told.err
    assert "2个数字，1个有据，1个存疑" in (here / "c.html").read_text("utf-8")


@pytest.mark.parametrize("words", [["--check-sheet"], ["--check-sheet", "--strict"]])
def test_a_check_sheet_of_no_name_is_put_beside(
    words: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["check", "draft.txt", "--facts", "facts.md", *words]
    assert main(command) == 1
    assert "核数表：draft.核数表.docx" in capsys.readouterr().err
    (here / "draft.核数表.docx").write_bytes(b"ticked")
    assert main(command) == 2
    assert "draft.核数表.docx 已经有了" in capsys.readouterr().err
    assert (here / "draft.核数表.docx").read_bytes() == b"ticked"


def test_a_check_sheet_has_no_place_beside_the_standard_input(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "-", "--facts", "facts.md", "--check-sheet"]) == 2
    assert "请在 --check-sheet 后写明" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "file", "said"),
    [
        ("--html", "draft.txt", "要以 .html 结尾"),
        ("--check-sheet", "c.html", "要以 .docx 结尾"),
        ("--html", "page.html", "不能写到要核对的文件"),
    ],
)
def test_files_that_cannot_be(
    option: str, file: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "page.html").write_text("x", "utf-8")
    text = "page.html" if file == "page.html" else "draft.txt"
    assert main(["check", text, "--facts", "facts.md", option, file]) == 2
    assert said in capsys.readouterr().err
    assert (here / "page.html").read_text("utf-8") == "x"


def test_tracked_changes_and_comments_are_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    mark = 'w:id="1" w:author="王主任"'
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>新建工会</w:t></w:r>"
            f"<w:del {mark}><w:r><w:delText>13家</w:delText></w:r></w:del>"
            f"<w:ins {mark}><w:r><w:t>12家</w:t></w:r></w:ins>"
            "<w:r><w:t>，发展会员1.5万人。</w:t></w:r></w:p>"
        ),
    )
    document.save(str(here / "edited.docx"))
    assert main(["check", "edited.docx", "--facts", "facts.md"]) == 0
    told = capsys.readouterr().err
    assert "按全部接受后的文字处理" in told
    assert "修订（改了数字） 王主任：新建工会〔删：13家〕〔增：12家〕，发展会员1.5万人。" in told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("走访126户。", "走访131户。", "走访〔删：126户〕〔增：131户〕。"),
        ("", "新加的一段。", "〔增：新加的一段。〕"),
        ("删去的一段。", "", "〔删：删去的一段。〕"),
        (
            f"{'前文' * 9}走访126户，{'后文' * 9}。", f"{'前文' * 9}走访131户，{'后文' * 9}。",
            f"…{'前文' * 5}走访〔删：126户〕〔增：131户〕，{'后文' * 5}后…",
        ),
    ],
)  # fmt: skip
def test_what_changed_is_told_with_a_little_around_it(before: str, after: str, told: str) -> None:
    assert difference(before, after) == told
