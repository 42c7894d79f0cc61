"""What an amount is told per: 每人500元, 人均500元, 500元/人, 每周不少于2次."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.figures.lexicon import lexicon

_NAMES = {
    "名": "人", "位": "人", "职工": "人", "会员": "人", "日": "天", "个月": "月", "季": "季度", "星期": "周",
    "个季度": "季度", "个小时": "小时", "时": "小时", "平米": "平方米", "千米": "公里", "公斤": "千克",
    "场次": "场", "个工作日": "工作日",
}  # fmt: skip
_PER = (
    "人次|人天|人|名|位|职工|会员|户|家|亩|公顷|周|星期|个月|月|年|学年|学期|季度|季|个季度|天|日|晚|小时|个小时|分钟|场次|场|次|期|轮|件|吨|公里"
    "|千米|平方米|立方米|平米|辆|台|套|份|课时|学时|班|班次|站|村|社区|车|单|批|工作日|个工作日|斤|公斤|千克|床|间|例|篇|条|项|届|节|桌|餐|队|组|校|所"
)
_AVERAGED = "生|师|人|户|亩|场|日|月|年|周|家|校|班|组|村|次|车|站|县|床|单|件|台"
_GAP = r"[^，。；：、！？,;:!?（）()“”\n0-9每均一二两三四五六七八九十百千万第]{0,10}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    counted = (u for u in lexicon().units.values() if u.kind in ("count", "measure") and u.spelling != "个")
    units = sorted({u.spelling for u in counted} | set(_PER.split("|")), key=len, reverse=True)
    each = "|".join(re.escape(unit) for unit in units)
    before = re.compile(
        rf"(?:(?P<both>人均)?(?:平均)?每一?(?P<each>{each})(?:每(?P<also>{each}))?(?P<gap>{_GAP})|(?P<mean>{_AVERAGED})均(?P<mgap>{_GAP}))$"
    )
    after = re.compile(rf"[ ]?(?:/|每)(?P<each>{each})(?:(?:/|每|·)(?P<also>{each}))?(?![a-zA-Z])")
    return before, after


def rate_after(text: str, end: int) -> tuple[str, int]:
    """Return what follows as “per” (``/人``, ``每人``) in normal spelling, and where it ends."""
    sign = text[end : end + 1]
    if sign not in ("/", "每") and not (sign == " " and text[end + 1 : end + 2] == "/"):
        return "", end
    match = _patterns()[1].match(text, end)
    if match is None:
        return "", end
    if sign == "每" and text[match.end() : match.end() + 1].strip("，。、；）)的计发补奖") and sign:
        return "", end
    return _name(match.group("each"), match.group("also")), match.end()


def rate_before(text: str, start: int, floor: int) -> tuple[str, int | None]:
    """Return what stands before as “per” (每人, 人均, 每周), and where an adjacent one begins.

    Words may stand between (每人发放500元); then the phrase does not reach back and the second
    part is ``None``.
    """
    low = max(floor, start - 16)
    if text.find("每", low, start) < 0 and text.find("均", low, start) < 0:
        return "", None
    match = _patterns()[0].search(text, low, start)
    if match is None:
        return "", None
    gap = match.group("gap") if match.group("each") else match.group("mgap")
    if match.group("mean"):
        previous = text[match.start() - 1 : match.start()]
        if match.group("mean") == "年" and previous.isdigit():
            return "", None
        name = _name(match.group("mean"), None)
    elif match.group("both"):
        name = _name("人", match.group("each"))
    else:
        name = _name(match.group("each"), match.group("also"))
    lead = match.start() if not gap or gap in lexicon().before else None
    return name, lead


def _name(each: str, also: str | None) -> str:
    first = _NAMES.get(each, each)
    return f"{first}/{_NAMES.get(also, also)}" if also else first
