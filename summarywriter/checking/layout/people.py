"""Names of people in strong frames: office or role before, 同志 or a deed behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from summarywriter.checking.common.keeping import keeping
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, signs, word_rows


@dataclass(frozen=True, slots=True)
class Person:
    """A name as the text writes it, with its span."""

    name: str
    start: int
    end: int


@cache
def family_names() -> str:
    """Return the pattern of a surname: those of one character as a class, which is quicker to ask."""
    several, single = (
        {word for word in listed_words("surnames") if (len(word) == 1) is alone} for alone in (False, True)
    )
    return f"(?:{alternatives(several)}|[{''.join(map(re.escape, sorted(single)))}])"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    given = rf"[^\W\d_{_never()}]"
    several = rf"[\d一二两三四五六七八九十]+[名位](?:{alternatives(name_words('before'))}|同志)"
    deed = rf"{alternatives(name_words('behind'))}|等[\d一二两三四五六七八九十]+[名人位]|{several}"
    name = rf"(?P<name>{family_names()}{given}{{1,2}})"
    ends = rf"[、，。；（()）\s]|\d{{1,2}}月|和|与|{deed}|{alternatives(name_words('after'))}|$"
    before = rf"(?:{alternatives(name_words('before'))}){name}(?={ends})"
    start = rf"(?:^|[、，。；：（(\s]|{alternatives(name_words('lead'))})"
    member = rf"(?:[班组科站所室厂]|队(?!伍))(?P<name>{family_names()}{given}{{2}})(?={deed})"
    behind = rf"{start}{name}(?=、{family_names()}|{deed})"
    titled = rf"{start}(?P<name>{family_names()}{given}{{2}})(?={alternatives(name_words('title'))})"
    chosen = rf"(?:选举|推选|推举|增补|补选|聘任|任命){name}(?=为|担任|任)"
    frames = (before, behind, member, titled, chosen)
    return tuple(map(re.compile, frames))


@cache
def _staff() -> re.Pattern[str]:
    deed = alternatives(name_words("behind"))
    offices = alternatives(listed_words("org_suffixes"))
    return re.compile(
        rf"(?P<office>[\u4e00-\u9fff]?(?:{offices}))(?P<name>{family_names()}[\u4e00-\u9fff]{{1,2}})(?={deed})"
    )


@keeping(64)
def staff(text: str) -> Mapping[str, str]:
    """Names right behind an office, by name: 县医院宋岚获第一名. Too weak a frame to call a name strange."""
    return {m["name"]: m["office"] for m in _staff().finditer(text) if not begins_as_word(m["name"])}


@cache
def _likely() -> re.Pattern[str]:
    deed = alternatives(name_words("behind"))
    name = rf"{family_names()}[\u4e00-\u9fff]{{2}}"
    return re.compile(rf"(?=({name})(?:{deed}|第|任|当选))|[为是由](?=({name})(?:[，。；、）]|$))")


@cache
def _behind_role() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[、，。；：（\s])(?=({family_names()}[^\W\d_{_never()}]{{2}})(?:劳模|技能|工匠)?[\u4e00-\u9fff]{{0,6}}工作室)"
        rf"|(?:{alternatives(name_words('end'))}|工(?!程))(?=({family_names()}[^\W\d_{_never()}]{{2}})(?:[，。、；）在获被荣和等的参摘夺当入以接带作主讲赴为到由将与撰所提]|率[队团组]|$))"
    )


@keeping(64)
def behind_roles(text: str) -> frozenset[str]:
    """Names of three characters behind what may be a role, or before 工作室: 厨师长何国胜.

    Too weak to call a name strange.
    """
    names = {m[1] or m[2] for m in _behind_role().finditer(text)}
    return frozenset(name for name in names if not begins_as_word(name))


@cache
def given_names() -> str:
    """Return the pattern of a character that names are often given with."""
    return f"[{signs(listed_words('given-names'))}]"


@cache
def _usual() -> re.Pattern[str]:
    given, ends = given_names(), alternatives(name_words("end"))
    return re.compile(
        rf"(?=({family_names()}{given}{{2}}))|(?:{ends})(?=({family_names()}{given})(?:{_behind_name()}))"
        rf"|(?<![\u4e00-\u9fff])(?=({family_names()}[\u4e00-\u9fff]{{1,2}})[（(][\u4e00-\u9fff]{{2,12}}[）)])"
    )


@cache
def _behind_name() -> str:
    """What may follow a person's name."""
    return alternatives({*name_words("behind"), *name_words("after"), *"，。、；（）()的和与由将撰所"})


@keeping(64)
def usual_names(text: str) -> frozenset[str]:
    """What may be a name, wherever it stands: a surname and two characters that names are often given with.

    A name of two characters stands behind a role, any name before a role in brackets. Too weak to call
    a name strange.
    """
    names = {next(filter(None, m.groups())) for m in _usual().finditer(text)}
    return frozenset(name for name in names if not begins_as_word(name))


@cache
def _somebody() -> str:
    """What may be a name behind a role: of three usual characters, or of two before what follows a name."""
    given = given_names()
    return f"({family_names()}(?:{given}{{2}}|[\u4e00-\u9fff](?={_behind_name()}|应邀)))"


def somebody_beside(text: str, role: str) -> Iterator[Person]:
    """Yield what may be the names of people right behind a role, or before it in brackets."""
    behind, before = f"{re.escape(role)}{_somebody()}", f"{_bracketed()}[（(]{re.escape(role)}[）)]"
    for match in (*re.finditer(behind, text), *re.finditer(before, text)):
        if not begins_as_word(match[1]):
            yield Person(match[1], *match.span(1))


@cache
def _bracketed() -> str:
    """What may be a name before brackets: of usual characters, or of any where no word runs into it."""
    given = given_names()
    return f"({family_names()}(?:{given}{{2}}|(?<![\u4e00-\u9fff].)[\u4e00-\u9fff]{{1,2}}|{given}))"


def begins_as_word(name: str) -> bool:
    """True for what begins like a name and is a common word: 方面, 高度."""
    return name.startswith(_words())


@cache
def _name_at_end() -> re.Pattern[str]:
    return re.compile(rf"{family_names()}[\u4e00-\u9fff]{{1,2}}$")


def ends_in_name(words: str) -> bool:
    """True where words end in what may be a person's name: 县劳模李广田."""
    return _name_at_end().search(words) is not None


def likely(text: str) -> set[str]:
    """Names of three characters before a deed or a rank, or behind 为: 三值张晓峰第一名, 第二名为马晓东."""
    names = {m[1] or m[2] for m in _likely().finditer(text)}
    return {name for name in names if not begins_as_word(name)}


@cache
def _listed() -> re.Pattern[str]:
    deed = alternatives(name_words("behind"))
    name = rf"{family_names()}[^\W\d_{_never()}]{{1,2}}"
    ends = rf"[、，。；“《]|和|等|[两\d二三四五六七八九十]+[名位]|{deed}|$"
    usual = rf"{family_names()}{given_names()}{{2}}"
    return re.compile(rf"(?:、|(?P<and>[和与及]))(?P<name>(?(and){usual}|(?:{name}(?={ends})|{usual})))")


def listed_after(text: str, end: int) -> Iterator[Person]:
    """Yield the people who follow one after another behind a name: 、孟凡奎、李大山."""
    while match := _listed().match(text, end):
        if begins_as_word(match["name"]):
            return
        yield Person(match["name"], *match.span("name"))
        end = match.end()


@cache
def _role() -> re.Pattern[str]:
    return re.compile(f"({alternatives(name_words('before'))})$")


def mentions(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


_COUNTED = regex("两|[三四五六七八九十][家个名人场次件项所处间座期]")
_LONGEST_ROLE = 8


def roles_of(text: str, name: str) -> dict[int, str]:
    """The roles right before each mention of a person, by where they stand: 工会主席郑国良."""
    found = (_role().search(text, max(0, at - _LONGEST_ROLE), at) for at in mentions(text, name))
    return {role.start(): role[1] for role in found if role is not None}


def _never() -> str:
    """Signs that stand in no given name."""
    return signs(name_words("never"))


@cache
def name_words(kind: str) -> frozenset[str]:
    """Return the words of people.tsv of one kind."""
    return frozenset(word for row in word_rows("people") if row[0] == kind for word in row[1].split())


@cache
def _words() -> tuple[str, ...]:
    """Words that begin like a name behind an office: 教职工方面, 干部高度重视."""
    return tuple(name_words("word"))


_NUMBER = regex("[一二三四五六七八九十百千两]{2}")
"""What makes 向六十三名职工 no person of the family name 向."""


@keeping(64)
def people(text: str) -> tuple[Person, ...]:
    """Return the people's names that stand in strong frames, in order, without doubles."""
    found: dict[tuple[int, int], Person] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if begins_as_word(match["name"]) or _NUMBER.match(match["name"], 1):
                continue
            if _COUNTED.match(text, match.end("name") - 1):
                continue  # 新开六家、关闭两家
            if text.endswith("工", 0, match.start("name")) and match["name"].startswith("程"):
                continue  # 输变电工程力争12月投运
            span = match.span("name")
            found.setdefault(span, Person(match["name"], *span))
    return tuple(found[span] for span in sorted(found))


def persons(text: str) -> set[str]:
    """Return the names of people in strong frames and behind what may be a role."""
    return {person.name for person in people(text)} | behind_roles(text)
