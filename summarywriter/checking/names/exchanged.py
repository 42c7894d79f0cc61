"""Two names of a fact that changed places: 甲队获第一名，乙队获第二名 told of 乙队 and 甲队."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import combinations
from operator import itemgetter
from typing import TypeAlias

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.people import likely, mentions, persons, roles_of
from summarywriter.checking.layout.rows import RESPECTIVELY
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.names.places import NO_HEAD
from summarywriter.model import Finding
from summarywriter.patterns import regex

Words: TypeAlias = frozenset[str]

_BEFORE = 2
"""Characters before an ending that tell one office from another."""
_MOST = 40
"""Names from which on a fact is a list, and places from which on a name is none."""
_REACH = 16
_BEFORE_NAME = regex("[^\\W\\d_a-zA-Z与和及同]+\\Z")
_QUOTED = regex("《([^《》\n]{2,40})》|“([^“”\n]{2,40})”")
_CLAUSE = regex("[^,，;；。!?！？\n]{0,60}")
_STRETCH = regex("[^,，;；。!?！？、\n]+")


@cache
def _owners() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{{_BEFORE}}}(?:{endings()})")


def exchanged_names(text: str, scope: Scope, doubted: Set[str]) -> Iterator[Finding]:
    """Yield two names of which each stands among the words that a fact tells of the other.

    Facts whose ids are ``doubted`` have been found misattributed already.
    """
    stretches = [(m.start(), m.group()) for m in _STRETCH.finditer(text)]
    named = _persons(text, scope)
    for fact in scope.facts:
        spoken = _spoken(fact.text, frozenset(name for name in named if name in fact.text))
        if not 2 <= len(spoken) <= _MOST or fact.id in doubted or RESPECTIVELY.search(fact.text):
            continue  # 甲村、乙村分别达62万元、48万元: whose words are whose its rows tell
        told = {
            name: where for name in spoken
            if (where := _where(stretches, text, name)) and not _in_row(text, name)
        }  # fmt: skip
        pairs = (pair for pair in combinations(told, 2) if not _of_one_list(fact.text, *pair))
        pair = next((pair for pair in pairs if _turned(*pair, spoken, told)), None)
        if pair is not None:
            yield from _changed(scope, fact, pair, told, dict(stretches))


_AND = "(?:、|和|与)"
_BOTH = r"(?:两[\u4e00-\u9fff]{1,3})?"
_ROW = regex(
    rf"(?<![、和与\u4e00-\u9fff\w])(?P<one>[\u4e00-\u9fff\w]{{2,12}}){_AND}(?P<other>[\u4e00-\u9fff\w]{{2,12}}?){_BOTH}"
    rf"(?:分别|依次|分获|分列|分居)(?P<first>[^，。；、\n]{{1,14}}?){_AND}(?P<second>[^，。；、\n]{{1,14}})"
)
_ROW_BEHIND = regex(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=的))(?P<first>[^，。；、\n]{{1,14}}?){_AND}(?P<second>[^，。；、\n]{{1,14}}?)"
    rf"[，,]?(?:分别|依次)[由为是归授颁][予给]?(?P<one>[\u4e00-\u9fff\w]{{2,12}}){_AND}(?P<other>[\u4e00-\u9fff\w]{{2,12}}?)"
    rf"{_BOTH}(?=[获夺摘承负主协提捧包共]|[，。；\n]|$)"
)
_VERB = regex(
    "当选|担任|出任|兼任|加入|参加|成立|组建|新建|前往|走进|来自|获评|支持|协助|联合|会同|指导|推荐"
)
"""What begins no name: 当选协会."""
_NTH = regex("第[一二三四五六七八九十]")
"""第三工区 shares its numeral with 第三名."""
_DIGIT = regex("[0-9０-９]")
_COUNT = regex("^[0-9一二两三四五六七八九十百]+[个名位家支件项户人所座]?")
"""What counts a name of a row and does not tell it: 一名职工、两个班组分别获评…."""
_TAIL = 4
"""Characters at a name's end that tell it."""


def exchanged_in_rows(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 研发中心、装配车间分别夺得篮球赛和羽毛球赛冠军 where the facts tell it the other way round.

    The names may stand behind as well: 一、二等奖分别由检修二班、城东供电所获得.
    """
    rows = (*_ROW.finditer(text), *_ROW_BEHIND.finditer(text))
    told = [m.group() for fact in scope.facts for m in _STRETCH.finditer(fact.text)] if rows else []
    for row in rows:
        if _DIGIT.search(row["first"] + row["second"]) or _NTH.search(row["one"] + row["other"]):
            continue
        one, other = (_COUNT.sub("", row[name])[-_TAIL:] for name in ("one", "other"))
        first, second = map(pairs_of, _ends(*_whole_words(row["first"], row["second"])))
        ones = frozenset(p for words in told if one in words for p in pairs_of(words))
        others = frozenset(p for words in told if other in words for p in pairs_of(words))
        ones, others = ones - others, others - ones
        if first & others and second & ones and not (first & ones or second & others):
            yield finding(
                "misattributed",
                f"{quoted(row['one'])}和{quoted(row['other'])}说反了：与事实里写的次序不符。请按事实改正。",
                section=scope.heading, start=row.start(), end=row.end(),
            )  # fmt: skip


def _whole_words(first: str, second: str) -> tuple[str, str]:
    """一、二等奖 are 一等奖 and 二等奖: the first shares the end of the second, whatever 的 leads to it."""
    first = first.rpartition("的")[2]
    return (first + second[len(first) :] if len(first) == 1 else first), second


def _ends(first: str, second: str) -> tuple[str, str]:
    """Of 当选省协会副会长、理事 the ends: the second shares what the first begins with."""
    return (first[-max(len(second), _BEFORE + 1) :], second) if len(first) > len(second) else (first, second)


def _of_one_list(text: str, one: str, other: str) -> bool:
    """True for 转移石塘镇、沙坪乡、枫林镇群众: the words before a list and behind it are of all its names."""
    first, last = sorted((text.find(one), text.find(other)))
    return _NAMES_ONLY.fullmatch(text[first:last]) is not None


_NAMES_ONLY = regex("(?:[\u4e00-\u9fff]{2,10}(?:、|和|与|及))+")


def _in_row(text: str, name: str) -> bool:
    """True for a name of 甲、乙分别获第二和第三: whose words are whose the row tells."""
    return any(
        RESPECTIVELY.search(_CLAUSE.match(text, at).group())  # type: ignore[union-attr]
        for at in mentions(text, name)
    )


def _turned(
    one: str, other: str, spoken: Mapping[str, Words], told: Mapping[str, Mapping[int, Words]]
) -> bool:
    own, their = spoken[one] - spoken[other], spoken[other] - spoken[one]
    if told[one].keys() & told[other].keys():
        return False  # 甲队、乙队分获第一、第二名
    said, heard = (frozenset[str]().union(*told[name].values()) for name in (one, other))
    return len(said & their) > len(said & own) and len(heard & own) > len(heard & their)


@lru_cache(maxsize=4096)
def _spoken(text: str, persons: frozenset[str]) -> Mapping[str, Words]:
    """The names of a fact, each with the words of the one stretch between marks in which it stands."""
    names = {m.group() for m in _owners().finditer(text) if not _VERB.match(m.group())}
    names |= {m[1] or m[2] for m in _QUOTED.finditer(text)}
    names |= persons | likely(text)
    if len(names) < 2:
        return {}
    stretches = [(m.start(), m.group()) for m in _STRETCH.finditer(text)]
    found = {name: _where(stretches, text, name) for name in sorted(names)}
    return {name: next(iter(where.values())) for name, where in found.items() if len(where) == 1}


def _where(stretches: Sequence[tuple[int, str]], text: str, name: str) -> Mapping[int, Words]:
    """The stretches that hold a name, by where they start: their words without it.

    A name that stands alone in a list shares the words behind: 丁一凡、罗静获二等奖. One that stands
    almost everywhere tells nothing.
    """
    found: dict[int, Words] = {}
    at = text.find(name)
    while at >= 0 and len(found) <= _MOST:
        n = bisect_right(stretches, at, key=itemgetter(0)) - 1
        if n < 0:
            at = text.find(name, at + 1)  # a quoted name may begin with a mark
            continue
        start, stretch = stretches[n]
        if stretch == name:
            while text.startswith("、", start + len(stretch)) and n + 1 < len(stretches):
                n += 1
                start, stretch = stretches[n]
        found[start] = frozenset(pieces(stretch.replace(name, " ")))
        at = text.find(name, max(at + len(name), start + len(stretch)))
    return found if len(found) <= _MOST else {}


_OWN = 3
"""Characters at the end of two names of offices that make them one."""


def strange_offices(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 炼铁厂女职工周敏 for the 轧钢厂女职工周敏 of the facts, be there such an office or none."""
    for name in _persons(text, scope):
        said = _offices(text, name)
        meant = set(_offices(scope.flat_corpus, name).values()) if said else set()
        if not meant:
            continue
        together = "\n".join(m.group() for m in _CLAUSE.finditer(scope.flat_corpus) if name in m.group())
        for start, office in said.items():
            rivals = [own for own in meant if own[-1] == office[-1] and len(own) == len(office)]
            known = office in scope.flat_corpus
            # 区总工会 is one behind 会 and behind 由.
            rivals = [own for own in rivals if known or own[-_OWN:] != office[-_OWN:]]
            if rivals and office not in together:
                own = "、".join(map(quoted, sorted(rivals)))
                yield finding(
                    "misattributed" if known else "unsupported-name",
                    f"{quoted(office)}与事实不符：事实里{quoted(name)}的单位写的是{own}。请照改。",
                    section=scope.heading, start=start, end=start + len(office),
                )  # fmt: skip


def _persons(text: str, scope: Scope) -> list[str]:
    """The people of the facts whom the text names too."""
    return sorted(name for name in persons(scope.corpus) if name in text)


def exchanged_roles(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield 厂方代表郑国良 where the facts name 工会主席郑国良 and the 厂方代表 is somebody else."""
    for name in _persons(text, scope):
        meant = set(roles_of(scope.corpus, name).values())
        for start, role in roles_of(text, name).items():
            if role in meant or role not in scope.corpus or role + name in scope.corpus:
                continue
            other = next((one for one in sorted(meant) if one in text and one + name not in text), None)
            if other is not None:
                yield finding(
                    "misattributed",
                    f"{quoted(role + name)}与事实不符：事实里写的是{quoted(other + name)}。请照改。",
                    section=scope.heading, start=start, end=start + len(role + name),
                )  # fmt: skip


def _offices(text: str, name: str) -> Mapping[int, str]:
    """The offices named in the words right before each mention of a person, by where they stand."""
    found: dict[int, str] = {}
    roles = {start + len(role): start for start, role in roles_of(text, name).items()}
    for at in (roles.get(at, at) for at in mentions(text, name)):
        before = _BEFORE_NAME.search(text, max(0, at - _REACH), at)
        if before:  # 炼铁厂周启明与轧钢厂林素梅: what stands before 与 is somebody else's
            named = _owners().finditer(text, before.start(), at)
            found.update((m.start(), m.group()) for m in named if not _verb_before(text, m))
    return found


def _verb_before(text: str, office: re.Match[str]) -> bool:
    """True for 看望支部, 由工会: what stands before the ending is no part of a name."""
    start = office.start()
    around = (text[max(0, start + n - 1) : start + n + 1] for n in range(_BEFORE))
    return bool(NO_HEAD.intersection(office.group()[:_BEFORE])) or any(
        not telling(word).strip() for word in around
    )


def _changed(
    scope: Scope,
    fact: Told,
    pair: tuple[str, str],
    told: Mapping[str, Mapping[int, Words]],
    stretches: Mapping[int, str],
) -> Iterator[Finding]:
    for name, another in (pair, pair[::-1]):
        start = next(iter(told[name]))
        words = stretches[start]
        yield finding(
            "misattributed",
            f"{quoted(name)}和{quoted(another)}说反了：{fact.label}写的是{quoted(fact.text)}。请按事实改正。",
            section=scope.heading, start=start, end=start + len(words), facts=(fact.id,),
        )  # fmt: skip
