"""What people are told when a ledger or an old report is turned into a sheet, and when it is written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from support.old_word import numbered_word

from summarywriter.cli import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ledger(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["内容", "数值", "单位"], ["新建工会", 12, "家"], ["走访职工", 126, "户"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    return path


NOTE = "有1行是隐藏或筛选掉的（第3行），没有读入"


@pytest.mark.parametrize("command", ["facts", "prompt", "write --offline"])
def test_what_was_left_out_is_told_on_standard_error(
    command: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger(here / "台账.xlsx")
    assert main([*command.split(), "台账.xlsx"]) == 0
    told = capsys.readouterr()
    assert f"【说明】{NOTE}" in told.err
    assert NOTE not in told.out
    assert "走访职工126户" not in told.out


def test_among_several_files_the_note_names_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(here / "甲.xlsx")
    (here / "乙.md").write_text("## 组织建设\n- 新建12家\n", "utf-8")
    assert main(["write", "甲.xlsx", "乙.md", "--offline"]) == 0
    assert f"【说明】甲.xlsx：{NOTE}" in capsys.readouterr().err


def test_an_old_report_is_turned_into_a_sheet_and_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbered_word(here / "去年.docx")
    assert main(["facts", "去年.docx", "-o", "今年.md"]) == 0
    assert "【说明】这是一篇写好的总结：正文拆成了5条事实" in capsys.readouterr().err
    assert main(["write", "今年.md", "--offline"]) == 0
    written = (here / "今年.report.md").read_text("utf-8")
    assert written.count("现将") == 1
    assert written.count("在区委和市总工会的领导下") == 1
    assert "新建基层工会18家，发展会员1240人" in written
