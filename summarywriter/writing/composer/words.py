"""The composer's word lists (``words/compose-*.tsv``) in the shapes its rules want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from summarywriter.patterns import regex
from summarywriter.resources import alternatives, bad_row, listed_words, word_rows


@cache
def verbs(use: str) -> frozenset[str]:
    """Return the verbs listed for a use (``act``, ``state``, ``tell``, ``both``, ``noun``, ``link``)."""
    return frozenset(w for row in word_rows("compose-verbs") if row[0] == use for w in _cell(row, 1).split())


@cache
def label_pattern(use: str) -> re.Pattern[str]:
    """Match the ending of a label of that use (``colon``, ``place``, ``rate``)."""
    return re.compile(f"(?:{alternatives(label_words(use))})$")


@cache
def subject_pattern() -> re.Pattern[str]:
    """Match the short subject a clause opens with: 全区各级工会."""
    return re.compile(rf"[^，；：、“《]{{1,12}}?(?:{alternatives(label_words('subject'))})(?=\D)")


@cache
def label_words(use: str) -> tuple[str, ...]:
    """Return the words listed for labels of that use."""
    return tuple(w for row in word_rows("compose-labels") if row[0] == use for w in _cell(row, 1).split())


@cache
def heading_words(place: str) -> tuple[str, ...]:
    """Return the words that headings begin (``head``) or end with (``tail``), longest first."""
    rows = (row for row in word_rows("compose-headings") if row[0] == place)
    return longest_first(w for row in rows for w in _cell(row, 1).split())


@cache
def frame(name: str) -> str:
    """Return the set phrase of that name, its slots in braces."""
    return _frames()[name]


@cache
def _frames() -> Mapping[str, str]:
    found: dict[str, str] = {}
    shipped: dict[str, frozenset[str]] = {}
    for name, text in word_rows("compose-frames"):
        slots = shipped.setdefault(name, _slots(text))
        if not slots >= _slots(text):
            told = "、".join(f"{{{slot}}}" for slot in sorted(slots)) or "不用"
            raise bad_row("compose-frames", (name, text), f"这一句里的花括号，可写的有：{told}")
        found[name] = text
    return found


def _slots(text: str) -> frozenset[str]:
    """The slots of a phrase; a brace that opens or closes nothing is one that no phrase has."""
    left = _SLOT.sub("", text)
    return frozenset((*_SLOT.findall(text), *re.findall("[{}]", left)))


_SLOT = regex("{([\u4e00-\u9fff]+)}")


@cache
def pairs() -> Mapping[str, tuple[str, ...]]:
    """Return noun → verbs that go with it; a leading ``-`` says that none is to be supplied."""
    return {row[0]: tuple(_cell(row, 1).split()) for row in word_rows("compose-pairs")}


@cache
def noun_pattern() -> re.Pattern[str]:
    """Match the longest listed noun that ends a text."""
    return re.compile(f"(?:{alternatives(pairs())})$")


@cache
def verb_pattern() -> re.Pattern[str]:
    """Match a verb that acts, or (group ``noun``) a noun that merely looks like one."""
    acts = verbs("act")
    nouns = (verbs("noun") | {noun for noun in pairs() if any(verb in noun for verb in acts)}) - acts
    return re.compile(f"(?P<noun>{alternatives(nouns)})|(?P<act>{alternatives(acts)})")


@cache
def listed(use: str) -> re.Pattern[str]:
    """Match a verb of that use."""
    return re.compile(alternatives(verbs(use)))


@cache
def act_pattern() -> re.Pattern[str]:
    """Match the verb a text opens with, what modifies it included: 继续开展."""
    return re.compile(f"(?:{alternatives(verbs('adverb'))})*(?:{alternatives(verbs('act'))})")


@cache
def state_pattern() -> re.Pattern[str]:
    """Match a word that says a thing is not done yet, anywhere in a text (将 but not 将近, nor 接待)."""

    def alone(word: str) -> str:
        longer = (other.removesuffix(word) for other in verbs("settled") if other.endswith(word))
        return "".join(f"(?<!{re.escape(before)})" for before in sorted(longer)) + re.escape(word)

    return re.compile(f"(?:{'|'.join(map(alone, longest_first(verbs('state'))))})(?!近)")


@cache
def time_pattern() -> re.Pattern[str]:
    """Match the words of time that open a clause, its comma included."""
    listed = alternatives(listed_words("compose-times"))
    dated = (
        r"(?:[0-9]{4}年|今年|去年|明年)?[0-9]{1,2}(?:[—～至-][0-9]{1,2})?月(?:份|底|初|[上中下]旬|[0-9]{1,2}日)?"
        r"(?:[—～至-](?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|底)?)?(?:以来|期间|前后|前)?"
        r"|(?:[0-9]{4}年)(?:[上下]半年|[一二三四]季度|度)?|截至[^，；。]{1,10}"
    )
    return re.compile(f"(?:{listed}|{dated})(?P<comma>，?)")


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words without repeats, the longest first, otherwise in dictionary order."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _cell(row: tuple[str, ...], index: int) -> str:
    return row[index] if len(row) > index else ""
