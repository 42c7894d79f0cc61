"""Names of people in strong frames: office or role before, 同志 or a deed behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarywriter.resources import word_rows

_ROLE = (
    "主席|副主席|书记|副书记|主任|副主任|处长|副处长|局长|副局长|科长|副科长|部长|副部长|院长|副院长|校长|副校长|"
    "经理|总经理|董事长|组长|班长|队长|站长|所长|厂长|镇长|区长|县长|市长|调研员|委员|代表|劳模|工匠|职工|员工|"
    "教师|老师|医生|医师|护士|护士长|选手|干部|会员|技术员|工程师|法官|民警|社工|同事|技术人员|人员|模范|标兵|能手|司机|骑手"
)
_DEED = (
    "同志|等[\\d一二三四五六七八九十两]+[名人位]|被评为|被授予|荣获|获评|获得|获得者|获|当选|荣膺|受聘|提出|捐款|主持|作报告|"
    "带领|率队|一行|出席|讲话|致辞|参加|入选|担任|家庭|患|因病|因|家中|的家|身患|夺得|摘得|授课|领衔|家"
)
_STOP_GIVEN = "的了在等共达为及与和并于对向把被由从以各其中已将也又均还着过个这那是有计会工大小上下不人员部门单位年月日第名位"


@dataclass(frozen=True, slots=True)
class Person:
    """A name as the text writes it, with its span."""

    name: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    surnames = sorted({s for row in word_rows("surnames") for s in row[0].split()}, key=len, reverse=True)
    family = "|".join(surnames)
    given = rf"[^\W\d_{_STOP_GIVEN}]{{1,2}}"
    before = re.compile(rf"(?:{_ROLE})(?P<name>(?:{family}){given})(?=[、，。；）)\s]|和|与|{_DEED}|$)")
    behind = re.compile(
        rf"(?:^|[、，。；：（(\s]|推荐|推选|授予|表彰|慰问|看望|邀请|为|由)(?P<name>(?:{family}){given})(?=、(?:{family})|{_DEED})"
    )
    return before, behind


def people(text: str) -> list[Person]:
    """Return the people's names that stand in strong frames, in order, without doubles."""
    found: dict[tuple[int, int], Person] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            span = match.span("name")
            found.setdefault(span, Person(match["name"], *span))
    return [found[span] for span in sorted(found)]
