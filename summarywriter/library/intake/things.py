"""A section's prose → the things it tells, each as the stretches of text that say it.

Sentences are cut at their semicolons and numbers, long ones where another deed begins; what only
praises or explains, the numbers and the adverbs at a thing's beginning are left out. Nothing is
rephrased here: a thing's words are words of the text, so that text and facts cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarywriter.library.intake.clauses import (
    CLOSING,
    EDGE,
    OPENING,
    behind_adverbs,
    behind_item,
    cuts,
    deeds_of,
    fact_words,
    is_means,
    sentences_of,
    units_of,
    weighty,
)
from summarywriter.library.masks import mask_spans
from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.text import GROUP_MARK, Span

_TOPIC = 32
"""Characters up to which a first sentence only names the matter (一是抓劳动竞赛。)."""
_TAKEN_ALONG = 22
"""Characters up to which a matter's name goes along with what is told of it."""
_ANNOUNCED = 12
_NAME = 9
"""Characters up to which such a sentence is a mere name (1.走访慰问。)."""
_ITEM_ONE = regex(r"(?:一是|一、|第一，|其一，|首先，|（一）|1[、.])")
_MEANT = regex("(?<![特还就但于可总])是.*的")
_NAMED = regex(r"[《“][^《》“”]*[》”]")


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
            piece = span.of(text).strip(EDGE)
            if piece:
                said += ("，" if said and said[-1] not in OPENING else "") + piece
        return _shut(said.replace("\n", ""))

    def whole(self, text: str) -> Thing:
        """Return the thing with nothing left out but its number."""
        return replace(self, kept=(Span(behind_item(text, self.start, self.end), self.end),))


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
    for span in sentences_of(text, line):
        if span.start <= at < span.end:
            first = max((t.end for t in things if t.end <= at and t.end > span.start), default=span.start)
            last = min((t.start for t in things if t.start > at and t.start < span.end), default=span.end)
            clauses = cuts(text, Span(first, last), "，")
            return next((clause for clause in clauses if clause.start <= at < clause.end), None)
    return None


def _of_paragraph(text: str, place: Span, fixed: Sequence[Span], named: bool) -> list[Thing]:
    units: list[Span] = []
    for sentence in sentences_of(text, place):
        units += units_of(text, sentence)
    things: list[Thing] = []
    matter: Span | None = None
    told = False
    for n, unit in enumerate(units):
        body = Span(behind_item(text, unit.start, unit.end), unit.end)
        following = units[n + 1] if n + 1 < len(units) else None
        light = not weighty(body, fixed)
        if light and (_announces(text, body, following) or _explains(text, body)):
            continue
        told = True
        if light and following is not None and _names_matter(text, unit, body, following):
            # Where what follows does not name the matter again (目前建成8家), it takes the name along.
            keep = named or "等" in body.of(text) or not _named_again(text, body, following)
            if keep and len(body.of(text)) > _TAKEN_ALONG:
                things.append(Thing(unit.start, unit.end, _kept(text, body, fixed) or (body,)))
                matter = None
            else:
                matter = body if keep else None
            continue
        for stretch in deeds_of(text, body, fixed):
            kept = _kept(text, stretch, fixed)
            if (
                kept
                and things
                and text.startswith(fact_words()["more"], body.start)
                and stretch.start == body.start
            ):
                before = things.pop()
                things.append(Thing(before.start, stretch.end, (*before.kept, *kept)))
            elif kept and matter is not None:
                name = Span(behind_adverbs(text, matter.start, matter.end), matter.end)
                things.append(Thing(matter.start, stretch.end, (name, *kept)))
                matter = None
            elif kept:
                things.append(Thing(stretch.start, stretch.end, kept))
    if not things and told:
        things = [Thing(units[0].start, units[0].end, ()).whole(text)]
    return things


def _named_again(text: str, body: Span, following: Span) -> bool:
    """Tell whether the sentence after a matter speaks of it in words of its own."""
    hanzi = re.findall(r"[一-鿿]+", text[behind_adverbs(text, body.start, body.end) + 2 : body.end])
    pairs = {run[i : i + 2] for run in hanzi for i in range(len(run) - 1)}
    return any(pair in following.of(text) for pair in pairs.difference(fact_words()["usual"]))


def _names_matter(text: str, unit: Span, body: Span, following: Span) -> bool:
    """Tell a numbered first sentence that only names the matter: 一是抓劳动竞赛。 with more behind it."""
    if body.start == unit.start or len(body.of(text)) > _TOPIC:
        return False
    if (
        behind_item(text, following.start, following.end) > following.start
        or text[unit.end - 1] not in "。："
    ):
        return False
    if len(body.of(text)) <= _NAME:
        return True
    return text.startswith(fact_words()["matter"], behind_adverbs(text, body.start, body.end))


def _announces(text: str, body: Span, following: Span | None) -> bool:
    """Tell what only leads up to a list or table (主要反映在：, 还存在一些不足。 before it) or is polite."""
    said = body.of(text)
    if said.rstrip(EDGE).endswith((*fact_words()["leads-up"], *fact_words()["polite"])):
        return True
    if len(said) <= _ANNOUNCED and said.endswith((":", "：")):
        return True
    if following is None or "存在" not in said:
        return False
    return (
        following.of(text).strip(EDGE) in fact_words()["announcer"]
        or _ITEM_ONE.match(text, following.start) is not None
    )


def _explains(text: str, body: Span) -> bool:
    """Tell a sentence that only says what a matter means (……是……的重要内容。)."""
    said = [text[behind_adverbs(text, c.start, c.end) : c.end] for c in cuts(text, body, "，")]
    if any(clause.startswith(fact_words()["start"]) for clause in said):
        return False
    meant = [clause for clause in said if _MEANT.search(clause)]
    return bool(meant) and all(clause.rstrip(EDGE).endswith(fact_words()["worth"]) for clause in meant)


def _kept(text: str, stretch: Span, fixed: Sequence[Span]) -> tuple[Span, ...]:
    """Return the clauses that tell something, adverbs at the beginning left out.

    Where only praise or the circumstance of it would be left, nothing is.
    """
    words = fact_words()
    kept: list[Span] = []
    told = left = cut = means = False
    for clause in cuts(text, stretch, "，"):
        said = text[clause.start : clause.end].lstrip(EDGE)
        effect = False
        if not weighty(clause, fixed):
            if said.rstrip(EDGE) in words["announcer"]:
                continue
            effect = said.startswith(words["effect"]) or (left and not said.startswith(words["start"]))
            # 采取……等措施，提升……: the means alone would tell nothing.
            if effect:
                cut = True
                if not means:
                    left = True
                    continue
        left = False
        told = told or weighty(clause, fixed) or not (effect or said.startswith(words["circumstance"]))
        means = is_means(said) or said.startswith("通过")
        if kept and kept[-1].end == clause.start:
            kept[-1] = Span(kept[-1].start, clause.end)
        else:
            kept.append(clause)
    if not kept or (cut and not told):
        return ()
    kept[0] = Span(behind_adverbs(text, kept[0].start, kept[0].end), kept[0].end)
    return tuple(span for span in kept if span.of(text).strip(EDGE))


def _shut(said: str) -> str:
    """Take off a quote or bracket at either end that its partner was cut from."""
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        if said.startswith(opening) and closing not in said:
            said = said[1:]
        if said.endswith(closing) and opening not in said:
            said = said[:-1]
    return said
