"""Other names for people, places and firms, the same ones throughout a report."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.checking.people import people
from summarywriter.library.masks import has_mask
from summarywriter.resources import word_rows

_PLACE = re.compile(r"(?P<stem>[一-鿿]{2,3}?)(?P<kind>省|市|区|县|镇|乡|街道|社区|村|开发区)")
_FIRM = re.compile(
    r"(?P<stem>[一-鿿]{2,12}?)(?P<kind>股份有限公司|有限责任公司|有限公司|集团公司|培训学校|中学|小学|大学|医院|酒店|幼儿园)"
)
_BEGINS = re.compile(r"[\s，。；：、（“《]|[在由经向到对赴往与和及于]|联合|推荐|组织|指导|前往|协助")


class Pseudonyms:
    """The other names of one report. ``replaced`` maps every name found to the one put for it."""

    def __init__(self, text: str, organization: str) -> None:
        self.replaced: dict[str, str] = {}
        self._text = text
        self._spare = {kind: [*words] for kind, words in _names().items()}
        for person in people(text):
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
        if name in self.replaced or has_mask(name) or any(name in known for known in self.replaced):
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
    return _stems(_FIRM, text)


def _stems(pattern: re.Pattern[str], text: str) -> list[str]:
    never = "".join(_names()["never"])
    found = []
    for match in pattern.finditer(text):
        stem = match["stem"]
        if _begun(text, match.start()) and not any(sign in never for sign in stem):
            found.append(stem)
    return list(dict.fromkeys(found))


def _begun(text: str, at: int) -> bool:
    return at == 0 or any(_BEGINS.fullmatch(text[max(0, at - length) : at]) for length in (1, 2))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in word_rows("pseudonyms"):
        found[kind] = (*found.get(kind, ()), *words.split())
    return found
