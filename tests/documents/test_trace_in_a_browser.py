"""The trace in a real browser, where there is one: pointer, keyboard, phone, print, and nothing loaded."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browser import CHROMIUM, Browser
from support.traced_reports import hostile_report, traced_report

from summarywriter.documents import save

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """The trace, opened; afterwards nothing but the file itself was asked for, and nothing went wrong."""
    file = save(traced_report(), tmp_path / "trace.html")
    browser.errors.clear()
    browser.requests.clear()
    browser.open(file)
    yield browser
    browser.run("1")
    assert browser.errors == []
    assert set(browser.requests) == {file.as_uri()}


def shining(page: Browser, name: str) -> set[str]:
    return set(page.run(f"[...document.querySelectorAll('.{name}')].map((e) => e.id)"))


def partner(page: Browser, figure: str) -> str:
    return str(page.run(f"document.getElementById('{figure}').dataset.to.split(' ')[0]"))


def test_hovering_lights_both_ends(page: Browser) -> None:
    source = partner(page, "n2")
    page.point("#n2")
    assert shining(page, "lit") == {"n2", source}
    page.point(f"#{source}")
    assert shining(page, "lit") == {"n2", source}
    page.point("h1")
    assert shining(page, "lit") == set()


def test_a_click_shows_the_fact_and_its_department(page: Browser) -> None:
    page.point("#n2", click=True)
    assert shining(page, "chosen") == {"n2", partner(page, "n2")}
    told = page.run("document.getElementById('panel').innerText")
    assert "走访慰问困难职工126户" in told
    assert "保障部，截至6月20日" in told
    page.press("Escape")
    assert shining(page, "chosen") == set()
    assert page.run("document.getElementById('panel').hidden")


def test_a_click_on_a_fact_shows_the_sentence(page: Browser) -> None:
    page.point(f"#{partner(page, 'n2')}", click=True)
    told = page.run("document.getElementById('panel').innerText")
    assert "走访慰问困难职工126户，发放慰问金37.8万元。" in told


def test_a_derived_figure_shows_what_is_wrong(page: Browser) -> None:
    page.point(".figure.s-derived", click=True)
    told = page.run("document.getElementById('panel').innerText")
    assert "是推算出来的" in told
    assert "事实 1-3：受理劳动争议调解案件42件，调解成功39件，涉及金额215.4万元\n" in told
    assert "法律部，截至6月30日" in told
    assert shining(page, "chosen") & {"k7"}


def test_the_keyboard_goes_through_the_figures_and_across(page: Browser) -> None:
    page.press("n")
    page.press("n")
    assert page.run(FOCUS) == "n2"
    source = partner(page, "n2")
    page.press("Enter")
    assert page.run(FOCUS) == source
    page.press("Enter")
    assert page.run(FOCUS) == "n2"
    page.press("p")
    assert page.run(FOCUS) == "n1"
    page.press("u")
    assert "s-rounded" in page.run("document.activeElement.className")
    page.press("u")
    assert "s-derived" in page.run("document.activeElement.className")
    page.press("u")
    assert "s-unresolved" in page.run("document.activeElement.className")


def test_tab_reaches_links(page: Browser) -> None:
    page.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "#report"


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, tmp_path: Path) -> None:
    for made in (traced_report(), hostile_report()):
        browser.open(save(made, tmp_path / "phone.html"), 360, 740, mobile=True)
        assert browser.run("document.documentElement.scrollWidth") <= 360


def test_print_names_the_facts_and_hides_the_controls(page: Browser) -> None:
    assert page.printed().startswith(b"%PDF")
    page._call("Emulation.setEmulatedMedia", media="print")
    try:
        assert page.run("getComputedStyle(document.querySelector('.figure .code')).display") == "inline"
        assert page.run("getComputedStyle(document.querySelector('.jump')).display") == "none"
    finally:
        page._call("Emulation.setEmulatedMedia", media="")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
def test_no_printed_line_starts_with_a_closing_mark(page: Browser) -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=page.printed(), capture_output=True, check=True
    )
    lines = [line.strip() for line in done.stdout.decode("utf-8").splitlines() if line.strip()]
    assert any("251.4万元" in line for line in lines)
    assert not [line for line in lines if line.startswith(tuple("。，、；：）〕"))]


def test_nothing_hostile_runs_or_loads(browser: Browser, tmp_path: Path) -> None:
    file = save(hostile_report(), tmp_path / "hostile.html")
    browser.errors.clear()
    browser.requests.clear()
    browser.open(file)
    browser.point(".figure", click=True)
    assert browser.run("typeof window.hacked") == "undefined"
    assert browser.run("document.images.length + document.querySelectorAll('svg, iframe').length") == 0
    assert "<script>" in browser.run("document.body.innerText")
    assert browser.errors == []
    assert set(browser.requests) == {file.as_uri()}


def test_the_policy_stops_what_would_load(page: Browser) -> None:
    page.run(
        "const i = new Image(); i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';"
        " const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        " document.body.append(i, s)"
    )
    assert page.run("typeof window.hacked") == "undefined"
    page.until(lambda: page.run("1") == 1 and len(page.errors) >= 2)
    assert all("Content Security Policy" in error for error in page.errors)
    page.errors.clear()
    page.requests[:] = [address for address in page.requests if not address.startswith("data:")]
