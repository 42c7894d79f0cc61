"""Who did a part, with whom, for whom and where: names in strong frames that stand in no fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.flat import pairs_of
from summarywriter.checking.offices import endings, suffixes
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.strange_names import no_name
from summarywriter.checking.told import Scope
from summarywriter.model import Edit, Finding

_VENUE = re.compile(
    r"在(?P<name>[\u4e00-\u9fff]{2,10}?(?:[馆厅堂院场园港]|中心|学校|广场|酒店|宾馆|基地|大厦|会所))(?:隆重|成功|集中|顺利)?"
    r"(?:举办|举行|召开|参加|开展|进行|开幕|启动|揭牌|开赛|上演|展出)"
)
_EXAMPLE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}?(?:小学|中学|学校|医院|公司|社区|幼儿园|集团|车站|工厂|农场|合作社))等[\u4e00-\u9fff]{0,6}(?=\d|[一二三四五六七八九十百])"
)
_GIVER = re.compile(
    r"(?:(?<=[被由获经])|(?<=[，。；\n])|^)(?P<name>[\u4e00-\u9fff]{2,12}?(?:总工会|工会|[局委厅部办院]|政府|团委|妇联|协会|学会))"
    r"(?:授予|评为|命名|表彰|认定|评选|评定|评审)"
)
_SCHOOL = re.compile(
    r"(?P<name>(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}?[一二三四五六七八九十]{1,2}中|"
    r"(?<=[进到赴在与和、])[\u4e00-\u9fff]{2,4}?(?:[一二三四五六七八九十]{1,2}[中小]|附[中小]))(?![央心小级年期间学时全])"
)
_SUCH_AS = re.compile(
    r"(?:[为对向在到赴给与和由、，]|^)(?P<name>[\u4e00-\u9fff]{2,6})等(?:[\u4e00-\u9fff]{2})?(?=\d+[个家所处座村镇]|[一二三四五六七八九十]{1,3}[个家所处座])"
)
_WITH = re.compile(
    r"(?:联合|会同|携手|协同|与|和|、)(?P<name>[\u4e00-\u9fff]{2,10}?(?:[站所队厂店社局院校部会委办联]|中心|公司|集团))"
    r"(?:合作|共同|联合|举办|开展|组织|承办|主办|开设|打造|推出|签订|共建|建立|发布)"
)
_BOUND_FOR = re.compile(
    r"[赴往](?P<name>[\u4e00-\u9fff]{2,6}?)(?:疗养|疗休养|学习|考察|参观|进修|培训|交流|观摩|调研|参赛|支援)"
)
_DOER = re.compile(
    r"[由与和同](?P<name>[\u4e00-\u9fff]{2,14}?)(?:承办|协办|主办|承担|承建|牵头|负责|提供|实施|组织实施|冠名|赞助|合作|联合|共同)"
)


@cache
def _partners() -> re.Pattern[str]:
    """联合省冶金学会, 依托市妇幼保健院: somebody that a thing is done with."""
    return re.compile(
        rf"(?:联合|依托|会同|携手|委托|邀请|对接|借助)(?P<name>[\u4e00-\u9fff]{{1,10}}?(?:{suffixes().pattern}))"
    )


def doers(text: str, scope: Scope) -> Iterator[Finding]:
    """由区融媒体中心协办: somebody who did a part and whom no fact names."""
    known = scope.pairs
    yield from _other_doers(text, scope)
    named = [m for m in (*_DOER.finditer(text), *_partners().finditer(text)) if suffixes().search(m["name"])]
    others = [
        m for frame in (_SUCH_AS, _VENUE, _WITH) for m in frame.finditer(text) if not no_name(m["name"])
    ]
    framed = [m for frame in (_EXAMPLE, _GIVER, _SCHOOL) for m in frame.finditer(text)]
    for match in (*named, *others, *framed):
        name = match["name"]
        strange = [pair for pair in pairs_of(name) if pair not in known]
        if 2 * len(strange) > len(name) - 1:
            yield finding(
                "unsupported-name", f"{quoted(name)}在事实里找不到。请核对单位名称，或删去这一处。",
                section=scope.heading, severity="warning", start=match.start("name"), end=match.end("name"),
            )  # fmt: skip


def _other_doers(text: str, scope: Scope) -> Iterator[Finding]:
    """由防汛科负责 for the 由工程科负责 of a fact, 赴延安疗养 for 赴井冈山疗养: one in another's place."""
    for frame in (_DOER, _BOUND_FOR):
        meant: dict[str, set[str]] = defaultdict(set)
        for match in frame.finditer(scope.flat_corpus):
            meant[_deed(match)].add(match["name"])
        for match in frame.finditer(text):
            said, deed = match["name"], _deed(match)
            gone = sorted(name for name in meant.get(deed, ()) if name not in text)
            if frame is _DOER:
                gone = [name for name in gone if re.search(f"(?:{endings()})$", name)]
            if not gone or any(_same_names(said, name) for name in meant[deed]):
                continue
            known = "、".join(quoted(name + deed) for name in gone)
            edit = Edit(start=match.start("name"), end=match.end("name"), text=gone[0])
            yield finding(
                "misattributed",
                f"{quoted(said + deed)}与事实不符：事实里写的是{known}，请照改。",
                section=scope.heading, start=edit.start, end=edit.end,
                suggestion=edit if len(gone) == 1 else None,
            )  # fmt: skip


def _same_names(one: str, other: str) -> bool:
    """True for 区总工会和区人社局 in whatever order, and for 永安市文化馆 of what is called 市文化馆."""
    names, others = ({*re.split("[和与及、]", several)} for several in (one, other))
    return all(any(a.endswith(b) or b.endswith(a) for b in others) for a in names)


def _deed(match: re.Match[str]) -> str:
    return match.group()[match.end("name") - match.start() :]
