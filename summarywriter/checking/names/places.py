"""Places of the facts written with another character: 霞溪区 for 霞湾区."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.reworded import telling
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.text import narrow

_COMMON = "全本该各每社园片厂校景灾林库港矿小地辖郊牧农渔整城市乡县镇公道线铁护养筑修巡返场价"
"""Characters before which a kind of place makes a common word: 园区, 山村."""
_KINDS = (
    "街道|社区|[区县镇乡村]|停[车保]场|变电站|收费站|服务区|泵站|水库|水厂|大桥|大道|隧道|高架|公园|广场|市场|码头|驿站|候车厅"
    "|小学|中学|幼儿园|卫生院|医院|工业园|产业园|物流园|污水处理厂|疗养院|疗养点|环线|专线|快线|干线|支线|[河湖江路街岛湾洲庄寨屯]"
)
_PLACE = regex(f"(?=([\u4e00-\u9fff]{{2}})(?<![{_COMMON}])(?!(?<=山)[村区])({_KINDS})(?![域级内里委民习价]))")
LIGHT = frozenset(
    "各个全本该每所有在于到向对从为由被把和与及的是新老东西南北中赴往进入访驻下设"
    "名位家条项件次队派送出担任获了过着又再已将让受经并来去上多有现共原均仍"
)
"""Characters that are no part of a name, and those by which places are rightly told apart."""
_TOWARDS = frozenset("东西南北中")
NO_HEAD = LIGHT - frozenset("东西南北中新老")
"""Those with which no name begins."""


def misspelt_places(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield places that no fact names, where one of the facts differs in one of two characters."""
    known = scope.flat_corpus
    alike: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for core, kind in _places(scope):
        for half in _halves(core, kind):
            alike[half].add(core)
    named = _absent_places(scope, text)
    seen = set[str]()
    for match in _PLACE.finditer(narrow(text)):
        core, kind = match[1], match[2]
        if core + kind in known or core + kind in seen:
            continue
        meant = [
            other for half in _halves(core, kind) for other in alike.get(half, ())
            if one_other(core, other)
            and text.count(other + kind) < known.count(other + kind)
            and not LIGHT.intersection(core.removeprefix("中"))
        ]  # fmt: skip
        if not meant and core not in known and _of_its_own(core) and telling(core) == core:
            meant = [*named.get(kind, ())]
        if len(meant) == 1:
            seen.add(core + kind)
            yield finding(
                "unsupported-name",
                f"{quoted(core + kind)}在事实里找不到。事实里写的是{quoted(meant[0] + kind)}，请核对。",
                section=scope.heading, severity="warning",
                start=match.start(), end=match.start() + len(core + kind),
            )  # fmt: skip


@remembered
def _places(scope: Scope) -> Sequence[tuple[str, str]]:
    """The places that the facts name, each without its kind, and that."""
    return list(dict.fromkeys((m[1], m[2]) for m in _PLACE.finditer(scope.flat_corpus)))


def _absent_places(scope: Scope, text: str) -> Mapping[str, Sequence[str]]:
    """The places of the facts that a text lacks, by their kind, without that."""
    absent: dict[str, list[str]] = defaultdict(list)
    for core, kind in _places(scope):
        if kind not in _LEVELS and core + kind not in text and _of_its_own(core):
            absent[kind].append(core)
    return absent


_LEVELS = ("区", "县")
"""What common words may stand before: 同区, 全县."""
_NUMERALS = frozenset("一二三四五六七八九十两")


def _of_its_own(core: str) -> bool:
    """True for two characters that may be a name: 永安, not 九座."""
    return not (LIGHT | _NUMERALS).intersection(core)


def _halves(core: str, kind: str) -> Sequence[tuple[str, str, str]]:
    """What a place shares with those that differ from it in one character."""
    return (core[0], "", kind), ("", core[1], kind)


_FACING = regex("([\u4e00-\u9fff]{2})([东西南北])(路|街|道|门|站|区|镇|村|苑|桥)")


@cache
def _side() -> re.Pattern[str]:
    """南校区, 东城管理部: a side at the head of a name."""
    ends = f"校区|院区|厂区|库区|作业区|馆区|园区|港区|片区|区|{endings()}"
    begins = "(?:(?<![\u4e00-\u9fff])|(?<=[是在由为的和与到]))"
    return re.compile(f"{begins}()([东南西北])([\u4e00-\u9fff]{{0,3}}?(?:{ends}))")


def turned_places(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 望江北路 for 望江南路, 北校区 for 南校区: no fact names it, and one of the facts is elsewhere."""
    known: dict[tuple[str, str], set[str]] = {}
    for match in _FACING.finditer(scope.flat_corpus):
        known.setdefault((match[1], match[3]), set()).add(match[2])
    for match in _side().finditer(scope.corpus):
        known.setdefault(("", match[3]), set()).add(match[2])
    for match in (*_FACING.finditer(text), *_side().finditer(text)):
        meant = known.get((match[1], match[3]), set())
        if len(meant) == 1 and match[2] not in meant:
            name = match[1] + next(iter(meant)) + match[3]
            yield finding(
                "unsupported-name",
                f"{quoted(match.group())}在事实里找不到。事实里写的是{quoted(name)}，请核对。",
                section=scope.heading, severity="warning", start=match.start(), end=match.end(),
            )  # fmt: skip


def one_other(one: str, two: str) -> bool:
    """True when two words differ in one character that may be part of a name."""
    other = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    if len(other) != 1 or _TOWARDS.issuperset(other[0]):
        return False  # 城东, 城西
    return not (LIGHT - _TOWARDS).intersection(other[0])
