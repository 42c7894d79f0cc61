"""Other names for people, places and firms, the same ones throughout a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count

from summarywriter.library.intake.names import names_of
from summarywriter.library.masks import has_mask
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, signs, word_rows

_KINDS = "省|市|区|县|镇|乡|街道|社区|村|开发区"
_FIRM = regex(
    r"(?P<stem>[一-鿿]{2,16}?)(?P<kind>股份有限公司|有限责任公司|有限公司|培训学校|中学|小学|大学|医院|酒店|幼儿园)"
)
_BESIDE = regex(
    r"[在由经向到对赴往与和及于获被为的把将了省市区县镇乡]|联合|推荐|组织|指导|前往|协助|要求|选派|慰问|走访|参观|邀请|督促|发动"
)
"""What stands before a firm's name and is no part of it."""
_SHORTEST = 2
_BEGINS = r"(?:\A|(?<=[\s，。；：、（“《在由经向到对赴往与和及于省市区县镇乡道]))"
_DEEDS = frozenset({"start", "join", "circumstance", "effect", "adverb", "matter"})


class Pseudonyms:
    """The other names of one report. ``replaced`` maps every name found to the one put for it."""

    def __init__(self, text: str, organization: str) -> None:
        self.replaced: dict[str, str] = {}
        self._text = text
        unlike = (*_common_words(), *_names()["person-never"], *_names()["address"])
        persons = names_of(text, unlike)
        kinds = dict.fromkeys(persons, "person")
        places = _places(text)
        for stem in (*_firms(text), *_stems(organization), *places):
            if not any(stem in known or known in stem for known in kinds):
                kinds[stem] = "place" if stem in places or stem in organization else "firm"
        self._give({name: kind for name, kind in kinds.items() if not has_mask(name)})
        self._shorten(persons)

    def put(self, text: str) -> str:
        """Return the text with the other names in it."""
        if not self.replaced:
            return text
        # Longest first, and all in one pass: a name put in is never replaced again.
        return re.sub(alternatives(self.replaced), lambda match: self.replaced[match.group()], text)

    def _give(self, kinds: Mapping[str, str]) -> None:
        """Give every name another of its kind, with another beginning, that the text knows nothing of."""
        spare = {kind: _spare(kind) for kind in ("person", "place", "firm")}
        for name, kind in kinds.items():
            self.replaced[name] = next(
                other
                for other in spare[kind]
                if other not in self._text
                and other[0] != name[0]
                and not any(known in other for known in kinds)
            )

    def _shorten(self, persons: Sequence[str]) -> None:
        """Let a surname with a title (刘主席) go with the person's other name, where only one has it."""
        given = {name: other for name, other in self.replaced.items() if name in persons}
        for name, other in given.items():
            if sum(one[0] == name[0] for one in given) == 1:
                for title in _names()["address"]:
                    if name[0] + title in self._text:
                        self.replaced[name[0] + title] = other[0] + title


def _spare(kind: str) -> Iterator[str]:
    """Yield other names: those listed, the beginning of each with the end of another, then numbered ones."""
    listed = _names()[kind]
    yield from listed
    yield from (one[0] + other[1:] for step in range(1, len(listed)) for one, other in _shifted(listed, step))
    yield from (f"{listed[0]}{number}" for number in count(2))


def _shifted(listed: Sequence[str], step: int) -> Iterator[tuple[str, str]]:
    return zip(listed, (*listed[step:], *listed[:step]), strict=True)


def _places(text: str) -> list[str]:
    """Return the stems of the places: known names anywhere, others where they stand for themselves."""
    known = [stem for stem in _names()["known"] if stem in text]
    return [*known, *(stem for stem in _stems(text) if stem not in known)]


def _firms(text: str) -> list[str]:
    """Return the firms' own names, without their trade (明远 of 明远智能科技).

    Of two finds of which one ends the other, the shorter is the name.
    """
    found = [_untraded(_BESIDE.split(match["stem"])[-1]) for match in _FIRM.finditer(text)]
    never = "".join(_names()["never"])
    found = [stem for stem in dict.fromkeys(found) if len(stem) >= _SHORTEST and not set(stem) & set(never)]
    return [
        one
        for one in found
        if not _common(one) and not any(one != other and one.endswith(other) for other in found)
    ]


def _untraded(stem: str) -> str:
    """Return a firm's name without the words of its trade at the end, as long as a name is left."""
    shorter = next((t for t in _names()["trade"] if stem.endswith(t) and len(stem) - len(t) >= _SHORTEST), "")
    return _untraded(stem.removesuffix(shorter)) if shorter else stem


def _stems(text: str) -> list[str]:
    """Return the names of places that stand for themselves, without 市, 县 and the like."""
    return list(dict.fromkeys(m["stem"] for m in _place().finditer(text) if not _common(m["stem"])))


@cache
def _place() -> re.Pattern[str]:
    never = signs(_names()["never"])
    return re.compile(rf"{_BEGINS}(?P<stem>(?:(?![{never}])[一-鿿]){{2,3}}?)(?:{_KINDS})")


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
