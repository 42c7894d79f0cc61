"""Names of people in an old report, the strong frames of :mod:`people` and weaker ones that hold there."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from summarywriter.checking.layout.people import people
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, signs, word_rows

_COUNTED = regex(r"(?P<more>等)?(?P<count>[一二两三四五六七八九十]|\d{1,2})(?:名|位|人(?!次))")
_NUMBERS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_BETWEEN = "、|和|与|以及|及"
_ALONE = 3
"""Members from which a list between colon or bracket and mark is one of people."""


def names_of(text: str, unlike: Collection[str]) -> list[str]:
    """Return the names of people, each once; none holds a sign of a word in ``unlike``.

    Taken are names in strong frames (主席刘建国到), with a title behind them (刘建国主席), between a
    unit and a deed (明远公司王丽芬被评为), and in lists (张伟、王芳、李强三名同志).
    """
    found: dict[str, None] = {}
    # A name before 、 may be any word of a row (文明、安全): the row has to say more.
    found.update((one.name, None) for one in people(text) if text[one.end : one.end + 1] != "、")
    for pattern in (_titled(), _placed()):
        found.update(dict.fromkeys(match["name"] for match in pattern.finditer(text)))
    known = [name for name in found if _fits(name, unlike)]
    for match in _row().finditer(text):
        members = re.split(_BETWEEN, match["names"])
        if all(_fits(member, unlike) for member in members) and _of_people(members, match, known):
            known += members
    return list(dict.fromkeys(known))


def _fits(name: str, unlike: Collection[str]) -> bool:
    return not any(word in name for word in unlike)


def _of_people(members: list[str], match: re.Match[str], known: Collection[str]) -> bool:
    """Tell whether a row is one of people: one is known, as many are counted, or an address follows."""
    text, end = match.string, match.end()
    counted = _COUNTED.match(text, end)
    if counted:
        count = _NUMBERS.get(counted["count"]) or int(counted["count"])
        return count >= len(members) if counted["more"] else count == len(members)
    if re.match(r"等?[一二两三四五六七八九十\d]", text[end : end + 2]):
        return False
    role = text[match.start() : match.start("names")].endswith(_words("before"))
    fellows = text[end : end + 6].lstrip("等“").startswith(_words("title", "address", "fellows"))
    if role or fellows or any(member in known for member in members):
        return True
    before, behind = text[: match.start("names")][-1:], text[end : end + 1]
    return len(members) >= _ALONE and before in ("：", "（") and behind in ("", *"，。；）")


@cache
def _words(*kinds: str) -> tuple[str, ...]:
    """Return the words of these kinds."""
    rows = (*word_rows("people"), *word_rows("pseudonyms"))
    words = {word for kind, words in rows if kind in kinds for word in words.split()}
    return tuple(sorted(words))


@cache
def _name(given: str) -> str:
    """Return a name's pattern; ``given`` says how many signs its given name has."""
    family = alternatives(listed_words("surnames"))
    never = signs(_words("never-given"))
    return rf"(?:{family})[^\W\d_{never}]{{{given}}}"


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"{_begins()}(?P<name>{_name('2')})(?={alternatives(_words('title', 'address'))})")


@cache
def _placed() -> re.Pattern[str]:
    unit = alternatives(_words("unit"))
    deed = alternatives(_words("behind", "after", "deed"))
    others = alternatives(_words("fellows"))
    return re.compile(
        rf"(?:{unit})(?P<name>{_name('2')}(?={deed}|等(?:{others}))|{_name('1')}(?=等(?:{others})))"
    )


@cache
def _row() -> re.Pattern[str]:
    one = _name("1,2")
    behind = alternatives(_words("behind", "title", "address"))
    return re.compile(
        rf"{_begins()}(?P<names>{one}(?:、{one})*(?:{_BETWEEN}){one})"
        rf"(?=[，。；）\s]|等|“|[一二三四五六七八九十两\d]|{behind}|\Z)"
    )


@cache
def _begins() -> str:
    return rf"(?:\A|[，。；：（、\s]|(?:{alternatives(_words('lead', 'before', 'row-lead'))})了?)"
