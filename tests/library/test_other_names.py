"""Other names for people, places and firms: what is replaced, and that it stays the same throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarywriter.library import add_examples, take_in_text
from summarywriter.library.intake.anonymous import Pseudonyms

LINES = [
    tuple(cell.strip() for cell in line.split("=>"))
    for line in (Path(__file__).parent / "other_names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "names"), LINES)
def test_names_are_found(text: str, names: str) -> None:
    wanted = set() if names == "无" else set(names.split("、"))
    assert set(Pseudonyms(text, "").replaced) == wanted


@pytest.mark.parametrize(("text", "names"), LINES)
def test_every_mention_is_replaced_by_the_same_other_name(text: str, names: str) -> None:
    others = Pseudonyms(text, "")
    changed = others.put(text)
    assert others.put(changed) == changed
    for name, other in others.replaced.items():
        assert name not in changed
        assert other in changed
    assert len(set(others.replaced.values())) == len(others.replaced)


def test_a_surname_with_a_title_goes_with_the_name() -> None:
    others = Pseudonyms("刘建国主席到会，刘主席讲话。", "")
    assert others.replaced["刘主席"] == others.replaced["刘建国"][0] + "主席"


def test_names_do_not_run_out() -> None:
    given = [
        f"{family}{name}" for family in "赵钱孙李周吴郑王冯陈" for name in ("志远", "文山", "春生", "秋云")
    ]
    others = Pseudonyms(f"获奖人员：{'、'.join(given)}。", "")
    assert set(others.replaced) == set(given)
    assert len(set(others.replaced.values())) == len(given)


OLD = """\
2023年上半年工作总结
一、服务职工
走访困难职工37户。张伟、王芳、李强三名同志参加培训，家访12次。张伟家庭困难，王芳和李强捐款2000元。组织慰问3次。
二、技能竞赛
举办焊工比赛2场，参赛96人，李强获第一名。组织观摩3次，覆盖全部班组。职工反映较好，意见已经整理。
"""


def test_the_file_does_not_tell_whose_names_were_replaced(tmp_path: Path) -> None:
    (path,) = add_examples(take_in_text(OLD, anonymise=True), "旧稿", folder=tmp_path)
    written = path.read_text("utf-8")
    assert not any(name in written for name in ("张伟", "王芳", "李强"))
    assert "化名" in written
