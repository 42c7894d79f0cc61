"""Every Python and shell example of the pages and the README, run as a reader would run it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.drafter import Drafter
from support.pages import Reader, blocks
from support.program import ROOT
from support.server import ScriptedServer

DOCS = ROOT / "docs"
PAGES = sorted(
    page
    for page in DOCS.rglob("*.md")
    if any(block.language in ("sh", "python") and not block.title for block in blocks(page))
)


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    with ScriptedServer(Drafter("slots")) as server:
        yield server.base_url


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_the_page_can_be_followed(page: Path, tmp_path: Path, model: str):
    folder = tmp_path / "office"
    folder.mkdir()
    assert Reader(folder, model=model).follow(page)


def test_the_readme_can_be_followed(tmp_path: Path, model: str):
    """In a folder with the checkout's examples and the README's own sheet."""
    readme = ROOT / "README.md"
    sheet = re.search(r"```markdown\n(---.*?)```", readme.read_text("utf-8"), re.DOTALL)
    assert sheet
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "facts.md").write_text(sheet.group(1), "utf-8")
    shutil.copytree(ROOT / "fewshot", folder / "fewshot")
    assert Reader(folder, model=model).follow(readme, outputs=False) >= 4
    assert (folder / "report.docx").is_file()
    assert (folder / "out" / "construction-company.report.docx").is_file()
