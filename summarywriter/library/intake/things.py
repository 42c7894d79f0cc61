"""A section's prose → the things it tells, each as the stretches of text that say it.

Sentences are cut at their semicolons and numbers, long ones where another deed begins; what only
praises or explains, the numbers and the adverbs at a thing's beginning are left out. Nothing is
rephrased here: a thing's words are words of the text, so that text and facts cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from summarywriter.library.masks import mask_spans
from summarywriter.model import Figure
from summarywriter.resources import word_rows
from summarywriter.text import GROUP_MARK, Span, sentences

_LONG = 36
"""Characters from which a thing is cut where another deed begins."""
_OWN = 8
"""Characters that a thing of its own has at least."""
_TOPIC = 32
"""Characters up to which a first sentence only names the matter (一是抓劳动竞赛。)."""
_TAKEN_ALONG = 22
"""Characters up to which a matter's name goes along with what is told of it."""
_ANNOUNCED = 12
_NAME = 9
"""Characters up to which such a sentence is a mere name (1.走访慰问。)."""
_MEMBER, _LIST = 20, 160
"""Characters up to which a member between semicolons belongs to a list, and the list is one thing."""
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}(?:是(?!否)|要(?=[^求])|来(?=[，、]))|第[一二三四五六七八九十]{1,2}[，、：]|其[一二三四五][，、]"
    r"|（[一二三四五六七八九十\d]{1,2}）|[①-⑳]|\d{1,2}[、.](?!\d))[，：]?"
)
_OPEN, _CLOSE = "“‘《（〔【「『", "”’》）〕】」』"
_NAMED = re.compile(r"[《“][^《》“”]*[》”]")
_EDGE = "，。；：、！？ "


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing told: ``start``/``end`` is the whole stretch, ``kept`` the words of it that say it."""

    start: int
    end: int
    kept: tuple[Span, ...]

    def words(self, text: str) -> str:
        """Return the thing in the text's own words, what was left out joined over."""
        said = ""
        for span in self.kept:
            piece = span.of(text).strip(_EDGE)
            if piece:
                said += ("，" if said and said[-1] not in _OPEN else "") + piece
        return _shut(said.replace("\n", ""))

    def whole(self, text: str) -> Thing:
        """Return the thing with nothing left out but its number."""
        return replace(self, kept=(Span(_behind_item(text, self.start, self.end), self.end),))


def things_of(text: str, figures: Sequence[Figure], *, named: bool = False) -> list[Thing]:
    """Return the things that a text tells, in order; ``figures`` are those found in it.

    ``named`` keeps the short sentences that name a matter: in a plan they are what is planned.

    Lines that are a group's heading tell nothing. Every figure lies in one thing's kept words.
    """
    found: list[Thing] = []
    fixed = (
        *(Span(figure.phrase_start, figure.phrase_end) for figure in figures),
        *mask_spans(text),
        *(Span(*match.span()) for match in _NAMED.finditer(text)),
    )
    start = 0
    for line in text.split("\n"):
        if line and not line.startswith(GROUP_MARK):
            end = start + len(line)
            found += _of_paragraph(
                text, Span(start, end), [f for f in fixed if start <= f.start < end], named
            )
        start += len(line) + 1
    return found


def untold_at(text: str, at: int, things: Sequence[Thing]) -> Span | None:
    """Return the clause at ``at`` that no thing tells, ``None`` where there is none."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = Span(start, len(text) if end < 0 else end)
    if line.of(text).startswith(GROUP_MARK):
        return None
    for span in _sentences(text, line):
        if span.start <= at < span.end:
            first = max((t.end for t in things if t.end <= at and t.end > span.start), default=span.start)
            last = min((t.start for t in things if t.start > at and t.start < span.end), default=span.end)
            clauses = _cuts(text, Span(first, last), "，")
            return next((clause for clause in clauses if clause.start <= at < clause.end), None)
    return None


def _of_paragraph(text: str, place: Span, fixed: Sequence[Span], named: bool) -> list[Thing]:
    units: list[Span] = []
    for sentence in _sentences(text, place):
        units += _units(text, sentence)
    things: list[Thing] = []
    matter: Span | None = None
    for n, unit in enumerate(units):
        body = Span(_behind_item(text, unit.start, unit.end), unit.end)
        following = units[n + 1] if n + 1 < len(units) else None
        if not _weighty(body, fixed) and _announces(text, body):
            continue
        if not _weighty(body, fixed) and following is not None and _names_matter(text, unit, body, following):
            # Where what follows does not name the matter again (目前建成8家), it takes the name along.
            keep = named or "等" in body.of(text) or not _named_again(text, body, following)
            matter = body if keep and len(body.of(text)) <= _TAKEN_ALONG else None
            continue
        for stretch in _deeds(text, body, fixed):
            kept = _kept(text, stretch, fixed)
            if (
                kept
                and things
                and text.startswith(_words()["more"], body.start)
                and stretch.start == body.start
            ):
                before = things.pop()
                things.append(Thing(before.start, stretch.end, (*before.kept, *kept)))
            elif kept and matter is not None:
                name = Span(_behind_adverbs(text, matter.start, matter.end), matter.end)
                things.append(Thing(matter.start, stretch.end, (name, *kept)))
                matter = None
            elif kept:
                things.append(Thing(stretch.start, stretch.end, kept))
    if not things:
        things = [
            Thing(unit.start, unit.end, (Span(_behind_item(text, unit.start, unit.end), unit.end),))
            for unit in units[:1]
        ]
    return things


def _named_again(text: str, body: Span, following: Span) -> bool:
    """Tell whether the sentence after a matter speaks of it in words of its own."""
    hanzi = re.findall(r"[一-鿿]+", text[_behind_adverbs(text, body.start, body.end) + 2 : body.end])
    pairs = {run[i : i + 2] for run in hanzi for i in range(len(run) - 1)}
    return any(pair in following.of(text) for pair in pairs)


def _names_matter(text: str, unit: Span, body: Span, following: Span) -> bool:
    """Tell a numbered first sentence that only names the matter: 一是抓劳动竞赛。 with more behind it."""
    if body.start == unit.start or len(body.of(text)) > _TOPIC:
        return False
    if (
        _behind_item(text, following.start, following.end) > following.start
        or text[unit.end - 1] not in "。："
    ):
        return False
    if len(body.of(text)) <= _NAME:
        return True
    return text.startswith(_words()["matter"], _behind_adverbs(text, body.start, body.end))


def _announces(text: str, body: Span) -> bool:
    """Tell 主要反映在： from a thing told."""
    return len(body.of(text)) <= _ANNOUNCED and text[body.end - 1] in "：:"


def _sentences(text: str, place: Span) -> Iterator[Span]:
    for span in sentences(place.of(text)):
        yield Span(place.start + span.start, place.start + span.end)


def _units(text: str, sentence: Span) -> list[Span]:
    """Cut a sentence at its semicolons; the short members of a list stay together."""
    cuts = _cuts(text, sentence, "；")
    listed = _cuts(text, sentence, "：")
    merged: list[Span] = []
    for unit in cuts:
        short = len(unit.of(text)) <= _MEMBER and not re.search(r"\d", unit.of(text))
        numbered = _behind_item(text, unit.start, unit.end) > unit.start
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
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if (
            depth == 0
            and sign in "：，"
            and _ITEM.match(text, at + 1, unit.end)
            and text[at + 1] in "一二三四五六七八九十第其"
        ):
            starts.append(at + 1)
    return [
        Span(a, b) for a, b in zip(starts, [*starts[1:], unit.end], strict=True) if text[a:b].strip(_EDGE)
    ]


def _cuts(text: str, place: Span, mark: str) -> list[Span]:
    """Return the stretches between the marks that stand in no quotes or brackets, marks included."""
    found = []
    start = place.start
    depth = 0
    for at in range(place.start, place.end):
        sign = text[at]
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSE))
        if sign == mark and depth == 0:
            found.append(Span(start, at + 1))
            start = at + 1
    if text[start : place.end].strip(_EDGE):
        found.append(Span(start, place.end))
    return found


def _deeds(text: str, unit: Span, fixed: Sequence[Span]) -> list[Span]:
    """Cut a long unit where a clause begins another deed."""
    words = _words()
    found: list[Span] = []
    start = unit.start
    deed = False
    for clause in _cuts(text, unit, "，"):
        said = text[_behind_adverbs(text, clause.start, clause.end) : clause.end]
        begins = said.startswith(words["start"]) and not said.startswith((*words["join"], *words["effect"]))
        held = clause.start - start
        if begins and deed and held >= _LONG and len(said) >= _OWN and _apart(clause.start, fixed):
            found.append(Span(start, clause.start))
            start = clause.start
            deed = False
        circumstance = said.startswith(words["circumstance"]) and not begins
        deed = deed or not circumstance
    found.append(Span(start, unit.end))
    return found


def _apart(at: int, fixed: Sequence[Span]) -> bool:
    """Tell whether a cut at ``at`` runs through no figure and no name."""
    return all(not span.start < at < span.end for span in fixed)


def _kept(text: str, stretch: Span, fixed: Sequence[Span]) -> tuple[Span, ...]:
    """Return the clauses that tell something, adverbs at the beginning left out.

    Where only praise or the circumstance of it would be left, nothing is.
    """
    words = _words()
    kept: list[Span] = []
    told = left = cut = False
    for clause in _cuts(text, stretch, "，"):
        said = text[clause.start : clause.end].lstrip(_EDGE)
        if not _weighty(clause, fixed) and (
            said.startswith(words["effect"]) or (left and not said.startswith(words["start"]))
        ):
            left = cut = True
            continue
        left = False
        told = told or _weighty(clause, fixed) or not said.startswith(words["circumstance"])
        if kept and kept[-1].end == clause.start:
            kept[-1] = Span(kept[-1].start, clause.end)
        else:
            kept.append(clause)
    if not kept or (cut and not told):
        return ()
    kept[0] = Span(_behind_adverbs(text, kept[0].start, kept[0].end), kept[0].end)
    return tuple(span for span in kept if span.of(text).strip(_EDGE))


def _weighty(place: Span, fixed: Sequence[Span]) -> bool:
    """Tell whether a stretch holds a figure, a name in quotes or a mask: it may not be left out."""
    return any(span.start < place.end and place.start < span.end for span in fixed)


def _behind_item(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _EDGE:
        start += 1
    match = _ITEM.match(text, start, end)
    return match.end() if match and match.end() < end else start


def _behind_adverbs(text: str, start: int, end: int) -> int:
    """Return where a clause begins behind adverbs such as 积极 and 进一步."""
    while start < end and text[start] in _EDGE:
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
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in word_rows("fact-words"):
        found[kind] = (*found.get(kind, ()), *words.split())
    return found


@cache
def _adverbs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = [word.partition("!") for word in _words()["adverb"]]
    return tuple((word, tuple(guards.split(",")) if guards else ("\0",)) for word, _, guards in read)


def _shut(said: str) -> str:
    """Take off a quote or bracket at either end that its partner was cut from."""
    for opening, closing in zip(_OPEN, _CLOSE, strict=True):
        if said.startswith(opening) and closing not in said:
            said = said[1:]
        if said.endswith(closing) and opening not in said:
            said = said[:-1]
    return said
