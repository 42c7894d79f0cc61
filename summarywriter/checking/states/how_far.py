"""How far things have come: what is planned or under way told as done, and what is done told as planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from summarywriter.checking.common.calendar import relate
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Place, clause_at
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import (
    NOT_YET,
    PLAIN,
    UNDONE,
    Progress,
    hints,
    led,
    left_open,
    named_plan,
    open_around,
    progress,
    states_of,
    unfinished,
)
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.periods import says_period
from summarywriter.checking.matching.values import one_unit
from summarywriter.checking.states.ahead import deadline_of, labelled_ahead, to_come
from summarywriter.checking.states.matters import alike, done_in_part, ends_later, partly_done
from summarywriter.checking.states.reading import Reading
from summarywriter.checking.states.state_findings import changed, lacking, worded_anew
from summarywriter.model import Figure, Finding
from summarywriter.patterns import regex

_SINCE = regex("\0日?[起始]|自\0")
"""What tells when something began."""
_WORDS = 2
"""Characters of a verb."""
_BESIDE = 4
"""Characters behind a state in which another may say what it is of."""
_PLANNED = regex("计划(?!总)")
_AS_PLANNED = regex(
    "按照?[^，。；]{0,14}计划(?:已|如期|按期|按时|顺利)?(?:完成|建成|完工|竣工|投用|[\u4e00-\u9fff]{2}完毕)"
)
_MUST = ("须", "需", "务必")
"""What begins a rule, not a plan, before what is no date: 须在7个工作日内办完."""
_STRESS = ("已", "又", "如期", "按期", "按时", "顺利")
"""What stresses that a thing is done."""


class HowFar:
    """The figures of one text that are told as further or less far than their facts tell them."""

    def __init__(self, reading: Reading) -> None:
        self.layout = reading.layout
        self.matcher = reading.matcher
        self.scope = reading.scope
        self.told = reading.told
        self.of_clause = reading.of_clause
        self.clauses = reading.clauses

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Yield for each fact the finding that its plainest words give: 已 rather than what is left out."""
        found: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        for line, plain, wrong in self._advanced():
            found[line].append((-plain, wrong))
        for line, wrongs in found.items():
            yield line, min(wrongs, key=itemgetter(0))[1]

    def _advanced(self) -> Iterator[tuple[int, int, Finding]]:
        """The figures told as further or less far than they are: fact, how plainly, finding.

        A word says so plainly (2), what an amount lacks rather (1) than what a date does (0).
        """
        for n, ts in sorted(self.told.items()):
            fact = self.matcher.figures[n]
            line = self.matcher.line_of[n]
            other = fact.line.layout
            yield from self._foreseen(n, ts)
            deadline = deadline_of(other, fact.place, self.scope.period)
            if deadline is None and not (
                unfinished(other, fact.place)
                or any(
                    unfinished(self.layout, p) or self._due(p) for p in (self.layout.places[t] for t in ts)
                )
            ):
                continue  # done, and told as done
            meant = progress(other, fact.place)
            due = meant.marker is None
            if due:
                meant = Progress(deadline)
            for t in ts:
                place = self.layout.places[t]
                if self._looser(place.figure, fact.place.figure):
                    continue  # 上半年 at a section's head says nothing of what was done on 5月20日
                said = progress(self.layout, place)
                if said.behind and any(m.word == said.marker.word for m in states_of(fact.line)):  # type: ignore[union-attr]
                    said = Progress(None)  # 吊销15家，已发布公告 for 拟吊销15家，已发布公告
                coming = self._due(place)
                done = said.marker is None or (said.marker.kind == "done" and not self._already(said))
                if coming is not None and done:
                    if deadline is None and meant.stress and meant.marker and meant.marker.kind == "done":
                        # 22个年底前竣工 for 22个已竣工
                        yield line, 2, changed(self.layout, self.scope, fact.line, coming, meant.marker)
                    continue
                if named_plan(place.figure, said.marker, fact.line):
                    continue
                if due and said.marker is not None and said.marker.kind in UNDONE and _told(said, fact.line):
                    continue  # 尚在办理的22件 of 22件仍在办理，承诺3月底前答复
                wrong = self._further(fact.line, meant, said, place) or self._behind(fact, place, meant, said)
                if wrong is not None:
                    yield line, 2 if said.marker else int(place.figure.kind != "date"), wrong

    def _foreseen(self, n: int, ts: Sequence[int]) -> Iterator[tuple[int, int, Finding]]:
        """已于11月底结束 in a report on the first half, of what a fact says goes on until then."""
        fact, figure = self.matcher.figures[n], self.matcher.figures[n].place.figure
        if figure.text.endswith(("度", "届", "级")):
            return  # 参评2025年度市级工匠, 2024届毕业生: what it is of, not until when
        if not to_come(figure, self.scope.period) or any(m.kind == "done" for m in states_of(fact.line)):
            return
        day = Marker("planned", fact.phrase, figure.start, figure.end)
        for told in (progress(self.layout, self.layout.places[t]) for t in ts):
            if told.near and told.marker is not None and told.marker.kind == "done" and self._already(told):
                word = told.stress or told.marker
                wrong = changed(self.layout, self.scope, fact.line, word, day, exchangeable=False)
                yield self.matcher.line_of[n], 2, wrong

    def _due(self, place: Place) -> Marker | None:
        """The 年底前 of a figure's clause, where that is still to come."""
        coming = deadline_of(self.layout, place, self.scope.period)
        return coming if coming and place.clause[0] <= coming.start < place.clause[1] else None

    def _looser(self, told: Figure, meant: Figure) -> bool:
        """True for a date that says less than the fact's, or no more than what time is reported on."""
        if not told.kind == meant.kind == "date":
            return False
        period = self.scope.period
        return relate(told, meant, period) == "coarser" or says_period(told, period)

    def _further(self, line: Told, known: Progress, told: Progress, place: Place) -> Finding | None:
        """What is planned or under way told as done."""
        meant, said = known.marker, told.marker
        if meant is None or meant.kind not in UNDONE or (said is not None and alike(meant, said)):
            return None
        behind = place.clause[1] if known.behind and not told.behind else len(self.layout.flat)
        told_there = (m for m in markers(self.layout, "state", *place.sentence) if not led(self.layout, m))
        if known.behind and any(alike(meant, m) or behind < m.start < place.group[1] for m in told_there):
            return None  # 已申报1个，正在评审 for 申报1个，正在评审
        if said is not None and known.near and told.near and said.word[-_WORDS:] == meant.word[-_WORDS:]:
            return self._changed(line, known, told)
        if said is not None and said.kind in UNDONE:
            if meant.kind == "ordered" and "限期" in self.layout.clause(place):
                return None  # 23处正在限期整改
            if meant.kind == "planned" and said.kind == "begun":
                if self._as_planned(place):
                    return None  # 按计划明年3月开工
                if told.stress is not None or said.word.startswith("已"):
                    return self._changed(line, known, told)
                if not known.near and any(m.word == said.word for m in states_of(line)):
                    return None  # 8月启动 of 下半年计划：改造18个；8月启动创建
            if said.kind == "planned" and to_come(place.figure, self.scope.period):
                return None
            if self._both_told(line, meant, said, place):
                return None
            beside = markers(self.layout, "state", said.end, said.end + _BESIDE)
            if said.kind == "doing" and any(alike(meant, m) for m in beside):
                return None  # 救助尚在计划之中
            own = line.layout
            ends = ends_later(own, (0, len(own.flat)), said)
            return None if ends else self._changed(line, known, told)
        if said is not None and self._both_told(line, meant, said, place):
            return None
        told_too = any(m.word == meant.word for m in markers(self.layout, "state", *place.sentence))
        if (
            told_too
            and meant.kind != "planned"
            and said is not None
            and (said.word in PLAIN or said.word.endswith("了"))
        ):
            return None  # 已于8月上线，现处于试运行状态
        sure = (known.near or known.label) and told.near and said is not None and self._already(told)
        # 预计新生4800人；建成社区2个: each has a word of its own.
        around = place.group if known.near and told.near and said is not None else place.sentence
        finished = said is not None and known.near and told.near and said.kind == "done"
        elsewhere = any(
            alike(meant, m) and not (finished and self._of_another(m, place))
            for m in markers(self.layout, "state", *around)
        )
        loose = place.figure.kind == "ordinal" or (meant.kind == "planned" and not sure)  # 二期工程
        if elsewhere and (said is None or loose):
            return None
        if meant.kind == "planned" and self.scope.plans(line):
            return self._early(line, place) if said is not None else None
        if said is None and (known.label or meant.kind == "begun" or meant.word.endswith("前")):
            return None
        if meant.kind == "ordered" and (said is None or hints(meant, self.layout, place.clause)):
            return None  # 已责令15家企业整改, 已下达限期整改通知
        as_planned = _AS_PLANNED.search(self.layout.text, *place.group)
        planned = not as_planned and _PLANNED.search(self.layout.text, *place.sentence)
        if not sure and meant.kind == "planned" and planned:
            return None  # 按计划2月底前完工
        if said is not None:
            return self._changed(line, known, told)
        if not as_planned and hints(meant, self.layout, place.group):
            return None
        if left_open(meant, self.layout, place.clause):
            return None
        before = markers(self.layout, "state", place.group[0], place.clause[0])  # 已建成中心，面积850平方米
        start = min((m.start for m in before if m.word[-_WORDS:] in line.text), default=place.clause[0])
        return lacking(self.layout, self.scope, line, meant, (start, place.clause[1]))

    def _of_another(self, said: Marker, place: Place) -> bool:
        """True for a state of another clause that a figure there has from its fact: 1处仍未开工."""
        at = clause_at(self.clauses, said.start)
        if at == clause_at(self.clauses, place.figure.start):
            return False
        told = (self.matcher.figures[n] for n in self.of_clause.get(at, ()))
        parts = (fact for fact in told if one_unit(fact.place.figure, place.figure))
        known = (progress(fact.line.layout, fact.place).marker for fact in parts)
        return any(marker is not None and alike(marker, said) for marker in known)

    def _as_planned(self, place: Place) -> bool:
        """True for 按计划 beside a day that is still to come."""
        planned = _PLANNED.search(self.layout.text, *place.clause) is not None
        return planned and to_come(place.figure, self.scope.period)

    def _both_told(self, line: Told, meant: Marker, said: Marker, place: Place) -> bool:
        """True for 预计12月投产的工程，目前仍在建设: both states of the one matter of a fact."""
        own = [m for m in states_of(line) if alike(said, m)]
        around = markers(self.layout, "state", *place.sentence)
        if not any(alike(meant, m) for m in around):
            return False
        again = [m for m in around if alike(said, m) and not m.word.startswith(NOT_YET)]
        if len(again) > len(own) or not own:
            return False  # 将于9月开工，计划6月完工 for 9月开工，计划6月完工
        first, last = sorted((meant.start, min(own, key=lambda m: abs(m.start - meant.start)).start))
        return not any(
            first < p.figure.start < last and p.figure.kind not in ("date", "ordinal") for p in line.places
        )

    def _changed(self, line: Told, known: Progress, told: Progress) -> Finding:
        """What the text says is not what the fact tells; a label (2025年计划：) cannot stand in its place."""
        assert told.marker is not None
        kept = not known.label
        return changed(
            self.layout, self.scope, line, told.marker, known.marker, told.stress, exchangeable=kept
        )

    def _already(self, told: Progress) -> bool:
        return told.stress is not None or (told.marker is not None and self._is_done(told.marker))

    def _is_done(self, said: Marker) -> bool:
        """True for 已投用, 如期完工: a word that says that it is done, with one that stresses it."""
        return (
            said.word.startswith("已")
            or said.word.endswith("了")
            or self.layout.flat.endswith(_STRESS, 0, said.start)
        )

    def _early(self, line: Told, place: Place) -> Finding | None:
        """已 before what a plan section still means to do."""
        done = [m for m in markers(self.layout, "state", *place.clause) if self._is_done(m)]
        known = any(m.kind == "done" for m in markers(line.layout, "state", 0, len(line.text)))
        if not done or known or done[-1].word == "已有":
            return None
        return finding(
            "status-changed",
            f"{line.label}是打算做的事（{line.text}），{quoted(done[-1].word)}说成了已经做。"
            f"请去掉{quoted(done[-1].word)}。",
            section=self.scope.heading, start=done[-1].start, end=place.figure.phrase_end, facts=(line.id,),
        )  # fmt: skip

    def _behind(self, fact: FactFigure, place: Place, known: Progress, told: Progress) -> Finding | None:
        """What is done told as planned or under way."""
        line, other, figure = fact.line, fact.line.layout, fact.place.figure
        meant, said = known.marker, told.marker
        if said is None or said.kind not in UNDONE or (meant is not None and meant.kind in UNDONE):
            return None
        if meant is not None and meant.deed and meant.deed == said.deed and known.near and told.near:
            return changed(self.layout, self.scope, line, said, meant)  # 拟列入明年预算 for 已列入
        if hints(said, other, fact.place.clause) or (said.kind == "doing" and done_in_part(other)):
            return None
        if f"{said.word.replace('了', '').removeprefix('已')}率" in other.flat:
            return None  # 有65%开了工 for 开工率65%
        if said.kind != "begun" and open_around(other, fact.place):
            return None  # 还没有上牌 for 40辆待上牌
        if meant is not None and self._both_told(line, meant, said, place):
            return None  # 竣工待验 for 已竣工，尚未验收
        if said.kind == "begun" and said.word[-_WORDS:] in other.flat[slice(*fact.place.clause)]:
            return None  # 进入调解 for 调解
        if said.word in other.flat[slice(*(fact.place.clause if told.near else (0, None)))]:
            return None  # 计划招生1200人 for 招生计划1200人
        if said.kind == "ordered" and any(
            m.kind == "done" for m in markers(self.layout, "state", *place.sentence)
        ):
            return None  # 限期整改，现已整改30处
        if said.kind == "left" and meant is None:
            return None  # 尚有3件未办结 of the 其余3件 that a fact tells in words of its own
        if said.kind == "planned" and (
            "计划" in other.flat[slice(*fact.place.clause)]
            or self.scope.plans(line)
            or labelled_ahead(line, self.scope.period)
            or to_come(figure, self.scope.period)
            or partly_done(other, fact.place)
            or self._dated(said, line)
            or self._ahead(place)
            or (said.word.startswith(_MUST) and figure.kind != "date")
        ):
            return None
        if ends_later(other, fact.place.group, said) or (not told.near and self._tells_others(said, line)):
            return None
        if said.start < place.clause[0] and self._of_open(said):
            return None
        if said.kind == "begun" and (
            (figure.kind == "date" and figure.high is not None) or _SINCE.search(other.flat)
        ):
            return None  # 4月启动、6月收官 for 4至6月, 自5月启动 for 5月起
        if meant is not None and told.near and known.near and meant.word not in PLAIN and place.turn is None:
            return changed(self.layout, self.scope, line, said, meant)
        # A plan must be the figure's own; 已投用 and 在建 beside it were told apart above.
        own = told.near and said.kind in ("planned", "left")
        stretch = fact.place.clause if own else (0, len(other.flat))
        if any(alike(said, m) for m in markers(other, "state", *stretch)):
            return None
        if meant is not None:
            return changed(self.layout, self.scope, line, said, meant)
        return finding(
            "status-changed", severity="warning" if worded_anew(self.layout, self.scope, said) else "error",
            message=f"{quoted(said.word)}说成了还没有做完：{line.label}写的是{quoted(line.text)}。"
            f"请按事实写，去掉{quoted(said.word)}。",
            section=self.scope.heading, start=said.start, end=said.end, facts=(line.id,),
        )  # fmt: skip

    def _tells_others(self, said: Marker, line: Told) -> bool:
        """True for a state of an earlier clause whose figures all tell other facts: 定于10月8日结束，…."""
        lines = {self.matcher.line_of[n] for n in self.of_clause.get(clause_at(self.clauses, said.start), ())}
        return bool(lines) and all(self.scope.facts[n] is not line for n in lines)

    def _of_open(self, said: Marker) -> bool:
        """True for a state of an earlier clause of which a figure tells what its fact leaves open."""
        told = (self.matcher.figures[n] for n in self.of_clause.get(clause_at(self.clauses, said.start), ()))
        return any(open_around(fact.line.layout, fact.place) for fact in told)

    def _ahead(self, place: Place) -> bool:
        """True for 将从7月1日起上调 in a report on the first half."""
        first, last = place.clause
        dates = (f for f in self.layout.figures if f.kind == "date" and first <= f.start < last)
        return any(to_come(date, self.scope.period) for date in dates)

    def _dated(self, said: Marker, line: Told) -> bool:
        """True for 安排在3月7日 of a day that is past: when it took place, no plan; 计划3月7日 is one."""
        if not said.word.startswith(("安排", "定")) and not any(alike(said, m) for m in states_of(line)):
            return False
        dates = (f for f in self.layout.figures if f.kind == "date" and f.phrase_start == said.end)
        return any(not to_come(date, self.scope.period) for date in dates)


def _told(said: Progress, line: Told) -> bool:
    """True where a fact tells the state too."""
    return any(alike(said.marker, m) for m in states_of(line) if said.marker is not None)
