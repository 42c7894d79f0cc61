"""Numbers as Chinese reports write them: digits, Chinese numerals, 万/亿 and mixtures of these.

Everything is exact. :func:`read_number` understands one numeral token, modifiers included
(``"3.5万余"``, ``"二三十"``, ``"数百"``); :func:`parse_number` is the plain public form.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from summarywriter.errors import InputError
from summarywriter.model.figure import Bound
from summarywriter.patterns import regex
from summarywriter.text import narrow

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
BIG_SCALES = {"万": 10**4, "亿": 10**8}
HANZI = "".join(DIGITS) + "".join(SMALL_SCALES) + "".join(BIG_SCALES)
"""Every character a Chinese numeral may be made of."""
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""Numerals as cheques write them; 陆, 伍, 拾 are parts of other words too."""
PLAIN = "".join(c for c in HANZI if c not in FORMAL)
WITHOUT_THOUSAND = HANZI.replace("千", "")
LONGEST = 40
"""Characters of the longest token that is read as one number; longer runs are no amounts."""

_AS_PLAIN = str.maketrans(FORMAL, "一二三四五六七八九十百千")
_FORMAL_ONLY = regex(f"[{FORMAL}]")
_EXACT = Context(prec=200)
_ZEROS = frozenset("零〇○")

NUMBER = regex(
    rf"""
    (?:
        (?:[0-9]{{1,3}}(?:,[0-9]{{3}}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?      # 1,234.5
        (?:亿[0-9]+(?:\.[0-9]+)?万[0-9]*(?![0-9.])                          # 1亿2000万
          |(?:[余多来几]|\ (?=[万亿]))?                                      # 20多万, 3 万
           (?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![克米瓦卡伏帕赫焦])|百(?!分|日|强|货|姓))
           (?:(?<=亿)[0-9]+(?:\.[0-9]+)?万)?
           (?:(?<=[0-9]万)(?:[0-9]千(?:[0-9]百)?|[0-9]{{3,4}}(?![0-9.,年月])))?
        )?
      | (?:[数几](?=[十百千万亿](?![一二三四五六七八九]))|上(?=[百千万亿]))?
        (?:千(?![克米瓦卡伏帕赫焦])|(?<=[万亿][一二三四五六七八九])千|[{WITHOUT_THOUSAND}])+
        (?:点(?!零[一二三四五六七八九]分)[零〇一二两三四五六七八九]+(?![十百])(?:[百千]?[万亿]+)?)?
        (?:[余多来几][万亿]+)?                                              # 二十多万
    )
    (?:
        (?:(?<=[0-9])\ )?余(?![额热粮震力款])
      | 多(?!元[化文主共解素]|[样媒功渠维层边])
      | 来(?![自源到看信访电了])
      | 几(?![乎何])
      | (?<=[百千万])把(?=[人个年块名家口])
      | 有余
    )?
    """,
    re.VERBOSE,
)
"""One numeral token at a position, with 余 多 来 几 inside; bounded on both sides by its characters."""


class Number(NamedTuple):
    """What a numeral token says.

    ``value`` (and ``high`` for 二三十) with the scale applied; ``bound`` told by a modifier inside
    (余 over, 来 about, 数十 vague), ``None`` when there is none. ``scales`` are the final
    千万/万/亿 it is written with, the widest first: what reaches back in 3至5万.
    """

    value: Decimal
    high: Decimal | None
    bound: Bound | None
    scales: tuple[int, ...]
    hanzi: bool


def parse_number(text: str) -> Decimal:
    """Return the exact value of one number: ``三万五千``, ``1,234``, ``１２．５万``, ``1.2亿``.

    Raises:
        InputError: ``text`` is not one exact number (``二三十`` and ``百余`` are not).
    """
    token = narrow(text).strip()
    number = read_number(token) if 0 < len(token) <= LONGEST and NUMBER.fullmatch(token) else None
    if number is None or number.high is not None or number.bound is not None:
        raise InputError(f"“{text[:LONGEST]}”不是一个确切的数，请写成 3.5万、35000 或三万五千这样的形式。")
    return number.value


@lru_cache(maxsize=8192)
def read_number(token: str) -> Number | None:
    """Return what ``token`` (a match of :data:`NUMBER`) says, ``None`` when it is no number."""
    if len(token) > LONGEST:
        return None
    bound: Bound | None = None
    core = token
    if core.endswith("有余"):
        bound, core = "over", core[:-2]
    elif core[-1] in "余多":
        bound, core = "over", core[:-1]
    elif core[-1] in "来把":
        bound, core = "about", core[:-1]
    elif core[-1] == "几":
        bound, core = "over", core[:-1]
    if core[:1] == "上" and len(core) > 1:
        bound, core = "over", core[1:]
    elif core[:1] in ("数", "几"):
        bound, core = "vague", core[1:]
    inner = re.search(r"[余多来几]", core)
    if inner:
        bound = "about" if inner.group() == "来" else "over"
        core = core[: inner.start()] + core[inner.end() :]
    core = core.replace(",", "").replace(" ", "")
    if not core:
        return None
    return _plain(core, bound)


def _plain(core: str, bound: Bound | None) -> Number | None:
    if core[0].isascii():
        return _arabic(core, bound)
    formal = _FORMAL_ONLY.search(core)
    if formal:
        # 陆 and 伍 are surnames and parts of words; only a run with a scale is an amount written out.
        if len(core) < 2 or not re.search(r"[拾佰仟万亿]", core):
            return None
        core = core.translate(_AS_PLAIN)
    pair = None if "点" in core else _estimate(core)
    if pair:
        low, high = (_hanzi(core[: pair[0]] + d + core[pair[0] + 2 :]) for d in pair[1])
        if low is None or high is None or low >= high:
            return None
        return Number(low, high, bound, _scales(core), True)
    value = _hanzi(core)
    return None if value is None else Number(_tidy(value), None, bound, _scales(core), True)


_SCALE_TAIL = regex(r"(?:[百千])?[万亿]*$")


def _scales(core: str) -> tuple[int, ...]:
    """Return what 千万 at the end of a numeral multiplies by, and its 万 alone; 十 never reaches back."""
    tail = _SCALE_TAIL.search(core)
    big = small = 1
    for char in tail.group() if tail else "":
        small *= SMALL_SCALES.get(char, 1)
        big *= BIG_SCALES.get(char, 1)
    return tuple(s for s in dict.fromkeys((small * big, big)) if s > 1)


def _tidy(value: Decimal) -> Decimal:
    """35000.0 → 35000; the value is the same."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


_ARABIC = regex(r"([0-9]+(?:\.[0-9]+)?)([十百千]?)([万亿]{0,2})")


def _arabic(core: str, bound: Bound | None) -> Number | None:
    """1.2亿, 3千万, 1亿2000万: the sum of its parts, each part smaller than the one before."""
    total = Decimal(0)
    last = position = 0
    while position < len(core):
        match = _ARABIC.match(core, position)
        if match is None:
            return None
        position = match.end()
        scale = SMALL_SCALES.get(match.group(2), 1)
        for char in match.group(3):
            scale *= BIG_SCALES[char]
        if last and scale >= last:
            return None
        last = scale
        total = _EXACT.add(total, _EXACT.multiply(Decimal(match.group(1)), Decimal(scale)))
    return Number(_tidy(total), None, bound, _scales(core), False)


def _estimate(core: str) -> tuple[int, tuple[str, str]] | None:
    """Return where two neighbouring digits stand (二三十, 十七八, 三五): an estimate; ``None`` if nowhere."""
    if _digit_by_digit(core):
        return None
    found = None
    for i in range(len(core) - 1):
        a, b = DIGITS.get(core[i], 0), DIGITS.get(core[i + 1], 0)
        if a and b:
            if found is not None:
                return None
            if b == a + 1 or (a, b) == (3, 5):
                found = (i, (core[i], core[i + 1]))
            else:
                return None
    return found


def _digit_by_digit(core: str) -> bool:
    """True for 二〇二三, 一〇一: digits in a row, zeros among them, as years and rooms are written."""
    return len(core) > 2 and all(c in DIGITS for c in core) and any(c in _ZEROS for c in core[1:])


def _hanzi(core: str) -> Decimal | None:
    """Return the value of a Chinese numeral in its strict form; ``None`` for 十百千, 一一, 五一."""
    if "点" in core:
        whole, _, rest = core.partition("点")
        cut = len(rest)
        while cut and rest[cut - 1] not in DIGITS:
            cut -= 1
        scale = _hanzi("一" + rest[cut:]) if rest[cut:] else Decimal(1)
        front = _hanzi(whole)
        if front is None or scale is None:
            return None
        decimals = "".join(str(DIGITS[c]) for c in rest[:cut])
        return _EXACT.multiply(_EXACT.add(front, Decimal("0." + decimals)), scale)
    if _digit_by_digit(core):
        return Decimal(int("".join(str(DIGITS[c]) for c in core)))
    total = 0
    rest = core
    previous = 0
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.rpartition(sign) if sign == "亿" else rest.partition(sign)
        if not found:
            continue
        if sign == "亿" and "万" in head:
            front = _hanzi(head)
            part = None if front is None else int(front)
        else:
            part = _section(head) if head else (1 if not total else None)
        if part is None or part == 0:
            return None
        total += part * size
        previous, rest = size, tail
    if rest:
        if previous and len(rest) == 1 and rest in DIGITS and rest not in _ZEROS:
            total += DIGITS[rest] * previous // 10  # 三万五 = 35000
        else:
            part = _section(rest)
            if part is None:
                return None
            total += part
    return Decimal(total)


def _section(text: str) -> int | None:
    """Return the value of a numeral below 万 (三千五百二十, 百二十, 十五, 零五), ``None`` if it is none."""
    total, digit, last, zero = 0, None, 10**4, False
    for i, char in enumerate(text):
        if char in SMALL_SCALES:
            scale = SMALL_SCALES[char]
            if scale >= last or digit == 0:
                return None
            if digit is None and i and not (scale == 10 and (total or zero)):
                return None
            total += (1 if digit is None else digit) * scale
            last, digit, zero = scale, None, False
        elif char in DIGITS:
            if digit is not None and digit != 0:
                return None
            if char in _ZEROS:
                if zero:
                    return None
                zero = True
                digit = 0 if i == 0 and len(text) == 1 else None
            else:
                digit = DIGITS[char]
        else:
            return None
    if digit:
        if last in (100, 1000) and not zero:
            return total + digit * last // 10  # 一千五 = 1500
        return total + digit
    return total if total or text in _ZEROS else None
