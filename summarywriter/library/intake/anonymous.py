"""Other names for people, places and firms, the same ones throughout a report."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.checking.people import people
from summarywriter.library.masks import has_mask
from summarywriter.resources import word_rows

_PLACE = re.compile(r"(?P<stem>[一-鿿]{2,3}?)(?P<kind>省|市|区|县|镇|乡|街道|社区|村|开发区)")
_FIRM = re.compile(
    r"(?P<stem>[一-鿿]{2,16}?)(?P<kind>股份有限公司|有限责任公司|有限公司|培训学校|中学|小学|大学|医院|酒店|幼儿园)"
)
_BESIDE = re.compile(
    r"[在由经向到对赴往与和及于获被为的把将了]|联合|推荐|组织|指导|前往|协助|要求|选派|慰问|走访|参观|邀请|督促|发动"
)
"""What stands before a firm's name and is no part of it."""
_SHORTEST = 2
_BEGINS = re.compile(r"[\s，。；：、（“《在由经向到对赴往与和及于]")
_DEEDS = frozenset({"start", "join", "circumstance", "effect", "adverb", "matter"})


class Pseudonyms:
    """The other names of one report. ``replaced`` maps every name found to the one put for it."""

    def __init__(self, text: str, organization: str) -> None:
        self.replaced: dict[str, str] = {}
        self._text = text
        self._spare = {kind: [*words] for kind, words in _names().items()}
        for person in people(text):
            if not _common(person.name) and not set(person.name) & set("".join(_names()["person-never"])):
                self._give(person.name, "person")
        for stem in (*_firms(text), *_stems(_PLACE, organization), *_places(text)):
            self._give(stem, "place" if stem in _places(text) or stem in organization else "firm")

    def put(self, text: str) -> str:
        """Return the text with the other names in it."""
        if not self.replaced:
            return text
        # Longest first, and all in one pass: a name put in is never replaced again.
        known = sorted(self.replaced, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, known)), lambda match: self.replaced[match.group()], text)

    def _give(self, name: str, kind: str) -> None:
        if has_mask(name) or any(name in known or known in name for known in self.replaced):
            return
        spare = self._spare[kind]
        while spare and spare[0] in self._text:
            spare.pop(0)
        if spare:
            self.replaced[name] = spare.pop(0)


def _places(text: str) -> list[str]:
    """Return the stems of the places: known names anywhere, others where they stand for themselves."""
    known = [stem for stem in _names()["known"] if stem in text]
    return [*known, *(stem for stem in _stems(_PLACE, text) if stem not in known)]


def _firms(text: str) -> list[str]:
    """Return the firms' own names; one that ends another, longer find is the name of both."""
    found = [stem for m in _FIRM.finditer(text) if len(stem := _BESIDE.split(m["stem"])[-1]) >= _SHORTEST]
    never = "".join(_names()["never"])
    found = [stem for stem in dict.fromkeys(found) if not any(sign in never for sign in stem)]
    return [
        one
        for one in found
        if not _common(one) and not any(one != other and one.endswith(other) for other in found)
    ]


def _stems(pattern: re.Pattern[str], text: str) -> list[str]:
    never = "".join(_names()["never"])
    found = []
    for match in pattern.finditer(text):
        stem = match["stem"]
        plain = not any(sign in never for sign in stem) and not _common(stem)
        if plain and _BEGINS.match(text[match.start() - 1 : match.start()] or "，"):
            found.append(stem)
    return list(dict.fromkeys(found))


@cache
def _common_words() -> tuple[str, ...]:
    deeds = [w for kind, words in word_rows("fact-words") if kind in _DEEDS for w in words.split()]
    return tuple({word.partition("!")[0] for word in (*deeds, *_names()["common"]) if len(word) > 1})


def _common(name: str) -> bool:
    """Tell a word of the trade (指导, 根据) from a name."""
    return any(word in name for word in _common_words())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in word_rows("pseudonyms"):
        found[kind] = (*found.get(kind, ()), *words.split())
    return found
