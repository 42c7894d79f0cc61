"""A program that reads every word list, once for each folder of a user's own lists that it is given.

The folders are a list in JSON on standard input. What comes of each is printed in a line: ``read``, or
what is said of a row that cannot be understood. All else is a fault, and ends with a traceback.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from summarywriter import Sheet, Writer, check, check_document, check_facts, read_sheet, save
from summarywriter.cli.interview.defaults import genres, usual_outline
from summarywriter.documents import render_check_sheet
from summarywriter.errors import InputError
from summarywriter.library import take_in_text
from summarywriter.resources import WORDS_VARIABLE
from summarywriter.writing.hygiene import clean
from summarywriter.writing.joins import tail_said_again

SHEET = Sheet.model_validate({
    "title": "2024年上半年工作总结",
    "organization": "清河区总工会",
    "period": "2024年上半年",
    "date": "2024-07-05",
    "guidance": ["在区委的正确领导下"],
    "sections": [
        {"heading": "导语"},
        {"heading": "组织建设", "facts": [
            "6月走访慰问困难职工126户，发放慰问金37.8万元，同比增长15.4%，办结率98%，约占八成",
            "参赛选手获一等奖2个，城关总工会承办“送清凉”活动",
            "市总工会主席王海涛患病职工安排联系医院，三八节举办讲座12场，每人500元，控制在预算36万元以内",
            "3月8日表彰会员1200人，年初800人，新增400人，其中男职工300人、女职工900人",
            "满意度测评得分96分，参与率105%",
            "开推进会2场，举办培训班12期，指导9个镇总工会完成换届",
            "签订集体合同218份，覆盖职工5.3万人",
            "未发生较大事故，活动中心完成桩基施工",
        ]},
        {"heading": "服务职工", "facts": [
            f"{deed}{number}{unit}" for number, (deed, unit) in enumerate((
                ("走访慰问困难职工", "户"), ("发放困难职工救助金", "万元"), ("资助困难职工子女上学", "人"),
                ("为困难职工办理医疗互助", "人"), ("举办职工篮球赛", "场"), ("举办职工书画展", "场"),
                ("组织职工观影", "场"), ("开展技能培训", "期"), ("举办技能比武", "场"), ("评选工匠", "名"),
            ), 11)
        ]},
        {"heading": "存在问题", "facts": ["个别基层工会活动少"]},
        {"heading": "下半年工作打算", "facts": ["新建工会12家"]},
        {"heading": "结语"},
    ],
})  # fmt: skip
TEXT = (
    "6月走访慰问困难职工125户，“血管”换新，发放慰问金37.8万元，比上年增长15.4%。参赛选手获二等奖2个，"
    "滨河总工会承办“送清凉”活动。在市总工会主席王海滔的带领下，妇女节举办讲座12场，全市首创，"
    "第三方满意度高级工得分96分。截至6月底会员1200人，36万元的支出在预算之内。未发生事故，活动中心竣工。XX"
)
OLD = """关于清河区总工会2023年工作情况的总结
2023年，在区委的正确领导下，区总工会新建基层工会45家，其它工作做好。
一、组织建设不断夯实
新建基层工会45家，王海涛主席带队走访明远智能科技有限公司，截止目前发展会员3260人。
二、维权服务精准高效
受理劳动争议案件42件，调解成功39件，贫困职工得到帮助。
下半年，我们将继续努力，新建工会12家。
清河区总工会
2023年12月5日
附件：1.名单
"""
LEDGER = """指标名称,单位,完成数,去年同期,同比增长,备注
走访职工,户,126,100,26%,—
合计,户,126,100,,
注：数据截至6月底
"""
FORM = """---
标题: 2024年上半年工作总结
体裁: 区总工会
---

## 组织建设 {角色=正文}
- 新建工会12家

## 下一步打算
- 走访职工20户
"""
LOOK = "标题:\n  字体: 黑体\n  字号: 三号\n  对齐: 居中\n"


def read_all(folder: Path) -> None:
    """Do with sheets, texts and reports what takes all lists."""
    found = check(TEXT, SHEET, section="组织建设")
    check_facts(SHEET)
    check_document(f"# {SHEET.title}\n## 组织建设\n{TEXT}", SHEET)
    render_check_sheet(TEXT, SHEET, found.findings, found.links, section=SHEET.sections[1])
    for name, told in (("ledger.csv", LEDGER), ("form.md", FORM), ("look.yaml", LOOK)):
        (folder / name).write_text(told, "utf-8")
    read_sheet(folder / "ledger.csv")
    read_sheet(folder / "form.md")
    report = Writer.offline().write(SHEET, force=True)
    for suffix in ("docx", "html", "md", "json"):
        save(report, folder / f"report.{suffix}", profile=folder / "look.yaml")
    take_in_text(OLD, mend=True, anonymise=True)
    usual_outline(genres()[0][0])
    clean("好的，以下是正文。\n新建工会12家。", SHEET.sections[1])
    tail_said_again("12场次", "场")


def forget() -> None:
    """Forget every list that was read."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()


def main() -> None:
    """Read the lists of each case."""
    re._MAXCACHE = 1_000_000  # type: ignore[attr-defined]  # thousands of patterns that are the same each time
    with tempfile.TemporaryDirectory() as work:
        for folder in json.load(sys.stdin):
            os.environ[WORDS_VARIABLE] = folder
            forget()
            try:
                read_all(Path(work))
            except InputError as error:
                print(str(error).replace("\n", " "), flush=True)
            else:
                print("read", flush=True)


if __name__ == "__main__":
    main()
