"""Findings about figures: changed, misattributed, unsupported, missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from summarywriter.checking.calendar import Period, relate, resolve
from summarywriter.checking.counting import counts_list
from summarywriter.checking.derived import explain
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.leaks import Leaks
from summarywriter.checking.marker_findings import marker_findings, stray_markers
from summarywriter.checking.matching import CLEAR, FAINT, FAINT_AGAIN, FactFigure, Match, Matcher
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.scope_findings import scope_findings
from summarywriter.checking.subject import Traits, all_features, all_traits, opposed
from summarywriter.checking.values import Tie, amount, bounds_verdict, compare, same_number, units_match
from summarywriter.model import Edit, Figure, Finding, Link

_RELATION = {"equal": "equal", "declared": "rounded", "rounded": "rounded", "part": "part", "coarser": "part"}
_SURE = 0.5
_DOUBT = 0.5
"""How much less a missing figure may be like than the told one and still be the one meant."""


class FigureCheck:
    """One text's figures held against one scope's; read :attr:`findings` and :attr:`links`."""

    def __init__(self, layout: Layout, matcher: Matcher, leaks: Leaks | None = None) -> None:
        self.layout = layout
        self.leaks = leaks
        self.matcher = matcher
        self.scope = matcher.scope
        self.findings: list[Finding] = []
        self.links: list[Link] = []
        self.matches = self._reconciled(matcher.match(layout))
        self.told: dict[int, list[int]] = defaultdict(list)
        self.loose: list[int] = []
        for t, match in enumerate(self.matches):
            self._judge(t, match)
        self._settle_loose()
        self._stray_markers()
        self._missing()

    def _reconciled(self, matches: list[Match | None]) -> list[Match | None]:
        """Take a figure told twice for a changed one where a like figure of the facts is not told at all.

        A figure that is told again, while another of its unit that the words around fit as well is
        missing, is that other one with its value mistaken.
        """
        tellers: dict[int, list[int]] = defaultdict(list)
        for t, match in enumerate(matches):
            if match is not None:
                tellers[match.fact].append(t)
                if match.other_end is not None:
                    tellers[match.other_end].append(t)
        for n, fact in enumerate(self.matcher.figures):
            figure = fact.place.figure
            if n in tellers or not fact.line.required or figure.article or figure.kind == "date":
                continue
            best: tuple[float, int, float] | None = None
            for told, ts in tellers.items():
                if len(ts) < 2 or not units_match(figure, self.matcher.figures[told].place.figure):
                    continue
                for t in ts:
                    match = matches[t]
                    assert match is not None
                    words = self.layout.clause(self.layout.places[t])
                    if match.tie not in _RELATION or "各" in words:
                        continue
                    alike = self.matcher.likenesses(*_subject(self.layout, t)).get(n, 0.0)
                    gain = alike - match.likeness
                    beside = self.matcher.line_of[n] in match.near
                    if alike >= (FAINT if beside else CLEAR) and gain > -_DOUBT:
                        best = max(best, (gain, t, alike)) if best else (gain, t, alike)
            if best:
                _, t, alike = best
                old = matches[t]
                assert old is not None
                tellers[old.fact].remove(t)
                tellers[n].append(t)
                matches[t] = Match(n, "other", alike, near=old.near)
        self._part_opposed(matches)
        return matches

    def _part_opposed(self, matches: list[Match | None]) -> None:
        """缩短7.2天，降至0.4天: two figures of a fact whose marking words tell that they changed places."""
        marks = all_traits(self.layout.text)
        against = {
            t: match
            for t, match in enumerate(matches)
            if match is not None and match.tie == "equal"
            and opposed(marks[t], self.matcher.figures[match.fact].traits)
        }  # fmt: skip
        taken = {match.fact for t, match in enumerate(matches) if match is not None and t not in against}
        for t, match in against.items():
            figure = self.layout.places[t].figure
            line = self.matcher.of_line[self.matcher.line_of[match.fact]]
            for n in line:
                other = self.matcher.figures[n]
                if n in taken or n == match.fact or opposed(marks[t], other.traits):
                    continue
                if units_match(figure, other.place.figure) and other.place.figure.kind == figure.kind:
                    matches[t] = Match(n, "other", match.likeness, near=match.near)
                    taken.add(n)
                    break

    # Every figure of the text

    def _judge(self, t: int, match: Match | None) -> None:
        place = self.layout.places[t]
        figure = place.figure
        if match is None or match.tie in ("other", "digits"):
            if self._particular(figure):
                return
            if match is None:
                if not figure.article and not counts_list(self.layout, place):
                    self.loose.append(t)
                return
            if counts_list(self.layout, place):
                return
            if figure.article and match.likeness < _SURE:
                return
            self._changed(t, match)
            return
        fact = self.matcher.figures[match.fact]
        if self._strange(match, figure):
            if self._particular(figure):
                return
            # Another state or direction makes the subjects unlike too, and says more exactly what is wrong.
            changed = list(marker_findings(self.layout, place, fact, self.scope))
            if changed:
                self.told[match.fact].append(t)
                self._link(place, match)
                self.findings.extend(changed)
                return
            self._elsewhere(t, match)
            return
        self.told[match.fact].append(t)
        self._link(place, match)
        if match.other_end is not None:
            self.told[match.other_end].append(t)
            return
        self._bound(place, fact, match)
        self.findings.extend(marker_findings(self.layout, place, fact, self.scope))
        self.findings.extend(scope_findings(self.layout, place, fact, self.scope))

    def _strange(self, match: Match, figure: Figure) -> bool:
        """True when an amount occurs in the facts, but of something that has nothing to do with this."""
        if figure.article or figure.kind == "date" or self.matcher.line_of[match.fact] in match.near:
            return False
        return match.likeness < (FAINT_AGAIN if match.repeated else FAINT)

    def _link(self, place: Place, match: Match) -> None:
        fact = self.matcher.figures[match.fact]
        figure = place.figure
        self.links.append(
            Link(
                start=figure.start,
                end=figure.end,
                phrase_start=figure.phrase_start,
                phrase_end=figure.phrase_end,
                fact=fact.line.id,
                index=fact.index,
                relation=_RELATION[match.tie],
            )
        )

    def _particular(self, figure: Figure) -> bool:
        """Link a figure that a particular of the sheet carries; True when one does."""
        for line in self.scope.particulars:
            for index, place in enumerate(line.places):
                tie = compare(figure, place.figure, self.scope.period, self.scope.decimals)
                if tie in ("equal", "coarser", "part"):
                    if line.id:
                        self.links.append(
                            Link(
                                start=figure.start,
                                end=figure.end,
                                phrase_start=figure.phrase_start,
                                phrase_end=figure.phrase_end,
                                fact=line.id,
                                index=index,
                                relation="equal" if tie == "equal" else "part",
                            )
                        )
                    return True
        period = self.scope.period
        if figure.kind == "duration":
            months = figure.unit in ("年", "月") and amount(figure).value
            return period is not None and months == period.last - period.first + 1
        return figure.kind == "date" and _of_period(figure, period)

    def _bound(self, place: Place, fact: FactFigure, match: Match) -> None:
        figure, wanted = place.figure, fact.place.figure
        if match.tie == "rounded":
            self._add(
                "rounded",
                place,
                f"{quoted(self._phrase(place))}是约数，{self._says(fact)}。如无特别需要，请照录原数。",
                fact,
            )
            return
        if match.tie in ("part", "coarser"):
            return
        verdict = bounds_verdict(figure.bound, wanted.bound)
        if verdict == "same":
            return
        self._add(
            "bound-changed", place,
            f"{quoted(self._phrase(place))}的限定词变了：{self._says(fact)}。请改为{quoted(self._fact_phrase(fact))}。",
            fact,
            severity="warning" if verdict == "hair" else "error",
            edit=self._substitute(place, fact),
        )  # fmt: skip

    def _changed(self, t: int, match: Match) -> None:
        """The figure speaks of a fact's figure and tells another value or unit."""
        place, fact = self.layout.places[t], self.matcher.figures[match.fact]
        figure, wanted = place.figure, fact.place.figure
        self.told[match.fact].append(t)
        phrase = quoted(self._phrase(place))
        right = quoted(self._fact_phrase(fact))
        same_digits = match.tie == "digits" or (match.tie == "other" and same_number(figure, wanted))
        if same_digits:
            self._add(
                "unit-changed",
                place,
                f"{phrase}的单位与事实不同：{self._says(fact)}。请改为{right}。",
                fact,
                edit=self._substitute(place, fact),
            )
            return
        owner = self._owner(figure, match.fact)
        if owner is not None:
            self._add(
                "misattributed",
                place,
                f"{phrase}说错了对象：{self._says(owner)}，而这里讲的是{self._says(fact)}。请改为{right}。",
                fact,
                owner,
                edit=self._substitute(place, fact),
            )
            return
        self._add(
            "value-changed", place,
            f"{phrase}与事实不符：{self._says(fact)}。请改为{right}。",
            fact, edit=self._substitute(place, fact),
        )  # fmt: skip

    def _owner(self, figure: Figure, but: int) -> FactFigure | None:
        """Another fact figure whose amount this is, if any."""
        for n, other in enumerate(self.matcher.figures):
            if n != but and compare(figure, other.place.figure, self.scope.period) == "equal":
                return other
        return None

    def _elsewhere(self, t: int, match: Match) -> None:
        """The amount occurs in the facts, but of something that shares no word with this."""
        place, fact = self.layout.places[t], self.matcher.figures[match.fact]
        if not match.repeated:
            self.told[match.fact].append(t)
        self._add(
            "misattributed", place,
            f"{quoted(self._phrase(place))}在事实里说的是另一件事：{self._says(fact)}。请核对这里讲的对象，或删去此数。",
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
            leak = self.leaks.figure(place.figure) if self.leaks else None
            if leak:
                self._add(
                    "example-leak",
                    place,
                    f"{quoted(self._phrase(place))}是范文（{leak}）里的数，不是这里的事实。请删去。",
                )
                continue
            if self._derived(place):
                continue
            fitting = [
                n for n in untold
                if n not in self.told
                and units_match(place.figure, self.matcher.figures[n].place.figure)
                and self.matcher.line_of[n] in by_sentence[place.sentence]
            ]  # fmt: skip
            if len(fitting) == 1:
                self._changed(t, Match(fitting[0], "other", 0.0))
            else:
                self._add(
                    "unsupported-figure",
                    place,
                    f"{quoted(self._phrase(place))}在事实里找不到依据。请核对后改正，或删去这个数。",
                )

    def _derived(self, place: Place) -> bool:
        known = explain(place.figure, self.matcher.figures)
        if known is None:
            return False
        words, facts = known
        self._add(
            "derived-figure", place,
            f"{quoted(self._phrase(place))}是推算出来的（{words}），事实里没有这个数。请删去，或补充一条写明此数的事实。",
            *facts,
        )  # fmt: skip
        return True

    def _stray_markers(self) -> None:
        """States and bases of a fact's clauses without figures, in the sentences that tell it."""
        tellers: dict[int, set[tuple[int, int]]] = defaultdict(set)
        lines: dict[tuple[int, int], set[int]] = defaultdict(set)
        for n, ts in self.told.items():
            for t in ts:
                sentence = self.layout.places[t].group
                tellers[self.matcher.line_of[n]].add(sentence)
                lines[sentence].add(self.matcher.line_of[n])
        for line, sentences in sorted(tellers.items()):
            told = self.scope.facts[line]
            others = {other for sentence in sentences for other in lines[sentence]} - {line}
            texts = frozenset(self.scope.facts[other].text for other in others)
            self.findings.extend(stray_markers(self.layout, told, sorted(sentences), texts, self.scope))

    # What the text leaves out

    def _missing(self) -> None:
        lost: dict[int, list[int]] = defaultdict(list)
        for n, fact in enumerate(self.matcher.figures):
            if fact.line.required and n not in self.told and not self._excused(n):
                lost[self.matcher.line_of[n]].append(n)
        for line, figures in lost.items():
            told = self.scope.facts[line]
            words = "、".join(quoted(self._fact_phrase(self.matcher.figures[n])) for n in figures)
            whole = len(figures) == len(self.matcher.of_line[line])
            advice = "请把这条事实写进正文" if whole else "请补上"
            self.findings.append(
                finding(
                    "missing-figure",
                    f"{told.label}的{words}没有写进正文（{told.text}）。{advice}，或把这条事实标为可选。",
                    section=self.scope.heading,
                    facts=(told.id,),
                )
            )

    def _excused(self, n: int) -> bool:
        """True for figures that need not be told: articles, repeated periods, told together."""
        fact = self.matcher.figures[n]
        figure = fact.place.figure
        if figure.article:
            return True
        if figure.kind == "date":
            return self._date_excused(n, figure)
        if figure.kind == "percent" and figure.value == 100 and self._said_of_all(n):
            return True
        return self._told_together(n, figure)

    def _said_of_all(self, n: int) -> bool:
        """全部整改 tells 整改率100% where the same sentence tells the fact."""
        line = self.matcher.line_of[n]
        sentences = {
            self.layout.places[t].sentence
            for t, match in enumerate(self.matches)
            if match is not None and self.matcher.line_of[match.fact] == line
        }
        texts = [self.layout.text[start:end] for start, end in sentences] or [self.layout.text]
        return any(word in text for text in texts for word in ("全部", "全覆盖", "全数", "均已", "悉数"))

    def _date_excused(self, n: int, figure: Figure) -> bool:
        period = self.scope.period
        for line in self.scope.particulars:
            if line.id in ("period", "title") and any(
                place.figure.kind == "date" and relate(figure, place.figure, period) in ("equal", "coarser")
                for place in line.places
            ):
                return True
        if period is not None and _repeats(figure, period):
            return True
        # One date may head several facts, or be told by its two ends.
        ends = [
            t for t, place in enumerate(self.layout.places)
            if place.figure.kind == "date"
        ]  # fmt: skip
        return any(relate(self.layout.places[t].figure, figure, period) == "equal" for t in ends)

    def _told_together(self, n: int, figure: Figure) -> bool:
        """“讲座、培训各12场” tells both; so does one figure said of two things."""
        weights = self.matcher.figures[n].features
        for t, match in enumerate(self.matches):
            if match is None or match.tie != "equal":
                continue
            place = self.layout.places[t]
            if compare(place.figure, figure, self.scope.period) != "equal":
                continue
            words = self.layout.flat[place.clause[0] : place.figure.end]
            if "各" in words or "均" in words:
                return True
            alike = self.matcher.likenesses(*_subject(self.layout, t)).get(n, 0.0)
            if alike > _SURE and weights:
                return True
        return False

    # Saying it

    def _add(
        self,
        code: str,
        place: Place,
        message: str,
        *facts: FactFigure,
        severity: str | None = None,
        edit: Edit | None = None,
    ) -> None:
        figure = place.figure
        self.findings.append(
            finding(
                code,
                message,
                section=self.scope.heading,
                start=figure.phrase_start,
                end=figure.phrase_end,
                facts=_ids(facts),
                severity=severity,
                suggestion=edit,
            )
        )

    def _substitute(self, place: Place, fact: FactFigure) -> Edit | None:
        figure, wanted = place.figure, fact.place.figure
        if figure.kind == "date" and figure.high is not None and wanted.high is None:
            return None
        return Edit(start=figure.phrase_start, end=figure.phrase_end, text=self._fact_phrase(fact))

    def _phrase(self, place: Place) -> str:
        return place.figure.phrase(self.layout.text)

    @staticmethod
    def _fact_phrase(fact: FactFigure) -> str:
        return fact.place.figure.phrase(fact.line.text)

    def _says(self, fact: FactFigure) -> str:
        return f"{fact.line.label}写的是{quoted(self._fact_phrase(fact))}（{fact.line.text}）"


def _subject(layout: Layout, t: int) -> tuple[Mapping[str, float], Traits]:
    return all_features(layout.text)[t], all_traits(layout.text)[t]


def _ids(facts: Iterable[FactFigure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.line.id for f in facts))


def _repeats(figure: Figure, period: Period) -> bool:
    """True when the date only says the report's period or its year."""
    stretch = resolve(figure, period)
    if any(stretch.label) or (
        stretch.year is not None and period.year is not None and stretch.year != period.year
    ):
        return False
    if stretch.first is None or stretch.last is None:
        return True
    return (stretch.first, stretch.last) == ((period.first, 1), (period.last, 31))


def _of_period(figure: Figure, period: Period | None) -> bool:
    """True for dates that follow from the period: its end, the period after it."""
    if period is None:
        return False
    stretch = resolve(figure, period)
    for span in (period, period.following):
        same_year = stretch.year is None or span.year is None or stretch.year == span.year
        if not same_year:
            continue
        whole = ((span.first, 1), (span.last, 31))
        if stretch.first is None and span.year is not None and stretch.year == span.year:
            return True
        if not any(stretch.label) and (stretch.first, stretch.last) == whole:
            return True
        if stretch.label[0] == "end" and stretch.last in (whole[1], None):
            return True
        if stretch.first == stretch.last == (span.last, _DAYS[span.last]):
            return True
    return False


_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

__all__ = ["CLEAR", "FigureCheck", "Tie"]
