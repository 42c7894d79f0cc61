"""The verb of change right before a figure: 增加 by how much, 增加到 what, 由 what, 是…的 how many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import difference
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.signs import signs
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows


@cache
def _change_verbs() -> str:
    """The verbs of change as a pattern; those that are none alone (抽调) only with 到 or the like behind."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for row in word_rows("change-verbs"):
        words[row[1:] == (_LED,)].update(row[0].split())
    plain, led = (alternatives(verbs) for verbs in (words[False], words[True]))
    return f"{plain}|(?:{led})(?=[到至为])"


_LED = "到"


@cache
def _step_verbs() -> re.Pattern[str]:
    """A verb of change right before a figure, with the 了 or 到 that tells by how much from to what."""
    return re.compile(rf"({_change_verbs()})(了|到|至|为)?(?:约|近)?$")


@cache
def _up_to_date() -> re.Pattern[str]:
    """减少到年末的168户: a date between the verb and the figure."""
    return re.compile(rf"({_change_verbs()})(到|至)\0+的$")


_MORE = regex(r"(?:再|又|还将|新)(?:[\u4e00-\u9fff](?![到至]))?[\u4e00-\u9fff]?(?<![到至])$")
_UP_TO = regex(r"(?:建|添|增添|补充|配|发展|扩|扩充|扩大|扩招|壮大|培育|办|开|增设|达)(到|至)$")


_THEN = "(?:[去上]年(?:同期|末|底)?|年初)"
_FROM = regex(
    "(?:由|从|(?:此前|原来|原先|原|先前|早先|过去|之前|以前|[高低少多加大整造级]前"
    f"|(?<![较比与]){_THEN}|{_THEN}(?=的))(?:分别|平均)*(?:的|是|为|[只仅](?:为|有|是)?|有)?)$"
)

_FROM_DATE = regex("[由从]\0+的?$")
"""由年初的345户减少到296户, 从2023年81%提高到88%."""


_ARROWS = ("→", "⇒", "->")
_ARROW = "(?:→|⇒|->)"
_TO = regex(rf"{_ARROW} ?(?:现|共|达|到|至|为|\0+的?)*$")
_GOES_TO = regex(rf" ?{_ARROW}")


def _arrow(layout: Layout, place: Place) -> Marker | None:
    """What stands between what was and what is: 分馆21个→26个; or tells a change: 小组↑5个."""
    end, flat, unit = place.own[1], layout.flat, place.figure.unit
    sign = signs(layout).get(place.figure.start)
    if sign is not None:
        return Marker("by", "增加" if sign.up else "减少", sign.start, sign.end)
    if not _has_arrows(layout):
        return None
    before, behind = _amounts_beside(layout).get(place, (None, None))
    if before is not None and before.figure.unit == unit:
        to = _TO.search(flat, before.figure.phrase_end, end)
        if to is not None:
            return Marker("to", "变为", to.start(), to.end())
    if behind is not None and behind.figure.unit == unit:
        onward = _GOES_TO.match(flat, place.figure.phrase_end)
        if onward is not None and not flat.endswith(("到", "至", "为"), 0, end):
            return Marker("from", "由", onward.start(), onward.end())
    return None


@remembered
def _has_arrows(layout: Layout) -> bool:
    return any(arrow in layout.flat for arrow in _ARROWS)


@remembered
def _amounts_beside(layout: Layout) -> Mapping[Place, tuple[Place | None, Place | None]]:
    """For each amount of a text those before and behind it in its sentence, dates passed over."""
    amounts = [place for place in layout.places if place.figure.kind != "date"]
    beside: dict[Place, tuple[Place | None, Place | None]] = {}
    for before, place, behind in zip([None, *amounts], amounts, [*amounts[1:], None], strict=False):
        beside[place] = (
            before if before is not None and before.sentence == place.sentence else None,
            behind if behind is not None and behind.sentence == place.sentence else None,
        )
    return beside


@remembered
def step(layout: Layout, place: Place) -> Marker | None:
    """Return the verb of change right before a figure.

    Its class is ``by`` (增加, 增加了), ``to`` (增加到), ``from`` (由, 从, 此前为) or, with a ratio,
    ``of`` (是去年的1.5倍).
    """
    start, end = place.own
    flat = layout.flat
    if (arrow := _arrow(layout, place)) is not None:
        return arrow
    if place.figure.kind == "ratio" and flat[max(start, end - 1) : end] in ("的", "达", "为", "是", "到"):
        return Marker("of", flat[end - 1 : end], end - 1, end)
    if place.figure.kind == "percent" and (base := _OF_BASE.search(flat, start, end)):
        return Marker("of", base.group(), base.start(), end)
    if place.figure.text.startswith("翻"):
        return Marker("of", place.figure.text, place.figure.start, place.figure.end)
    if (match := _step_verbs().search(flat, max(start, end - 8), end)) or (
        match := _up_to_date().search(flat, max(place.clause[0], end - 20), end)
    ):
        kind = "to" if match[2] in ("到", "至", "为") else "by"
        return Marker(kind, match[1] + (match[2] or ""), match.start(), match.end(2 if match[2] else 1))
    if more := difference(layout, place):
        return Marker("by", more.word, more.start, more.end)
    for kind, pattern, reach in (("to", _UP_TO, 5), ("by", _MORE, 4), ("from", _FROM, 6)):
        if match := pattern.search(flat, max(start, end - reach), end):
            return Marker(kind, match.group(), match.start(), match.end())
    if match := _FROM_DATE.search(flat, max(place.clause[0], end - 12), end):
        return Marker("from", match.group()[0], match.start(), match.start() + 1)
    return None


_OF_BASE = regex("[至到为是](?:上年|去年|上月|上季度|年初|原来|原先|此前)(?:同期|全年|[底末])?的$")
"""What makes 15% a share of what was before: 降至上年同期的15%."""
