"""Another act than a fact's: 募集防暑用品380份 for 发放, where the fact's own verb is told nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, all_clauses, clause_at
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.acts import Act, acts, same_act
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.reworded import has_own_words
from summarywriter.model import FRAME_ROLES, Finding


def other_acts(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield a verb beside a figure that no fact of its sentence has, where the fact's own verb is gone.

    In a clause with other words of its own it is only to be looked at. What is ``found`` already is not
    said again.
    """
    scope = matcher.scope
    if scope.role in FRAME_ROLES:
        return  # leads and closings sum up in words of their own
    told: dict[tuple[int, int], list[FactFigure]] = defaultdict(list)
    sentences: dict[tuple[int, int], set[int]] = defaultdict(set)
    spans = all_clauses(layout)
    of_clause: dict[tuple[int, int], tuple[int, int]] = {}
    for t, match in enumerate(matches):
        if match is not None:
            place = layout.places[t]
            clause = spans[clause_at(spans, place.figure.start)]
            told[clause].append(matcher.figures[match.fact])
            sentences[place.sentence].add(matcher.line_of[match.fact])
            of_clause[clause] = place.sentence
    doubted = Stretches.of(found)
    for clause, figures in told.items():
        sentence = of_clause[clause]
        lines = [scope.facts[n] for n in sorted(sentences[sentence])]
        known = {act.word for line in lines for act in acts(line.layout)}
        said = [a for a in acts(layout) if clause[0] <= a.start and a.end <= clause[1]]
        new = [
            a for a in said
            if a.word not in scope.flat_corpus and not any(same_act(a.word, word) for word in known)
            and not doubted.touch(a.start, a.end)
        ]  # fmt: skip
        if new:
            there = {a.word for a in acts(layout) if sentence[0] <= a.start < sentence[1]}
            lost = _lost(figures, layout.flat[slice(*sentence)], there)
            if lost is not None:
                yield _changed(layout, scope, clause, new[0], *lost)


def _lost(figures: Sequence[FactFigure], text: str, there: set[str]) -> tuple[FactFigure, Act] | None:
    """The verb beside a fact's figure that a sentence tells in no way, and that figure."""
    for fact in figures:
        start, end = fact.place.clause
        own = [a for a in acts(fact.line.layout) if start <= a.start and a.end <= end]
        gone = [a for a in own if a.word not in text and not any(same_act(a.word, word) for word in there)]
        if gone and all(a in gone or a.word in text for a in own):
            return fact, gone[-1]
    return None


def _changed(
    layout: Layout, scope: Scope, clause: tuple[int, int], said: Act, fact: FactFigure, meant: Act
) -> Finding:
    before, behind = layout.flat[clause[0] : said.start], layout.flat[said.end : clause[1]]
    reworded = has_own_words(f"{before} {behind}", scope)
    return finding(
        "misattributed", severity="warning" if reworded else "error", message=
        f"{quoted(said.word)}与事实不符：{fact.line.label}写的是{quoted(meant.word)}（{fact.line.text}）。"
        "请核对，是另一回事就照事实改。",
        section=scope.heading, start=said.start, end=said.end, facts=(fact.line.id,),
    )  # fmt: skip
