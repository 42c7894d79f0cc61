"""Who wrote a report and about which time, as its title or its first lines tell."""

from __future__ import annotations

import re

from summarywriter.patterns import regex

_BODY = (
    r"总工会|工会委员会|工会联合会|工会|委员会|管理局|公司|集团|学校|中学|小学|大学|学院|医院|法院|检察院|局"
    r"|中心|办公室|项目部"
)
_LEADING = regex(
    rf"(?:^|[，。：]|来|年|度|月|半年)(?P<name>[^，。、；：“”\s]{{1,24}}?(?:{_BODY}))"
    r"(?=在[^，。]{2,60}(?:下|中)|(?:坚持|深入|认真|紧紧|围绕|以|按照|全面|团结|积极|坚决|始终|牢牢)|，)"
)
_TITLED = regex(
    rf"(?:(?<=\d)月份?)?(?P<name>[^，。、；：“”\s\d]{{1,24}}?(?:{_BODY}))(?=[0-9X×x_〇二]|关于|上半年|年度|工作)"
)
_PERIOD = regex(
    r"(?P<year>[0-9X×x_〇一二三四五六七八九]{2,4})年[^，。；\d]{0,6}?(?P<half>上半年|下半年|[第一二三四前]{1,2}季度|(?<=年)度)"
    r"|(?P<only>[0-9]{4}|[0-9X×x_]{4})年(?!\d|初|底|末|来|以来|\d{1,2}月)"
)
_HALF = regex(r"\A(?:今年)?(?P<half>上半年|下半年|前三季度|一季度|第一季度)")
_MONTHS = regex(
    r"[0-9]{4}年[0-9]{1,2}月?(?:[-~至]|[—–]{1,2})[0-9]{1,2}月|[0-9]{4}年[0-9]{1,2}月(?=份|工作|台账|情况|重点|月报)"
)
_GENERIC = frozenset(
    {"工会", "公司", "局", "中心", "全国总工会", "中华全国总工会", "上级工会", "市总工会", "省总工会"}
)


def organization_of(title: str, lead: str) -> str:
    """Return the writing organisation as title or lead name it, empty where neither does."""
    for pattern, text in ((_TITLED, title), (_LEADING, lead[:200])):
        for match in pattern.finditer(text):
            name = re.sub(
                r"\A(?:年|度|今年以来|一年来|半年来|[上下]半年|第?[一二三四]季度|前三季度|[0-9X×x_]{2,4}年|我们|关于)+",
                "",
                match["name"],
            )
            if name and name not in _GENERIC and not name.startswith(("在", "以", "全市", "全省", "各级")):
                return name
    return ""


def period_of_report(title: str, lead: str) -> str:
    """Return the time a report is about (``2024年上半年``), empty where nothing tells it."""
    if months := _MONTHS.search(title):
        return months[0]
    for text in (title, lead[:160]):
        match = _PERIOD.search(text)
        if match is None:
            continue
        if match["only"]:
            half = "上半年" if "上半年" in text else "下半年" if "下半年" in text else ""
            return f"{match['only']}年{half}"
        half = match["half"]
        return f"{match['year']}年{'' if half == '度' else half}"
    match = _HALF.search(lead) or re.search(r"(?P<half>上半年|下半年|[一二三四]季度|前三季度)", title)
    return match["half"] if match else ""
