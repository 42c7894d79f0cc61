"""The site: it builds without network, every link leads somewhere, every public name is on it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from support.program import ROOT

import summarywriter

pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("mkdocs", "material", "mkdocstrings")),
    reason="the docs extra is not installed",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def _pages(site: Path) -> dict[Path, str]:
    return {page: page.read_text("utf-8") for page in site.rglob("*.html") if page.name != "404.html"}


def test_every_link_leads_somewhere(site: Path):
    pages = _pages(site)
    assert len(pages) > 12
    for page, text in pages.items():
        for written in re.findall(r'(?:href|src)="([^"]+)"', text):
            target, anchor = urldefrag(unquote(unescape(written)))
            if re.match(r"[a-z]+:", target):
                continue
            file = (page.parent / target).resolve() if target else page
            assert file.exists(), (page.name, written)
            if anchor and file in pages and not anchor.startswith("__"):
                assert f'id="{anchor}"' in pages[file], (page.name, written)


def test_nothing_is_fetched(site: Path):
    for page, text in _pages(site).items():
        fetched = re.findall(r'<(?:script|img|iframe)[^>]*src="(?:https?:)?//[^"]*"', text)
        fetched += re.findall(
            r'<link[^>]*rel="(?:stylesheet|preconnect|icon)"[^>]*href="(?:https?:)?//', text
        )
        assert not fetched, (page.name, fetched)


def test_every_public_name_is_on_the_site_with_its_docstring(site: Path):
    text = (site / "api.html").read_text("utf-8")
    headings = re.findall(r'<h3 id="summarywriter\.(?:[\w.]+\.)?(\w+)"', text)
    assert sorted(headings) == sorted(summarywriter.__all__)
    for name in summarywriter.__all__:
        first = (getattr(summarywriter, name).__doc__ or "").strip().splitlines()[0]
        words = re.sub(r"\W+", " ", re.sub(r":\w+:`|`", "", first)).strip()
        shown = re.sub(r"\W+", " ", unescape(re.sub(r"<[^>]+>", "", text)))
        assert words in shown, name
    assert not re.findall(r":(?:meth|class|func|mod):", text), "a mark of another documentation tool is shown"
