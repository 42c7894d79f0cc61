"""What a figure speaks of, as weighted pairs of characters, and how alike two such subjects are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from operator import add
from sys import intern
from typing import NamedTuple, TypeAlias

from summarywriter.checking.common.keeping import keeping
from summarywriter.checking.layout.layout import Layout, Place, Zone, lay_out
from summarywriter.checking.layout.levels import nearest_level
from summarywriter.checking.layout.markers import families, governing, of_each
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows

_STRETCH = 400
"""Characters from which a stretch is a long one: whole lines, not the words around a figure."""
_STOP = "的了在等共达为及与和并于对向把被由从以各其已将也又均还着这那是"
NEAREST = 1.4
"""How much more the words right beside a figure count: they are its noun."""

_BARE = {**str.maketrans(_STOP, " " * len(_STOP)), **str.maketrans("", "", "\"'“”‘’《》()<> ")}
"""Empty words part what stands around them; marks within a name do not."""
_RUN = regex("[\u4e00-\u9fffA-Za-z0-9]+")


@cache
def _synonyms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    # A representative stands for itself: 办结 holds no 办.
    table = {word: row[0] for row in word_rows("synonyms") for word in (row[0], *row[1].split())}
    return re.compile(alternatives(table)), table


def synonyms_in(stretch: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a stretch has a word that others mean the same as, and the one that stands for all."""
    pattern, table = _synonyms()
    yield from ((*match.span(), table[match.group()]) for match in pattern.finditer(stretch))


@keeping(4096, long=_STRETCH)
def canonical(stretch: str) -> str:
    """The stretch with synonyms made one."""
    pattern, table = _synonyms()
    return pattern.sub(lambda found: table[found[0]], stretch)


@keeping(8192, long=_STRETCH)
def pieces(stretch: str) -> tuple[str, ...]:
    """Return the character pairs of a stretch in order, synonyms made one, empty words left out.

    A single character between empty words stands for itself.
    """
    plain = canonical(stretch).translate(_BARE)
    found: list[str] = []
    for run in _RUN.findall(plain):
        # The same few thousand pairs stand in every stretch that is remembered.
        found += map(intern, map(add, run, run[1:])) if len(run) > 1 else run
    return tuple(found)


@keeping(4096, long=_STRETCH)
def _fading(stretch: str, before: bool) -> Mapping[str, float]:
    """Return the pieces of a stretch in order, and how much each counts by how far from the figure it is."""
    found = pieces(stretch)
    near = _SHARES[: len(found)]
    far = [_FAR] * (len(found) - len(near))
    if before:
        return dict(zip(found, [*far, *reversed(near)], strict=True))
    fading: dict[str, float] = {}
    for piece, share in zip(found, [*near, *far], strict=True):
        fading.setdefault(piece, share)
    return fading


_SHARES = (*[NEAREST] * 3, *[1.0] * 3, *[0.75] * 5)
"""How much the pieces of a stretch count, beginning with the one nearest to the figure."""
_FAR = 0.55
"""How much all further ones count."""


def features(layout: Layout, place: Place, stretches: Sequence[Zone]) -> dict[str, float]:
    """Return what the figure at ``place`` speaks of: the character pairs of its stretches, by weight."""
    weights: dict[str, float] = {}
    for zone in stretches:
        for piece, share in _fading(layout.flat[zone.start : zone.end], zone.before).items():
            weight = zone.weight * share
            if weight > weights.get(piece, 0.0):
                weights[piece] = weight
    for other in layout.thresholds_within(*place.clause):
        # 50万元以上的3个村: a threshold is part of the name.
        if other is not place.figure and _beside(layout, other, place):
            weights[f"{other.value}{other.unit}{other.bound}"] = _NAMING
    return weights


_NAMING = 1.0
_NEXT = 3
_NAMED = 6
_NOUN = regex(f"[\u4e00-\u9fff]{{1,{_NAMED}}}")
"""What a rank and its count may have between them: 四级应急响应3次."""


def counted(layout: Layout, place: Place) -> bool:
    """True when a count stands right beside a rank: 一等奖1个, 2人获三等奖."""
    rank = place.figure
    return any(
        0 <= other.start - rank.end <= _NEXT
        or 0 <= rank.start - other.end <= _NEXT
        or _NOUN.fullmatch(layout.flat, rank.end, max(rank.end, other.start))
        for other in layout.figures_beside(rank, _NEXT, _NAMED)
        if other.kind != "ordinal"
    )


def _beside(layout: Layout, other: Figure, place: Place) -> bool:
    """True when another figure stands in the same item of a clause."""
    start, end = sorted((other.phrase_start, place.figure.phrase_start))
    return start >= place.clause[0] and end <= place.clause[1] and not _ITEM.search(layout.flat, start, end)


_ITEM = regex(r"[、,;()。\n]")
_UNCOUNTED = regex("[0-9一二两三四五六七八九十百千万]$")


Traits: TypeAlias = tuple[str | None, ...]

_TRAITS = ("direction", "stock", "state", "base", "extreme", "pace", "purse", "negation", "aim")
_ALL_TRAITS = (*_TRAITS, "step", "level", "rank", "each")


def traits(layout: Layout, place: Place) -> Traits:
    """Return the classes of the marking words beside the figure, family by family."""
    named = place.turn is not None and place.turn.name is not None
    kinds: dict[str, str] = {}
    for family in _TRAITS if named else families(layout, place.clause):
        marker = governing(layout, family, place, far=False)
        if marker and not (family == "aim" and place.figure.kind == "date"):
            kinds[family] = marker.kind
    change, level = step(layout, place), nearest_level(layout, place)
    return (
        *map(kinds.get, _TRAITS),
        change.kind if change else None,
        level.kind if level else None,
        _rank(layout, place),
        "each" if of_each(layout, place) else None,
    )


def _rank(layout: Layout, place: Place) -> str | None:
    """The rank that a figure counts: 一等奖2名, 2人获一等奖."""
    if place.figure.kind == "ordinal":
        return None
    if not layout.ranks:
        return None
    name = place.turn.name if place.turn else None
    named = layout.ranks_within(*name) if name is not None else ()
    if len(named) == 1 and named[0].high is None:
        return f"{named[0].value}{named[0].unit}"
    figure = place.figure
    before = [
        f for f in layout.ranks_within(*place.own)
        if not _ITEM.search(layout.flat, f.end, figure.start)
    ]  # fmt: skip
    behind = layout.ranks_within(*place.after)
    if behind and behind[0].start == figure.end and _UNCOUNTED.search(figure.text):
        before = []  # 2金1银: the medal stands where a counter would
    rank = before[-1] if before else behind[0] if behind else None
    if rank is None:
        return None
    value = rank.value
    if isinstance(value, Decimal) and isinstance(rank.high, Decimal):
        # 一、二、三等奖分别奖励5000元、3000元、1000元
        if place.turn is None or rank.high - value + 1 != place.turn.size:
            return None
        value += place.turn.order
    return f"{value}{rank.unit}"


@lru_cache(maxsize=65536)
def harmony(one: Traits, other: Traits) -> float:
    """Return how far two figures' marking words speak for (above 0) or against one subject."""
    total = 0.0
    for family, a, b in zip(_ALL_TRAITS, one, other, strict=True):
        if family == "aim":
            total += 0.1 if a == b == "aim" else -0.4 if "aim" in (a, b) else 0.0
        elif family == "each":
            total -= 0.2 if a != b else 0.0
        elif a == b:
            total += 0.1 if a else 0.0
        elif a and b:
            total -= _AGAINST.get(family, _UNLIKE.get(family, 0.2)) if {a, b} != {"new", "flow"} else 0.0
        elif family == "negation":
            total -= 0.3
        else:
            total -= 0.18 if family == "step" and "to" not in (a, b) else 0.07
    return max(-0.5, min(0.3, total))


@lru_cache(maxsize=65536)
def opposed(one: Traits, other: Traits) -> bool:
    """True when the marking words tell two things apart: 增加 and 增加到, 新增 and 累计, 最高 and 最低."""
    for family, a, b in zip(_ALL_TRAITS, one, other, strict=True):
        if family in _AGAINST and a and b and a != b and {a, b} != {"new", "flow"}:
            return True
    return False


def before_for_after(one: Traits, other: Traits) -> bool:
    """True when one tells what a thing was and the other what it became: 此前为3间, 增至3间."""
    step = _ALL_TRAITS.index("step")
    return {one[step], other[step]} == {"from", "to"}


def holds(told: Traits, own: Traits, other: Traits, beside: Traits | None = None) -> bool:
    """True when a marking word tells a figure's own fact figure from the other: 此前为3间, 累计21.7万只.

    A word that stands ``beside`` too, where the text may tell the other one, is of both where a fact
    has it once for both: 食堂建成5个，驿站建成3个 of 建成食堂5个、驿站3个.
    """
    return any(
        (family in _AGAINST or family == "aim")
        and a not in (None, "mean")
        and a == b != c
        and not (a == again and c is None)
        for family, a, b, c, again in zip(_ALL_TRAITS, told, own, other, beside or _NO_TRAITS, strict=True)
    )


def held_by_marks(said: tuple[Traits, Traits], meant: tuple[Traits, Traits], *, listed: bool = False) -> bool:
    """True when the marking words of one of two figures tell it from the other: 累计318户，其中新增46户.

    What stands before a list is of both that are ``listed`` in it: 建成食堂5个、驿站3个.
    """
    one, other = said if listed else said[::-1]
    return holds(said[0], *meant, one) or holds(said[1], *meant[::-1], other)


def told_by_state(said: tuple[Traits, Traits], meant: tuple[Traits, Traits]) -> bool:
    """True when the states of two figures tell which two of the facts' they are, if only one has any."""
    state = _ALL_TRAITS.index("state")
    one, other = ((a[state], b[state]) for a, b in zip(said, meant, strict=True))
    known = [pair for pair in (one, other) if pair[0] not in (None, "done")]
    return bool(known) and one[1] != other[1] and all(a == b for a, b in known)


def total_for_part(small: Traits, own_small: Traits, large: Traits, own_large: Traits) -> bool:
    """True when a text calls the smaller of two amounts 累计, and the facts' own call the larger so."""
    stock = _ALL_TRAITS.index("stock")
    said = small[stock] == "total" != large[stock]
    return said and own_large[stock] == "total" != own_small[stock]


_NO_TRAITS = (None,) * len(_ALL_TRAITS)
_UNLIKE = {"state": 0.3}
_AGAINST = {"stock": 0.4, "extreme": 0.4, "step": 0.35, "level": 0.35, "rank": 0.4}


class Subject(NamedTuple):
    """What a figure speaks of: character pairs by weight, and the classes of its marking words."""

    words: Mapping[str, float]
    marks: Traits


@keeping(4096)
def subjects(text: str) -> tuple[Subject, ...]:
    """Return what every figure of ``text`` speaks of, in order."""
    layout = lay_out(text)
    return tuple(
        Subject(features(layout, place, stretches), traits(layout, place))
        for place, stretches in zip(layout.places, layout.zones(), strict=True)
    )
