"""Announced counts: 五个方面 must be followed by five, where they are listed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.people import ends_in_name
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

_ANNOUNCED = regex(
    r"([一二两三四五六七八九十]|\d{1,2})(?:(?:个|大|项)(?:方面|重点|环节|举措|措施|步骤|工作|工程|行动|问题|特点|任务|抓手|结合|坚持|强化|做到|到位)"
    "|[件大项]大?[实大好要]?事(?![故业迹例项])|篇(?:大?文章)|[个道]大?关口?(?![系键心注])|[场个]大?(?:硬仗|战役)|条(?:主线|战线))"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SERIES = tuple(
    regex(series.replace("#", "([一二三四五六七八九十])"))
    for series in ("(?<![一-龥])#(?:是|要)", "第#[，、]", "其#")
)


def said_of_all(layout: Layout, t: int) -> bool:
    """True for the 两人 of 推荐2名，两人均在公示: the count before once more, of all of them.

    So it is for the 两项 of 管网水940份、出厂水2160份，两项合格率均为100%: those told right before.
    """
    again = layout.places[t]
    if not t or not _ALL.match(layout.flat, again.figure.phrase_end):
        return False
    first = layout.places[t - 1]
    if first.sentence != again.sentence:
        return False
    if one_unit(first.figure, again.figure) and amount(first.figure) == amount(again.figure):
        return True
    count = amount(again.figure).value
    if again.figure.unit not in _THINGS or count not in (2, 3, 4):
        return False
    row = layout.places[max(0, t - int(count)) : t]
    return len(row) == count and all(
        p.clause == first.clause and one_unit(p.figure, first.figure) for p in row
    )


_ALL = regex("(?:已|目前)?(?:均|都|皆|全部)|[\u4e00-\u9fff]{1,5}(?:均|都)(?!衡|匀|市)")
_THINGS = frozenset({"项", "类", "者", "个", "种", "处"})


def counting(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield announced counts that differ from the number of items listed behind them."""
    text = layout.text
    announced = list(_ANNOUNCED.finditer(text))
    for index, match in enumerate(announced):
        word = match[1]
        count = int(word) if word.isdigit() else _DIGITS[word]
        line_end = text.find("\n", match.end())
        limit = announced[index + 1].start() if index + 1 < len(announced) else len(text)
        if line_end != -1 and text[match.end() : match.end() + 1] not in "：:\n。":
            limit = min(limit, line_end)
        listed = _listed(layout, match.end(), limit)
        if listed >= 2 and listed != count:
            yield finding(
                "announced-count",
                f"{quoted(match.group())}后面列了{listed}项，数目对不上。请改正数目或补足各项。",
                section=scope.heading,
                start=match.start(),
                end=match.end(),
            )


def _announces(layout: Layout, figure: Figure) -> bool:
    """True for 三件实事 with 一是, 二是, 三是 and no more behind it."""
    if figure.value not in range(2, 11) or figure.unit not in _COUNTERS | _MATTERS:
        return False
    return _listed(layout, figure.end, len(layout.text)) == figure.value


def told_once_a(layout: Layout, figure: Figure, scope: Scope) -> bool:
    """True for 每季度一次的恳谈 where a fact tells of a 季度恳谈机制, 每月一次调度 of 月调度."""
    if figure.value != 1 or figure.unit is None:
        return False
    regular = _ONCE_A.fullmatch(figure.unit)
    if regular is None:
        return False
    behind = layout.flat[figure.phrase_end : figure.phrase_end + _NEAR]
    held = re.findall(rf"(?<![0-9上本每个\d]){regular[1]}度?(?![0-9初底末份])([一-龥]{{2}})", scope.corpus)
    return any(matter in behind for matter in held)


def regularly(figure: Figure, sentence: str) -> bool:
    """True where a sentence tells 每月开展一次 as 按月开展; what 按月发放3万元 tells is the amount."""
    regular = _ONCE_A.fullmatch(figure.unit or "")
    return regular is not None and bool(
        re.search(rf"[按逐]{regular[1].removesuffix('度')}度?[^,;。\0]*(?:[,;。\n]|$)", sentence)
    )


def one_of_each(figure: Figure, scope: Scope) -> bool:
    """True for the 一公斤 of 一公斤卖7.2元 where a fact tells what each costs, 一天 for 日供水."""
    if figure.value != 1 or figure.text[0] != "一" or figure.unit is None:
        return False
    per = f"/{figure.unit}"
    return any((p.figure.unit or "").endswith(per) for line in scope.facts for p in line.places) or bool(
        figure.unit == "天" and _DAILY.search(scope.flat_corpus)
    )


_DAILY = regex("日(?=[供产处发接吞用售排输加消运收][\u4e00-\u9fff])")


def one_apiece(figure: Figure, scope: Scope) -> bool:
    """True for 每人获赠一份: an article of what each is given, where a fact tells what each was."""
    apiece = _APIECE.fullmatch(figure.unit or "") if figure.value == 1 and figure.text[0] == "一" else None
    return apiece is not None and any(f"每{each}" in scope.corpus for each in _WRITTEN[apiece[1]])


_APIECE = regex("[份件套张个本册]/([人家户])")
_WRITTEN = {"人": "人名位", "家": "家", "户": "户"}


def told_as_none(layout: Layout, place: Place, scope: Scope) -> bool:
    """True for 重伤以上事故为零 where a fact says that none occurred."""
    if place.figure.value != 0:
        return False
    words = frozenset(pieces(layout.flat[slice(*place.clause)]))
    none = (line for line in scope.facts if _NONE.search(line.text))
    return any(len(words & frozenset(pieces(line.text))) >= _ALIKE for line in none)


_NONE = regex("未发生|没有发生|未出现|没有出现|未发现|杜绝|无|零")
_ALIKE = 2
"""Words that a clause and a fact must share to speak of one thing."""
_NEAR = 10
"""Characters behind 每季度一次 in which its matter stands."""
_ONCE_A = regex("[次场期轮回]/(年|半年|季度|月|周|旬|日)")
"""The unit of what is done once a month, a quarter, …"""
_LIST = regex(r"[^，。；：:;!?\n\0]*$")
JOINT = regex(r"、|和|与|以及|及")


_BEFORE_SUM = regex(r"[,、](?:[上以]述|这)?$")
_JUST_TOLD = ("上述", "以上这", "前述")
_AFTER_SUM = regex(
    "合计|共计|各|(?:指标|数据|比率|费用|收入|支出|成绩|数字|业务|工作)?(?:在[^,;。]{1,14}?)?(?:分别|均|都|双双|依次)"
)


def _told_before(layout: Layout, figure: Figure) -> bool:
    """True for the 两项 of 摘得上述两项的第一名."""
    return layout.flat.endswith(_JUST_TOLD, 0, figure.phrase_start)


def sums_list(layout: Layout, place: Place) -> bool:
    """True for the 两项 of 票务收入594万元，文创收入87.5万元，两项分别增长…: it counts what was just told."""
    figure = place.figure
    if figure.kind != "count" or figure.value not in range(2, 11):
        return False
    start = figure.phrase_start
    if figure.unit in _ITEMS and _named(layout, place, place.sentence[0], start):
        return True  # 甲联合会3月成立，乙联合会8月成立，两家联合会共吸纳会员1760人
    if figure.unit not in _COUNTERS:
        return False
    if _told_before(layout, figure):
        return True
    before = _BEFORE_SUM.search(layout.flat, max(0, start - 3), start)
    return bool(before and _AFTER_SUM.match(layout.flat, figure.phrase_end))


def _sums_up(layout: Layout, place: Place) -> bool:
    """True for the 两类 of 讲座九场，亲子活动四场，两类活动参与1260人次: so many counts stand before it."""
    if place.figure.unit not in _COUNTERS or place.figure.phrase_start != place.clause[0]:
        return False
    end = bisect_left(layout.places, place.figure.phrase_start, key=lambda p: p.figure.phrase_start)
    told = [p for p in layout.places[max(0, end - _MOST) : end] if p.sentence == place.sentence]
    return len(told) == place.figure.value and all(one_unit(p.figure, told[0].figure) for p in told)


_MOST = 11


def counts_list(layout: Layout, place: Place) -> bool:
    """True for 叉车、电焊、快递分拣三项 and 三个车间分别…: the figure only counts what is listed."""
    figure = place.figure
    if figure.kind != "count" or figure.bound != "exact":
        return False
    if figure.unit in _COUNTERS and _told_before(layout, figure):
        return True
    if figure.unit in _COUNTERS | _ITEMS and _names_before(layout, place):
        return True
    if (
        place.turn is None
        and figure.unit in _COUNTERS | _ITEMS
        and figure.start < _last_in_row(layout).get((place.clause, figure.value), 0)
    ):
        # 三个车间分别生产42万件、36万件和28万件
        return True
    if _announces(layout, figure) or (figure.unit in _COUNTERS and _heads_list(layout, figure)):
        return True
    if figure.unit in _ITEMS and _named(layout, place, figure.phrase_end + _LENGTH, place.sentence[1]):
        return True  # 两座水库中，石门水库已除险，龙潭水库明年完工
    return bool(counted_items(layout, figure)) or _told_in_turn(layout, figure) or _sums_up(layout, place)


def _named(layout: Layout, place: Place, start: int, end: int) -> bool:
    """True where a stretch names as many different things of the noun behind a figure as it counts."""
    noun = _NOUN.match(layout.flat, place.figure.phrase_end)
    if noun is None:
        return False
    found = (m.start() for m in re.finditer(noun[0], layout.flat[start:end]))
    names = {layout.flat[max(start, start + at - _NAME) : start + at] for at in found}
    return len(names) == place.figure.value and all(_NAMED.search(name) for name in names)


_NOUN = regex("[\u4e00-\u9fff]{2}")
_LENGTH = 2
"""Characters of the noun that a figure counts."""
_NAMED = regex("[\u4e00-\u9fff]{2}$")
_NAME = 6
"""Characters before a noun in which the names of two things differ."""


@remembered
def _last_in_row(layout: Layout) -> Mapping[tuple[tuple[int, int], object], int]:
    """Where the last figure starts that stands in a row of so many in a clause."""
    return {
        (place.clause, place.turn.size): place.figure.start
        for place in layout.places if place.turn is not None
    }  # fmt: skip


_TWO = regex(r"[\u4e00-\u9fff]{2,8}(?:和|与|及|、)[\u4e00-\u9fff]{2,8}")
_EACH = regex("[各均都]|分别")


def _names_before(layout: Layout, place: Place) -> bool:
    """True for the 两处 of 物流园和科技园的援助站分别配有…，两处各设1个: it takes up two names just told."""
    start = place.figure.phrase_start
    return (
        place.figure.value == 2
        and start == place.clause[0]
        and _EACH.match(layout.flat, place.figure.phrase_end) is not None
        and _TWO.search(layout.flat, place.sentence[0], start) is not None
    )


def _told_in_turn(layout: Layout, figure: Figure) -> bool:
    """True for 分两批实施 where the text goes on with 首批 and 第二批."""
    return figure.value == 2 and _ranks_of(layout).get(figure.unit) == {1, 2}


@remembered
def _ranks_of(layout: Layout) -> Mapping[str | None, Set[object]]:
    """The ranks that a text tells of each unit."""
    ranks: dict[str | None, set[object]] = {}
    for figure in layout.ranks:
        ranks.setdefault(figure.unit, set()).add(figure.value)
    return ranks


def counted_items(layout: Layout, figure: Figure) -> list[str]:
    """The items of a list right before a figure that counts them: 叉车、电焊、快递分拣三项."""
    if figure.unit not in _LISTED:
        return []
    match = _LIST.search(layout.flat, max(0, figure.phrase_start - _LONGEST), figure.phrase_start)
    assert match is not None
    listed = match.group().removesuffix("等").removesuffix("这")
    items = [item for item in JOINT.split(listed.replace("》《", "》、《")) if item.strip()]
    # What ends in 等活动 does not name every item.
    told = figure.unit in _COUNTERS | _ITEMS or (figure.unit in _PERSONS and all(map(ends_in_name, items)))
    return items if told and "等" not in listed and 2 <= len(items) == figure.value else []


_HEAD = regex(r"[\u4e00-\u9fff]{0,6}(?::(?P<list>[^。!?\n:]+)|\((?P<within>[^()]+)\))")


def _heads_list(layout: Layout, figure: Figure) -> bool:
    """True for 三个渠道：上级补助40万元，本级配套20万元，社会捐助8.5万元, 两项救助金（大病、助学）."""
    match = _HEAD.match(layout.flat, figure.phrase_end)
    if match is None:
        return False
    listed = match["list"] or match["within"]
    return any(len(re.split(sign, listed)) == figure.value for sign in (";", ",", "、"))


_LONGEST = 80
"""Characters in which a list that a figure counts may stand."""
_PERSONS = frozenset({"位", "名", "人"})
_ITEMS = frozenset({"家", "支", "所", "处", "座", "场", "省", "市", "县", "区", "镇", "乡", "村"})
_COUNTERS = frozenset({"个", "项", "类", "种", "大类", "方面", "条", "级"})
_LISTED = _COUNTERS | _ITEMS | _PERSONS
_MATTERS = frozenset({"件", "篇", "场", "道"})
"""Counters of what an office announces that it did: 三件实事, 三篇文章, 三场硬仗."""


def _listed(layout: Layout, start: int, limit: int) -> int:
    """How many marks of a series follow one another in a stretch from the first on: 一是, 二是."""
    return max(_in_order(marks, start, limit) for marks in _series(layout))


def _in_order(marks: Sequence[Sequence[tuple[int, int]]], start: int, limit: int) -> int:
    count = 0
    for spans in marks:
        at = bisect_left(spans, (start, 0))
        if at == len(spans) or spans[at][1] > limit:
            break
        start, count = spans[at][1], count + 1
    return count


@remembered
def _series(layout: Layout) -> Sequence[Sequence[Sequence[tuple[int, int]]]]:
    """Where the first, the second, … mark of each series stands."""
    found = []
    for series in _SERIES:
        marks: list[list[tuple[int, int]]] = [[] for _ in range(10)]
        for match in series.finditer(layout.text):
            marks[_DIGITS[match[1]] - 1].append(match.span())
        found.append(marks)
    return found
