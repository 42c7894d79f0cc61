"""The five genres as PDF: nothing lost, every measure of the page form, and a picture of each kept.

The pictures are kept in the folder that the environment variable PICTURES names, else in pytest's own.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path

import pytest
from support.printed_pages import PrintedLine, ink, missing, picture, printed_lines
from support.program import ROOT

from summarywriter import Writer, read_sheet, save
from summarywriter.documents import document_lines
from summarywriter.documents.fonts import installed_fonts, replacements
from summarywriter.documents.profile import national
from summarywriter.documents.word.layout import width
from summarywriter.markup import read_date
from summarywriter.model import Report, Sheet

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all there")

GENRES = ("construction-company", "county-union", "district-union", "hospital-union", "school-union")
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 37, 297 - 35
CHARACTER = 156 / 28
LINES, CHARACTERS = 22, 28

Pages = list[list[PrintedLine]]


@pytest.fixture(scope="module", params=GENRES)
def genre(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def report(genre: str) -> Report:
    """The worked example as a report, its text that of the example."""
    return Report(sheet=read_sheet(ROOT / "fewshot" / f"{genre}.md"))


@pytest.fixture(scope="module")
def pdf(genre: str, report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(report, tmp_path_factory.mktemp("printed") / f"{genre}.pdf")


@pytest.fixture(scope="module")
def pages(pdf: Path) -> Pages:
    return printed_lines(pdf)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_no_character_is_lost_at_a_line_s_end(pages: Pages, report: Report) -> None:
    printed = "".join(bare(line.text) for page in pages for line in page[:-1])
    assert printed == "".join(bare(line.printed) for line in document_lines(report))


def test_pages_and_their_lines(pages: Pages, report: Report) -> None:
    # Headings kept with what follows and digits wider than half a character take a page more at most.
    fewest = math.ceil(lines_wanted(report) / LINES)
    assert fewest <= len(pages) <= fewest + 1
    for number, page in enumerate(pages, 1):
        lines = len(page) - 1
        assert lines <= LINES - (number == 1)
        # A heading goes to the next page with what follows it: that may leave two lines empty.
        assert number == len(pages) or lines >= LINES - 3


def lines_wanted(report: Report) -> int:
    """Return how many lines of the grid a report takes: title and parts two, a blank one before the end."""
    total = 1
    for line in document_lines(report):
        if line.kind in ("title", "signoff"):
            total += 2 if line.kind == "title" else 1
        elif line.kind == "heading" and not line.level:
            total += 2
        else:
            total += math.ceil((2 + width(line.printed)) / CHARACTERS)
    return total


def test_lines_stay_in_the_type_area(pages: Pages) -> None:
    for page in pages:
        for line in page[:-1]:
            assert line.left > LEFT - 0.5
            # A date with wide digits, set below a name as short, may run on a little over the edge.
            over = 0.5 if read_date(line.text) is None else 3
            assert line.right < RIGHT + over
            assert len(line.text) <= CHARACTERS or re.search(r"[ -~]", line.text)


def test_ink_of_a_page_lies_where_the_standard_says(pdf: Path, pages: Pages) -> None:
    left, top, right, bottom = ink(pdf, 2)
    assert math.isclose(left, LEFT, abs_tol=2)
    assert math.isclose(top, TOP, abs_tol=4)
    assert right < RIGHT + 0.5
    # The page's number stands below the type area.
    assert BOTTOM < bottom < BOTTOM + 20
    assert pages[1][-1].top > BOTTOM


def test_page_numbers_stand_on_the_outer_side(pages: Pages) -> None:
    for number, page in enumerate(pages, 1):
        printed = page[-1]
        assert (bare(printed.text), printed.size) == (f"—{number}—", 14)
        inset = RIGHT - printed.right if number % 2 else printed.left - LEFT
        assert math.isclose(inset, 14 / 72 * 25.4, abs_tol=0.6)


def test_first_lines_are_indented_by_two_characters(pages: Pages, report: Report) -> None:
    starts = {
        bare(line.printed)[:12] for line in document_lines(report) if line.kind in ("paragraph", "group")
    }
    first = [line for page in pages for line in page if bare(line.text)[:12] in starts]
    assert len(first) >= len(starts)
    assert all(math.isclose(line.left - LEFT, 2 * CHARACTER, abs_tol=0.6) for line in first)


def test_sign_off_stands_where_the_standard_puts_it(pages: Pages, report: Report) -> None:
    organization, date = pages[-1][-3:-1]
    assert bare(organization.text) == report.sheet.organization
    assert math.isclose(RIGHT - organization.right, 2 * CHARACTER, abs_tol=0.6)
    assert math.isclose(date.left - organization.left, 2 * CHARACTER, abs_tol=0.6)


def test_fonts_and_sizes_are_those_of_the_form(pages: Pages, report: Report) -> None:
    form = national()
    instead = replacements(form.fonts, installed_fonts())
    looks = {"title": form.title, "group": form.group, "paragraph": form.body}
    lines = [line for page in pages for line in page[:-1]]
    for line in document_lines(report):
        look = looks.get(line.kind, form.section if line.level else form.part)
        if line.kind == "signoff":
            continue
        printed = next(p for p in lines if bare(line.printed).startswith(bare(p.text)))
        assert printed.size == look.size
        assert family(printed.font).startswith(family(instead.get(look.font, look.font)))


def family(font: str) -> str:
    """Return a font's name without its weight and the language of its forms: all Noto CJK share one name."""
    return re.split(r"CJK|[-,]", font.replace(" ", ""))[0]


def test_a_picture_is_kept(pdf: Path, tmp_path: Path) -> None:
    kept = Path(os.environ.get("PICTURES") or tmp_path)
    kept.mkdir(parents=True, exist_ok=True)
    for page in (1, 2):
        assert picture(pdf, page, kept).stat().st_size > 10_000


def test_written_again_as_a_sheet_it_is_printed_whole(genre: str, report: Report, tmp_path: Path) -> None:
    file = save(without_texts(report.sheet), tmp_path / "facts.md")
    written = Writer.offline().write(read_sheet(file))
    assert written.ok
    pages = printed_lines(save(written, tmp_path / "facts.pdf"))
    printed = "".join(bare(line.text) for page in pages for line in page[:-1])
    assert printed == "".join(bare(line.printed) for line in document_lines(written))


def without_texts(sheet: Sheet) -> Sheet:
    parts = tuple(
        part.model_copy(update={"sections": tuple(s.model_copy(update={"text": ""}) for s in part.sections)})
        for part in sheet.parts
    )
    return sheet.model_copy(update={"parts": parts})
