"""The README's first command, as a newcomer runs it: a whole report with no key and no model."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from support.program import ROOT, outcome, run_program

from summarywriter import check, check_document, find_figures, read_report, read_sheet

README = (ROOT / "README.md").read_text("utf-8")
DEMO = "fewshot/construction-company.md"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The README's own command, with another folder."""
    command = re.search(r"python3 -m summarywriter (write \S+) -o out", README)
    assert command
    out = tmp_path_factory.mktemp("out")
    code, said, complained = outcome(run_program(*command.group(1).split(), "-o", str(out), cwd=ROOT))
    assert code == 0, said + complained
    return out, said


def test_three_files_and_a_plain_word_that_no_model_wrote_them(written: tuple[Path, str]):
    out, said = written
    assert sorted(p.name for p in out.iterdir()) == [
        f"construction-company.report.{s}" for s in ("docx", "json", "md")
    ]
    assert "没有使用模型" in said
    assert "\x1b" not in said


def test_every_fact_is_told_and_no_error_remains(written: tuple[Path, str]):
    report = read_report(written[0] / "construction-company.report.json")
    assert report.ok
    assert not [f for f in report.findings if f.code in ("missing-figure", "missing-fact")]
    for section in report.sections:
        result = check(section.text, report.sheet, section=section.id)
        assert result.ok, (section.heading, result.findings)


def test_every_figure_of_the_facts_stands_in_every_format(written: tuple[Path, str]):
    """By their letters, without the checker: nothing that judges the text judges this."""
    sheet = read_sheet(ROOT / DEMO)
    markdown = (written[0] / "construction-company.report.md").read_text("utf-8")
    document = docx.Document(str(written[0] / "construction-company.report.docx"))
    word = "\n".join(p.text for p in document.paragraphs)
    for _, _, fact in sheet.facts():
        for figure in find_figures(fact.text):
            assert figure.text in markdown, (fact.text, figure.text)
            assert figure.text in word, (fact.text, figure.text)


def test_the_written_document_passes_as_a_stranger_s(written: tuple[Path, str]):
    markdown = (written[0] / "construction-company.report.md").read_text("utf-8")
    result = check_document(markdown, read_sheet(ROOT / DEMO))
    assert result.ok, [f for f in result.findings if f.severity == "error"]


def test_a_sheet_is_never_shown_as_its_own_example():
    from summarywriter.writer import Writer

    views = Writer.offline().prompts(read_sheet(ROOT / DEMO))
    shown = [name for view in views for name in view.examples]
    assert len(shown) > len(views)
    assert not [name for name in shown if name.startswith("construction-company")]


def test_a_second_run_changes_nothing(written: tuple[Path, str], tmp_path: Path):
    out = written[0]
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    assert run_program("write", DEMO, "-o", str(out), cwd=ROOT).returncode == 0
    after = {p.name: p.read_bytes() for p in out.iterdir()}
    assert before.keys() == after.keys()
    for suffix in ("json", "md"):
        name = f"construction-company.report.{suffix}"
        assert before[name] == after[name]


def test_every_command_of_the_program_is_in_the_readme():
    from summarywriter.cli.app import app

    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"`summarywriter {name}" in README, name


def test_the_readme_s_example_is_what_the_program_writes(tmp_path: Path):
    sheet = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    shown = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    assert sheet
    report, draft, found = shown[:3]
    (tmp_path / "facts.md").write_text(sheet.group(1), "utf-8")
    (tmp_path / "draft.txt").write_text(draft, "utf-8")
    assert run_program("write", "facts.md", cwd=tmp_path).returncode == 0
    written = (tmp_path / "facts.report.md").read_text("utf-8")
    assert re.sub(r"\n*<!--.*?-->", "", written, flags=re.DOTALL).strip() == report.strip()
    judged = run_program("check", "draft.txt", "--facts", "facts.md", "--section", "维权服务", cwd=tmp_path)
    code, said, _ = outcome(judged)
    assert (code, said.strip()) == (1, found.strip())
