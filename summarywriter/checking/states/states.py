"""States of affairs: planned, under way, done; recommended or chosen; received, filed, settled.

Two ladders. How far a thing has come (planned, begun, under way, nearly done, done) is told of each
figure by itself; done is what no word tells. What became of a matter (recommended, announced, won;
received, filed, settled, adopted) is told of a fact as a whole: a text may say what its facts say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from operator import itemgetter

from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import (
    PROGRESS,
    UNDONE,
    alone_behind,
    circumstance,
    hints,
    led,
    names,
    states_of,
)
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.states.ahead import to_come
from summarywriter.checking.states.attributes import attributed
from summarywriter.checking.states.finished import finished, foreseen, made_whole, settled
from summarywriter.checking.states.how_far import HowFar
from summarywriter.checking.states.left_out import LeftOut
from summarywriter.checking.states.matters import (
    DECISIONS,
    ENDS,
    alike,
    decided,
    ends_later,
    leads_on,
    likest_states,
    overtaken,
    strange,
)
from summarywriter.checking.states.openness import openness, turned_round
from summarywriter.checking.states.reading import reading_of
from summarywriter.checking.states.state_findings import changed
from summarywriter.checking.states.steps import other_steps
from summarywriter.model import Finding
from summarywriter.patterns import regex

_SENTENCE_END = regex("[。!?\n]")
_DEEDS = frozenset({"assigned", "accepted", "filed"})
_STAGES = frozenset({"nominated", "entered"})
_WORDS = 2
"""Pairs of characters that a clause must share with a fact to speak of it; characters of a verb."""
_OF_OTHERS = regex("其余|余下|剩余|剩下|其他|另|其中|部分|进行|推进")
"""What makes a clause speak of other than the one before: 其余仍在办理, 公示还在进行."""
_ASPECTS_OF_WORK = regex("等(?:各|几|多)?(?:个|项)?(?:方面|工作|环节|任务)")
"""What closes a list of what an office does: 征集、推荐等方面."""
_WORKING = frozenset({"推进", "进行", "实施", "施工", "建设"})
"""What is done of any work under way, whatever it is."""


class States:
    """The states of one text held against those of the facts that it tells."""

    def __init__(self, layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> None:
        self.reading = reading_of(layout, matcher, told)
        self.layout = layout
        self.matcher = matcher
        self.scope = matcher.scope
        self.told = told
        self.clauses = self.reading.clauses
        self.lines = self.scope.facts
        self.of_clause = self.reading.of_clause
        self.of_sentence = self.reading.of_sentence
        self.said: set[int] = set()
        self._spoken: dict[tuple[int, int], Sequence[int]] = {}
        self._around: dict[tuple[int, int], Sequence[Marker]] = {}

    @cached_property
    def _leads(self) -> Sequence[int]:
        """For each clause the one whose figures it goes on about: 材料已于5月报送，已进入公示阶段."""
        leads: list[int] = []
        for clause in range(len(self.clauses)):
            led = self._continues(clause) and not self.of_clause.get(clause)
            leads.append(leads[-1] if led else clause)
        return leads

    @cached_property
    def _bare(self) -> Sequence[tuple[int, int, Set[int]]]:
        """The sentences that tell facts without figures, in order, and those facts."""
        told = (
            (start, end, {line for line in lines if not self.lines[line].places})
            for (start, end), lines in sorted(self.of_sentence.items())
        )
        return [found for found in told if found[2]]

    @cached_property
    def _sentence_ends(self) -> Sequence[int]:
        return [mark.start() for mark in _SENTENCE_END.finditer(self.layout.flat)]

    def lines_at(self, position: int) -> Set[int]:
        """The facts that a clause tells by its figures, and those without figures that its sentence tells."""
        clause = self._leads[clause_at(self.clauses, position)]
        lines = {self.matcher.line_of[n] for n in self.of_clause.get(clause, ())}
        lines = lines or set(self._speaks_of(self.clauses[clause]))
        at = bisect_right(self._bare, position, key=itemgetter(0)) - 1
        if at >= 0 and position < self._bare[at][1]:
            lines |= self._bare[at][2]
        return lines

    def findings(self) -> Iterator[Finding]:
        """Yield at most one finding for each fact and family of states."""
        how_far = HowFar(self.reading)
        for line, wrong in how_far.findings():
            self.said.add(line)
            yield wrong
        yield from self._process()
        left_out = LeftOut(self.reading)
        yield from left_out.findings(self.said)
        yield from other_steps(self.layout, self.matcher, self.told, self.said)
        yield from attributed(self.layout, self.scope, self.said)
        yield from openness(self.reading, self.said)
        yield from turned_round(self.reading, self.said)

    def _looks_ahead(self, line: Told) -> bool:
        """True for a plan, for what has a date to come, and for what is only proposed."""
        dated = any(to_come(place.figure, self.scope.period) for place in line.places)
        return self.scope.plans(line) or dated or "建议" in line.text

    def _process(self) -> Iterator[Finding]:
        for c, span in enumerate(self.clauses):
            stretch = self._told_behind(c)
            if stretch is not None:
                spoken = [n for n in self._told_by(c, stretch) or self._led_to(c) if n not in self.said]
                for n, done, begun in (
                    *foreseen(self.layout, stretch, {n: self.lines[n] for n in spoken}),
                    *finished(self.layout, stretch, {n: self.lines[n] for n in spoken}),
                ):
                    self.said.add(n)
                    kept = begun.kind != "planned"
                    yield changed(self.layout, self.scope, self.lines[n], done, begun, exchangeable=kept)
            for n, clause in self._told_in(c):
                if n in self.said:
                    continue
                asked = self.layout, span, self.lines[n], clause
                turn = settled(*asked) or made_whole(*asked)
                if turn is not None:
                    self.said.add(n)
                    yield changed(self.layout, self.scope, self.lines[n], *turn, exchangeable=False)
            said = [
                m for m in markers(self.layout, "state", *span)
                if m.kind != "done" and not (m.kind in UNDONE and self.of_clause.get(c))
            ]  # fmt: skip
            said = [m for n, m in enumerate(said) if not leads_on(m, said[n + 1 :])]
            said = [m for m in said if not circumstance(self.layout, m) and not led(self.layout, m)]
            if any(m.kind == "planned" for m in markers(self.layout, "state", *span)):
                said = [m for m in said if m.kind != "producing"]  # 按预期8月启用
            if not said:
                continue
            known = self.of_clause.get(c)
            if known:
                lines = {self.matcher.line_of[n] for n in known}
                own = [m for n in sorted(known) for m in self._beside(n)]
            else:
                lines = set(self._told_by(c, span))
                facts = [self.lines[n].layout for n in sorted(lines)]
                own = [m for fact in facts for m in likest_states(fact, self.layout, span)]
                said = [m for m in said if not self._listed(m)]
                if not lines and self._continues(c):
                    # 申报省级工作室，已获命名: of what the clause before tells.
                    lines = set(self._led_to(c) or self._speaks_of(self.clauses[c - 1]))
                    said = [m for m in said if m.kind in ENDS]
            every = [m for line in sorted(lines) for m in states_of(self.lines[line])]
            near = [] if known else self._said_near(span)
            said = [m for m in said if not overtaken(m, near, every)]
            line = next((n for n in sorted(lines) if n not in self.said), None)
            within = [self.lines[n] for n in lines]
            # 60人进入决赛 for 决赛60人: the fact tells the stage without its verb.
            said = [m for m in said if m.kind not in _STAGES or not names(m.word[-2:], within)]
            said = [
                m for m in said if not (m.kind == "passed" and m.word.endswith("通过") and _passes(within))
            ]
            # 全部办结 for 办结率100%: so does a rate.
            rated = [line.text for line in within if "率" in line.text]
            said = [m for m in said if not any(f"{m.word}率" in text for text in rated)]
            found = strange(said, own if known else own or every, within, near)
            if found is not None and (self._awaits(span, *found) or self._decided(span, *found)):
                continue
            if line is None or found is None or any(self._implied(told, *found) for told in within):
                continue
            self.said.add(line)
            yield changed(self.layout, self.scope, self.lines[line], *found)

    def _listed(self, said: Marker) -> bool:
        """True for the 督办 of 稳步推进征集、办理与督办: what an office does, no state of one matter."""
        flat = self.layout.flat
        if _ASPECTS_OF_WORK.match(flat, said.end):
            return True
        return said.kind in _DEEDS and flat[max(0, said.start - 1) : said.start] in ("、", "与", "和", "及")

    def _told_in(self, c: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """The facts that a clause tells, by its figures or by its words, each with the clause it tells."""
        known = self.of_clause.get(c)
        if known:
            places = ((self.matcher.line_of[n], self.matcher.figures[n].place) for n in sorted(known))
            yield from dict.fromkeys((line, place.clause) for line, place in places)
            return
        words = frozenset(pieces(self.layout.flat[slice(*self.clauses[c])]))
        for line in self._speaks_of(self.clauses[c]):
            flat = self.lines[line].layout.flat
            own = all_clauses(self.lines[line].layout)
            shared = [len(words.intersection(pieces(flat[slice(*clause)]))) for clause in own]
            if shared.count(max(shared)) == 1:
                yield line, own[shared.index(max(shared))]

    def _told_behind(self, c: int) -> tuple[int, int] | None:
        """A clause without figures, or what one tells of the thing behind them: 投资150万元的食堂已竣工."""
        start, end = self.clauses[c]
        if not self.of_clause.get(c):
            return start, end
        last = self.layout.flat.rfind("\0", start, end) + 1
        return (last + 1, end) if self.layout.flat.startswith("的", last) else None

    def _awaits(self, span: tuple[int, int], said: Marker, meant: Marker | None) -> bool:
        """True for 推荐人选2名，两人均在公示: what goes on is told beside what it comes from."""
        return said.kind == "notice" and any(alike(m, meant) for m in self._said_near(span))

    def _decided(self, span: tuple[int, int], said: Marker, meant: Marker | None) -> bool:
        """True for 验收合格 of what some fact of the sentence tells as 竣工验收."""
        if said.kind not in DECISIONS or meant is not None:
            return False
        told = (lines for (start, end), lines in self.of_sentence.items() if start <= span[0] < end)
        return decided(said, (self.lines[n] for lines in told for n in sorted(lines)))

    def _implied(self, line: Told, said: Marker, meant: Marker | None) -> bool:
        """True for what the whole of a fact leaves open or lets expect: 正在改造 for 预计6月完工."""
        whole = (0, len(line.text))
        beyond = said.kind == "planned" and meant is not None and meant.kind == "mostly"
        if (said.kind in UNDONE or said.kind == "carried") and hints(said, line.layout, whole) and not beyond:
            return True
        if said.kind == "doing" and said.deed and f"{said.deed}中" in line.text:
            return True  # 考核仍在进行 of 年检考核中，已提交材料37份
        if said.kind == "notice" and said.deed and _handed_in(said.deed).search(line.layout.flat):
            return True  # 已交职代会审议 for 提交职代会审议
        work = self.layout.flat[said.end : said.end + _WORDS]
        if ends_later(line.layout, whole, said) and work in _WORKING:
            return True  # 正在推进 of what 预计10月底竣工
        if ends_later(line.layout, whole, said) and work in line.text and f"完成{work}" not in line.text:
            return True
        if (
            said.kind == "doing"
            and said.word[-_WORDS:] in line.text
            and not any(m.kind == "done" for m in states_of(line))
        ):
            return True  # 处于试点 of 在2个县试点
        done = meant is not None and meant.kind in PROGRESS
        return said.kind == "planned" and not done and self._looks_ahead(line)

    def _said_near(self, span: tuple[int, int]) -> Sequence[Marker]:
        """The states of the sentence of a clause: 正在准备材料，拟申报省级工作室."""
        ends = self._sentence_ends
        before, behind = bisect_left(ends, span[0]), bisect_left(ends, span[1])
        start = ends[before - 1] + 1 if before else 0
        end = ends[behind] if behind < len(ends) else len(self.layout.flat)
        if (start, end) not in self._around:
            self._around[start, end] = markers(self.layout, "state", start, end)
        return self._around[start, end]

    def _beside(self, n: int) -> list[Marker]:
        """The states that a fact's figure is told in: of its clause, or else of its group of clauses."""
        fact = self.matcher.figures[n]
        other = fact.line.layout
        own = [*markers(other, "state", *fact.place.clause), *alone_behind(other, fact.place.clause)]
        if any(m.kind not in PROGRESS for m in own):
            return own
        # 推荐省级劳模2名，市级劳模5名: what is only recommended goes on to be.
        before = markers(other, "state", fact.place.group[0], fact.place.clause[0])
        return own + [m for m in before if m.kind in ("nominated", "applied", "notice")]

    def _continues(self, c: int) -> bool:
        return c > 0 and self.layout.flat[self.clauses[c][0] - 1] == ","

    def _led_to(self, c: int) -> Sequence[int]:
        """The facts told by figures of the clause before a comma."""
        told = self.of_clause.get(c - 1, ()) if self._continues(c) else ()
        return sorted({self.matcher.line_of[n] for n in told})

    def _told_by(self, c: int, span: tuple[int, int]) -> Sequence[int]:
        """The facts that a clause without figures tells: where it only tells a state, those before it."""
        return (self._led_to(c) if self._only_state(span) else ()) or self._speaks_of(span)

    def _only_state(self, span: tuple[int, int]) -> bool:
        """True for 目前正在审理: no words but of states, the last verb behind one of them."""
        told = markers(self.layout, "state", *span)
        words = telling(self.layout.flat[slice(*span)])
        for m in (m for m in told if m.kind in PROGRESS):
            start, end = m.start - span[0], m.end - span[0]
            words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
        words = words.rstrip()
        verb = words.split()
        if len(verb) > 1 or _OF_OTHERS.search(self.layout.flat, *span):
            return False
        starts = {m.end - span[0] for m in told}
        return not verb or (words.endswith(verb[0]) and len(words) - len(verb[0]) in starts)

    def _speaks_of(self, span: tuple[int, int]) -> Sequence[int]:
        """The facts that a clause without figures shares most words with."""
        if span not in self._spoken:
            words = frozenset(pieces(self.layout.flat[slice(*span)]))
            self._spoken[span] = self.matcher.index.sharing_most(words, least=_WORDS)
        return self._spoken[span]


@cache
def _handed_in(deed: str) -> re.Pattern[str]:
    """提交职代会审议 and 报市局审批: what was handed in is still to be decided."""
    handed_in = r"(?:提[交请]|报(?![告表名道刊纸])|[送交])[^,;。!?\n\0]*"
    return re.compile(rf"{handed_in}{deed}(?![^,;。!?\n\0]{{0,4}}(?:通过|合格)|[率会])")


def _passes(lines: Sequence[Told]) -> bool:
    """True where a fact tells that something passed, whatever it was: 通过任职考核."""
    return any(re.search("(?<!未)(?<!不)通过", line.text) for line in lines)
