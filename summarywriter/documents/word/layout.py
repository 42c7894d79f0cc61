"""Where lines of the title break, and where the sign-off stands. Widths are in characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from summarywriter.patterns import regex

_BREAKS = regex(
    r"(?<=[年度])|(?<=半年)|(?<=季度)|(?<=[0-9]月)|(?<=月份)|(?<=总工会)|(?<=[的和与及、])|(?=工作总结)|(?=工作)"
)
_UNBROKEN = regex(r"[0-9A-Za-z.]+[年月日%％]?|《[^》]*》|“[^”]*”|上半年|下半年|工作总结|季度")


class Place(NamedTuple):
    """From which side a line is set, and how many characters from it."""

    side: Literal["left", "right"]
    indent: float


def width(text: str) -> float:
    """Return how wide ``text`` is, a digit or Latin letter counting half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def title_lines(title: str, organization: str, room: float) -> list[str]:
    """Break a title that does not fit on one line into two or three, as a trapezium or diamond.

    ``room`` is how many characters of the title fit on one line.

    Lines break between words where the words are told (after the organisation, the period); a
    title without such a place is left to the word processor.
    """
    if width(title) <= room:
        return [title]
    allowed = sorted(set(_places(title, organization)))
    best = min(
        _splits(title, allowed, room), key=lambda lines: _ugliness(lines, title, organization), default=None
    )
    return best or [title]


def signoff_places(organization: str, date: str, room: float) -> tuple[Place, Place]:
    """Return where the organisation and the date below it stand.

    The organisation ends 2 characters from the right; the date's first character stands 2 to the
    right of the organisation's first. Where the date is the longer one it ends 2 characters from
    the right, and the organisation moves left with it (GB/T 9704-2012, 7.3.5.2).
    ``room`` is the width of the line.
    """
    ahead = width(organization) - width(date)
    if not organization or not date:
        return Place("right", 2.0), Place("right", 2.0)
    if ahead < 0:
        return Place("left", max(0.0, room - width(date) - 4.0)), Place("right", 2.0)
    return Place("right", 2.0), Place("left", max(0.0, room - width(organization)))


def _places(title: str, organization: str) -> Iterator[int]:
    closed = {n for match in _UNBROKEN.finditer(title) for n in range(match.start() + 1, match.end())}
    for match in _BREAKS.finditer(title):
        if 0 < match.start() < len(title) and match.start() not in closed:
            yield match.start()
    if organization and title.startswith(organization) and len(organization) < len(title):
        yield len(organization)


def _splits(title: str, places: list[int], room: float) -> Iterator[list[str]]:
    for n, first in enumerate(places):
        two = [title[:first], title[first:]]
        if max(map(width, two)) <= room:
            yield two
        for second in places[n + 1 :]:
            three = [title[:first], title[first:second], title[second:]]
            if max(map(width, three)) <= room:
                yield three


def _ugliness(lines: list[str], title: str, organization: str) -> float:
    """Weigh a break: few lines, none much shorter, not two of one length, organisations kept whole."""
    widths = [width(line) for line in lines]
    cost = 12.0 * (len(lines) - 2) + max(widths) - min(widths)
    cost += sum(4.0 for a, b in pairwise(widths) if abs(a - b) < 1)
    if len(lines) == 3 and widths[1] < max(widths[0], widths[2]):
        cost += 20.0  # an hourglass is none of the shapes allowed
    if organization and title.startswith(organization):
        cost += 0.0 if len(lines[0]) == len(organization) else 8.0
    return cost
