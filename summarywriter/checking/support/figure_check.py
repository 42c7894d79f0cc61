"""Findings about figures: changed, misattributed, unsupported, missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.exchanges.reconcile import reconcile
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.place import grouped
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.counting import (
    counts_list,
    one_apiece,
    one_of_each,
    said_of_all,
    told_as_none,
    told_once_a,
)
from summarywriter.checking.matching.derived import Derivations, plausible
from summarywriter.checking.matching.matcher import FAINT, FAINT_AGAIN, FAINT_NEAR, FactFigure, Match, Matcher
from summarywriter.checking.matching.periods import says_period, told_by_period
from summarywriter.checking.matching.scores import score_turned
from summarywriter.checking.matching.subject import harmony, subjects
from summarywriter.checking.matching.substitution import substitution
from summarywriter.checking.matching.together import OF_ALL, doubled, shared_out
from summarywriter.checking.matching.values import Tie, compare, same_number, units_match
from summarywriter.checking.names.crossed_words import crossed_words
from summarywriter.checking.names.exchanged import exchanged_in_rows, exchanged_names
from summarywriter.checking.names.exchanged_parties import exchanged_parties
from summarywriter.checking.names.former import turned_round
from summarywriter.checking.names.leaks import Leaks
from summarywriter.checking.names.other_owners import other_owners
from summarywriter.checking.names.ranked import exchanged_ranks, first_of_all, with_rank
from summarywriter.checking.states.states import States
from summarywriter.checking.states.the_rest import the_rest
from summarywriter.checking.support.borrowed_names import borrowed_names
from summarywriter.checking.support.date_reach import date_reach, dates_replaced
from summarywriter.checking.support.half_ranks import half_ranks
from summarywriter.checking.support.missing import Missing
from summarywriter.checking.support.overstated import overstated
from summarywriter.checking.support.words_beside import words_beside
from summarywriter.checking.wording.borrowed_words import borrowed_words
from summarywriter.checking.wording.bound_findings import says
from summarywriter.checking.wording.chains import other_steps_of_bare_facts
from summarywriter.checking.wording.contrasts import contrasts
from summarywriter.checking.wording.lost_each import per_another
from summarywriter.checking.wording.marker_findings import marker_findings
from summarywriter.checking.wording.moved_changes import moved_changes
from summarywriter.checking.wording.other_acts import other_acts
from summarywriter.checking.wording.replaced_words import replaced_words
from summarywriter.checking.wording.scope_findings import lost_parts
from summarywriter.checking.wording.shortened import shortened
from summarywriter.checking.wording.strange_words import strange_words
from summarywriter.checking.wording.stray_markers import (
    strange_bases,
    stray_bases,
    stray_directions,
    unknown_bases,
)
from summarywriter.model import Edit, Figure, Finding, Link

_RELATION = {"equal": "equal", "declared": "rounded", "rounded": "rounded", "part": "part", "coarser": "part"}
_SURE = 0.5
_CLEARLY = 0.7
"""Likeness from which another date of the period is taken for the fact's, changed."""


class FigureCheck:
    """One text's figures held against one scope's; read :attr:`findings` and :attr:`links`."""

    def __init__(
        self,
        layout: Layout,
        matcher: Matcher,
        leaks: Leaks | None = None,
        gaps: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.layout = layout
        self.leaks = leaks
        self.matcher = matcher
        self.scope = matcher.scope
        self.derivations = Derivations(matcher.figures)
        self.findings: list[Finding] = []
        self.links: list[Link] = []
        self.subjects = subjects(layout.text)
        matching = matcher.match(layout)
        self.likenesses = matching.likenesses
        self.matches = reconcile(layout, matcher, matching)
        self.told: dict[int, list[int]] = defaultdict(list)
        self.loose: list[int] = []
        for t, match in enumerate(self.matches):
            self._judge(t, match)
        self._settle_loose()
        self._whole_facts()
        self.findings.extend(overstated(layout, matcher, self.told))
        self.findings.extend(exchanged_ranks(layout, matcher, self.told))
        self.findings.extend(half_ranks(layout, matcher, self.told))
        self.findings.extend(date_reach(layout, matcher, self.told))
        self.findings.extend(dates_replaced(layout, matcher, self.told))
        states = States(layout, matcher, self.told)
        self.tellings = states.reading.tellings
        self.findings.extend(states.findings())
        self.findings.extend(other_steps_of_bare_facts(layout, self.scope, self.tellings))
        self.findings.extend(contrasts(layout, self.scope, states.lines_at))
        self.findings.extend(other_owners(layout.text, self.scope, states.lines_at))
        self.findings.extend(the_rest(layout, self.scope, states.lines_at))
        self.findings.extend(strange_bases(layout, self.scope, self.findings))
        self.findings.extend(unknown_bases(layout, self.scope))
        self.findings.extend(exchanged_names(layout.text, self.scope, self._doubted()))
        self.findings.extend(crossed_words(layout, matcher, self.matches, self._doubted()))
        self.findings.extend(exchanged_in_rows(layout.text, self.scope))
        for rule in (turned_round, replaced_words, strange_words, borrowed_words, moved_changes, other_acts):
            self.findings.extend(rule(layout, matcher, self.matches, self.findings))
        self.findings.extend(borrowed_names(states.reading, self.findings))
        self.findings.extend(exchanged_parties(layout, self.scope, self.findings))
        missing = Missing(layout, matcher, self.matches, self.likenesses, self.told, gaps)
        self.findings.extend(missing.findings())

    def _doubted(self) -> Set[str]:
        """The ids of the facts that have been found misattributed so far."""
        return {fact for f in self.findings if f.code == "misattributed" for fact in f.facts}

    # Every figure of the text

    def _judge(self, t: int, match: Match | None) -> None:
        place = self.layout.places[t]
        figure = place.figure
        if match is not None and match.tie in ("part", "coarser") and says_period(figure, self.scope.period):
            self.told[match.fact].append(t)  # 2024年上半年 says the period, whatever day of it a fact tells
            self._particular(figure)
            return
        if match is None or match.tie in ("other", "digits"):
            if not self._other_date(figure, match) and self._particular(figure):
                return
            if match is None:
                if first_of_all(self.layout, place, self.matcher):
                    return
                listed = figure.article or one_apiece(figure, self.scope) or counts_list(self.layout, place)
                listed = listed or one_of_each(figure, self.scope) or self._as_written(figure)
                known = listed or told_once_a(self.layout, figure, self.scope)
                if not known and not told_as_none(self.layout, place, self.scope):
                    self.loose.append(t)
                return
            if counts_list(self.layout, place) and not self._same_unit(place, match):
                return
            if figure.article and match.likeness < _SURE:
                return
            if score_turned(self.layout, place, self.matcher.figures[match.fact]):
                self._tell(t, match.telling(match.fact, "equal"))
                return
            self._changed(t, match)
            return
        fact = self.matcher.figures[match.fact]
        if self._strange(t, match, figure):
            if self._particular(figure) or counts_list(self.layout, place):
                return
            # Another state or direction makes the subjects unlike too, and says more exactly what is wrong.
            changed = list(marker_findings(self.layout, place, fact, self.scope))
            if changed:
                self.told[match.fact].append(t)
                self._link(figure, fact.line.id, fact.index, match.tie)
                self.findings.extend(changed)
                return
            self._elsewhere(t, match)
            return
        self._tell(t, match)

    def _as_written(self, figure: Figure) -> bool:
        """True for the 近三年 of 近三年的平均数 where a fact has 近三年均值."""
        phrase = figure.phrase(self.layout.text)
        return figure.kind == "duration" and not phrase[0].isdigit() and phrase in self.scope.flat_corpus

    def _other_date(self, figure: Figure, match: Match | None) -> bool:
        """True for a date of the period that stands where a fact has another: 6月底前完成 for 5月底前完成."""
        return figure.kind == "date" and match is not None and match.likeness >= _CLEARLY

    def _same_unit(self, place: Place, match: Match) -> bool:
        return place.figure.unit == self.matcher.figures[match.fact].place.figure.unit

    def _equal(self, figure: Figure, n: int) -> bool:
        return compare(figure, self.matcher.figures[n].place.figure, self.scope.period) == "equal"

    def _tell(self, t: int, match: Match) -> None:
        """The figure tells a fact's figure: note it, and look at the words beside it."""
        place, fact = self.layout.places[t], self.matcher.figures[match.fact]
        self.told[match.fact].append(t)
        self._link(place.figure, fact.line.id, fact.index, match.tie)
        for other in match.also:
            self.told[other].append(t)
        if match.also:
            return
        self.findings.extend(words_beside(self.layout, place, fact, match.tie, self.scope))

    def _strange(self, t: int, match: Match, figure: Figure) -> bool:
        """True when an amount occurs in the facts, but of something that has nothing to do with this."""
        if figure.article or figure.kind == "date":
            return False
        if figure.kind == "ordinal" and match.tie == "part":
            return False  # each of the ranks that one figure of the fact tells
        near = self.matcher.line_of[match.fact] in match.near
        if match.repeated:
            faint = match.likeness < (FAINT_NEAR if near else FAINT_AGAIN)
            return faint and not said_of_all(self.layout, t)
        place = self.layout.places[t]
        if (
            near
            or self._beside_its_like(t, match)
            or shortened(self.layout, place, self.matcher.figures[match.fact])
        ):
            return False
        # Another marking word may lower the likeness of what is the same subject all the same.
        marks = self.subjects[t].marks
        return (
            match.likeness - min(0.0, harmony(marks, self.matcher.figures[match.fact].subject.marks)) < FAINT
        )

    def _beside_its_like(self, t: int, match: Match) -> bool:
        """True where the same clauses tell another figure of the fact: the two vouch for each other."""
        line = self.matcher.line_of[match.fact]
        return any(
            other is not None and u != t and other.tie == "equal" and not other.repeated
            and other.fact != match.fact and self.matcher.line_of[other.fact] == line
            for u in grouped(self.layout)[self.layout.places[t].group]
            for other in (self.matches[u],)
        )  # fmt: skip

    def _link(self, figure: Figure, fact: str, index: int, tie: Tie) -> None:
        link = Link(
            start=figure.start, end=figure.end,
            phrase_start=figure.phrase_start, phrase_end=figure.phrase_end,
            fact=fact, index=index, relation=_RELATION[tie],
        )  # fmt: skip
        self.links.append(link)

    def _particular(self, figure: Figure) -> bool:
        """Link a figure that a particular of the sheet carries; True when one does."""
        for line in self.scope.particulars:
            for index, place in enumerate(line.places):
                tie = compare(figure, place.figure, self.scope.period, self.scope.decimals)
                if tie in ("equal", "coarser") or (tie == "part" and line.id not in ("period", "title")):
                    if line.id:
                        self._link(figure, line.id, index, tie)
                    return True
        return told_by_period(figure, self.layout, self.scope)

    def _changed(self, t: int, match: Match) -> None:
        """The figure speaks of a fact's figure and tells another value or unit."""
        place, fact = self.layout.places[t], self.matcher.figures[match.fact]
        figure, wanted = place.figure, fact.place.figure
        self.told[match.fact].append(t)
        if shared_out(self.layout, place, fact.line.layout, wanted) or doubled(self.layout, place, wanted):
            return
        phrase = quoted(self._phrase(place))
        right = quoted(fact.phrase)
        same_digits = match.tie == "digits" or (match.tie == "other" and same_number(figure, wanted))
        if same_digits:
            each = per_another(self.layout, place, fact, self.scope)
            if each is not None:
                self.findings.append(each)
                return
            self._add(
                "unit-changed",
                place,
                f"{phrase}的单位与事实不同：{says(fact)}。请改为{right}。",
                fact,
                edit=substitution(self.layout, place, fact, self.scope.period),
            )
            return
        owner = self._owner(figure, match.fact)
        if owner is not None:
            self._add(
                "misattributed",
                place,
                f"{phrase}说错了对象：{says(owner)}，而这里讲的事，{says(fact)}。请改为{right}。",
                fact,
                owner,
                edit=substitution(self.layout, place, fact, self.scope.period),
            )
            return
        if self._only_difference(place, fact) and self._derived(t):
            return
        self._add(
            "value-changed", place,
            f"{phrase}与事实不符：{says(fact)}。请改为{right}。",
            fact, edit=substitution(self.layout, place, fact, self.scope.period),
        )  # fmt: skip

    def _only_difference(self, place: Place, fact: FactFigure) -> bool:
        """True for 提高8分 of what a fact tells as 从85分提高到93分."""
        said, meant = step(self.layout, place), step(fact.line.layout, fact.place)
        return said is not None and said.kind == "by" and (meant is None or meant.kind != "by")

    def _owner(self, figure: Figure, but: int) -> FactFigure | None:
        """Another fact figure whose amount this is, if any."""
        owners = (n for n in self.matcher.telling(figure) if n != but and self._equal(figure, n))
        owner = next(owners, None)
        return None if owner is None else self.matcher.figures[owner]

    def _elsewhere(self, t: int, match: Match) -> None:
        """The amount occurs in the facts, but of something that shares no word with this."""
        place, fact = self.layout.places[t], self.matcher.figures[match.fact]
        if not match.repeated:
            self.told[match.fact].append(t)
        self._add(
            "misattributed", place,
            f"{quoted(self._phrase(place))}在事实里说的是另一件事：{says(fact)}。请核对这里讲的对象，或删去此数。",
            fact,
        )  # fmt: skip

    def _settle_loose(self) -> None:
        """Pair figures that no fact supports with facts' figures that were not told, where one fits."""
        untold = [
            n for n, fact in enumerate(self.matcher.figures)
            if fact.line.required and n not in self.told
        ]  # fmt: skip
        by_sentence: dict[tuple[int, int], set[int]] = defaultdict(set)
        for n, ts in self.told.items():
            for t in ts:
                by_sentence[self.layout.places[t].sentence].add(self.matcher.line_of[n])
        for t in self.loose:
            place = self.layout.places[t]
            beside = [
                n for n in untold
                if n not in self.told and self.matcher.line_of[n] in by_sentence[place.sentence]
            ]  # fmt: skip
            own = next((n for n in beside if self._equal(place.figure, n)), None)
            if own is not None:
                self._tell(t, Match(own, "equal", 0.0))
                continue
            if self._said_of_all(place, by_sentence[place.sentence]):
                continue
            leak = self.leaks.figure(place.figure) if self.leaks else None
            if leak:
                self._add(
                    "example-leak",
                    place,
                    f"{quoted(self._phrase(place))}是范文（{leak}）里的数，不是这里的事实。请删去。",
                )
                continue
            if self._derived(t):
                continue
            fitting = [n for n in beside if units_match(place.figure, self.matcher.figures[n].place.figure)]
            if len(fitting) == 1:
                self._changed(t, Match(fitting[0], "other", 0.0))
            else:
                self._add(
                    "unsupported-figure",
                    place,
                    f"{quoted(self._phrase(place))}在事实里找不到依据。请核对后改正，或删去这个数。",
                )

    def _said_of_all(self, place: Place, lines: Set[int]) -> bool:
        """True for the 100% of what a fact told beside it says of all: 百分之百参保 for 全部参保."""
        whole = place.figure.kind == "percent" and place.figure.value == 100 and place.figure.bound == "exact"
        return whole and any(OF_ALL.search(self.scope.facts[line].text) for line in lines)

    def _derived(self, t: int) -> bool:
        place, figures = self.layout.places[t], self.matcher.figures
        words, facts = self.derivations.explain(place.figure) or ("", ())
        alike = [figures[n] for n, alike in self.likenesses[t].items() if alike >= FAINT]
        if not facts or not plausible(self.layout.clause(place), facts, alike):
            return False
        self._add(
            "derived-figure", place,
            f"{quoted(self._phrase(place))}是推算出来的（{words}），事实里没有这个数。请删去，或补充一条写明此数的事实。",
            *facts,
        )  # fmt: skip
        return True

    def _whole_facts(self) -> None:
        """Bases of comparison and words of reach of a fact, in the sentences that tell it."""
        whole: dict[int, set[tuple[int, int]]] = defaultdict(set)
        tellers: dict[int, set[tuple[int, int]]] = defaultdict(set)
        lines: dict[tuple[int, int], set[int]] = defaultdict(set)
        for n, ts in self.told.items():
            for t in ts:
                whole[self.matcher.line_of[n]].add(self.layout.places[t].sentence)
                sentence = self.layout.places[t].group
                tellers[self.matcher.line_of[n]].add(sentence)
                lines[sentence].add(self.matcher.line_of[n])
        for line, sentences in sorted(tellers.items()):
            told = self.scope.facts[line]
            others = (self.scope.facts[n] for sentence in sentences for n in lines[sentence] if n != line)
            self.findings.extend(stray_bases(self.layout, told, sorted(sentences), others, self.scope))
            self.findings.extend(stray_directions(self.layout, told, sorted(sentences), self.scope))
            self.findings.extend(lost_parts(self.layout, told, sorted(whole[line]), self.scope))

    # Saying it

    def _add(
        self, code: str, place: Place, message: str, *facts: FactFigure, edit: Edit | None = None
    ) -> None:
        start, end = with_rank(self.layout, place) if code == "misattributed" else _phrase_span(place)
        found = finding(
            code, message, section=self.scope.heading, start=start, end=end,
            facts=_ids(facts), suggestion=edit,
        )  # fmt: skip
        self.findings.append(found)

    def _phrase(self, place: Place) -> str:
        return place.figure.phrase(self.layout.text)


def _phrase_span(place: Place) -> tuple[int, int]:
    return place.figure.phrase_start, place.figure.phrase_end


def _ids(facts: Iterable[FactFigure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.line.id for f in facts))
