"""Commands that need no model never load the model's library."""

from __future__ import annotations

import subprocess
import sys

import pytest
from support.program import clean_environment

SHEET = "---\ntitle: 工作总结\n---\n\n## 组织建设\n- 新建工会12家\n"
COMMANDS = (
    "write facts.md --offline", "rewrite facts.md 1 --offline --yes", "rewrite facts.md 1 --undo",
    "facts facts.md", "check draft.txt --facts facts.md", "history facts.md", "accept facts.report.md",
    "prompt facts.md", "examples list", "examples check", "completion zsh", "write --help",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> dict[str, str]:
    """Run the commands one after the other in one process; whether the library was loaded after each."""
    here = tmp_path_factory.mktemp("imports")
    (here / "facts.md").write_text(SHEET, "utf-8")
    (here / "draft.txt").write_text("新建工会12家。\n", "utf-8")
    code = (
        "import sys\nfrom summarywriter.cli import main\n"
        f"for command in {COMMANDS!r}:\n"
        "    code = main(command.split())\n"
        "    print(code, 'openai' in sys.modules, command, sep='\\t', file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True,
        encoding="utf-8", env=clean_environment(here),
    )  # fmt: skip
    lines = [line.split("\t") for line in done.stderr.splitlines() if line.count("\t") == 2]
    return {command: f"{code} {found}" for code, found, command in lines}


@pytest.mark.parametrize("command", ["facts facts.md", "check draft.txt --facts facts.md"])
def test_text_is_read_without_the_libraries_for_office_files(command, tmp_path):
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    (tmp_path / "draft.txt").write_text("新建工会12家。\n", "utf-8")
    code = (
        "import sys\nfrom summarywriter.cli import main\n"
        f"assert main({command.split()!r}) == 0\n"
        "assert not {'docx', 'lxml', 'openpyxl'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        encoding="utf-8", env=clean_environment(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_needs_no_model_leaves_its_library_alone(command, loaded):
    assert loaded[command] == "0 False"
