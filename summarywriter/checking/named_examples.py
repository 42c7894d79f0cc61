"""A name given as an example that stands in no fact: 恒达电子等企业 for 企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.layout import Layout
from summarywriter.checking.reworded import unknown_words, words_of
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope
from summarywriter.model import FRAME_ROLES, Finding

_HANZI = "\u4e00-\u9fff"
_NAMED = (
    "企业|公司|单位|工厂|商户|合作社|工业园|园区|镇|乡|街道|社区|村|学校|高校|中学|小学|大学|学院|医院|卫生院|卫生室"
    "|项目部|车间|班组|部门|机构|同志|劳模|工匠|职工|选手|教师|医生|水库|河流|道路|路段|景区|场馆|工地|片区|小区|地|处"
)
"""What has names of its own, one of which may be given as an example."""
_EXAMPLES = re.compile(rf"(?P<names>[{_HANZI}、]{{2,30}})等(?:\0+[余多]?)?(?:[{_HANZI}]{{0,4}}?)(?:{_NAMED})")


def named_examples(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield the names before 等 of which no two characters stand together in the facts."""
    if scope.role in FRAME_ROLES:
        return
    for match in _EXAMPLES.finditer(layout.flat):
        said = match["names"]
        for word in unknown_words(said, words_of(scope)):
            start = match.start("names") + said.rindex(word)
            yield finding(
                "unsupported-name", f"{quoted(word)}在事实里找不到。请核对，或删去这一处。",
                section=scope.heading, severity="warning", start=start, end=start + len(word),
            )  # fmt: skip
