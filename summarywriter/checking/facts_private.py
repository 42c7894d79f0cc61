"""Personal data in facts: identity and telephone numbers, names beside illness or hardship."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarywriter.checking.ledger import Ledger
from summarywriter.checking.people import people
from summarywriter.checking.say import quoted
from summarywriter.model import Finding
from summarywriter.resources import word_rows

_NUMBERS = (
    (
        re.compile(
            r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
        ),
        "身份证号",
    ),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "手机号码"),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"), "电话号码"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "银行卡号"),
)


def private_numbers(text: str) -> list[str]:
    """Return the identity, telephone and bank card numbers that stand in a text."""
    return [match.group() for pattern, _ in _NUMBERS for match in pattern.finditer(text)]


def private(ledger: Ledger) -> Iterator[Finding]:
    """Yield one finding for each fact that would send personal data out of the machine."""
    words = [row[1] for row in word_rows("personal")]
    for entry in ledger.entries:
        text = entry.fact.text
        what = next((name for pattern, name in _NUMBERS if pattern.search(text)), None)
        if what:
            yield entry.says("fact-personal", f"含有{what}", "请删去；写作时这条会发给模型。")
            continue
        word = next((word for word in words if word in text), None)
        if word and (named := people(text)):
            yield entry.says(
                "fact-personal",
                f"同时写了人名{quoted(named[0].name)}和{quoted(word)}，涉及个人隐私",
                "请隐去姓名；写作时这条会发给模型。",
            )
