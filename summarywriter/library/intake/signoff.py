"""The sign-off of an old report: the organisation and the date at its end, or the date below its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarywriter.documents.ends import begins_annexes, ends_document, is_text
from summarywriter.library.intake.paragraphs import Paragraph
from summarywriter.markup import read_date
from summarywriter.patterns import regex

_YEAR = regex(r"\d{4}|[二一][〇○零一二三四五六七八九]{3}")
_ORGANIZATION = regex(r"[^\d。，；、：！？]{2,30}")
_PROSE = 40
"""Characters from which a paragraph is prose, so that a name on the line above is no heading's."""
_BEHIND = 8
"""Lines from the end among which a sign-off with others behind it is looked for."""
_BESIDE = 80
"""Characters from which a line is text, and signs nothing off."""
_ENDS = ("会", "局", "院", "校", "公司", "中心", "部", "委", "办", "学", "厂", "所", "集团", "党组", "小组")


@dataclass(frozen=True, slots=True)
class Signed:
    """A report's text without its sign-off, who signed and when; ``left`` are the lines about the text."""

    body: list[Paragraph]
    organization: str
    date: str
    left: list[str]


def signed(paragraphs: Sequence[Paragraph], title: str) -> Signed:
    """Take off who signed and when, at the end or below the title, and what stands about the text."""
    whole = list(paragraphs)
    left = [p.text for p in whole[:1] if ends_document(p.text)]
    text, ended = _ended(whole[len(left) :])
    body, organization, date = _signed(text, title)
    # A closing line such as 特此报告 or the contact may stand before the sign-off too.
    body, before = _ended(body)
    return Signed(body, organization, date, [*left, *before, *ended])


def _ended(body: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """Take off what follows a whole sign-off near the end, and the lines known to be none of the text."""
    end = len(body)
    whole = [at for at in range(2, len(body)) if _signs_off(body, at)]
    about = next((at for at in whole if at + 1 < end and _ends_at(body, at)), None)
    if about is not None:
        # Behind a sign-off and a line about the text there are annexes, however long.
        end = about + 1
    elif whole and len(body) - whole[-1] < _BEHIND and not any(map(_tells, body[whole[-1] + 1 :])):
        end = whole[-1] + 1
    else:
        end = _first_annex(body)
        while end > 1:
            if ends_document(body[end - 1].text):
                end -= 1
                continue
            entries = end
            while entries > 1 and body[entries - 1].kind == "arabic" and body[entries - 1].heading_like:
                entries -= 1
            if entries == end or not begins_annexes(body[entries - 1].text):
                break
            end = entries - 1
    return body[:end], [paragraph.text for paragraph in body[end:]]


def _ends_at(body: Sequence[Paragraph], at: int) -> bool:
    return ends_document(body[at + 1].text) and is_text(body[n].text for n in range(at))


def _first_annex(body: Sequence[Paragraph]) -> int:
    """Return where annexes begin that no date follows; the number of paragraphs where there are none."""
    dates = (at for at in range(2, len(body)) if len(body[at].text) <= _BESIDE and _parted(body[at].text)[1])
    dated = max(dates, default=2)
    return next((at for at in range(dated, len(body)) if begins_annexes(body[at].text)), len(body))


def _tells(paragraph: Paragraph) -> bool:
    """Tell a paragraph that a report's own text has: a numbered section, or prose."""
    text = paragraph.text
    return paragraph.kind in ("hanzi", "bracket") or (len(text) >= _BESIDE and not ends_document(text))


def _signs_off(body: Sequence[Paragraph], at: int) -> bool:
    """Tell a line with organisation and date, or with the date below the organisation's line."""
    if body[at].kind or len(body[at].text) > _BESIDE or ends_document(body[at].text):
        return False
    name, date = _parted(body[at].text)
    return bool(date) and (bool(name) or (not body[at - 1].kind and signs(body[at - 1].text)))


def _signed(paragraphs: list[Paragraph], title: str) -> tuple[list[Paragraph], str, str]:
    body, organization, date = _headed(paragraphs, title)
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
    for year in _YEAR.finditer(text):
        name, date = text[: year.start()].strip("（( "), text[year.start() :].strip("）) ")
        if read_date(date) is not None and signs(name):
            return name, date
    return "", ""


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
