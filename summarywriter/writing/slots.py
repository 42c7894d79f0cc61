"""Slots: the places of figures in prompts and drafts.

A slot is written ``{2b}``: the second figure phrase of fact 2, bound words included. Prompts show
it together with what it stands for, ``{2b=近37.8万元}``; the model writes the bare slot and the
program fills it in. ``{L1}`` stands for the first guidance line, ``{N1}`` for the first name that
the facts give in 《》 or “”, its marks included, wherever it stands: a name copied by hand goes wrong
by a character, and then seems to be another name.

Stored drafts are in *canonical* slot form: filled with ``exact=True`` they give the text byte for
byte. What a model writes is filled with ``exact=False``: a unit or bound said twice is said once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from summarywriter.figures import find_figures, spelt_out
from summarywriter.model import Fact, Link
from summarywriter.patterns import regex
from summarywriter.text import narrow
from summarywriter.writing.joins import less_head, tail_said_again
from summarywriter.writing.quoted import quoted_names

EXAMPLE_NUMBER = 101
"""Facts of examples are numbered from here, or from the next hundred that the target cannot reach."""

MARK = regex(
    r"[{｛﹛]{1,2}\s*"
    r"(?:(?P<fact>[0-9０-９]{1,4})\s*(?P<letters>[a-zA-Zａ-ｚＡ-Ｚ]{0,2})"
    r"|[LlＬｌ]\s*(?P<line>[0-9０-９]{1,2})|[NnＮｎ]\s*(?P<name>[0-9０-９]{1,4}))"
    r"\s*(?:[=＝:：][^{}｛｝﹛﹜\n]{0,200})?[}｝﹜]{1,2}"
)
"""A slot as models write it: ``{2b}`` ``{ 2b }`` ``｛2b｝`` ``{{2b}}`` ``{2B}`` ``{2b=126户}`` ``{N1}``."""

AMOUNTS = frozenset({"count", "money", "percent", "point", "measure", "score"})
"""Kinds of figures whose wording is the fact's, whatever way a text spells them."""

_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSAFE = str.maketrans("{}｛｝﹛﹜<>", "〔〕〔〕〔〕＜＞")
_LONGEST_MARK = 240


class Slot(NamedTuple):
    """A slot: its key (``2b``), the words it stands for, the fact's id and the figures it covers.

    ``figures`` counts as :class:`~summarywriter.model.Link` does; ``amount`` tells one of
    :data:`AMOUNTS` that stands alone. Names and guidance lines belong to no one fact and cover no figures.
    """

    key: str
    text: str
    fact: str
    figures: tuple[int, ...]
    amount: bool = False


class FilledSlot(NamedTuple):
    """Where a slot's words ended up in a filled text."""

    start: int
    end: int
    key: str


class SlotProblem(NamedTuple):
    """A slot that could not be filled; ``mark`` still stands at ``start:end`` of the filled text."""

    kind: Literal["unknown", "example"]
    mark: str
    start: int
    end: int


class Filled(NamedTuple):
    """A draft with its slots filled."""

    text: str
    spans: tuple[FilledSlot, ...]
    problems: tuple[SlotProblem, ...]


@dataclass(frozen=True)
class SlotTable:
    """The slots of one prompt.

    ``shown`` are the facts with their figures marked and visible, ``shown_guidance`` the guidance
    lines likewise; ``first_number`` is the number of the first fact and of the first of ``names``.
    """

    slots: Mapping[str, Slot] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    shown_guidance: tuple[str, ...] = ()
    first_number: int = 1
    names: int = 0

    def numbered(self) -> list[tuple[int, str]]:
        """Return the shown facts with their numbers."""
        return list(enumerate(self.shown, self.first_number))

    @property
    def numbers(self) -> int:
        """How many numbers the facts and names take up."""
        return max(len(self.shown), self.names)


def slot_table(
    section_facts: Sequence[Fact], guidance: Sequence[str] = (), first_number: int = 1
) -> SlotTable:
    """Make the slots of the facts and their names, numbered in the order given, and of the guidance lines.

    A 一名 or 一家 that may say no more than “a” has no slot: a text need not repeat it.
    """
    slots: dict[str, Slot] = {}
    names: dict[str, str] = {}
    shown = []
    for number, fact in enumerate(section_facts, first_number):
        text = spelt_out(fact.text)
        phrases = _phrases(text)
        marks = []
        for n, (start, end, figures, amount) in enumerate(phrases):
            key = f"{number}{_letters(n)}"
            slots[key] = Slot(key, text[start:end], fact.id, figures, amount)
            marks.append((start, end, key))
        for start, end in quoted_names(text, [phrase[:2] for phrase in phrases]):
            name = text[start:end]
            key = names.setdefault(name, f"N{first_number + len(names)}")
            slots[key] = Slot(key, name, "", ())
            marks.append((start, end, key))
        shown.append(_marked(text, marks))
    lines = []
    for number, line in enumerate(guidance, 1):
        key = f"L{number}"
        slots[key] = Slot(key, line, "", ())
        lines.append(f"{{{key}={plain(line)}}}")
    return SlotTable(MappingProxyType(slots), tuple(shown), tuple(lines), first_number, len(names))


def _marked(text: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """Return the text with its slots marked and visible."""
    pieces = []
    done = 0
    for start, end, key in sorted(marks):
        pieces += [plain(text[done:start]), f"{{{key}={plain(text[start:end])}}}"]
        done = end
    return "".join([*pieces, plain(text[done:])])


def named(draft: str, table: SlotTable) -> str:
    """Return a draft in slot form with what its names stand for: ``{N1}`` → ``{N1=《工会法》}``."""

    def shown(match: re.Match[str]) -> str:
        slot = _slot(match, table) if match["name"] else None
        return match.group() if slot is None else f"{{{slot.key}={plain(slot.text)}}}"

    return MARK.sub(shown, draft)


def plain(text: str) -> str:
    """Return text that cannot be mistaken for a slot, a fence or a second line.

    Line breaks and other control characters become spaces.
    """
    return _CONTROL.sub(" ", text).translate(_UNSAFE)


def fill(draft: str, table: SlotTable, *, exact: bool = False) -> Filled:
    """Fill the slots of a draft; slots the table does not know stay as they are, as problems.

    With ``exact`` the words go in as they are; otherwise a unit, bound or pair of marks that the
    draft has beside the slot and the slot has too is said once (``{2a}户`` → 126户).
    """
    out = ""
    spans: list[FilledSlot] = []
    problems: list[SlotProblem] = []
    done = 0
    for match in MARK.finditer(draft):
        slot = _slot(match, table)
        before, done = draft[done : match.start()], match.end()
        if slot is None:
            out += before
            problems.append(_problem(match, table, len(out)))
            out += match.group()
            continue
        if not exact and match["name"]:
            if before.endswith(slot.text[0]) and draft.startswith(slot.text[-1], done):
                before, done = before[:-1], done + 1
        elif not exact:
            before = less_head(out + before, slot.text)[len(out) :]
            done += tail_said_again(slot.text, draft[done : done + 12])
        out += before
        spans.append(FilledSlot(len(out), len(out) + len(slot.text), slot.key))
        out += slot.text
    return Filled(out + draft[done:], tuple(spans), tuple(problems))


def to_slots(text: str, links: Sequence[Link], table: SlotTable) -> str:
    """Turn a filled text into canonical slot form by the checker's links.

    Only figures worded as in their fact become slots, so that filling gives back ``text``;
    guidance lines become ``{L1}`` and names ``{N1}`` where they stand word for word.
    """
    taken: list[tuple[int, int, str]] = []
    for line in sorted(
        (s for s in table.slots.values() if not s.fact and s.text), key=lambda s: -len(s.text)
    ):
        for hit in re.finditer(re.escape(line.text), text):
            _take(taken, hit.start(), hit.end(), line.key)
    by_figure = {(s.fact, n): s for s in table.slots.values() for n in s.figures}
    for link in links:
        slot = by_figure.get((link.fact, link.index))
        if slot is None or link.relation != "equal":
            continue
        span = _span_of(slot.text, text, link)
        if span is not None:
            _take(taken, *span, slot.key)
    out = []
    done = 0
    for start, end, key in sorted(taken):
        out += [text[done:start], f"{{{key}}}"]
        done = end
    return "".join([*out, text[done:]])


def verbatim(text: str, links: Sequence[Link], table: SlotTable) -> str:
    """Return the text with every amount that equals a fact's amount worded as the fact words it.

    Dates, ranks and ratios stay as they are: a text may well say them shorter (9月 for 2024年9月).
    """
    by_figure = {(s.fact, n): s for s in table.slots.values() if s.amount for n in s.figures}
    for link in sorted(links, key=lambda one: -one.phrase_start):
        slot = by_figure.get((link.fact, link.index))
        if slot is None or link.relation != "equal" or _span_of(slot.text, text, link) is not None:
            continue
        text = text[: link.phrase_start] + slot.text + text[link.phrase_end :]
    return text


class StreamFiller:
    """Fills slots in a text that comes in pieces, for showing it while it is written."""

    def __init__(self, table: SlotTable) -> None:
        self._table = table
        self._held = ""

    def feed(self, piece: str) -> str:
        """Take the next piece and return what can be shown by now."""
        self._held += piece
        opening = max(self._held.rfind(brace) for brace in "{｛﹛")
        cut = len(self._held)
        if opening >= 0 and len(self._held) - opening < _LONGEST_MARK and not MARK.match(self._held, opening):
            cut = opening
        ready, self._held = self._held[:cut], self._held[cut:]
        return fill(ready, self._table, exact=True).text

    def end(self) -> str:
        """Return what was held back."""
        rest, self._held = self._held, ""
        return rest


def example_numbers(targets: int) -> int:
    """Return a first number for the facts of examples that ``targets`` facts or names cannot reach."""
    return max(EXAMPLE_NUMBER, (targets + 99) // 100 * 100 + 1)


class _Phrase(NamedTuple):
    """A figure phrase of a fact and the figures in it; ``amount`` as that of :class:`Slot`."""

    start: int
    end: int
    figures: tuple[int, ...]
    amount: bool


@lru_cache(maxsize=1024)
def _phrases(text: str) -> tuple[_Phrase, ...]:
    """Return the figure phrases of a fact; overlapping ones are one."""
    found: list[_Phrase] = []
    for index, figure in enumerate(find_figures(text)):
        if figure.article:
            continue
        start, end = figure.phrase_start, figure.phrase_end
        if found and start < found[-1].end:
            first = found.pop()
            found.append(_Phrase(first.start, max(end, first.end), (*first.figures, index), False))
        else:
            found.append(_Phrase(start, end, (index,), figure.kind in AMOUNTS))
    return tuple(found)


def _letters(n: int) -> str:
    """Return the n-th letter (from 0): a … z, aa … zz."""
    high, low = divmod(n, 26)
    return (chr(ord("a") + high - 1) if high else "") + chr(ord("a") + low)


def _slot(match: re.Match[str], table: SlotTable) -> Slot | None:
    if match["line"]:
        return table.slots.get(f"L{int(match['line'])}")
    if match["name"]:
        return table.slots.get(f"N{int(match['name'])}")
    number, letters = int(match["fact"]), narrow(match["letters"]).lower()
    if letters:
        return table.slots.get(f"{number}{letters}")
    # {2} can only mean one thing where fact 2 has a single figure.
    only = f"{number}a"
    return table.slots.get(only) if f"{number}b" not in table.slots else None


def _problem(match: re.Match[str], table: SlotTable, start: int) -> SlotProblem:
    beyond = is_of_example(match) and number_of(match) >= table.first_number + table.numbers
    kind: Literal["unknown", "example"] = "example" if beyond else "unknown"
    return SlotProblem(kind, match.group(), start, start + len(match.group()))


def number_of(mark: re.Match[str]) -> int:
    """Return the number of the fact or name that a slot is of, 0 for a guidance line's."""
    return int(mark["fact"] or mark["name"] or 0)


def is_of_example(mark: re.Match[str]) -> bool:
    """Tell whether a slot that the target does not have has an example's number."""
    return number_of(mark) >= EXAMPLE_NUMBER


def _take(taken: list[tuple[int, int, str]], start: int, end: int, key: str) -> None:
    if all(end <= other[0] or other[1] <= start for other in taken):
        taken.append((start, end, key))


def _span_of(words: str, text: str, link: Link) -> tuple[int, int] | None:
    """Return where exactly ``words`` stand around the linked figure, ``None`` where they do not."""
    low, high = min(link.phrase_start, link.start), max(link.phrase_end, link.end)
    if text[low:high] == words:
        return low, high
    if text[link.start : link.end] == words:
        return link.start, link.end
    # Two figures in one slot (a range and its bound): the slot may reach beyond this one.
    at = text.find(words, max(0, link.end - len(words)), link.start + len(words))
    return None if at < 0 else (at, at + len(words))
