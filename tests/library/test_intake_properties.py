"""Whatever is put in, taking in ends in reports that hold together, or in a plain refusal."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.errors import InputError
from summarywriter.figures import find_figures
from summarywriter.library import example_text, take_in_text
from summarywriter.library.intake.marks import full_width
from summarywriter.library.intake.sheets import unwritten
from summarywriter.markup import dump_sheet, parse_sheet
from summarywriter.model import FRAME_ROLES

HEADS = [
    "一、组织建设",
    "（一）建会工作",
    "1.帮扶慰问",
    "1、文体活动",
    "二、服务职工。",
    "下半年工作打算",
    "[_TAG_h2]总结篇2",
    "> 三、其他",
]
PROSE = [
    "新建工会12家，发展会员1.5万人；走访困难职工X户，发放慰问金近37.8万元。",
    "一是抓培训。举办“匠心”讲座3场，(参加)职工200余人,效果明显。二是抓竞赛，评出一、二等奖各2名。",
    "在区委领导下，围绕中心工作，工会团结广大职工，扎实工作，完成了各项任务，现总结如下：",
    "半年来还存在一些差距和不足：一是阵地少；二是人手不足。",
    "下一步，我们将重点做好以下两个方面的工作：第一，建会20家。第二，培训300人。",
    "营造了浓厚氛围，得到一致好评。",
    "职工参与率达98%，比去年提高3.2个百分点，开支",
    "节约了12.5万元。",
]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(HEADS + PROSE), max_size=14))
def test_reports_hold_together(lines: list[str]) -> None:
    with suppress(InputError):
        for taken in take_in_text("\n　　".join(lines)):
            assert parse_sheet(example_text(taken)) == taken.sheet
            sheet = unwritten(taken.sheet)
            assert parse_sheet(dump_sheet(sheet)) == sheet
            for section in taken.sheet.sections:
                if section.role not in FRAME_ROLES:
                    told = Counter(f.text for fact in section.all_facts for f in find_figures(fact.text))
                    assert told == Counter(f.text for f in find_figures(section.text))


@settings(max_examples=80)
@given(st.text(alphabet="一二是第、。，；：,;()（）“”《》1X_ \n>会人#-*", max_size=120))
def test_nothing_makes_it_stumble(text: str) -> None:
    with suppress(InputError):
        take_in_text("一、工作\n" + "走访职工。" * 20 + "\n" + text)


@given(st.text(alphabet='职工12:,.;()（）[]号“” "', max_size=40))
def test_marks_once_changed_stay(text: str) -> None:
    once = full_width(text)
    assert full_width(once) == once
