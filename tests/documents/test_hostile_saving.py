"""What is written of facts that mean harm: text, in every form; nothing that runs, loads or computes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from summarywriter.documents import read_lines, save
from summarywriter.documents.word import render_docx
from summarywriter.errors import OutputError
from summarywriter.model import Report, Section, Sheet
from summarywriter.writer import Writer

HARM = (
    "<script>alert(1)</script>", "<img src=http://evil.invalid/x onerror=alert(1)>",
    "![图](http://evil.invalid/x)", "[点这里](javascript:alert(1))", '=HYPERLINK("http://evil.invalid")',
    "=cmd|'/c calc'!A0", "@SUM(1+1)", "{{ 7*7 }}", "{ INCLUDETEXT /etc/passwd }", "]]><w:altChunk/>",
    "\x1b[2J\x07\x00\ufffe", "\u202e",
)  # fmt: skip


def written(harm: str) -> Report:
    sheet = Sheet(
        title=f"工作总结{harm}",
        organization=f"工会{harm}",
        guidance=(f"在区委领导下{harm}",),
        sections=[
            Section(
                heading=f"组织建设{harm}",
                facts=(f"新建工会12家{harm}",),
                groups=[{"heading": f"组{harm}", "facts": ["慰问9户"]}],
            )
        ],
    )
    return Writer.offline().write(sheet, force=True)


@pytest.mark.parametrize("harm", HARM)
def test_word_files_link_to_nothing_and_compute_nothing(harm: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(written(harm)))) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    for name, text in parts.items():
        assert 'TargetMode="External"' not in text
        assert "altChunk>" not in text.replace("&lt;w:altChunk/&gt;", "")
        assert "<w:fldSimple" not in text
        assert {code.strip() for code in re.findall(r"<w:instrText[^>]*>([^<]*)<", text)} <= {"PAGE"}, name
    assert "vbaProject.bin" not in " ".join(parts)


@pytest.mark.parametrize("harm", HARM)
def test_markdown_holds_no_tag_and_no_link(harm: str, tmp_path: Path) -> None:
    path = save(written(harm), tmp_path / "总结.md")
    text = re.sub(r"<!-- 本文.*?-->", "", path.read_text("utf-8"))
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", text)
    assert not re.search(r"(?<!\\)\[[^\]]*\]\(", text)


@pytest.mark.parametrize("harm", [harm for harm in HARM if harm.isprintable()])
def test_what_was_made_harmless_comes_back_as_it_was(harm: str, tmp_path: Path) -> None:
    report = written(harm)
    lines = read_lines(save(report, tmp_path / "总结.md"))
    assert lines[0].text == report.sheet.title
    (section,) = report.sections
    assert section.text.split("\n")[0].removeprefix("### ") in [line.text for line in lines]


def test_no_spreadsheet_is_written(tmp_path: Path) -> None:
    """A cell that begins with = is a formula to a spreadsheet: there is no such export."""
    for suffix in (".csv", ".tsv", ".xlsx", ".xlsm"):
        with pytest.raises(OutputError, match="后缀"):
            save(written(""), tmp_path / f"总结{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_nowhere_makes_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "总结.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(OutputError, match="失效的链接"):
        save(written(""), tmp_path / "总结.md")
    assert not (tmp_path / "elsewhere.md").exists()


@pytest.mark.parametrize("suffix", [".md", ".txt", ".json"])
def test_halves_of_characters_are_told_and_nothing_is_lost(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"总结{suffix}"
    path.write_text("原来的", "utf-8")
    with pytest.raises(OutputError, match="不完整的字符"):
        save(written("\ud800"), path)
    assert path.read_text("utf-8") == "原来的"
