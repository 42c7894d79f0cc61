"""The sign-off in LibreOffice's own form of a document: never alone on a page, no page half empty.

Word takes two lines of the last paragraph along with what is kept with it, LibreOffice all of it. Where
the sign-off of a long last paragraph would come to stand alone, the two are therefore made one
paragraph for LibreOffice, of which it keeps the last lines together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarywriter.documents.profile import Profile
from summarywriter.patterns import regex

_KEPT_LINES = 6
"""Lines up to which the whole paragraph may go to the next page."""

_TOGETHER = 5
"""Lines that stay together at the end: two of text, a blank one, organisation and date."""

_WIDEST_DIGIT = 0.85
"""How wide a digit may be in a font that stands in for another, in characters."""

_INCH = 1440
_BODY_END = "</office:text>"
_PARAGRAPH = r'<text:p text:style-name="(?P<{0}_style>[^"]+)">(?P<{0}>(?:(?!</?text:p\b).)*)</text:p>\s*'
_END = regex("".join(map(_PARAGRAPH.format, ("text", "name", "date"))) + _BODY_END, re.DOTALL)
_STYLE = r'<style:style style:name="{}" [^>]*>\s*(<style:paragraph-properties[^>]*/>)'
_LEFT = regex(r'fo:margin-left="([\d.]+)in"')
_KEEP = ' fo:keep-with-next="always"'
_MARKUP = regex("<[^>]*>")
_STRETCHED = regex(r'(config:name="DoNotJustifyLinesWithManualBreak" config:type="boolean">)false')


class Ending(NamedTuple):
    """A document (``.fodt``) that ends in a long paragraph and a sign-off, in three forms.

    ``apart``: they are paragraphs of their own, nothing kept together; ``unsigned``: without the
    sign-off; ``joined``: they are one.
    """

    apart: str
    unsigned: str
    joined: str


def long_ending(document: str, profile: Profile) -> Ending | None:
    """Return the forms of a document that ends as a long report does, ``None`` for all others."""
    end = _END.search(document)
    character = profile.pitch
    if end is None or len(_MARKUP.sub("", end["text"])) <= _KEPT_LINES * (profile.page.across // character):
        return None
    own, name, date = (
        re.search(_STYLE.format(re.escape(end[f"{line}_style"])), document)
        for line in ("text", "name", "date")
    )
    if own is None or name is None or date is None or _KEEP not in own[1]:
        return None
    # One of the two is set from the left; the date begins two characters right of the organisation.
    left = _left(date[1]) - 2 * character if _left(date[1]) else _left(name[1])
    if left <= 0:
        return None
    head, middle, foot = document[: own.start(1)], document[own.end(1) : end.start()], document[end.end() :]
    loose = own[1].replace(_KEEP, "")
    text = f'<text:p text:style-name="{end["text_style"]}">{end["text"]}'
    joined = (
        f"{text}<text:line-break/><text:line-break/><text:tab/>{end['name']}"
        f"<text:line-break/><text:tab/><text:tab/>{end['date']}</text:p>{_BODY_END}"
    )
    placed = _properties(loose, left, left + 2 * character, end["date"], profile)
    unstretched = _STRETCHED.sub(r"\1true", head)
    return Ending(
        f"{head}{loose}{middle}{end[0]}{foot}",
        f"{head}{loose}{middle}{text}</text:p>{_BODY_END}{foot}",
        f"{unstretched}{placed}{middle}{joined}{foot}",
    )


def _properties(own: str, name: float, date: float, written: str, profile: Profile) -> str:
    """Return a paragraph's properties, places (twentieths of a point) for name and date among them."""
    across = float(profile.page.across)
    widest = sum(_WIDEST_DIGIT if c.isdigit() else 1 for c in _MARKUP.sub("", written)) * profile.pitch
    # With wide digits the date would run over the edge: there it ends at the edge.
    place = _stop(date) if date + widest <= across else _stop(across, ' style:type="right"')
    kept = re.sub(r'(fo:widows=)"\d+"', rf'\1"{_TOGETHER}"', own).removesuffix("/>")
    return f"{kept}><style:tab-stops>{_stop(name)}{place}</style:tab-stops></style:paragraph-properties>"


def _stop(place: float, kind: str = "") -> str:
    return f'<style:tab-stop style:position="{place / _INCH:.4f}in"{kind}/>'


def _left(properties: str) -> float:
    """Return how far from the left a paragraph is set, in twentieths of a point."""
    found = _LEFT.search(properties)
    return float(found[1]) * _INCH if found else 0.0
