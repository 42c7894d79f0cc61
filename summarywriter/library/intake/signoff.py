"""The sign-off of an old report: the organisation and the date at its end, or the date below its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.library.intake.paragraphs import Paragraph
from summarywriter.markup import read_date

_ORGANIZATION = re.compile(r"[^\d。，；、：！？]{2,30}")


def signed(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], str, str]:
    """Take the sign-off at the end off: a date alone, and the organisation before or behind it."""
    body = list(paragraphs)
    organization = date = ""
    if body and (head := body[0].text.strip("（）() ")) and read_date(head) is not None:
        date, body = head, body[1:]
    signed = False
    for _ in range(2):
        if not body or body[-1].kind:
            break
        text = body[-1].text.strip()
        if not signed and read_date(text) is not None:
            date, signed = text, True
        elif not organization and len(body) > 2 and _ORGANIZATION.fullmatch(text) and _named(text):
            organization = text
        else:
            break
        body = body[:-1]
    return body, organization, date


def _named(text: str) -> bool:
    return text.endswith(("会", "局", "院", "校", "公司", "中心", "部", "委", "办", "学", "厂", "所", "集团"))
