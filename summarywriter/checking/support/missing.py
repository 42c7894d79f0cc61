"""What the text leaves out: figures of required facts that it does not tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import cached_property

from summarywriter.checking.common.calendar import relate
from summarywriter.checking.common.feasts import told_as_feast
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.matching.counting import counted_items, regularly, sums_list
from summarywriter.checking.matching.matcher import DAYS, FactFigure, Match, Matcher
from summarywriter.checking.matching.periods import (
    ends_period,
    follows_period,
    precedes,
    repeats_period,
    same_last_year,
    span_told,
    year_told,
)
from summarywriter.checking.matching.together import OF_ALL
from summarywriter.checking.matching.values import amount, compare, numbers
from summarywriter.checking.names.strange_names import no_name
from summarywriter.checking.support.all_told import all_told
from summarywriter.errors import InputError
from summarywriter.figures import parse_number
from summarywriter.model import Figure, Finding, Moment
from summarywriter.patterns import regex

_SURE = 0.5
_HANZI = regex("[\u4e00-\u9fff]")
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_UNTIL = ("截至", "截止")
_FIRST = regex("头一[回次个批]|头回|初次|首度|最[大多高快]|榜首|头名|领跑")
_ALL = ("全部", "全员", "全覆盖", "全数", "均已", "悉数")


class Missing:
    """Finds the figures that were not told.

    ``told`` maps fact figures to the text's that tell them; ``gaps`` are the text's placeholders.
    """

    def __init__(
        self,
        layout: Layout,
        matcher: Matcher,
        matches: Sequence[Match | None],
        likenesses: Sequence[Mapping[int, float]],
        told: Mapping[int, Sequence[int]],
        gaps: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.layout = layout
        self.matcher = matcher
        self.scope = matcher.scope
        self.matches = matches
        self.likenesses = likenesses
        self.told = told
        self.gaps = gaps

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each fact of which something is missing."""
        lost: dict[int, list[int]] = defaultdict(list)
        for n, fact in enumerate(self.matcher.figures):
            if fact.line.required and n not in self.told and not self._excused(n):
                lost[self.matcher.line_of[n]].append(n)
        for line, figures in lost.items():
            overtold = [f for n in figures for f in [self._all_told(n)] if f is not None]
            if overtold:
                yield overtold[0]
                continue
            told = self.scope.facts[line]
            phrases = (self.matcher.figures[n].place.figure.phrase(told.text) for n in figures)
            words = "、".join(map(quoted, phrases))
            whole = len(figures) == len(self.matcher.of_line.get(line, ()))
            advice = "请把这条事实写进正文" if whole else "请补上"
            yield finding(
                "missing-figure",
                f"{told.label}的{words}没有写进正文（{told.text}）。{advice}，或把这条事实标为可选。",
                section=self.scope.heading,
                facts=(told.id,),
            )

    def _all_told(self, n: int) -> Finding | None:
        return all_told(self.layout, self.matcher.figures[n], self._sentences(n), self.scope)

    def _excused(self, n: int) -> bool:
        """True for figures that need not be told: articles, repeated periods, told together."""
        figure = self.matcher.figures[n].place.figure
        if figure.article or (figure.value == 1 and figure.bound != "exact"):  # 最高一笔
            return True
        fact = self.matcher.figures[n]
        if sums_list(fact.line.layout, fact.place) or self._items_told(fact):
            return True
        if figure.kind == "date":
            return (
                self._as_of_the_end(n)
                or self._as_next(n, figure)
                or self._labels(fact)
                or self._date_excused(figure)
            )
        if figure.kind == "percent" and figure.value == 100 and self._said_of_all(n):
            return True
        if (
            figure.kind == "ordinal"
            and figure.value == 1
            and figure.text[0] == "首"
            and any(_FIRST.search(self.layout.flat, a, b) for a, b in self._sentences(n))
        ):
            return True  # 头一回 for 首次, 份额最大 for 居首
        if figure.value == 1 and any(
            "一" + figure.text[-1] in self.layout.text[a:b] for a, b in self._sentences(n)
        ):
            return True
        if figure.value == 1 and any(regularly(figure, self.layout.flat[a:b]) for a, b in self._sentences(n)):
            return True
        if figure.phrase_start == 0 and self._told_of_others(n):
            return True
        if self._named_again(n):
            return True
        return self._in_gap(n) or self._in_hanzi(n, figure) or self._told_together(n, figure)

    def _items_told(self, fact: FactFigure) -> bool:
        """True for the 2个 of 物流、电子2个行业 where the text names both."""
        items = (
            counted_items(fact.line.layout, fact.place.figure) if fact.place.figure.kind == "count" else []
        )
        names = (item[-2:] if n == 0 else item for n, item in enumerate(items))
        return bool(items) and all(name in self.layout.flat for name in names)

    def _named_again(self, n: int) -> bool:
        """True for the 9座 of 共建5座（含在新建9座内）, the second 71个 of 建成71个，71个中…."""
        fact = self.matcher.figures[n]
        same = self._told_amounts.get((fact.place.figure.value, fact.place.figure.unit), ())
        return bool(same) and any(map(_refers, (fact, *same)))

    @cached_property
    def _told_amounts(self) -> Mapping[object, Sequence[FactFigure]]:
        """The fact figures that are told, by value and unit."""
        amounts: dict[object, list[FactFigure]] = defaultdict(list)
        for m in self.told:
            fact = self.matcher.figures[m]
            amounts[fact.place.figure.value, fact.place.figure.unit].append(fact)
        return amounts

    def _told_of_others(self, n: int) -> bool:
        """True for the 4项 of 4项竞赛晋升38人 where another fact tells of these 4项技能竞赛."""
        fact = self.matcher.figures[n]
        noun = _NOUN.match(fact.line.text, fact.place.figure.phrase_end)
        if noun is None or no_name(noun.group()):
            return False
        if self._listed_elsewhere(fact, fact.line.text[noun.start() : noun.start() + _BEHIND]):
            return True
        one = fact.place.figure
        for other in self._told_amounts.get((one.value, one.unit), ()):
            two = other.place.figure
            if one.high == two.high and one.bound == two.bound:
                behind = other.line.text[two.phrase_end : two.phrase_end + _BEHIND]
                if noun.group()[-_PAIR:] in behind:
                    return True
        return False

    def _listed_elsewhere(self, fact: FactFigure, words: str) -> bool:
        """True for the 三项 of 三项球类比赛 where a fact told lists 篮球赛、排球赛、羽毛球赛."""
        lists = self._lists_told.get(fact.place.figure.value, ())
        return any(all(end in words for end in ends) for ends in lists)

    @cached_property
    def _lists_told(self) -> Mapping[object, Set[str]]:
        """The ends of the items of each list in a fact that is told, by how many they are."""
        lists: dict[object, set[str]] = defaultdict(set)
        for line in {self.matcher.line_of[m] for m in self.told}:
            for match in _LIST.finditer(self.scope.facts[line].text):
                ends = [item[-1] for item in match.group().split("、")]
                lists[len(ends)].add("".join(ends))
        return lists

    def _in_gap(self, n: int) -> bool:
        """True where a placeholder stands in a sentence that tells the fact: that has its own finding."""
        return any(start <= a and b <= end for start, end in self._sentences(n) for a, b in self.gaps)

    def _in_hanzi(self, n: int, figure: Figure) -> bool:
        """六十柜 for 60柜, 三大门类 for 3个门类: hanzi with a word behind that is no unit make no figure."""
        behind = self.matcher.figures[n].line.text[figure.phrase_end : figure.phrase_end + 1]
        if figure.unit == "个":
            behind = f"大{behind}"
        if figure.unit not in (None, "个") or not _HANZI.fullmatch(behind[-1:]):
            return False
        if behind not in self.layout.text:
            return False
        numerals = re.findall(rf"(?<!{_NUMERAL})({_NUMERAL}{{1,12}}){behind}", self.layout.text)
        return any(_value(numeral) == figure.value for numeral in numerals)

    def _as_of_the_end(self, n: int) -> bool:
        """截至6月底 in a report on the first half: that is when every report counts."""
        fact, period = self.matcher.figures[n], self.scope.period
        start = fact.place.figure.phrase_start
        until = fact.line.layout.flat[max(0, start - 3) : start].rstrip("到")
        return period is not None and until.endswith(_UNTIL) and ends_period(fact.place.figure, period)

    def _as_next(self, n: int, figure: Figure) -> bool:
        """下季度 for 四季度 in a report on the third, 环比 for 较5月, in a sentence that tells the fact."""
        texts = [self.layout.text[start:end] for start, end in self._sentences(n)] or [self.layout.text]
        period, line = self.scope.period, self.matcher.figures[n].line
        compared = line.text[figure.phrase_start - 1 : figure.phrase_start] in ("较", "比")
        before = period is not None and compared and precedes(figure, period)
        return any(span_told(figure, text, period) or (before and "环比" in text) for text in texts)

    def _labels(self, fact: FactFigure) -> bool:
        """True for 下半年：9月4日迎新, whose date the text tells as 下一步 or by one that lies within it."""
        figure, period = fact.place.figure, self.scope.period
        if figure.phrase_start or period is None or not _LABEL.match(fact.line.text, figure.phrase_end):
            return False
        if not follows_period(figure, period):
            return False
        within = (p.figure for p in self.layout.places if p.figure.kind == "date")
        return _NEXT.search(self.layout.text) is not None or any(
            relate(date, figure, period) == "finer" for date in within
        )

    def _date_excused(self, figure: Figure) -> bool:
        """A date that repeats the period, or that stands in the text at the head of another fact."""
        period = self.scope.period
        for line in self.scope.particulars:
            if line.id in ("period", "title") and any(
                place.figure.kind == "date" and relate(figure, place.figure, period) in ("equal", "coarser")
                for place in line.places
            ):
                return True
        if period is not None and repeats_period(figure, period):
            return True
        if year_told(figure, self.layout.text, period) or told_as_feast(figure, self.layout.text):
            return True
        moment = figure.value if isinstance(figure.value, Moment) else Moment()
        if moment.half == 1 and "半年" in self.layout.text:
            return True  # 半年来共6次 for 上半年共6次
        if moment.part == "start" and figure.text in self.layout.text:
            return True  # the 年初 of 超出年初计划 is a date, that of 比年初计划多 a base of comparison
        if "同期" in self.layout.text and same_last_year(figure, period):
            return True  # 去年同期 for 2023年上半年
        told = (place.figure for place in self.layout.places if place.figure.kind == "date")
        # 2024年3月 tells the 2024年 that a fact's 计划3月开工 belongs to.
        return any(
            relate(other, figure, period) == "equal"
            or (figure.unit is None and _has_year(other) and relate(figure, other, period) == "coarser")
            for other in told
        )

    def _said_of_all(self, n: int) -> bool:
        """全部整改 tells 整改率100% where the same sentence tells the fact."""
        texts = [self.layout.text[start:end] for start, end in self._sentences(n)] or [self.layout.text]
        return any(word in text for text in texts for word in _ALL)

    def _sentences(self, n: int) -> Set[tuple[int, int]]:
        """The sentences of the text that tell figures of the same fact."""
        return self._telling.get(self.matcher.line_of[n], frozenset())

    @cached_property
    def _telling(self) -> Mapping[int, Set[tuple[int, int]]]:
        """The sentences that tell figures of each fact."""
        telling: dict[int, set[tuple[int, int]]] = {}
        for place, match in zip(self.layout.places, self.matches, strict=True):
            if match is not None:
                telling.setdefault(self.matcher.line_of[match.fact], set()).add(place.sentence)
        return telling

    def _told_together(self, n: int, figure: Figure) -> bool:
        """“讲座、培训各12场” tells both; so does one figure said of two things."""
        of_all = OF_ALL.search(self.matcher.figures[n].line.text) is not None
        for t in self._may_equal(figure):
            match, place = self.matches[t], self.layout.places[t]
            if match is None or compare(place.figure, figure, self.scope.period) != "equal":
                continue
            words = self.layout.text[slice(*place.sentence)]
            if self.matcher.line_of[match.fact] == self.matcher.line_of[n] and any(w in words for w in _ALL):
                return True  # 立案58件，全部办复
            if figure.kind == "ordinal" and place.sentence in self._sentences(n):
                return True  # 省、市、县一等奖分别有1人、4人和11人
            if of_all and OF_ALL.search(words):
                return True  # 在档的214户…，均已参保 for 214户全部参保
            words = self.layout.flat[place.clause[0] : place.figure.end]
            if "各" in words or "均" in words or self.likenesses[t].get(n, 0.0) > _SURE:
                return True
        return False

    def _may_equal(self, figure: Figure) -> Set[int]:
        """The text's figures that tell the facts' exactly and may be the same amount as another."""
        if figure.kind == "ordinal" or figure.unit in DAYS:
            return self._equal_by["any"]
        keys = ("date",) if figure.kind == "date" else (amount(figure).low_key, *numbers(figure))
        return frozenset[int]().union(*(self._equal_by.get(key, ()) for key in keys))

    @cached_property
    def _equal_by(self) -> Mapping[object, Set[int]]:
        """The text's figures that tell the facts' exactly, by amount and by number, and all of them."""
        found: dict[object, set[int]] = defaultdict(set)
        for t, match in enumerate(self.matches):
            if match is not None and match.tie == "equal":
                told = self.layout.places[t].figure
                keys = ("date",) if told.kind == "date" else (amount(told).low_key, *numbers(told))
                for key in ("any", *keys):
                    found[key].add(t)
        return found


_LABEL = regex("(?:工作)?(?:计划|打算|安排|目标)?[:：]")
_NEXT = regex("下一?步|下一?阶段|接下来|今后|后续")
_NOUN = regex("[\u4e00-\u9fff]{2}")
_LIST = regex("[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+")
_PAIR = 2
_BEHIND = 6
"""Characters behind a figure in which its noun stands."""


def _refers(fact: FactFigure) -> bool:
    """True for a figure that only names again of what another is part: 含在新建9座内, 71个中."""
    flat, figure = fact.line.layout.flat, fact.place.figure
    inside = _INSIDE.match(flat, figure.phrase_end)
    return inside is not None and (inside.group()[-1] != "内" or "含" in flat[: figure.phrase_start])


_INSIDE = regex("[\u4e00-\u9fff]{0,4}?[之当]?[中里内](?![心学小])")


def _has_year(figure: Figure) -> bool:
    return isinstance(figure.value, Moment) and figure.value.year is not None


def _value(numeral: str) -> Decimal | None:
    try:
        return parse_number(numeral)
    except InputError:
        return None
