"""Personal data in facts: identity and telephone numbers, names beside illness or hardship."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.common.say import quoted
from summarywriter.checking.facts.ledger import Ledger
from summarywriter.checking.layout.people import behind_roles, name_words, people
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words, signs, word_rows

_NUMBERS = (
    (
        regex(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"),
        "身份证号",
    ),
    (regex(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "手机号码"),
    (regex(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"), "电话号码"),
    (regex(r"(?<!\d)\d{16,19}(?!\d)"), "银行卡号"),
)


def private_numbers(text: str) -> list[str]:
    """Return the identity, telephone and bank card numbers that stand in a text."""
    return [match.group() for pattern, _ in _NUMBERS for match in pattern.finditer(text)]


def _named(text: str) -> Iterator[str]:
    """Names of people: in a frame of their own, behind a role, or where something is done for them."""
    yield from (person.name for person in people(text))
    yield from behind_roles(text)
    yield from (match["name"] for match in _helped().finditer(text))


@cache
def _helped() -> re.Pattern[str]:
    """为环卫工陈水根申请救助, 帮助职工李大山筹款: a name before what is done for who bears it."""
    names = alternatives(listed_words("surnames"))
    no_names, never = alternatives(name_words("word")), signs(name_words("never"))
    return re.compile(
        f"(?:[工员师者户友生民众长手]|职工|人员|家属|老人|患者|会员|司机|同志)"
        f"(?P<name>(?!{no_names}|[于和与及向])(?:{names})(?:(?![{never}])[\u4e00-\u9fff]){{1,2}}?)"
        "(?=(?:一家|家庭|夫妇|本人|家中|家属|的[父母妻丈儿女孩病家])?"
        "(?:申请|申办|办理|筹[款集措得]|捐款|捐赠|发放|送去|送上|提供|争取|落实|联系|协调|垫付|解决|救助|募|[，。；、（]))"
    )


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
        name = next(_named(text), None) if word else None
        if word and name:
            yield entry.says(
                "fact-personal",
                f"同时写了人名{quoted(name)}和{quoted(word)}，涉及个人隐私",
                "请隐去姓名；写作时这条会发给模型。",
            )
