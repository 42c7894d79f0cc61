"""Amounts: counts, money, percentages, lengths of time, measures and scores; ranges and lists of them."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from summarywriter.figures.bounds import bound_after, bound_before
from summarywriter.figures.lexicon import Unit, unit_at
from summarywriter.figures.numerals import Number
from summarywriter.figures.rates import rate_after, rate_before
from summarywriter.figures.spot import Answer, Found, Passed, Spot, Token, build, number_at
from summarywriter.model.figure import Bound, Figure, Value

_EXACT = Context(prec=100)
_HALF = Decimal("0.5")
_SPACES = " \u00a0\u3000"
_TO = re.compile(r"[ ]?(?:——|[—–\-－~～〜―至到])[ ]?")
_AND = re.compile(r"[ ]?(?:、|和|及|与|以及)[ ]?")
_MORE = re.compile(
    r"(?:多(?![种样项个名次方元功媒层渠数家场条位人件部份额])|余(?![额热粮震力款])|来(?=[年月天个])|(半)(?![年月天个径数载途路百夜点小价决]))"
)
_TIMED = frozenset(("duration", "ratio", "measure", "money", "percent"))
_SCALE_ONLY = re.compile(r"[百千万亿]+(?:余|多|来|把|有余)?")
_LOOSE_UNITS = frozenset(("年", "天", "里", "户", "村", "家", "岁", "城", "国", "省", "市", "县", "道", "处", "面", "步", "回", "种", "类", "分"))
_FIRM_AFTER = re.compile(r"(?:企业|单位|公司|工会|民营|商户|门店|规上|小微|骨干|重点)")
_CAMPAIGN = re.compile(
    r"[^，。；、：！？,;\n0-9]{0,8}?(?:[进入访联帮助送结下惠暖连讲走解][百千万]|大练兵|大比武|大走访|大宣讲|大培训|下基层|下乡|工程|行动|计划(?!生)|活动|竞赛|大赛|评选|攻坚|战役|会战)"
)
_SLOGAN = re.compile(r"(?:不[漏丢落让少掉留放使]|决不让|没有|无|杜绝)(?:下|过|掉|任何)?$")
_RECENT_AFTER = re.compile(r"(?:以来|来|内|间|中|里)?(?=[，、的]|[一-鿿])")
_LASTED = re.compile(r"(?:历时|用时|耗时|长达|为期|持续|已|达|工作|服务|从事|坚守|任职|驻村|经历|时间|超期|扎根|花了|用了|经过|停工|延误|拖欠|提前|相隔|间隔|距今|深耕|奋战)$")
_ENDS = re.compile(r"(?:的?(?:时间|历史|工龄|党龄|之久|光景|努力|奋战|筹备|建设|施工|的不懈))|[，。；！？,;]|了|$")
_STOP = re.compile(r"[，。；、：！？,;:!?）)”’》\s]|$")
_TOLD = frozenset("为至到达共约近超逾足成")
_SHARED = re.compile(r"(?:分别|依次|各|先后|均)[^，。；]{0,8}$")
_LOWER = {"小时": (("分钟", "分", "刻钟"), 60), "年": (("个月",), 12), "天": (("小时", "个小时"), 24),
          "分钟": (("秒", "秒钟"), 60), "周": (("天",), 7), "月": (("天", "日"), 30)}  # fmt: skip
_COINS = re.compile(r"([0-9一二三四五六七八九])(?:角|毛)(?:([0-9一二三四五六七八九])分)?(?:钱)?")


class Measured(NamedTuple):
    """A unit as found behind a number: 个半月 adds a half, 年多 a bound."""

    unit: Unit
    end: int
    extra: Decimal
    bound: Bound | None


def amount(spot: Spot) -> Answer:
    """12场 · 3.5万份 · 43.2490万元 · 95% · 3.2个百分点 · 2小时30分钟 · 3至5万元 · 12、8和5场."""
    number = spot.number
    if number is None:
        return None
    text = spot.text
    token = Token(number, spot.start, spot.end)
    told = _unit_behind(text, token)
    if told is not None and spot.before and spot.before in "下-−" and told.unit.kind in _SIGNED:
        below = _negative(spot, token)
        if below is not None:
            spot, token = below
    if told is None and text.startswith(("、", "和", "及", "与", "以及"), spot.end):
        listed = _listed(spot, token)
        if listed is not None:
            return listed
    answer = _range(spot, token, told)
    if answer is not None:
        return answer
    if told is None:
        return _without_unit(spot, token)
    return _single(spot, token, told)


_SIGNED = frozenset(("measure", "percent", "point", "money"))


def _negative(spot: Spot, token: Token) -> tuple[Spot, Token] | None:
    """零下5℃, -2.3%: the sign belongs to the number; a dash between two numbers is none."""
    text, start = spot.text, spot.start
    begin = start - 1 if text[start - 1] in "-−" else start - 2
    if begin < spot.floor or (begin == start - 2 and text[begin:start] != "零下"):
        return None
    if begin == start - 1 and begin and (text[begin - 1].isalnum() and not "一" <= text[begin - 1] <= "鿿" or text[begin - 1] in "%)）-−"):
        return None
    number = token.number._replace(value=-token.number.value)
    return (
        Spot(text, begin, spot.floor, spot.end, text[begin : spot.end], number, spot.last),
        Token(number, begin, token.end),
    )


def _single(spot: Spot, token: Token, told: Measured) -> Answer:
    refused = _refused(spot, token, told)
    if refused is not None:
        return refused
    unit, end = told.unit, told.end
    value: Value = token.number.value
    high: Value | None = token.number.high
    if told.extra:
        value = _EXACT.add(token.number.value, told.extra)
    elif unit.kind == "duration":
        value, end = _with_lower(spot.text, token.number.value, unit, end)
    elif unit.name == "分" and (seconds := _SECONDS.match(spot.text, end)):
        unit, end = _MINUTE, seconds.end()
        value = _rational(Fraction(token.number.value) + Fraction(seconds.group(1)) / 60)
    elif unit.kind == "money" and unit.name == "元":
        value, end = _with_coins(spot.text, token.number.value, end)
    article = token.number.hanzi and spot.token == "一" and unit.kind == "count" and unit.spelling != "人"
    figure = _figure(spot, spot.start, end, value, high, unit, token.number.bound or told.bound, article)
    return Found((figure,), max(figure.end, figure.phrase_end))


def _figure(
    spot: Spot, start: int, end: int, value: Value, high: Value | None, unit: Unit,
    inner: Bound | None, article: bool = False,
) -> Figure:  # fmt: skip
    """Build the figure in its normal unit, with the rate around it (每人500元, 500元/人)."""
    name = unit.name
    kind = unit.kind
    if name == "‰":
        name = "%"
        value, high = _tenth(value), _tenth(high) if high is not None else None
    elif name in ("角", "分钱"):
        size = Decimal("0.1") if name == "角" else Decimal("0.01")
        name = "元"
        value = _EXACT.multiply(value, size) if isinstance(value, Decimal) else value
    elif name == "刻钟":
        name = "分钟"
        value = _EXACT.multiply(value, Decimal(15)) if isinstance(value, Decimal) else value
    if spot.before in ("$", "＄") and name == "元":
        name = "美元"
    lead: int | None = None
    if kind in ("count", "money", "duration", "measure") and name != "岁":
        behind, end = rate_after(spot.text, end)
        if behind:
            name = f"{name}/{behind}"
        elif kind != "duration" or unit.name in ("小时", "分钟", "天"):
            front, lead = rate_before(spot.text, start, spot.floor)
            if not front:
                front = _shared_rate(spot, start, name)
            if front:
                name = f"{name}/{front}"
                article = False
    if kind == "duration" and _recent(spot.text, start, end):
        figure = build(spot, start, end, kind, value, high=high, unit=name, inner=inner)
        return Figure(
            figure.text, start, end, start - 1, figure.phrase_end, kind, value, high, name,
            bound_after(spot.text, end, kind)[0] or inner or "exact", False,
        )  # fmt: skip
    return build(spot, start, end, kind, value, high=high, unit=name, inner=inner, article=article, lead=lead)


def _shared_rate(spot: Spot, start: int, name: str) -> str:
    """人均收入4.2万元和2.1万元: the second amount is told per the same."""
    last = spot.last
    if last is None or last.unit is None or last.phrase_end + 1 != start:
        return ""
    if spot.text[last.phrase_end] not in "、和与及":
        return ""
    main, _, per = last.unit.partition("/")
    return per if main == name else ""


def _tenth(value: Value) -> Value:
    return _EXACT.multiply(value, Decimal("0.1")) if isinstance(value, Decimal) else value


def _recent(text: str, start: int, end: int) -> bool:
    """近三年 is a stretch up to now; 历时近三年 is nearly three years."""
    if not start or text[start - 1] != "近" or text[start - 2 : start - 1] in ("接", "将", "最"):
        return False
    window = text[max(0, start - 5) : start - 1]
    if _LASTED.search(window):
        return False
    if not window or window[-1] in "，。；、：\n “（(　 对在从将把按据以于比较与和及我":
        return True
    return text.startswith(("来", "以来", "内"), end) or not _ENDS.match(text, end)


def _refused(spot: Spot, token: Token, told: Measured) -> Answer:
    """What a Chinese numeral with a unit may be instead of a figure: a phrase, a slogan, a campaign."""
    number, unit, text = token.number, told.unit, spot.text
    if not number.hanzi:
        return None
    if spot.token == "一" and _SLOGAN.search(text, max(0, spot.start - 5), spot.start):
        return Passed("slogan", told.end)
    inner = number.bound is not None or number.high is not None
    if _SCALE_ONLY.fullmatch(spot.token) and number.bound is None:
        bounded = (
            bound_before(text, spot.start, spot.floor)[0] is not None
            or bound_after(text, told.end, unit.kind)[0] is not None
        )
        if not bounded:
            if _CAMPAIGN.match(text, told.end):
                return Passed("title", told.end)
            if unit.name in _LOOSE_UNITS and not (unit.name == "家" and _FIRM_AFTER.match(text, told.end)):
                return Passed("set-phrase", told.end)
    elif spot.token in ("十", "数百", "数千") and _CAMPAIGN.match(text, told.end) and unit.name == "大":
        return Passed("title", told.end)
    if unit.hanzi == "all" or inner:
        return None
    if unit.hanzi == "two":
        if spot.token != "一" or _lone(text, spot.start, told.end):
            return None
        return Passed("indefinite", told.end)
    if number.value > 10 or (number.value == 10 and unit.kind != "score"):
        return None
    return Passed("bare", spot.end)


def _lone(text: str, start: int, end: int) -> bool:
    """锦旗一面, 救护车一辆: behind its noun and before a mark, 一 counts."""
    before = text[start - 1 : start]
    return bool(
        _STOP.match(text, end) and "一" <= before <= "鿿" and before not in "的这那新又另唯每某任同上下再各统逐了是有不第"
    )


def _unit_behind(text: str, token: Token) -> Measured | None:
    """The unit behind a number: 个半月, 年半, 年多 and a space after digits included."""
    position = token.end
    following = text[position : position + 1]
    if not token.number.hanzi and following and following in _SPACES:
        position += 1
        following = text[position : position + 1]
    if following == "+" and not token.number.hanzi and unit_at(text, position + 1):
        unit = unit_at(text, position + 1)
        return Measured(unit, position + 1 + len(unit.spelling), Decimal(0), "over") if unit else None
    if following == "个" and text[position + 1 : position + 2] in ("半", "多", "来"):
        unit = unit_at(text, position + 2)
        if unit is None or unit.kind != "duration":
            unit = _MONTH if text.startswith("月", position + 2) else None
        if unit is not None:
            half = text[position + 1] == "半"
            over: Bound | None = None if half else "over"
            return Measured(unit, position + 2 + len(unit.spelling), _HALF if half else Decimal(0), over)
    unit = unit_at(text, position)
    if unit is None:
        return None
    end = position + len(unit.spelling)
    if unit.kind in _TIMED:
        more = _MORE.match(text, end)
        if more:
            if not more.group(1):
                return Measured(unit, more.end(), Decimal(0), "over")
            if unit.kind in ("duration", "ratio"):
                return Measured(unit, more.end(), _HALF, None)
    return Measured(unit, end, Decimal(0), None)


_SECONDS = re.compile(r"([0-5]?[0-9](?:\.[0-9]+)?)秒")
_MINUTE = Unit("分", "分钟", "duration", "all", None)
_MONTH = Unit("月", "月", "duration", "all", None)


def _range(spot: Spot, token: Token, told: Measured | None) -> Answer:
    """2～3个, 3至5万元, 5万至8万元, 10—15%: a unit or a 万 behind reaches back to the first number."""
    text = spot.text
    match = _TO.match(text, told.end if told else token.end)
    if match is None or token.number.high is not None:
        return None
    second = number_at(text, match.end())
    if second is None or second.number.high is not None:
        return None
    last = _unit_behind(text, second)
    if told is not None:
        if last is None or last.unit.name != told.unit.name:
            return None
    elif last is None and (token.number.hanzi or second.number.hanzi):
        return None
    low = token.number.value
    high = second.number.value
    if not token.number.scales and told is None:
        low = _reach(token.number, second.number)
    if low >= high:
        return None
    if last is None:
        if text[match.end() - 1] not in "至到～~" and _STOP.match(text, second.end) is None:
            return None
        figure = build(spot, spot.start, second.end, "count", low, high=high, inner=second.number.bound)
        return Found((figure,), figure.end)
    if token.number.hanzi and last.unit.hanzi == "none":
        return None
    inner = second.number.bound or last.bound or token.number.bound
    figure = _figure(spot, spot.start, last.end, low, high, last.unit, inner)
    return Found((figure,), max(figure.end, figure.phrase_end))


def _reach(low: Number, high: Number) -> Decimal:
    """3至5万 is 30000 to 50000, 500至1万 stays 500."""
    for scale in high.scales:
        scaled = _EXACT.multiply(low.value, Decimal(scale))
        if scaled < high.value:
            return scaled
    return low.value


def _listed(spot: Spot, token: Token) -> Answer:
    """分别为12、8和5场: every number has the unit of the last; 3、4个 alone is the estimate 3–4."""
    text = spot.text
    tokens = [token]
    last: Measured | None = None
    signs = []
    while last is None and len(tokens) < 12:
        joint = _AND.match(text, tokens[-1].end)
        if joint is None:
            return None
        following = number_at(text, joint.end())
        if following is None:
            return None
        signs.append(joint.group().strip())
        tokens.append(following)
        last = _unit_behind(text, following)
    if last is None:
        return None
    numbers = [t.number for t in tokens]
    if any(n.high is not None for n in numbers):
        return None
    neighbours = len(numbers) == 2 and numbers[1].value == numbers[0].value + 1 and numbers[1].value < 10
    shared = _SHARED.search(text, max(0, spot.start - 12), spot.start)
    if neighbours and signs == ["、"] and not shared:
        if numbers[0].hanzi and last.unit.hanzi == "none":
            return None
        figure = _figure(spot, spot.start, last.end, numbers[0].value, numbers[1].value, last.unit, last.bound)
        return Found((figure,), max(figure.end, figure.phrase_end))
    if numbers[0].hanzi and not shared and not all(n.value >= 10 for n in numbers):
        return None
    scales = numbers[-1].scales
    figures = []
    floor = spot.floor
    for index, item in enumerate(tokens):
        final = index == len(tokens) - 1
        value = item.number.value
        if scales and not item.number.scales and not final:
            value = _EXACT.multiply(value, Decimal(scales[0]))
        here = Spot(text, item.start, floor, item.end, text[item.start : item.end], item.number, None)
        if final:
            figures.append(_figure(here, item.start, last.end, value, None, last.unit, item.number.bound or last.bound))
        else:
            figures.append(
                build(here, item.start, item.end, last.unit.kind, value, unit=last.unit.name, inner=item.number.bound)
            )
        floor = figures[-1].phrase_end
    return Found(tuple(figures), figures[-1].phrase_end)


def _without_unit(spot: Spot, token: Token) -> Answer:
    """3.5万职工, 近千职工, 增至35: a count whose noun names the unit."""
    text, number = spot.text, token.number
    if number.hanzi:
        if not _tells(spot, number):
            return None
    elif text[token.end : token.end + 1] in (".", "/", "%", "×", "=", "_") and text[token.end : token.end + 1]:
        if not (text[token.end] == "." and _STOP.match(text, token.end + 1)):
            return Passed("section", token.end)
    figure = build(spot, spot.start, token.end, "count", number.value, high=number.high, inner=number.bound)
    return Found((figure,), max(figure.end, figure.phrase_end))


def _tells(spot: Spot, number: Number) -> bool:
    """True when a Chinese numeral without a unit is an amount all the same."""
    text = spot.text
    bound, _ = bound_before(text, spot.start, spot.floor)
    if number.bound is not None:
        return number.value >= 10 and not text.startswith(("分", "计", "载"), spot.end)
    if _SCALE_ONLY.fullmatch(spot.token):
        return bound is not None and not text.startswith("分", spot.end)
    if len(spot.token) < 2:
        return False
    if number.value >= 100 and number.high is None:
        return not text.startswith(("分", "佳", "强", "大"), spot.end)
    return bool(spot.before in _TOLD and spot.before and _STOP.match(text, spot.end))


def _with_lower(text: str, value: Decimal, unit: Unit, end: int) -> tuple[Value, int]:
    """2小时30分钟 = 2.5小时, 1年3个月 = 1.25年: the smaller unit counts in the larger."""
    lower = _LOWER.get(unit.name)
    if lower is None:
        return value, end
    names, size = lower
    position = end + 1 if text.startswith("零", end) else end
    if text.startswith(" ", position):
        position += 1
    second = number_at(text, position)
    if second is None or second.number.high is not None or second.number.bound is not None:
        return value, end
    for name in sorted(names, key=len, reverse=True):
        if text.startswith(name, second.end):
            if name == "分" and text.startswith(("别", "布"), second.end + 1):
                return value, end
            if second.number.value >= size or (name in ("天", "日") and position == end and unit.name != "周" and unit.name != "月"):
                return value, end
            scaled = second.number.value * (15 if name == "刻钟" else 1)
            total = Fraction(value) + Fraction(scaled) / size
            return _rational(total), second.end + len(name)
    return value, end


def _with_coins(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """3元5角 = 3.5元."""
    match = _COINS.match(text, end)
    if match is None:
        return value, end
    digits = "零一二三四五六七八九"
    tenths, hundredths = ((digits.find(c) if c in digits else int(c)) if c else 0 for c in match.groups())
    return _EXACT.add(value, Decimal(tenths * 10 + hundredths) / 100), match.end()


def _rational(value: Fraction) -> Value:
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return value
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def half_of(spot: Spot) -> Answer:
    """半年 0.5年, 半个月 0.5月, 半天 0.5天, 半小时 0.5小时, 半年多."""
    text, start = spot.text, spot.start
    end = start + 1
    if text.startswith("个", end):
        unit = _MONTH if text.startswith("月", end + 1) else unit_at(text, end + 1)
        end += 1
    else:
        unit = unit_at(text, end)
    if unit is None or unit.kind not in ("duration",) or spot.before in ("大", "小", "前", "后", "一", "上", "下", "多", "夜", "两", "各"):
        return Passed("indefinite", start + 1)
    if text.startswith("年度", end):
        return Passed("set-phrase", end)
    end += len(unit.spelling)
    inner: Bound | None = None
    more = _MORE.match(text, end)
    if more and not more.group(1):
        inner, end = "over", more.end()
    figure = build(spot, start, end, "duration", _HALF, unit=unit.name, inner=inner)
    return Found((figure,), figure.end)


def both(spot: Spot) -> Answer:
    """俩 two, 仨 three: 姐妹俩, 俩人."""
    text, start = spot.text, spot.start
    value = Decimal(2 if text[start] == "俩" else 3)
    end, unit = start + 1, "个"
    if text.startswith("人", end):
        end, unit = end + 1, "人"
    figure = build(spot, start, end, "count", value, unit=unit)
    return Found((figure,), figure.end)
