"""A paragraph → its sentences, their members and clauses, and the stretches that tell one deed each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarywriter.patterns import regex
from summarywriter.resources import word_rows
from summarywriter.text import Span, sentences

_LONG = 36
"""Characters from which a thing is cut where another deed begins."""
_OWN = 8
"""Characters that a thing of its own has at least."""
_WHOLE = 110
"""Characters up to which what one doer did stays together."""
_DOER = 14
"""Characters within which a doer is named."""
_MEMBER, _LIST = 20, 160
"""Characters up to which a member between semicolons belongs to a list, and the list is one thing."""
_ITEM = regex(
    r"(?:[一二三四五六七八九十]{1,2}(?:是(?!否)|要(?=[^求])|来(?=[，、]))|第[一二三四五六七八九十]{1,2}[，、：]|其[一二三四五][，、]"
    r"|（[一二三四五六七八九十\d]{1,2}）|[①-⑳]|\d{1,2}[、.](?!\d))[，：]?"
)
ANNOUNCED = regex(
    r"[两二三四五六七八九十\d]+(?:个?(?:大)?方面|[项件大](?:重点|主要|中心)?(?:工作|任务))(?=的?(?:工作)?(?:[，。；：]|\Z))"
)
"""How many matters a report goes on to tell (三个方面的工作): a count of its own sections."""
OPENING, CLOSING = "“‘《（〔【「『", "”’》）〕】」』"
EDGE = "，。；：、！？ "


def sentences_of(text: str, place: Span) -> Iterator[Span]:
    """Yield the sentences that lie in ``place``."""
    for span in sentences(place.of(text)):
        yield Span(place.start + span.start, place.start + span.end)


def units_of(text: str, sentence: Span) -> list[Span]:
    """Cut a sentence at its semicolons; the short members of a list stay together."""
    listed = cuts(text, sentence, "：")
    if len(listed) > 1 and listed[0].of(text).strip(EDGE) in fact_words()["announcer"]:
        rest = Span(listed[0].end, sentence.end)
        return [listed[0], *(one for unit in cuts(text, rest, "；") for one in _items(text, unit))]
    merged: list[Span] = []
    for unit in cuts(text, sentence, "；"):
        short = len(unit.of(text)) <= _MEMBER and not re.search(r"\d", unit.of(text))
        numbered = behind_item(text, unit.start, unit.end) > unit.start
        if merged and short and not numbered and len(listed) > 1 and unit.end - merged[-1].start <= _LIST:
            merged[-1] = Span(merged[-1].start, unit.end)
        else:
            merged.append(unit)
    return [one for unit in merged for one in _items(text, unit)]


def _items(text: str, unit: Span) -> list[Span]:
    """Cut before numbers within: ……以下问题：一是……，二是……"""
    starts = [unit.start]
    depth = 0
    for at in range(unit.start, unit.end):
        sign = text[at]
        depth += (sign in OPENING) - (sign in CLOSING)
        if (
            depth == 0
            and sign in "：，"
            and _ITEM.match(text, at + 1, unit.end)
            and text[at + 1] in "一二三四五六七八九十第其"
        ):
            starts.append(at + 1)
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], unit.end], strict=True) if text[a:b].strip(EDGE)]


def cuts(text: str, place: Span, mark: str) -> list[Span]:
    """Return the stretches between the marks that stand in no quotes or brackets, marks included."""
    found = []
    start = place.start
    depth = 0
    for at in range(place.start, place.end):
        sign = text[at]
        depth = max(0, depth + (sign in OPENING) - (sign in CLOSING))
        if sign == mark and depth == 0:
            found.append(Span(start, at + 1))
            start = at + 1
    if text[start : place.end].strip(EDGE):
        found.append(Span(start, place.end))
    return found


def deeds_of(text: str, unit: Span, fixed: Sequence[Span]) -> list[Span]:
    """Cut a long unit where a clause begins another deed, the circumstances before it included.

    Not where a doer is named at the beginning: cut off, the second deed would be anyone's.
    """
    clauses = cuts(text, unit, "，")
    if unit.end - unit.start <= _WHOLE and _has_doer(text, clauses):
        return [unit]
    found: list[Span] = []
    start = unit.start
    ahead: int | None = None
    deed = False
    for clause in clauses:
        said = _said(text, clause)
        at = clause.start if ahead is None else ahead
        if (
            _begins(said)
            and deed
            and at - start >= _LONG
            and len(said) >= _OWN
            and _apart(at, fixed)
            and not _within_frame(text, start, at, unit.end)
        ):
            found.append(Span(start, at))
            start = at
            deed = False
        deed = deed or not _is_circumstance(said)
        leads = is_means(said) or (said.startswith(fact_words()["ahead"]) and not _begins(said))
        ahead = (clause.start if ahead is None else ahead) if leads else None
    found.append(Span(start, unit.end))
    return found


def deeds_told(text: str) -> tuple[int, int]:
    """Return how many clauses of a text begin with a deed (举办, 走访), and how many clauses it has."""
    clauses = [clause for clause in re.split("[，。；：\\n]", text) if clause]
    began = (clause[behind_item(clause, 0, len(clause)) :] for clause in clauses)
    return sum(_begins(one[behind_adverbs(one, 0, len(one)) :]) for one in began), len(clauses)


def is_means(said: str) -> bool:
    """Tell a clause that says by what means or on what occasion (以……为载体, 采取……等方式)."""
    return said.rstrip(EDGE).endswith(fact_words()["means"])


def _said(text: str, clause: Span) -> str:
    return text[behind_adverbs(text, clause.start, clause.end) : clause.end]


def _begins(said: str) -> bool:
    """Tell whether a clause begins a deed of its own."""
    words = fact_words()
    return (
        said.startswith(words["start"])
        and not said.startswith((*words["join"], *words["effect"]))
        and not is_means(said)
    )


def _is_circumstance(said: str) -> bool:
    return is_means(said) or (said.startswith(fact_words()["circumstance"]) and not _begins(said))


def _has_doer(text: str, clauses: Sequence[Span]) -> bool:
    """Tell whether the first clause that tells a deed begins with who does it (云岭项目部购置……)."""
    words = fact_words()
    first = next((said for clause in clauses if not _is_circumstance(said := _said(text, clause))), "")
    if first.startswith((*words["start"], *words["matter"])):
        return False
    return any(0 < first.find(doer) <= _DOER for doer in words["doer"])


def _within_frame(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether a cut would part 对…… from the verb it goes with (对……做法进行总结)."""
    opened = max((m.start() for m in re.finditer("(?:^|[，；。])对(?!于)", text[start:at])), default=-1)
    if opened < 0:
        return False
    verbs = fact_words()["frame"]
    return not any(verb in text[start + opened : at] for verb in verbs) and any(
        verb in text[at:end] for verb in verbs
    )


def _apart(at: int, fixed: Sequence[Span]) -> bool:
    """Tell whether a cut at ``at`` runs through no figure and no name."""
    return all(not span.start < at < span.end for span in fixed)


def weighty(place: Span, fixed: Sequence[Span]) -> bool:
    """Tell whether a stretch holds a figure, a name in quotes or a mask: it may not be left out."""
    return any(span.start < place.end and place.start < span.end for span in fixed)


def behind_item(text: str, start: int, end: int) -> int:
    """Return where a stretch begins behind its number (一是, 第一，, 1、)."""
    while start < end and text[start] in EDGE:
        start += 1
    match = _ITEM.match(text, start, end)
    return match.end() if match and match.end() < end else start


def behind_adverbs(text: str, start: int, end: int) -> int:
    """Return where a clause begins behind adverbs such as 积极 and 进一步."""
    while start < end and text[start] in EDGE:
        start += 1
    moved = True
    while moved:
        moved = False
        for word, guards in _adverbs():
            after = start + len(word)
            if text.startswith(word, start, end) and after + 2 < end and not text.startswith(guards, after):
                start, moved = after, True
    return start


@cache
def fact_words() -> dict[str, tuple[str, ...]]:
    """Return the words that tell deeds from circumstances and praise, by kind."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in word_rows("fact-words"):
        found[kind] = (*found.get(kind, ()), *words.split())
    return found


@cache
def _adverbs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = [word.partition("!") for word in fact_words()["adverb"]]
    return tuple((word, tuple(guards.split(",")) if guards else ("\0",)) for word, _, guards in read)
