"""Old reports as they are copied from the web: the samples, and a file of our own with the same blemishes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from summarywriter.checking import check
from summarywriter.figures import find_figures
from summarywriter.library import (
    TakenIn,
    add_examples,
    choose,
    example_text,
    load_examples,
    take_in,
    take_in_text,
)
from summarywriter.markup import dump_sheet, parse_sheet
from summarywriter.model import FRAME_ROLES, Section, Sheet
from summarywriter.text import narrow

OWN = Path(__file__).parent / "old_reports.txt"
STYLES = ["一、/（一）/一是", "1.", "一、/一是", "一、/1、", "一、/（一）/一是/第一，"]
GENRES = ["district-union", "school-union", "county-union", "hospital-union", "construction-company"]
LETTER = re.compile(r"[^\W_]")


@pytest.fixture(scope="module")
def own() -> list[TakenIn]:
    return take_in(OWN)


@pytest.fixture(scope="module")
def theirs(samples: str) -> list[TakenIn]:
    return take_in_text(samples)


@pytest.fixture(params=["own", "theirs"])
def both(request: pytest.FixtureRequest) -> tuple[list[TakenIn], str]:
    raw = OWN.read_text("utf-8") if request.param == "own" else request.getfixturevalue("samples")
    return request.getfixturevalue(request.param), raw


def letters(text: str) -> str:
    """Letters, digits and masks alone, in half-width signs: what is left when marks are exchanged."""
    return "".join(LETTER.findall(narrow(text)))


def test_five_reports_in_every_style(both: tuple[list[TakenIn], str]) -> None:
    taken, _ = both
    assert [one.sheet.numbering for one in taken] == STYLES
    assert [one.sheet.genre for one in taken] == GENRES
    assert all(one.sheet.sections[0].role == "lead" for one in taken)


def test_headings_stand_in_the_order_of_the_old_text(both: tuple[list[TakenIn], str]) -> None:
    taken, raw = both
    place, plain = 0, letters(raw)
    for one in taken:
        for section in one.sheet.sections:
            if section.heading in one.supplied or section.role == "lead":
                continue
            place = plain.index(letters(section.heading), place)


def test_nothing_of_the_text_is_lost(both: tuple[list[TakenIn], str]) -> None:
    """Every letter of the file stands in the texts and headings, in order, or is told as dropped."""
    taken, raw = both
    kept = letters(
        "".join(
            line
            for one in taken
            for line in (
                *one.dropped,
                one.sheet.title,
                *(words for part in one.sheet.parts for words in _part(part, one)),
            )
        )
    )
    for paragraph in re.split(r"\n|\[_TAG_h2\]", raw):
        for stretch in re.split(r"[，。；：、,;:()（）“”‘’《》\s>]", paragraph):
            words = letters(stretch)
            words = re.sub(r"^[一二三四五六七八九十\d]$", "", words)
            words = re.sub(r"篇\d$", "", words)
            words = re.sub(r"^\d(?=[\u4e00-\u9fff])", "", words)
            assert words in kept, stretch


def _part(part, one: TakenIn):
    yield part.title
    for section in part.sections:
        if section.heading not in one.supplied and section.role != "lead":
            yield section.heading
        yield section.text


def test_every_figure_stands_in_exactly_one_fact(both: tuple[list[TakenIn], str]) -> None:
    taken, _ = both
    for one in taken:
        for section in one.sheet.sections:
            told = Counter(f.text for fact in section.all_facts for f in find_figures(fact.text))
            text = Counter(f.text for f in find_figures(section.text))
            if section.role in FRAME_ROLES:
                # The report's period is the front matter's matter.
                assert not told - text
                assert set(text - told) <= {f.text for f in find_figures(one.sheet.period)} | {"上半年"}
            else:
                assert told == text, section.heading


def test_texts_pass_against_their_own_facts_but_for_the_masks(both: tuple[list[TakenIn], str]) -> None:
    taken, _ = both
    for one in taken:
        sheet = parse_sheet(example_text(one))
        for section in sheet.sections:
            errors = [
                f
                for f in check(section.text, sheet, section=section.id).findings
                if f.severity == "error" and f.code != "placeholder"
            ]
            assert errors == [], section.heading
        assert one.errors == ()


def test_files_read_back_as_the_same_sheet(both: tuple[list[TakenIn], str]) -> None:
    taken, _ = both
    for one in taken:
        assert parse_sheet(dump_sheet(one.sheet)) == one.sheet
        assert parse_sheet(example_text(one)) == one.sheet


def test_facts_are_terse(both: tuple[list[TakenIn], str]) -> None:
    """A bullet is shorter than the prose it stands for, and none is a whole paragraph."""
    taken, _ = both
    for one in taken:
        for section in one.sheet.sections:
            assert sum(len(fact.text) for fact in section.all_facts) <= len(section.text)
            assert all(len(fact.text) <= 200 for fact in section.all_facts)
            assert not any(
                re.match(r"[一二三四五六七八九十]是|第[一二三]，|（[一二三]）", f.text)
                for f in section.all_facts
            )


OUTLINE = """\
导语|lead
职工教育有声有色|body|主题宣讲走进车间、文体活动接连不断
维权帮扶落到实处|body|困难帮扶更加精准、调解工作前移
下半年工作打算 > 抓建会，进一步扩大覆盖|plan
下半年工作打算 > 抓服务，进一步办好实事|plan
导语|lead
抓好师德教育，促进专业成长|body
坚持民主管理，办好教代会|body
关心教职工生活，促进身心健康|body
结语|closing
导语|lead
抓竞赛，当好主力军|body
抓服务，当好贴心人|body
下一步工作安排|plan
导语|lead
推进院务公开，强化民主监督|body
丰富文化生活，增强队伍活力|body
关爱职工健康|body
导语|lead
生产竞赛方面|body
生活保障方面|body|开展送温暖活动、做好夏季送清凉
民主管理方面|body
存在问题|problems
下半年工作打算|plan
"""


def test_outline_and_roles(own: list[TakenIn]) -> None:
    lines = []
    for one in own:
        for part in one.sheet.parts:
            for section in part.sections:
                heading = f"{part.title} > {section.heading}" if part.title else section.heading
                groups = "、".join(group.heading for group in section.groups)
                lines.append("|".join(cell for cell in (heading, section.role, groups) if cell))
    assert lines == OUTLINE.splitlines()


@pytest.mark.parametrize(
    "fact",
    [
        "组建劳模宣讲团，深入企业班组宣讲26场，听讲职工3400余人次",
        "受理劳动争议37件，调解成功33件，为职工追回工资48.6万元",
        "新建户外劳动者驿站6个，年底前全部投入使用",
        "参保职工8650人，比去年增加430人，为67人次报销医药费21.3万元",
        "办好第六届职工文化节，举办活动不少于10场",
        "项目部工会为患病职工子女发起募捐，职工自愿捐款1.8万元",
        "兼职干部多，精力不够",
        "职工活动场地不足",
    ],
)
def test_facts_taken_out(fact: str, own: list[TakenIn]) -> None:
    assert any(fact in told.text for one in own for _, _, told in one.sheet.facts())


def test_what_is_wrong_is_named(own: list[TakenIn]) -> None:
    assert {r.words for one in own for r in one.misspelt} >= {"部份", "签定", "元月份", "报导"}
    assert {r.words for one in own for r in one.dated} >= {"党的十九大精神", "民工"}
    assert [one.spoilt for one in own if one.spoilt] == [("2023.00元",)]
    assert "以下是小编" in own[0].dropped[0]


def test_misspellings_are_mended_on_demand(own: list[TakenIn]) -> None:
    before = "".join(s.text for one in own for s in one.sheet.sections)
    after = "".join(s.text for one in take_in(OWN, mend=True) for s in one.sheet.sections)
    for wrong, right in (("部份", "部分"), ("签定", "签订"), ("元月份", "1月"), ("报导", "报道")):
        assert wrong in before
        assert wrong not in after
        assert right in after


def test_half_width_marks_become_full_width(both: tuple[list[TakenIn], str]) -> None:
    taken, _ = both
    for one in taken:
        for section in one.sheet.sections:
            assert not re.search(r"[\u4e00-\u9fff][,;:]|[,;:][\u4e00-\u9fff]", section.text)
            assert "\u3000" not in section.text
            assert "_TAG_" not in section.text


def test_masks_are_marked_and_never_shown(own: list[TakenIn], tmp_path: Path) -> None:
    paths = add_examples(own, "旧稿", folder=tmp_path)
    assert [path.name for path in paths] == [f"旧稿-{n}.md" for n in range(1, 6)]
    assert "待补2处" in paths[0].read_text("utf-8")
    examples = [one for one in load_examples(tmp_path) if one.source.startswith("旧稿")]
    sheet = Sheet(sections=[Section(heading="困难帮扶", facts=["走访困难职工家庭40户，发放慰问金6万元"])])
    chosen = choose(sheet.sections[0], sheet, examples, count=9, budget=99999, count_tokens=len)
    assert chosen
    assert not any(re.search(r"X|xx|__", c.example.section.text) for c in chosen)


def test_two_of_the_samples_are_shown_for_a_section_like_theirs(
    theirs: list[TakenIn], tmp_path: Path
) -> None:
    add_examples(theirs, "样稿", folder=tmp_path)
    examples = [one for one in load_examples(tmp_path) if one.source.startswith("样稿")]
    section = Section(
        heading="民主管理", facts=["召开职代会，征集职工代表提案48条，立案19条", "公开招标采购5项"]
    )
    sheet = Sheet(genre="construction-company", sections=[section])
    chosen = choose(sheet.sections[0], sheet, examples, count=2, budget=9000, count_tokens=len)
    assert len(chosen) == 2
    assert "民主管理" in chosen[0].example.section.heading
