"""Every word list, with rows of the user's own that cannot be understood: each is named, none is a fault."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "summarywriter" / "words"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.tsv"))
HEAD = "# 栏："
OPENED = "（([〔{\\"
"""Signs that open what nothing closes."""
SPELT = {("compose-frames", 1), ("exclusive", 2), ("figure-verdicts", 1), ("limits", 1)}
"""Columns for more than words that their readers look at themselves."""


def columns(name: str) -> Sequence[tuple[str, str]]:
    """The titles of a list's columns, each with what is said of it in brackets."""
    (told,) = [line for line in _lines(name) if line.startswith(HEAD)]
    parted = (title.rstrip("）").partition("（") for title in told.removeprefix(HEAD).split("、"))
    return [(title, said) for title, _, said in parted]


def free(name: str) -> Sequence[int]:
    """The columns of a list that hold words."""
    return [
        n for n, (_, said) in enumerate(columns(name))
        if not re.search("代号|正则|数", said) and (name, n) not in SPELT
    ]  # fmt: skip


def rows(name: str) -> Sequence[Sequence[str]]:
    """One row of a list for each of its kinds, the longest."""
    codes = [n for n, (_, said) in enumerate(columns(name)) if "代号" in said]
    listed = [line.split("\t") for line in _lines(name) if line and not line.startswith("#")]
    kinds = {tuple(row[n] for n in codes if len(row) > n): row for row in sorted(listed, key=len)}
    return list(kinds.values())


def opened(name: str, sign: str) -> Iterator[str]:
    """Rows of a list in which each of the words' columns ends in a sign."""
    for row in rows(name):
        for n in free(name):
            if len(row) > n and row[n]:
                yield "\t".join((*row[:n], row[n][:-1] + sign, *row[n + 1 :]))


def _lines(name: str) -> Sequence[str]:
    return (SHIPPED / f"{name}.tsv").read_text("utf-8").splitlines()


def written(folder: Path, lists: Mapping[str, str]) -> Path:
    """Write a folder of lists of the user's own."""
    folder.mkdir()
    for name, text in lists.items():
        (folder / f"{name}.tsv").write_text(f"{text}\n", "utf-8")
    return folder


def said_of(folders: Sequence[Path]) -> Sequence[str]:
    """What is said where every list is read with each of the folders."""
    run = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "support" / "every_list.py")],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        input=json.dumps([str(folder) for folder in folders]), capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_shipped_rows_have_the_columns_that_their_lists_name():
    assert said_of([SHIPPED]) == ["read"]


def test_a_row_with_too_few_or_too_many_columns_is_named_wherever_its_list_is_read(tmp_path: Path):
    wrong = {name: _too_short(name) or "\t".join("甲" * (len(columns(name)) + 1)) for name in NAMES}
    told = said_of([written(tmp_path / name, {name: row}) for name, row in wrong.items()])
    for (name, row), said in zip(wrong.items(), told, strict=True):
        shown = row.replace("\t", " / ")
        assert said.startswith(f"词表 {name}.tsv 的这一行看不懂：“{shown}”。要有"), name


def _too_short(name: str) -> str:
    """A row less the last column that it must have; nothing where that is its first."""
    needed = max(n for n, (_, said) in enumerate(columns(name)) if "可空" not in said)
    return "\t".join(rows(name)[0][:needed]).rstrip()


def test_what_is_opened_and_not_closed_in_a_word_is_a_sign_like_others(tmp_path: Path):
    folders = []
    for n, sign in enumerate(OPENED):
        lists = {name: "\n".join(opened(name, sign)) for name in NAMES}
        folders.append(written(tmp_path / str(n), {name: text for name, text in lists.items() if text}))
    assert said_of(folders) == ["read"] * len(OPENED)


PATTERNS = [(name, n) for name in NAMES for n, (_, said) in enumerate(columns(name)) if "正则" in said]
BROKEN = ("(", "[甲", "a)(", "*", "(?i", "甲(?i)乙", "a{99999999999}")


def test_a_pattern_that_is_none_is_named(tmp_path: Path):
    cases = [(*place, "(甲") for place in PATTERNS] + [("formulae", 0, source) for source in BROKEN]
    folders = []
    for m, (name, n, source) in enumerate(cases):
        row = max(rows(name), key=len)
        text = "\t".join((*row[:n], source, *row[n + 1 :]))
        folders.append(written(tmp_path / str(m), {name: text}))
    for (name, _, source), said in zip(cases, said_of(folders), strict=True):
        assert said.startswith(f"词表 {name}.tsv 的这一行看不懂：")
        assert said.endswith(f"“{source}”不是有效的正则。")


UNFIT = (
    ("talk", "re\t[甲", "“[甲”不是有效的正则"),
    ("talk", "re\t(?P<name>甲)", "不能给分组起名"),
    ("commands", "(甲)\\1", "不能引用分组"),
    ("roles", "plan\tchapter\tis\t打算", "“位置”一栏没有“chapter”，可写：heading、part"),
    ("unit-factors", "盒\t个\t0", "“换算率”一栏要写大于0的分数，不是“0”"),
    ("unit-factors", "盒\t个\t1/0", "“换算率”一栏要写大于0的分数，不是“1/0”"),
    ("genre-clues", "district-union\t街道\t一", "“分量”一栏要写大于0的整数，不是“一”"),
    ("font-sizes", "特号\t大", "“磅数”一栏要写大于0的小数，不是“大”"),
    ("synonyms", "\t走访", "“代表词”一栏不能空"),
    ("exclusive", "船型\t散货船\t两类", "第三栏写列出几类"),
    ("figure-verdicts", "value-changed\tdoubtful", "状态可写的有"),
    ("columns", "further\t上月数", "further 的第三栏"),
    ("compose-frames", "lead-work\t抓好{工作", "可写的有：{工作}"),
    ("compose-frames", "lead-end\t现将{工作}总结如下", "可写的有：不用"),
    ("scope_words", "level\t省\t〔!甲〕", "〔 前面没有字"),
    ("light_words", "〔!甲〕", "〔 前面没有字"),
    ("same-facts", "职工\t〔!甲〕", "〔 前面没有字"),
    ("short-names", "〔!甲〕\t总工会", "〔 前面没有字"),
)


def test_what_does_not_belong_into_a_column_is_named(tmp_path: Path):
    told = said_of([written(tmp_path / str(n), {name: row}) for n, (name, row, _) in enumerate(UNFIT)])
    for (name, _, why), said in zip(UNFIT, told, strict=True):
        assert said.startswith(f"词表 {name}.tsv ")
        assert why in said
