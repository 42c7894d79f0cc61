"""Word files laid out by LibreOffice, where it is installed: pages, lines, characters and numbers as data."""

from __future__ import annotations

import math
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from support.printed_pages import ink, missing, printed_lines
from support.traced_reports import traced_report

from summarywriter import Writer, save
from summarywriter.documents import render_docx, render_report_check_sheet
from summarywriter.documents.pdf import SECONDS
from summarywriter.markup import parse_sheet
from summarywriter.model import Report

LINES, CHARACTERS = 22, 28

SENTENCE = "各级工会坚持以职工为中心的工作导向扎实推进维权服务各项工作取得了新的进展和成效"
LONG = f"""---
title: 清河区总工会2024年上半年工作总结
organization: 清河区总工会
date: 2024-07-05
---

## 维权服务
- 走访

{SENTENCE * 40}。

{SENTENCE}。
"""
MANY = "---\ntitle: 总结\norganization: 清河区总工会\n---\n\n## 维权服务\n" + "\n".join(
    f"- 第{n}街道走访困难职工{100 + n}户，发放慰问金{n}.5万元 〔来源：保障部；截至6月20日〕"
    for n in range(1, 26)
)


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all there")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """The lines of every page of every file, blank ones left out."""
    folder = tmp_path_factory.mktemp("rendered")
    many = Writer.offline().write(parse_sheet(MANY))
    files = {
        "report": render_docx(Report(sheet=parse_sheet(LONG))),
        "traced": render_report_check_sheet(traced_report()),
        "many": render_report_check_sheet(many),
    }
    return _printed(files, folder)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Reports that fill their first page to within a few lines, and end in paragraphs of every length."""
    head = LONG.split(SENTENCE)[0]
    files = {}
    for filled in range(LINES - 5, LINES + 1):
        short = "\n\n".join(["走访慰问困难职工。"] * (filled - 3))
        long = "\n\n".join(["走访慰问困难职工。"] * (filled - 8) + ["各" * (CHARACTERS * 5 - 3) + "。"])
        longer = "\n\n".join(["走访慰问困难职工。"] * (filled - 14) + ["各" * (CHARACTERS * 11 - 3) + "。"])
        files[f"{filled}-longer"] = render_docx(Report(sheet=parse_sheet(f"{head}{longer}\n")))
        files[f"{filled}-long"] = render_docx(Report(sheet=parse_sheet(f"{head}{long}\n")))
        files[f"{filled}-short"] = render_docx(Report(sheet=parse_sheet(f"{head}{short}\n")))
    return _printed(files, tmp_path_factory.mktemp("signed"))


def _printed(files: dict[str, bytes], folder: Path) -> dict[str, list[list[str]]]:
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)],
        check=True, capture_output=True, timeout=SECONDS,
    )  # fmt: skip
    return {name: _pages(folder / f"{name}.pdf") for name in files}


def _pages(pdf: Path) -> list[list[str]]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    every = [[line for line in page.split("\n") if line.strip()] for page in text.split("\f")]
    return [page for page in every if page]


def test_a_full_page_holds_the_lines_of_the_standard(pages: dict[str, list[list[str]]]) -> None:
    first, second, *_ = pages["report"]
    # The title and the space below it take two lines of the grid; the last line is the page's number.
    assert len(first) - 1 == LINES - 1
    assert len(second) - 1 == LINES


def test_a_full_line_holds_the_characters_of_the_standard(pages: dict[str, list[list[str]]]) -> None:
    body = [line.strip() for page in pages["report"] for line in page[:-1] if SENTENCE[3:9] in line]
    first, *others = body
    assert len(first) == CHARACTERS - 2
    assert {len(line) for line in others[:-1]} == {CHARACTERS}


def test_number_of_pages_follows_from_lines_and_characters(pages: dict[str, list[list[str]]]) -> None:
    characters = 2 + len(SENTENCE) * 40 + 1
    # Title two lines, heading one, then the text and two lines, a blank one, organisation and date.
    lines = 2 + 1 + -(-characters // CHARACTERS) + 2 + 3
    assert len(pages["report"]) == -(-lines // LINES)


def test_page_numbers_stand_on_the_outer_side(pages: dict[str, list[list[str]]]) -> None:
    for number, page in enumerate(pages["report"], 1):
        printed = page[-1]
        assert printed.replace(" ", "") == f"—{number}—"
        indent = len(printed) - len(printed.lstrip())
        assert indent > 20 if number % 2 else indent < 10


def test_sign_off_ends_the_report(pages: dict[str, list[list[str]]]) -> None:
    told = [line.replace(" ", "") for line in pages["report"][-1]]
    assert told[-3:-1] == ["清河区总工会", "2024年7月5日"]


@pytest.mark.parametrize("filled", range(LINES - 5, LINES + 1))
@pytest.mark.parametrize("length", ["short", "long", "longer"])
def test_sign_off_never_stands_alone(length: str, filled: int, signed: dict[str, list[list[str]]]) -> None:
    *_, last = signed[f"{filled}-{length}"]
    assert len(last) - 1 - 2 >= 2


@pytest.mark.parametrize("sentences", [13, 29], ids=["one page", "two pages"])
def test_in_pdf_a_long_paragraph_leaves_no_page_half_empty(sentences: int, tmp_path: Path) -> None:
    """The sign-off would stand alone: two lines of the paragraph go with it, and no more."""
    head = LONG.split(SENTENCE)[0]
    report = Report(sheet=parse_sheet(f"{head}{SENTENCE * sentences}。\n"))
    *pages, last = printed_lines(save(report, tmp_path / "a.pdf"))
    assert [line.text.replace(" ", "") for line in last[-3:-1]] == ["清河区总工会", "2024年7月5日"]
    assert len(last) - 3 == 2
    assert all(len(page) - 1 >= LINES - 4 for page in pages)
    name, date = last[-3:-1]
    assert math.isclose(name.right, 210 - 26 - 2 * 156 / CHARACTERS, abs_tol=0.6)
    assert name.left < date.left
    assert date.right < 210 - 26 + 0.5


def test_check_sheets_fit_on_a_page_or_two(pages: dict[str, list[list[str]]]) -> None:
    assert len(pages["traced"]) == 1
    assert len(pages["many"]) <= 3
    for number, page in enumerate(pages["many"], 1):
        assert page[-1].replace(" ", "") == f"第{number}页，共{len(pages['many'])}页"
        if number < len(pages["many"]):
            assert any("序号" in line and "核对" in line for line in page)


def test_an_office_s_own_form_is_printed_so(tmp_path: Path) -> None:
    """Margins, line spacing and page number as the settings file says, measured on the page."""
    (tmp_path / "版式.yaml").write_text(
        "页面: {上边距: 25, 左边距: 30, 行距: 26磅}\n页码: {位置: 居中, 样式: 第1页}\n", "utf-8"
    )
    made = save(Report(sheet=parse_sheet(LONG)), tmp_path / "a.pdf", profile=tmp_path / "版式.yaml")
    _, second, *_ = printed_lines(made)
    *body, number = second
    assert number.text == "第1页".replace("1", "2")
    middle = 30 + (210 - 30 - 26) / 2
    assert math.isclose((number.left + number.right) / 2, middle, abs_tol=1)
    # 237 mm hold 25 lines of 26 points, each as far below the last.
    assert len(body) == 25
    steps = [later.top - line.top for line, later in pairwise(body)]
    assert all(math.isclose(step, 26 / 72 * 25.4, abs_tol=0.5) for step in steps)
    assert all(math.isclose(line.left, 30, abs_tol=0.5) for line in body)
    left, top, _, _ = ink(made, 2)
    assert math.isclose(top, 25, abs_tol=4)
    assert math.isclose(left, 30, abs_tol=2)
