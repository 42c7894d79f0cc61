"""An office's own word lists in checking: read after the shipped ones, which stay."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.resources import Words, alternatives

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import sys
from summarywriter.checking import check
from summarywriter.errors import InputError
from summarywriter.model import Fact, Section, Sheet

fact = Fact(text=sys.argv[2])
sheet = Sheet(title="工作总结", sections=(Section(heading="劳动竞赛", facts=(fact,)),))
try:
    result = check(sys.argv[1], sheet, section=sheet.sections[0].id)
    print([f.code for f in result.findings if f.severity == "error"])
except InputError as error:
    print(error)
"""


FACT = "竞赛奖励支出控制在预算36万元以内"


def _check(folder: Path, text: str, fact: str = FACT) -> str:
    environment = {**os.environ, "SUMMARYWRITER_WORDS": str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", CODE, text, fact]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout.strip()


@pytest.mark.parametrize("words", ["没有突破", "支出在预算之内"])
def test_an_office_adds_words_that_bound_an_amount_from_afar(words: str, tmp_path: Path):
    text = f"竞赛奖励预算36万元，{words}。"
    (tmp_path / "bounds-apart.tsv").write_text("at-most\t句\t没有突破\n", "utf-8")
    assert _check(tmp_path, text) == "[]"


def test_without_them_the_bound_is_missed(tmp_path: Path):
    assert _check(tmp_path, "竞赛奖励预算36万元，没有突破。") == "['bound-changed']"


def test_a_place_that_there_is_not_is_named(tmp_path: Path):
    (tmp_path / "bounds-apart.tsv").write_text("at-most\t旁\t没有突破\n", "utf-8")
    assert "at-most / 旁 / 没有突破" in _check(tmp_path, "竞赛奖励预算36万元，没有突破。")


@pytest.mark.parametrize("name", ["frames", "headed", "quantities", "figures-of-speech", "narrowing"])
def test_a_row_that_cannot_be_read_is_named(name: str, tmp_path: Path):
    (tmp_path / f"{name}.tsv").write_text("没有这一类\n", "utf-8")
    said = _check(tmp_path, "竞赛奖励支出较上年增长5%，“血管”换新。", "竞赛奖励支出较上年增长5%")
    assert f"{name}.tsv 的这一行看不懂：“没有这一类”" in said


def test_an_office_says_which_rates_are_one(tmp_path: Path):
    text, fact = "合同备案率为90%。", "合同签订率为90%"
    (tmp_path / "rate-names.tsv").write_text("签订 备案\n", "utf-8")
    assert _check(tmp_path, text, fact) == "[]"
    (tmp_path / "rate-names.tsv").write_text("签订\n", "utf-8")
    assert "rate-names.tsv 的这一行看不懂：“签订”" in _check(tmp_path, text, fact)


def test_an_office_says_which_words_tell_no_thing_from_another(tmp_path: Path):
    text, fact = "街头献血占37%。", "团体献血占37%"
    assert _check(tmp_path, text, fact) == "['misattributed']"
    (tmp_path / "reworded.tsv").write_text("街头\n", "utf-8")
    assert _check(tmp_path, text, fact) == "[]"
    (tmp_path / "reworded.tsv").write_text("街头\t动\n", "utf-8")
    assert "reworded.tsv 的这一行看不懂：“街头 / 动”" in _check(tmp_path, text, fact)


def test_an_office_says_what_may_become_of_a_thing(tmp_path: Path):
    text, fact = "另有树木5株移栽。", "另有树木5株截冠"
    assert _check(tmp_path, text, fact) != "['status-changed']"
    (tmp_path / "contrasts.tsv").write_text("移栽 截冠\t态\n", "utf-8")
    assert _check(tmp_path, text, fact) == "['status-changed']"
    (tmp_path / "contrasts.tsv").write_text("移栽 截冠\t名\n", "utf-8")
    assert "contrasts.tsv 的这一行看不懂：“移栽 截冠 / 名”" in _check(tmp_path, text, fact)


LISTED = st.sets(st.text("甲乙丙", min_size=1, max_size=4), max_size=8)


@given(LISTED, st.text("甲乙丙丁", max_size=16))
def test_words_of_a_list_are_found_leftmost_and_the_longest_first(listed: set[str], text: str):
    plain = "|".join(sorted(listed, key=lambda word: (-len(word), word))) or "(?!)"
    expected = [(match.start(), match.group()) for match in re.finditer(plain, text)]
    assert list(Words(listed).find(text)) == expected
    assert [(m.start(), m.group()) for m in re.finditer(alternatives(listed), text)] == expected
