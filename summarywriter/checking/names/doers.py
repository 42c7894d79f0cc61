"""Who did a part, with whom, for whom and where: names in strong frames that stand in no fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import cache

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.frames import frame_words, framed_name
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import endings, suffixes
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.names.strange_names import no_name
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex

_SCHOOL = regex(
    r"(?P<name>(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}?[一二三四五六七八九十]{1,2}中|"
    r"(?<=[进到赴在与和、])[\u4e00-\u9fff]{2,4}?(?:[一二三四五六七八九十]{1,2}[中小]|附[中小]))(?![央心小级年期间学时全])"
)
_SUCH_AS = regex(
    r"(?:[为对向在到赴给与和由、，]|^)(?P<name>[\u4e00-\u9fff]{2,6})等(?:[\u4e00-\u9fff]{2})?"
    r"(?=\d+[个家所处座村镇]|[一二三四五六七八九十]{1,3}[个家所处座])"
)


_NO_LEVEL = "全各本我该城集超门股夜社小园景校厂矿库牧灌辖片"
"""Characters behind which 省, 市, 区 begin no office's name: 社区居民委员会."""


def _frame(kind: str, name: str, opened: str = "") -> str:
    """A frame's words before a name, or what else opens it, the name, its words between and behind."""
    between = frame_words(kind, "between")
    middle = f"(?:{between})?" if between else ""
    return rf"(?:{opened or frame_words(kind, 'before')}){name}{middle}(?:{frame_words(kind, 'deeds')})"


@cache
def _doer() -> re.Pattern[str]:
    """由区融媒体中心协办; behind a mark, 区融媒体中心协办."""
    hosts = frame_words("doer", "hosts")
    opened = rf"{frame_words('doer', 'before')}|(?<=[，；。])(?=[\u4e00-\u9fff]{{2,14}}(?:{hosts}))"
    return re.compile(_frame("doer", r"(?P<name>[\u4e00-\u9fff]{2,14}?)", opened))


@cache
def _bound() -> re.Pattern[str]:
    """赴井冈山疗养."""
    return re.compile(_frame("bound", r"(?P<name>[\u4e00-\u9fff]{2,6}?)"))


@cache
def _strange_bound() -> re.Pattern[str]:
    """赴北戴河的一线职工疗休养: the same with whom it is for."""
    return re.compile(_frame("bound", r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?:的[\u4e00-\u9fff]{0,8}?)?"))


@cache
def _loose() -> tuple[re.Pattern[str], ...]:
    """Frames in which common words stand as well as names: 在施工现场开展, 与专家团队合作, 快跑达等4家."""
    frames = (_frame(kind, framed_name(kind, 2, 10)) for kind in ("venue", "with"))
    return (*map(re.compile, frames), _SUCH_AS)


@cache
def _strict() -> tuple[re.Pattern[str], ...]:
    """Frames in which names stand: 春晖小学等38所, 市总工会授予, 省教育厅, 走进岚州一中."""
    example = rf"{framed_name('example', 2, 8)}等[\u4e00-\u9fff]{{0,6}}(?=\d|[一二三四五六七八九十百])"
    deeds = frame_words("giver", "deeds")
    giver = rf"(?:(?<=[被由获经])|(?<=[，。；\n])|^){framed_name('giver', 2, 12)}(?:{deeds})"
    name = framed_name("office", 3, 12)
    office = rf"(?<![{_NO_LEVEL}])(?=[省市区县州]){name}(?![域级限面部势])"
    return (*map(re.compile, (example, giver, office)), _SCHOOL)


@cache
def _partners() -> re.Pattern[str]:
    """联合省冶金学会, 依托市妇幼保健院: somebody that a thing is done with."""
    before = frame_words("partner", "before")
    return re.compile(rf"(?:{before})(?P<name>[\u4e00-\u9fff]{{1,10}}?(?:{suffixes().pattern}))")


def doers(text: str, scope: Scope) -> Iterator[Finding]:
    """由区融媒体中心协办: somebody who did a part and whom no fact names."""
    known = scope.pairs
    yield from _other_doers(text, scope)
    yield from _other_venues(text, scope)
    yield from _turned_hosts(text, scope)
    named = [
        m for m in (*_doer().finditer(text), *_partners().finditer(text)) if suffixes().search(m["name"])
    ]
    common = [m for frame in (*_loose(), _strange_bound()) for m in frame.finditer(text)]
    framed = [m for frame in _strict() for m in frame.finditer(text)]
    for match in (*named, *(m for m in common if not no_name(m["name"])), *framed):
        name = match["name"]
        strange = [pair for pair in pairs_of(name) if pair not in known]
        if 2 * len(strange) > len(name) - 1:
            yield finding(
                "unsupported-name", f"{quoted(name)}在事实里找不到。请核对单位名称，或删去这一处。",
                section=scope.heading, severity="warning", start=match.start("name"), end=match.end("name"),
            )  # fmt: skip


def _other_doers(text: str, scope: Scope) -> Iterator[Finding]:
    """由防汛科负责 for the 由工程科负责 of a fact, 赴延安疗养 for 赴井冈山疗养: one in another's place."""
    for frame in (_doer(), _bound()):
        meant: dict[str, set[str]] = defaultdict(set)
        for match in frame.finditer(scope.corpus):
            meant[_deed(match)].add(_named(match))
        lost: dict[str, _Lost] = {}
        for match in frame.finditer(text):
            said, deed = _named(match), _deed(match)
            if deed not in lost:
                lost[deed] = _Lost(meant[deed], text, offices=frame is _doer())
            gone = lost[deed].gone
            if not gone or lost[deed].known(said) or said + deed in scope.flat_corpus:
                continue  # 县人力资源和社会保障局 for 县人社局
            known = "、".join(quoted(name + deed) for name in gone)
            edit = Edit(start=match.end("name") - len(said), end=match.end("name"), text=gone[0])
            yield finding(
                "misattributed",
                f"{quoted(said + deed)}与事实不符：事实里写的是{known}，请照改。",
                section=scope.heading, start=edit.start, end=edit.end,
                suggestion=edit if len(gone) == 1 else None,
            )  # fmt: skip


class _Lost:
    """Those who do one thing in the facts: who of them is gone from a text, and whom they are told by."""

    def __init__(self, meant: Set[str], text: str, *, offices: bool) -> None:
        gone = sorted(name for name in meant if name not in text)
        self.gone = [name for name in gone if not offices or _office_at_end().search(name)]
        self._ending: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, list[str]] = defaultdict(list)
        for name in meant if self.gone else ():
            for part in _JOINT.split(name):
                self._whole[part].append(name)
                for at in range(len(part) + 1):
                    self._ending[part[at:]].append(name)

    def known(self, said: str) -> bool:
        """True for whom the facts name, by a longer name or by a shorter one."""
        last = _JOINT.split(said)[-1]
        shorter = (name for at in range(len(last) + 1) for name in self._whole.get(last[at:], ()))
        return any(_same_names(said, name) for name in (*self._ending.get(last, ()), *shorter))


@cache
def _office_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{endings()})$")


@cache
def _venue() -> re.Pattern[str]:
    """在港口区举行: where a thing took place, whatever its name ends in."""
    return re.compile(_frame("venue", r"(?P<name>[\u4e00-\u9fff]{2,8}?)"))


def _other_venues(text: str, scope: Scope) -> Iterator[Finding]:
    """在高新区举行 for the 在港口区举行 of a fact: the one place of its kind that is lost."""
    known = {match["name"] for match in _venue().finditer(scope.flat_corpus)}
    gone = sorted(name for name in known if f"在{name}" not in text)
    for match in _venue().finditer(text):
        said = match["name"]
        meant = [name for name in gone if name[-1] == said[-1]]
        if said in known or len(meant) != 1 or no_name(said) or no_name(meant[0]):
            continue
        if any(said.endswith(name) or name.endswith(said) for name in known):
            continue
        edit = Edit(start=match.start("name"), end=match.end("name"), text=meant[0])
        yield finding(
            "misattributed" if said in scope.flat_corpus else "unsupported-name",
            f"{quoted(said)}与事实不符：事实里写的是“在{meant[0]}”，请照改。",
            section=scope.heading, severity="warning", start=edit.start, end=edit.end, suggestion=edit,
        )  # fmt: skip


@cache
def _hosts() -> re.Pattern[str]:
    """由省总工会主办、集团工会承办: names and what each does."""
    deeds = frame_words("doer", "hosts")
    return re.compile(rf"(?:由|[，、；。\n日]|^)(?P<name>[\u4e00-\u9fff]{{2,14}}?)(?P<deed>{deeds})")


def _turned_hosts(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 集团工会主办、省总工会承办 for the 省总工会主办、集团工会承办 of a fact."""
    known = {(m["name"], m["deed"]) for m in _hosts().finditer(scope.corpus)}
    for match in _hosts().finditer(text):
        said, deed = match["name"], match["deed"]
        own = {part for name, part in known if _ends_alike(name, said)}
        others = sorted({name + part for name, part in known if part == deed}, key=len, reverse=True)
        if own and not others:
            others = sorted(said + part for part in own)  # 承办 is no 主办, whoever hosts it
        if own and deed not in own and not any(_ends_alike(name, said + deed) for name in others):
            yield finding(
                "misattributed",
                f"{quoted(said + deed)}与事实不符：事实里写的是{quoted(others[0])}，请照改。",
                section=scope.heading, start=match.start("name"), end=match.end("deed"),
            )  # fmt: skip


def _ends_alike(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _same_names(one: str, other: str) -> bool:
    """True for 区总工会和区人社局 in whatever order, and for 永安市文化馆 of what is called 市文化馆."""
    names, others = (_JOINT.split(several) for several in (one, other))
    return all(any(_ends_alike(a, b) for b in others) for a in names)


_JOINT = regex("[和与及、]")


def _named(match: re.Match[str]) -> str:
    """The name itself: 区职教中心 of 焊工赛项由区职教中心承办."""
    return match["name"].rpartition("由")[2]


def _deed(match: re.Match[str]) -> str:
    return match.group()[match.end("name") - match.start() :]
