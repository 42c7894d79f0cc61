"""The sign-off of an old report: the organisation and the date at its end, or the date below its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.library.intake.paragraphs import Paragraph
from summarywriter.markup import read_date

_BOTH = re.compile(r"(?P<name>[^\d（(]+)[（(]?(?P<date>[^（）()]*日)[）)]?")
_ORGANIZATION = re.compile(r"[^\d。，；、：！？]{2,30}")
_PROSE = 40
"""Characters from which a paragraph is prose, so that a name on the line above is no heading's."""
_ENDS = ("会", "局", "院", "校", "公司", "中心", "部", "委", "办", "学", "厂", "所", "集团")


def signed(paragraphs: Sequence[Paragraph], title: str) -> tuple[list[Paragraph], str, str]:
    """Take off who signed and when, at the end or below the title; return the rest, name and date."""
    body, organization, date = _headed(list(paragraphs), title)
    if len(body) > 1 and not body[-1].kind and all(both := _parted(body[-1].text)):
        return body[:-1], *both
    signed = False
    for _ in range(2):
        if not body or body[-1].kind:
            break
        text = body[-1].text.strip("（）() ")
        if not signed and read_date(text) is not None:
            date, signed = text, True
        elif not organization and len(body) > 2 and signs(text):
            organization = text
        else:
            break
        body = body[:-1]
    return body, organization, date


def _parted(text: str) -> tuple[str, str]:
    """Return organisation and date of a line with both or the date alone, empty what it lacks."""
    alone = text.strip("（）() ")
    if read_date(alone) is not None:
        return "", alone
    match = _BOTH.fullmatch(text)
    if match is None or read_date(match["date"]) is None or not signs(match["name"].strip()):
        return "", ""
    return match["name"].strip(), match["date"]


def _headed(body: list[Paragraph], title: str) -> tuple[list[Paragraph], str, str]:
    """Take off a date below the title, the organisation before it or on the line above, or that alone."""
    above = ""
    for at, paragraph in enumerate(body[:2]):
        name, date = _parted(paragraph.text.strip())
        if date:
            return body[at + 1 :], name or above, date
        if at or paragraph.kind or not signs(paragraph.text):
            break
        above = paragraph.text
    if above and (above in title or (len(body) > 1 and len(body[1].text) >= _PROSE)):
        return body[1:], above, ""
    return body, "", ""


def signs(text: str) -> bool:
    """Tell an organisation's name on a line of its own."""
    return _ORGANIZATION.fullmatch(text) is not None and text.endswith(_ENDS)
