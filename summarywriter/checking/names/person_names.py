"""People named in a text: strange ones, and those of the facts written wrong or put out by another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.people import (
    family_names,
    given_names,
    mentions,
    people,
    persons,
    somebody_beside,
    staff,
    usual_names,
)
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.reworded import telling, verb_words
from summarywriter.checking.names.listed_names import people_beside
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex


def people_named(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield the people whom no fact names, with the one of the facts whose place they take."""
    known = scope.flat_corpus
    named = {person.name for person in people(scope.corpus)}
    framed = {name for name in persons(scope.corpus) if name not in text}
    usual = (name for name in usual_names(scope.corpus) if name not in text)
    absent = framed | {name for name in usual if telling(name) == name}  # 计建成 is none
    yield from _misspelt(text, absent, framed, scope)
    yield from _misspelt_staff(text, named, scope)
    yield from _in_place(text, absent, scope)
    found = {person.start: person for person in (*people_beside(text, named), *people(text))}
    for _, person in sorted(found.items()):
        # 刘敏等 may be read as a name of three characters; a known shorter name settles it.
        if person.name in known or person.name[:-1] in named:
            continue
        yield finding(
            "unsupported-name",
            f"人名{quoted(person.name)}在事实里找不到。请核对，或删去这一处。",
            section=scope.heading, severity="error", start=person.start, end=person.end,
        )  # fmt: skip


def _misspelt(text: str, absent: Set[str], framed: Set[str], scope: Scope) -> Iterator[Finding]:
    """Yield 王海滔 and 黄海涛 for 王海涛: a name of the facts written with one other character.

    Of what only looks like a name, and is not ``framed`` as one, the other must look like one too.
    """
    known = scope.flat_corpus
    for name in sorted(absent):
        if len(name) < 3:
            continue
        given = "[\u4e00-\u9fff]" if name in framed else given_names()
        for wrong in (f"{name[:-1]}{given}", f"{name[0]}{given}{name[2:]}", f"{family_names()}{name[1:]}"):
            for match in re.finditer(wrong, text):
                if match.group() not in known and name[:-1] not in known.replace(name, ""):
                    yield _wrong_name(match.span(), match.group(), name, scope)


def _misspelt_staff(text: str, named: set[str], scope: Scope) -> Iterator[Finding]:
    """Yield 县医院宋岩 for 县医院宋岚: the same office and surname, and no such name in the facts."""
    for name, office in staff(scope.flat_corpus).items():
        if name in text or name in named:
            continue
        for match in re.finditer(rf"{re.escape(office)}({name[0]}[\u4e00-\u9fff]{{{len(name) - 1}}})", text):
            if match.group() not in scope.flat_corpus:
                yield _wrong_name(match.span(1), match[1], name, scope)


def _in_place(text: str, absent: Set[str], scope: Scope) -> Iterator[Finding]:
    """Yield 负责人吴桂兰 for 负责人陈立平: somebody strange in the role of one who is gone."""
    known = scope.flat_corpus
    holders: dict[str, set[str]] = {}
    for name in absent:
        for at in mentions(known, name):
            beside = _ROLE_BEFORE.match(known, max(0, at - 2), at), _ROLE_BEHIND.match(known, at + len(name))
            for found in filter(None, beside):
                holders.setdefault(found[1], set()).add(name)
    for role, names in sorted(holders.items()):
        if len(names) > 1 or role not in text or any(verb_words().find(role)):
            continue
        (name,) = names
        for person in somebody_beside(text, role):
            if person.name not in known:
                yield _wrong_name((person.start, person.end), person.name, name, scope)


_ROLE_BEFORE = regex("([\u4e00-\u9fff]{2})")
_ROLE_BEHIND = regex("[（(]([\u4e00-\u9fff]{2,12})[）)]")


def _wrong_name(span: tuple[int, int], said: str, name: str, scope: Scope) -> Finding:
    start, end = span
    return finding(
        "unsupported-name", f"人名{quoted(said)}与事实不符：事实里写的是{quoted(name)}，请照改。",
        section=scope.heading, severity="error", start=start, end=end,
        suggestion=Edit(start=start, end=end, text=name),
    )  # fmt: skip
