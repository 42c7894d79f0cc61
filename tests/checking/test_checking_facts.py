"""check_facts: every line of facts_cases.txt gives the codes it names and no others."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from summarywriter.checking import check_facts
from summarywriter.model import Fact, Part, Section, Sheet

LINES = [
    line
    for line in Path(__file__).with_name("facts_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("//")
]


def _sheet(given: str) -> Sheet:
    options = dict(re.findall(r"\[(期|节)=([^\]]+)\]", given))
    sections: dict[str, list[str]] = {options.get("节", "组织建设"): []}
    for text in re.sub(r"\[[^\]]*\]\s*", "", given).split(" || "):
        place, fact = next(iter(sections)), text
        if match := re.match(r"@(\S+) (.+)", text):
            place, fact = match.groups()
        sections.setdefault(place, []).append(fact)
    return Sheet(
        period=options.get("期", "2024年上半年"),
        sections=[Section(heading=name, facts=tuple(facts)) for name, facts in sections.items()],
    )


@pytest.mark.parametrize("line", LINES)
def test_facts(line: str):
    given, _, wanted = line.rpartition(" => ")
    found = check_facts(_sheet(given))
    assert sorted({f.code for f in found}) == sorted(c for c in wanted.split() if c != "无")
    for finding in found:
        assert finding.facts
        assert "条事实：" in finding.message


def test_control_characters_and_lone_surrogates_are_told_and_printable():
    for sign in ("\x00", "\x1b", "\u202e", "\ud800", "\ufffd"):
        (finding,) = check_facts(Sheet(sections=[Section(heading="一", facts=(f"新建工会{sign}12家",))]))
        assert finding.code == "fact-control"
        finding.message.encode("utf-8")


def test_a_very_long_fact_is_a_warning():
    text = "开展走访慰问活动，" * 40
    (finding,) = check_facts(Sheet(sections=[Section(heading="一", facts=(text,))]))
    assert (finding.code, finding.severity) == ("fact-long", "warning")


def test_an_empty_fact_names_its_section_and_number():
    sheet = Sheet(sections=[Section(heading="组织建设", facts=(Fact(text="新建工会12家"), Fact(text="  ")))])
    (finding,) = check_facts(sheet)
    assert finding.code == "fact-empty"
    assert "“组织建设”第2条" in finding.message


def test_parts_that_are_one_short_in_a_digit_are_a_warning():
    fact = "上半年接处警312起，其中火灾94起、抢险救援127起、社会救助81起"
    (finding,) = check_facts(Sheet(sections=[Section(heading="执勤", facts=(fact,))]))
    assert (finding.code, finding.severity) == ("fact-sum", "warning")


def test_a_finding_across_two_facts_names_both():
    facts = ("现有教职工512人", "教职工中专任教师438人、行政及工勤人员84人")
    (finding,) = check_facts(Sheet(sections=[Section(heading="师资", facts=facts)]))
    assert len(finding.facts) == 2
    assert "第2条事实：“438人”、“84人”相加是522人，与总数“512人”对不上" in finding.message


def test_the_same_wrong_day_in_two_parts_is_found_in_both():
    parts = [
        Part(title=title, sections=(Section(heading="主要活动", facts=(Fact(text="2月30日召开表彰会"),)),))
        for title in ("上半年工作", "下半年工作")
    ]
    found = check_facts(Sheet(period="2024年", parts=parts))
    wrong = [f.facts for f in found if f.code == "fact-impossible"]
    assert wrong == [(section.facts[0].id,) for part in parts for section in part.sections]


CODE = """
import sys
from summarywriter.checking import check_facts
from summarywriter.errors import InputError
from summarywriter.model import Section, Sheet

try:
    print([f.code for f in check_facts(Sheet(sections=[Section(heading="一", facts=(sys.argv[1],))]))])
except InputError as error:
    print(error)
"""


def _with_words(folder: Path, fact: str) -> str:
    environment = {**os.environ, "SUMMARYWRITER_WORDS": str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", CODE, fact]
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout.strip()


@pytest.mark.parametrize(
    ("name", "row", "fact"),
    [
        ("exclusive", "船型\t散货船 集装箱船", "船舶36艘，其中散货船21艘、集装箱船25艘"),
        ("exclusive", "船型\t散货船/干散船 集装箱船\t2", "船舶36艘，其中干散船21艘、集装箱船9艘"),
        ("exclusive", "港区\t…码头", "泊位36个，其中东码头21个、西码头25个"),
        ("flow", "in\t入籍", "年初船舶36艘，入籍5艘、报废2艘，现有41艘"),
    ],
)
def test_an_office_adds_kinds_and_changes_of_its_own(name: str, row: str, fact: str, tmp_path: Path):
    assert _with_words(tmp_path, fact) == "[]"
    (tmp_path / f"{name}.tsv").write_text(f"{row}\n", "utf-8")
    assert _with_words(tmp_path, fact) == "['fact-sum']"


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("exclusive", "船型"),
        ("exclusive", "船型\t散货船\t两类"),
        ("exclusive", "船型\t散货船\t2-"),
        ("flow", "入籍"),
        ("flow", "to\t入籍"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(name: str, row: str, tmp_path: Path):
    (tmp_path / f"{name}.tsv").write_text(f"{row}\n", "utf-8")
    said = _with_words(tmp_path, "年初船舶36艘，其中新增5艘、报废2艘")
    assert f"{name}.tsv 的这一行看不懂：“{' / '.join(row.split(chr(9)))}”" in said


def test_an_office_adds_words_that_are_no_names_and_the_shipped_ones_stay(tmp_path: Path):
    own, shipped = "为患病职工安澜申请救助", "为患病职工安排落实救助3.2万元"
    assert _with_words(tmp_path, own) == "['fact-personal']"
    (tmp_path / "people.tsv").write_text("word\t安澜\n", "utf-8")
    assert _with_words(tmp_path, own) == "[]"
    assert _with_words(tmp_path, shipped) == "[]"
