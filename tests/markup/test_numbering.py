"""Numbers before headings: off on the way in, on in the genre's style."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.errors import InputError
from summarywriter.markup.numbering import hanzi_number, strip_number, style, usual_numberings

CASES = [
    line.split(" => ") if " => " in line else [line, line]
    for line in (Path(__file__).parent / "headings.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("line", "wanted"), CASES)
def test_strip_number(line: str, wanted: str) -> None:
    assert strip_number(line) == wanted


@pytest.mark.parametrize(
    ("genre", "numbering", "marks"),
    [
        ("district-union", "", ["三、", "（三）", "3.", "（3）", "③"]),
        ("school-union", "", ["3.", "（3）", "③", "③"]),
        ("hospital-union", "", ["三、", "3、", "（3）", "③"]),
        ("construction-company", "", ["三、", "（三）", "第三，"]),
        ("", "", ["三、", "（三）", "3.", "（3）"]),
        ("no-such-genre", "", ["三、", "（三）", "3.", "（3）"]),
        ("school-union", "一、/（一）/1./（1）", ["三、", "（三）", "3.", "（3）"]),
        ("", "第一部分 /①", ["第三部分 ".strip(), "③"]),
    ],
)
def test_marks(genre: str, numbering: str, marks: list[str]) -> None:
    chosen = style(genre, numbering)
    assert [chosen.mark(level, 3) for level in range(1, len(marks) + 1)] == marks


@pytest.mark.parametrize("numbering", ["甲、", "一、/", "一、/一1", "一、/（一）/1./（1）/①", "//"])
def test_numbering_that_cannot_be_read(numbering: str) -> None:
    with pytest.raises(InputError, match="看不懂编号样式"):
        style("", numbering)


def test_every_genre_has_a_numbering_that_can_be_read() -> None:
    assert {genre for genre, _ in usual_numberings()} >= {"general", "district-union", "school-union"}
    for genre, numbering in usual_numberings():
        assert style(genre).levels == tuple(numbering.split("/"))


@pytest.mark.parametrize(
    ("n", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (111, "一百一十一"), (1001, "一千零一"), (1010, "一千零一十"),
     (9999, "九千九百九十九")],
)  # fmt: skip
def test_hanzi_number(n: int, written: str) -> None:
    assert hanzi_number(n) == written


@pytest.mark.parametrize("n", [0, -1, 10000])
def test_hanzi_number_refuses(n: int) -> None:
    with pytest.raises(ValueError, match="1 to 9999"):
        hanzi_number(n)


@given(
    st.sampled_from([genre for genre, _ in usual_numberings()]), st.integers(1, 3), st.integers(1, 99),
    st.text("思想引领组织建设维权服务更加有力", min_size=1, max_size=10),
)  # fmt: skip
def test_every_mark_comes_off_again(genre: str, level: int, n: int, heading: str) -> None:
    assert strip_number(style(genre).mark(level, n) + heading) == heading
