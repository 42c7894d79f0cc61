"""What programs read (``--json``), and checking again when a file is saved (``--watch``)."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys

import pytest
from support.program import ROOT, clean_environment

from summarywriter.cli import main
from summarywriter.cli.difference import shown, word_diff

SHEET = "---\ntitle: 工作总结\n---\n\n## 维权服务\n### 帮扶\n- 近百名职工获助2.4万元 〔来源：保障部〕\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    (tmp_path / "draft.txt").write_text("近百名职工获助2.5万元。\n", "utf-8")
    return tmp_path


def test_the_facts_as_json(here, capsys):
    assert main(["facts", "facts.md", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        "ok", "title", "organization", "period", "date", "genre", "sections", "findings",
    ]  # fmt: skip
    section = told["sections"][0]
    assert list(section) == ["id", "heading", "role", "facts"]
    fact = section["facts"][0]
    assert set(fact) == {"id", "text", "optional", "source", "as_of", "group", "figures"}
    assert (fact["group"], fact["source"], fact["as_of"]) == ("帮扶", "保障部", None)
    assert fact["figures"] == [
        {
            "text": "百名", "phrase": "近百名", "start": 1, "end": 3, "kind": "count", "value": "100",
            "high": None, "unit": "人", "bound": "near",
        },
        {
            "text": "2.4万元", "phrase": "2.4万元", "start": 7, "end": 12, "kind": "money", "value": "24000",
            "high": None, "unit": "元", "bound": "exact",
        },
    ]  # fmt: skip


def test_a_check_as_json(here, capsys):
    assert main(["check", "draft.txt", "--facts", "facts.md", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["ok", "findings", "links"]
    finding = told["findings"][0]
    assert set(finding) >= {"code", "severity", "message", "section", "start", "end", "facts", "suggestion"}
    assert "近百名职工获助2.5万元。"[finding["start"] : finding["end"]] == "2.5万元"
    assert set(finding["suggestion"]) == {"start", "end", "text"}
    link = {"start", "end", "phrase_start", "phrase_end", "fact", "index", "relation"}
    assert set(told["links"][0]) >= link


def keys(value: object) -> set[str]:
    """Every key of an object and of all that is in it."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    return set(value).union(*map(keys, value.values())) if isinstance(value, dict) else set()


def test_the_readme_names_every_key_of_the_json_and_no_other(here, capsys):
    readme = (ROOT / "README.md").read_text("utf-8")
    section = re.search(r"## For programs\n.*?```\n(.*?)```", readme, re.DOTALL)
    assert section
    documented = set(re.findall(r'"(\w+)"', section.group(1))) - {"error", "warning", "info"}
    printed = set()
    for arguments in (["facts", "facts.md"], ["check", "draft.txt", "--facts", "facts.md"]):
        main([*arguments, "--json"])
        printed |= keys(json.loads(capsys.readouterr().out))
    assert documented == printed


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
def test_watching_checks_again_when_the_text_is_saved(here):
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "summarywriter", "check", "draft.txt", "--facts", "facts.md", "--watch"],
        cwd=here, env=clean_environment(here), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as program:  # fmt: skip
        assert program.stdout is not None
        lines = iter(program.stdout.readline, "")
        assert "2.5万元" in "".join(until(lines, "【未通过】"))
        (here / "draft.txt").write_text("近百名职工获助2.4万元。\n", "utf-8")
        until(lines, "【通过】")
        (here / "facts.md").unlink()
        assert "找不到" in until(lines, "【错误】")[-1]
        (here / "facts.md").write_text(SHEET, "utf-8")
        until(lines, "【通过】")
        program.send_signal(signal.SIGINT)
        until(lines, "已停止")
        assert program.wait(20) == 0


def until(lines, words):
    """Return the lines up to the one that has ``words``."""
    read = []
    for line in lines:
        read.append(line)
        if words in line:
            return read
    raise AssertionError(f"{words} did not come: {read}")


@pytest.mark.parametrize(
    "arguments", [["-", "--facts", "facts.md"], ["draft.txt", "--facts", "facts.md", "--json"]]
)
def test_watching_wants_files_and_people(arguments, here, capsys):
    assert main(["check", *arguments, "--watch"]) == 2
    assert "--watch" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("慰问职工9户。", "慰问职工12户。", "慰问职工〔删：9户〕〔增：12户〕。"),
        ("慰问职工9户。", "走访慰问职工9户。", "〔增：走访〕慰问职工9户。"),
        ("慰问职工9户，送去温暖。", "慰问职工9户。", "慰问职工9户〔删：，送去温暖〕。"),
        ("全新的话", "别样文章", "旧稿：全新的话\n新稿：别样文章"),
    ],
)
def test_a_difference_is_told_in_words(old, new, line):
    assert "\n".join(text.plain for text in shown(old, new)) == line
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "in") == old
    assert "".join(p.text for p in pieces if p.kind != "out") == new
