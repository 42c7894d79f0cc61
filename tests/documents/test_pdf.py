"""PDF where LibreOffice is found, and what is said where it is not, fails or hangs."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.printed_pages import missing
from support.printed_reports import report

from summarywriter.cli import main
from summarywriter.documents import fonts, pdf, read_report, save
from summarywriter.documents.fonts import replacements
from summarywriter.errors import OutputError

FACTS = "---\ntitle: 总结\norganization: 清河区总工会\n---\n\n## 维权服务\n- 走访困难职工126户\n"
OPENED = (
    '<style:paragraph-properties style:text-autospace="ideograph-alpha" style:punctuation-wrap="hanging"/>'
    'style:text-autospace="x"'
)
"""What stands in for LibreOffice's own form of a document; words of the text stay as they are."""

Office = Callable[[str], None]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return a function that puts a program of the given Python text in LibreOffice's place."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(pdf, "_USUAL_PLACES", ())

    def put(code: str) -> None:
        file = folder / "soffice"
        file.write_text(f"#!{sys.executable}\n{code}\n", "utf-8")
        file.chmod(0o755)

    return put


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_without_libreoffice(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"要用 LibreOffice，本机没有找到。.*另存为 PDF"):
        save(report(), tmp_path / "a.pdf")
    assert names(tmp_path) == []


def test_write_says_so_before_anything_is_drafted(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.md"
    file.write_text(FACTS, "utf-8")
    assert main(["write", str(file), "--formats", "docx,pdf"]) == 2
    assert "本机没有找到" in capsys.readouterr().err
    assert names(tmp_path) == ["facts.md"]


@pytest.mark.skipif(os.name == "nt", reason="programs are not started by their first line here")
def test_libreoffice_that_writes_nothing(office: Office, tmp_path: Path) -> None:
    office("raise SystemExit(1)")
    with pytest.raises(OutputError, match="LibreOffice 没有写出 PDF"):
        save(report(), tmp_path / "a.pdf")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="programs are not started by their first line here")
def test_libreoffice_that_hangs_is_ended_with_all_it_started(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 1.0)
    told = tmp_path / "child"
    office(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(told)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    with pytest.raises(OutputError, match="秒内没有写出 PDF，已停止"):
        save(report(), tmp_path / "a.pdf")
    child = int(told.read_text())
    end = time.monotonic() + 10
    while _runs(child):
        assert time.monotonic() < end, "the child still runs"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    """Tell whether a process is there and no mere leftover waiting to be told of."""
    state = Path(f"/proc/{process}/stat")
    if state.parent.parent.is_dir():
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="programs are not started by their first line here")
def test_libreoffice_has_settings_of_its_own_and_typesets_as_word_does(
    office: Office, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    office(
        "import pathlib, sys\n"
        f"open({str(told)!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')\n"
        "source = pathlib.Path(sys.argv[-1])\n"
        "form = sys.argv[sys.argv.index('--convert-to') + 1].partition(':')[0]\n"
        f"opened = {OPENED!r}\n"
        "made = opened if form == 'fodt' else source.read_text()\n"
        "source.with_suffix('.' + form).write_text(made)"
    )
    made = save(report(), tmp_path / "a.pdf").read_text()
    assert made == (
        '<style:paragraph-properties style:text-autospace="none" style:punctuation-wrap="simple"/>'
        'style:text-autospace="x"'
    )
    lines = told.read_text().splitlines()
    assert len(lines) == 2
    for line in lines:
        folder = Path(line.split()[-1]).parent
        assert f"-env:UserInstallation={(folder / 'settings').as_uri()}" in line
        assert not folder.exists()


@pytest.mark.parametrize(
    ("installed", "instead"),
    [
        ({"仿宋_GB2312", "黑体"}, {}),
        ({"仿宋", "FangSong"}, {"仿宋_GB2312": "仿宋"}),
        ({"Noto Serif CJK SC", "Noto Sans CJK SC"},
         {"仿宋_GB2312": "Noto Serif CJK SC", "黑体": "Noto Sans CJK SC"}),
        (set(), {}),
    ],
)  # fmt: skip
def test_the_most_alike_font_that_is_there_stands_in(installed: set[str], instead: dict[str, str]) -> None:
    assert replacements(("仿宋_GB2312", "黑体", "方正姚体"), frozenset(installed)) == instead


def test_where_fonts_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert fonts.installed_fonts() == frozenset()
    assert pdf.missing_fonts() is None


@pytest.mark.skipif(sys.platform == "win32", reason="a program of the shell")
def test_fonts_that_could_not_be_listed_once_are_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "fc-list"
    program.write_text(f"#!/bin/sh\ntest -e {tmp_path}/ready || exit 1\necho 仿宋,FangSong\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    assert fonts.installed_fonts() == frozenset()
    (tmp_path / "ready").touch()
    assert fonts.installed_fonts() == {"仿宋", "FangSong"}


@pytest.mark.skipif(bool(missing()), reason=missing() or "all there")
def test_write_makes_pdf_takes_it_on_record_and_tells_of_fonts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "版式.yaml").write_text("正文: {字体: 没有此体}\n", "utf-8")
    file = tmp_path / "facts.md"
    file.write_text(FACTS, "utf-8")
    assert main(["write", str(file), "--formats", "pdf", "--profile", str(tmp_path / "版式.yaml")]) == 0
    assert re.search("【说明】PDF 没有用上本机缺少的字体：.*没有此体", capsys.readouterr().out)
    made = tmp_path / "facts.report.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    assert set(read_report(tmp_path / "facts.report.json").exports) == {made.name}


def test_what_cannot_be_printed_does_not_undo_what_was_accepted(office: Office, tmp_path: Path) -> None:
    """PDF comes last: without LibreOffice the edits of Word are taken in all the same."""
    file = tmp_path / "facts.md"
    file.write_text(FACTS, "utf-8")
    assert main(["write", str(file), "--formats", "md"]) == 0
    stored = tmp_path / "facts.report.json"
    report = read_report(stored)
    save(report.model_copy(update={"exports": {**report.exports, "facts.report.pdf": "0" * 64}}), stored)
    edited = tmp_path / "facts.report.md"
    edited.write_text(edited.read_text("utf-8").replace("困难职工", "困难的职工"), "utf-8")
    assert main(["accept", str(edited)]) == 2
    assert "困难的职工" in read_report(stored).sections[0].text
