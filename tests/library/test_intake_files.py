"""Word files, worked examples, refusals, other names, and facts reworded by a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.old_word import numbered_word, styled_word, tabled_word

from summarywriter.errors import InputError, OutputError
from summarywriter.figures import find_figures
from summarywriter.library import add_examples, load_examples, remove_examples, take_in, take_in_text
from summarywriter.library.intake.reading import old_lines
from summarywriter.markup import parse_sheet
from summarywriter.resources import folder

HERE = Path(__file__).parent
REFUSED = [
    block.split("\n", 1)
    for block in (HERE / "old_refused.txt").read_text("utf-8").partition("\n")[2].strip().split("\n\n")
]
"""What is said, and the file's content with ``\\n`` for line ends."""

OUTLINE = [
    ("导语", []),
    ("组织建设稳步推进", ["建会工作", "换届工作"]),
    ("服务职工用心用情", []),
]


@pytest.mark.parametrize("make", [numbered_word, styled_word])
def test_word_files_are_taken_in_the_same_way(make, tmp_path: Path) -> None:
    (taken,) = take_in(make(tmp_path / "旧稿.docx"))
    sheet = taken.sheet
    assert [(s.heading, [g.heading for g in s.groups]) for s in sheet.sections] == OUTLINE
    assert (sheet.organization, sheet.period) == ("清原区总工会", "2023年上半年")
    assert sheet.genre == "district-union"
    assert taken.findings == ()
    facts = [fact.text for _, _, fact in sheet.facts()]
    assert "新建基层工会18家，发展会员1240人" in facts
    assert "走访困难职工58户，发放慰问金11.6万元" in facts


def test_automatic_numbers_tell_the_numbering_and_the_sign_off_the_date(tmp_path: Path) -> None:
    (taken,) = take_in(numbered_word(tmp_path / "a.docx"))
    assert taken.sheet.numbering == "一、/（一）"
    assert taken.sheet.date == "2023-07-03"


def test_the_rows_of_a_table_are_told_by_their_columns(tmp_path: Path) -> None:
    (taken,) = take_in(tabled_word(tmp_path / "a.docx"))
    assert [(s.heading, s.role) for s in taken.sheet.sections] == [
        ("教师竞赛", "body"), ("存在不足", "problems"),
    ]  # fmt: skip
    assert [fact.text for fact in taken.sheet.sections[0].all_facts] == [
        "举办教学竞赛，42名教师参赛，评出一等奖3名",
        "评选师德标兵5名",
        "机电学院参赛教师12人，获奖3项",
        "商学院参赛教师9人，获奖2项",
    ]
    assert (taken.sheet.organization, taken.sheet.date) == ("青山学院工会", "2022-12-30")


@pytest.mark.parametrize(("said", "content"), REFUSED)
def test_what_is_no_report_is_refused(said: str, content: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        take_in_text(content.replace("\\n", "\n"), source="甲.txt")
    assert str(caught.value).startswith("甲.txt 不像工作总结")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_are_read_in_the_encodings_of_windows(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "旧.txt").write_bytes(OLD.encode(encoding))
    assert [one.sheet for one in take_in(tmp_path / "旧.txt")] == [one.sheet for one in take_in_text(OLD)]


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"\.txt、\.md 或 \.docx"):
        take_in(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="找不到"):
        take_in(tmp_path / "没有.txt")


def test_a_worked_example_is_taken_as_it_is(tmp_path: Path) -> None:
    text = (folder("fewshot") / "school-union.md").read_text("utf-8")
    (tmp_path / "已成.md").write_text(text, encoding="utf-8")
    (taken,) = take_in(tmp_path / "已成.md")
    assert taken.sheet == parse_sheet(text)


def test_markdown_headings_are_an_outline(tmp_path: Path) -> None:
    text = (HERE / "old_markdown.txt").read_text("utf-8")
    (tmp_path / "旧.md").write_text(text, encoding="utf-8")
    (taken,) = take_in(tmp_path / "旧.md")
    assert [(s.heading, s.role) for s in taken.sheet.sections] == [
        ("导语", "lead"), ("组织工作", "body"), ("帮扶工作", "body"), ("存在的问题", "problems"),
    ]  # fmt: skip
    assert taken.sheet.organization == "青川县总工会"


BULLETS = """\
# 城东街道总工会2023年工作总结
## 组织建设
新建企业工会9家，发展会员860人，其中新就业形态劳动者310人。培训工会主席46人次。举办换届业务培训2期。
- 规范换届企业14家
- 走访企业32家
## 下一步打算
1. 新建楼宇工会3家
2. 举办交友活动2场
"""


def test_bullets_become_sentences_and_list_numbers_items() -> None:
    (taken,) = take_in_text(BULLETS)
    body, plan = (section.text for section in taken.sheet.sections)
    assert body.endswith("\n规范换届企业14家。\n走访企业32家。")
    assert plan == "一是新建楼宇工会3家。\n二是举办交友活动2场。"
    assert taken.sheet.numbering == ""


OLD = """\
2023年上半年工作总结
　　2023年上半年，清溪区总工会在区委领导下，抓实事、求实效，各项工作取得进展，服务职工的能力有所提高。
　　一、服务职工
　　走访清溪区困难职工37户。清溪区总工会主席刘建国到红星机械有限公司调研，看望劳模王志强。刘建国要求红星机械有限公司办好职工食堂。
　　二、技能竞赛
　　举办焊工比赛2场，参赛96人，王志强获第一名。红星机械有限公司承办比赛，选派裁判8名。比赛期间组织观摩3次。
"""


def test_other_names_are_the_same_throughout() -> None:
    (plain,) = take_in_text(OLD)
    (taken,) = take_in_text(OLD, anonymise=True)
    text = "\n".join((taken.sheet.organization, *(s.text for s in taken.sheet.sections)))
    for name in ("清溪", "刘建国", "王志强", "红星机械"):
        assert name not in text
        assert name not in "".join(fact.text for _, _, fact in taken.sheet.facts())
    given = dict(taken.replaced)
    before = "\n".join((plain.sheet.organization, *(s.text for s in plain.sheet.sections)))
    for name, other in given.items():
        assert text.count(other) == before.count(name)
    assert len(set(given.values())) == len(given)
    assert taken.sheet.invented
    assert taken.errors == ()


def test_a_model_may_reword_facts_but_not_their_figures() -> None:
    def phrase(heading: str, facts: tuple[str, ...]) -> Sequence[str]:
        return [
            fact.replace("走访清溪区困难职工", "困难职工走访：清溪区").replace("2场", "3场") for fact in facts
        ]

    (taken,) = take_in_text(OLD, phrase=phrase)
    facts = [fact.text for _, _, fact in taken.sheet.facts()]
    assert "困难职工走访：清溪区37户" in facts
    assert any("2场" in fact for fact in facts)
    assert not any("3场" in fact for fact in facts)


def test_files_already_there_are_not_overwritten(tmp_path: Path) -> None:
    taken = take_in_text(OLD)
    (path,) = add_examples(taken, "去年", folder=tmp_path)
    path.write_text("改过", encoding="utf-8")
    with pytest.raises(OutputError, match=r"已有 去年\.md"):
        add_examples(taken, "去年", folder=tmp_path)
    assert path.read_text("utf-8") == "改过"
    add_examples(taken, "去年", folder=tmp_path, overwrite=True)
    assert "走访" in path.read_text("utf-8")


def test_an_added_example_never_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    (path,) = add_examples(take_in_text(OLD), "school-union", folder=tmp_path)
    assert path.stem == "school-union-旧稿"
    assert {one.source for one in load_examples(tmp_path)} >= {"school-union", "school-union-旧稿"}


def test_removing_keeps_the_file_aside(tmp_path: Path) -> None:
    (path,) = add_examples(take_in_text(OLD), "去年", folder=tmp_path)
    kept = remove_examples("去年", folder=tmp_path)
    assert not path.exists()
    assert kept.name == "去年.md.bak"
    assert all(one.source != "去年" for one in load_examples(tmp_path))
    with pytest.raises(InputError, match="没有“去年”"):
        remove_examples("去年", folder=tmp_path)
    with pytest.raises(InputError, match="随程序自带"):
        remove_examples("school-union", folder=tmp_path)


def test_facts_hold_the_figures_of_their_section() -> None:
    (taken,) = take_in_text(OLD)
    for section in taken.sheet.sections[1:]:
        told = [f.text for fact in section.all_facts for f in find_figures(fact.text)]
        assert told == [f.text for f in find_figures(section.text)]


def test_a_ledger_in_an_old_report_is_read_as_facts_are() -> None:
    lines = old_lines("项目\t数值\t单位\n职工书屋\t15\t个\n")
    assert lines[0].text == "职工书屋15个。"
