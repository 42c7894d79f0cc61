"""One bullet and the fact it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.markup.escapes import one_line
from summarywriter.markup.facts import bullet_content, read_fact, write_fact
from summarywriter.model import Fact

CASES = [
    line.split(" => ")
    for line in (Path(__file__).parent / "facts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]


@pytest.mark.parametrize(("line", "wanted"), CASES, ids=[line for line, _ in CASES])
def test_reading(line: str, wanted: str) -> None:
    text, optional, source, as_of = (cell.strip() for cell in wanted.split("|"))
    content = bullet_content(line)
    assert content is not None
    fact = read_fact(content)
    assert fact == Fact(text=text, optional=bool(optional), source=source or None, as_of=as_of or None)
    assert read_fact(bullet_content(write_fact(fact)) or "") == fact


@pytest.mark.parametrize(
    "line",
    [
        "---",
        "- - -",
        "***",
        "-5℃以下停工",
        "1.5万人入会",
        "一是抓好困难帮扶",
        "（一）政治引领",
        "—— 摘自报告",
        "走访",
    ],
)
def test_lines_without_a_bullet(line: str) -> None:
    assert bullet_content(line) is None


@pytest.mark.parametrize("line", ["-", "- ", "*", "•", "1.", "（2）", "③"])
def test_empty_bullets(line: str) -> None:
    assert bullet_content(line) == ""


text = st.lists(
    st.sampled_from(["〔", "〕", "（", "）", "【", "】", "[", "]", "来源", "截至", "：", "；", "可选",
                     "\\", "*", "-", "1", ".", "、", "一", "是", "第", "，", "场", "待核实", " ", "\n"]),
    min_size=1, max_size=12,
).map("".join).map(one_line).filter(bool)  # fmt: skip


@given(st.builds(Fact, text=text, optional=st.booleans(), source=st.none() | text, as_of=st.none() | text))
def test_every_fact_comes_back(fact: Fact) -> None:
    line = write_fact(fact)
    assert "\n" not in line
    assert read_fact(bullet_content(line) or "") == fact
