"""States of facts that a text leaves out: 拟 or 正在 dropped, so that a plan reads as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from summarywriter.checking.layout.layout import all_clauses
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import circumstance, hints, left_open, states_of
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.subject import pieces
from summarywriter.checking.states.matters import alike
from summarywriter.checking.states.reading import Reading
from summarywriter.checking.states.state_findings import lacking
from summarywriter.model import Finding
from summarywriter.patterns import regex

_KEPT = frozenset(
    {"planned", "doing", "mostly", "nominated", "notice", "talks", "intended", "shelved", "left", "unmade"}
)
"""States that may not be left out: without them the text says more than its fact."""
_EARLY = frozenset({"begun", "doing"})
_APPLIED = "申报"
"""申请 may be implied by what was received or granted; 申报 may not."""
_SENT_IN = regex(
    "申报|申请|争创|争取|推报|上报|报送|送评|送审|参评|候选|推荐|推选|待评|待审|评审|评选|审核|审批|(?<!新)认定|备案|初审|复审|[送报][^,;。]{0,6}[评审]"
)
_WORD = 2
_NEAR = 2
"""Characters that may part two states told in one breath."""


class LeftOut:
    """The states that a text leaves out of the facts that its sentences tell."""

    def __init__(self, reading: Reading) -> None:
        self.layout = reading.layout
        self.matcher = reading.matcher
        self.scope = reading.scope
        self.told = reading.told
        self.of_sentence = reading.of_sentence
        self.clauses = reading.clauses
        self.lines = self.scope.facts

    def findings(self, known: Set[int]) -> Iterator[Finding]:
        """Yield a state of a fact's clause that no sentence telling the fact repeats.

        Nothing is said of the facts ``known`` to be told in another state.
        """
        sentences: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for span, lines in self.of_sentence.items():
            for line in lines:
                sentences[line].append(span)
        bare = self._bare()
        for line, spans in sorted(sentences.items()):
            told = self.lines[line]
            kept = [m for m in states_of(told) if m.kind in _KEPT or m.word == _APPLIED]
            if line in known or not kept:
                continue
            said = [m for span in spans for m in markers(self.layout, "state", *span)]
            said += [m for word in self.matcher.index.words[line] for m in bare.get(word, {}).values()]
            for meant in kept:
                if any(
                    alike(meant, m) and not (m.kind == "doing" and circumstance(self.layout, m)) for m in said
                ) or self._hinted(told, meant, spans):
                    continue
                if meant.kind == "doing" and (self._goes_on(told, meant, said) or self._pursued(spans)):
                    continue
                if meant.kind == "planned" and (
                    self.scope.plans(told) or any("计划" in self.layout.text[slice(*span)] for span in spans)
                ):
                    continue
                where = self._where(line, meant, spans)
                if any(left_open(meant, self.layout, span) for span in (where, *self._beside(line, meant))):
                    continue
                if told.required or self._clause_told(line, meant):
                    yield lacking(self.layout, self.scope, told, meant, where)
                    break

    def _bare(self) -> Mapping[str, Mapping[tuple[str, str], Marker]]:
        """The states of clauses without figures, each way to tell one once, by the words of these clauses."""
        bare: dict[str, dict[tuple[str, str], Marker]] = defaultdict(dict)
        for start, end in self.clauses:
            found = markers(self.layout, "state", start, end)
            if found and "\0" not in self.layout.flat[start:end]:
                states = {(marker.kind, marker.word): marker for marker in found}
                for word in frozenset(pieces(self.layout.flat[start:end])):
                    bare[word].update(states)
        return bare

    @staticmethod
    def _goes_on(told: Told, meant: Marker, said: Sequence[Marker]) -> bool:
        """True for the 正在 of 正在等待评审 where the text tells 等待评审."""
        after = [m for m in states_of(told) if 0 <= m.start - meant.end <= _NEAR]
        return any(alike(m, other) for m in after for other in said)

    def _hinted(self, told: Told, meant: Marker, spans: Sequence[tuple[int, int]]) -> bool:
        """True where some word may tell a state otherwise: 预定12月通水, 还没有见到公布."""
        if meant.word == _APPLIED and any(_SENT_IN.search(self.layout.flat, *span) for span in spans):
            return True  # 正在争创国家4A级景区, 送市总评审
        if meant.kind == "mostly" and self._goes_back(told, spans):
            return False  # 主体工程正在施工 for 主体工程已完工
        stage = meant.word[-_WORD:]  # 决赛选手216名 for 216人进入决赛
        if meant.kind == "nominated" and any(stage in self.layout.flat[slice(*span)] for span in spans):
            return True
        return any(hints(meant, self.layout, span) for span in spans)

    def _goes_back(self, told: Told, spans: Sequence[tuple[int, int]]) -> bool:
        """True where a text tells as begun or under way what a fact does not."""
        said = {m.kind for span in spans for m in markers(self.layout, "state", *span)}
        return bool(said & _EARLY) and not _EARLY & {m.kind for m in states_of(told)}

    def _pursued(self, spans: Sequence[tuple[int, int]]) -> bool:
        """True for 稳步推进, which says of what is 正在 done that it goes on."""
        return any(markers(self.layout, "pursued", *span) for span in spans)

    def _clause_told(self, line: int, meant: Marker) -> bool:
        """True when the text tells a figure of the fact's clause with the state."""
        told = (n for n in self.matcher.of_line.get(line, ()) if n in self.told)
        figures = (self.matcher.figures[n].place for n in told)
        return any(place.clause[0] <= meant.start < place.clause[1] for place in figures)

    def _beside(self, line: int, meant: Marker) -> Iterator[tuple[int, int]]:
        """Yield the clauses that tell a figure of the fact's clause with the state."""
        for n in self.matcher.of_line.get(line, ()):
            first, last = self.matcher.figures[n].place.clause
            if first <= meant.start < last:
                yield from (self.layout.places[t].clause for t in self.told.get(n, ()))

    def _where(self, line: int, meant: Marker, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The clause of the text that is likest to the fact's clause with the state.

        Where none is like it, as 正在施工 of 改造1.8万亩，正在施工, the clause that tells the figure before.
        """
        other = self.lines[line].layout
        own = next(c for c in all_clauses(other) if c[0] <= meant.start < c[1])
        words = frozenset(pieces(other.flat[own[0] : own[1]]))
        inside = [c for c in self.clauses if any(a <= c[0] and c[1] <= b for a, b in spans)]

        def likeness(clause: tuple[int, int]) -> tuple[int, bool, int]:
            shared = len(words & frozenset(pieces(self.layout.flat[slice(*clause)])))
            return shared, bool(markers(self.layout, "state", *clause)), clause[0]

        likest = max(inside, key=likeness, default=spans[0])
        led = None if likeness(likest)[0] else self._led_by(line, own)
        # 1个实验室…，现已获批: what stands behind it may well tell its state.
        behind = led is not None and likest[0] == led[1] + 1 and "\0" not in self.layout.flat[slice(*likest)]
        return likest if led is None or behind else led

    def _led_by(self, line: int, own: tuple[int, int]) -> tuple[int, int] | None:
        """The clause that tells the figure before a fact's clause without any, in its group of clauses."""
        every = ((n, self.matcher.figures[n].place) for n in self.matcher.of_line.get(line, ()))
        figures = [(n, place) for n, place in every if place.figure.kind != "ordinal"]
        if any(own[0] <= place.figure.start < own[1] for _, place in figures):
            return None
        before = [n for n, place in figures if place.clause[1] + 1 == own[0] and place.group[1] >= own[1]]
        told = self.told.get(before[-1], ()) if before else ()
        return self.layout.places[told[0]].clause if told else None
