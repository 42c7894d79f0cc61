"""Bases of comparison and directions told in clauses without figures: 死亡人数减少 for 死亡人数持平."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from summarywriter.checking.common.flat import pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, all_clauses, clauses
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.scope import Scope, Told
from summarywriter.checking.matching.periods import same_last_year, year_told
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.matching.subject import pieces
from summarywriter.model import Edit, Figure, Finding
from summarywriter.patterns import regex


def strange_bases(layout: Layout, scope: Scope, known: Sequence[Finding]) -> Iterator[Finding]:
    """Yield 同比提高 where no fact compares with last year, unless a figure's own finding says so."""
    told = [f for f in known if f.code == "base-changed"]
    kinds = {m.kind for fact in scope.facts for m in markers(fact.layout, "base", 0, len(fact.text))}
    for said in markers(layout, "base", 0, len(layout.flat)):
        if said.kind in kinds or any(
            f.start is not None and f.start <= said.start < (f.end or 0) for f in told
        ):
            continue
        if any(_may_compare(fact.layout, said.kind, scope) for fact in scope.lines):
            continue
        yield finding(
            "base-changed", f"{quoted(said.word)}：没有一条事实说和什么时候比。请删去，或在事实里写明。",
            section=scope.heading, start=said.start, end=said.end,
        )  # fmt: skip


def unknown_bases(layout: Layout, scope: Scope) -> Iterator[Finding]:
    """Yield 较清明假期增长 where no fact knows what it is compared with."""
    for match in _COMPARED.finditer(layout.flat):
        what, start = match["what"], match.start("what")
        if markers(layout, "base", match.start(), match.end()) or telling(what).replace(" ", "") != what:
            continue
        if not pairs_of(what) & scope.pairs and what not in scope.flat_corpus:
            yield finding(
                "base-changed", f"{quoted(match.group())}：没有一条事实说和{quoted(what)}比。请核对后改正。",
                section=scope.heading, start=start, end=match.end("what"),
            )  # fmt: skip


_COMPARED = regex("[较比](?P<what>[\u4e00-\u9fff]{3,8}?)(?:增长|增加|上升|提高|提升|下降|减少|降低|缩短)")


def _may_compare(layout: Layout, kind: str, scope: Scope) -> bool:
    """True where a line may be told with that base: it names last year, or compares with a date."""
    if kind == "yoy" and (
        _PAST.search(layout.text) or any(_past_year(p.figure, scope) for p in layout.places)
    ):
        return True
    return any(
        p.figure.kind == "date" and layout.flat.endswith(_TO, 0, p.figure.phrase_start) for p in layout.places
    )


_PAST = regex("[上去前]年|同期|往年|历年")
_TO = ("比", "较", "由", "从", "与", "自")


def _past_year(figure: Figure, scope: Scope) -> bool:
    if figure.kind != "date":
        return False
    return year_told(figure, "上年", scope.period) or same_last_year(figure, scope.period)


def stray_bases(
    layout: Layout, told: Told, groups: Sequence[tuple[int, int]], others: Iterable[Told], scope: Scope
) -> Iterator[Finding]:
    """Yield changed bases of comparison of a fact's clauses without figures.

    ``groups`` are the stretches of the text that tell the fact, ``others`` the further facts that
    they tell.
    """
    other = told.layout
    bases = [(c, markers(other, "base", *c)) for c in all_clauses(other) if "\0" not in other.flat[slice(*c)]]
    if not any(meant for _, meant in bases):
        return
    known = {m.kind for fact in others for m in markers(fact.layout, "base", 0, len(fact.text))}
    whole = {m.kind for m in markers(other, "base", 0, len(other.flat))}
    for clause, meant in bases:
        if not meant:
            continue
        kinds = {m.kind for m in meant}
        words = frozenset(pieces(other.flat[clause[0] : clause[1]]))
        for group in groups:
            bare = [c for c in clauses(layout, *group) if "\0" not in layout.flat[c[0] : c[1]]]
            if kinds & {m.kind for c in bare for m in markers(layout, "base", *c)}:
                continue
            for place in bare:
                said = [m for m in markers(layout, "base", *place) if m.kind not in known]
                alike = len(words & frozenset(pieces(layout.flat[place[0] : place[1]])))
                strange = said if alike >= _ALIKE else [m for m in said if m.kind not in whole]
                if strange:
                    yield _stray(strange[-1], meant[-1], told, scope)
                    return


_ALIKE = 2
"""Pairs of characters that two clauses must share to be held against each other."""


def _stray(said: Marker, meant: Marker, told: Told, scope: Scope) -> Finding:
    return finding(
        "base-changed",
        f"{quoted(said.word)}与事实不符（比较的口径变了）：{told.label}写的是{quoted(meant.word)}（{told.text}）。"
        f"请改为{quoted(meant.word)}。",
        section=scope.heading, start=said.start, end=said.end, facts=(told.id,),
    )  # fmt: skip


def stray_directions(
    layout: Layout, told: Told, groups: Sequence[tuple[int, int]], scope: Scope
) -> Iterator[Finding]:
    """Yield 死亡人数减少 for the 死亡人数持平 of a clause without figures."""
    other = told.layout
    for clause in all_clauses(other):
        meant = _directions(other, clause)
        if not meant or "\0" in other.flat[clause[0] : clause[1]]:
            continue
        words = frozenset(pieces(other.flat[clause[0] : clause[1]]))
        for start, end in (c for group in groups for c in clauses(layout, *group)):
            said = _directions(layout, (start, end))
            alike = len(words & frozenset(pieces(layout.flat[start:end])))
            if (
                said and alike >= _ALIKE and "\0" not in layout.flat[start:end]
                and not {m.kind for m in said} & {m.kind for m in meant}
            ):  # fmt: skip
                yield _turned(said[-1], meant[-1], told, scope)
                return


def _directions(layout: Layout, clause: tuple[int, int]) -> Sequence[Marker]:
    """The words of a clause that say up or down: 下降, and 低于 of what something is held against."""
    return [*markers(layout, "direction", *clause), *markers(layout, "than", *clause)]


def direction_of_fact(layout: Layout, span: tuple[int, int], told: Told, scope: Scope) -> Iterator[Finding]:
    """Yield a changed direction in the sentence that tells a fact without figures."""
    other = told.layout
    meant = markers(other, "direction", 0, len(other.flat))
    said = [m for clause in _likest(layout, span, told) for m in markers(layout, "direction", *clause)]
    if not meant or not said or {m.kind for m in meant} & {m.kind for m in said}:
        return
    yield _turned(said[-1], meant[-1], told, scope)


def _turned(said: Marker, meant: Marker, told: Told, scope: Scope) -> Finding:
    return finding(
        "direction-changed",
        f"{quoted(said.word)}与事实不符（升降说反了）：{told.label}写的是{quoted(meant.word)}（{told.text}）。"
        f"请改为{quoted(meant.word)}。",
        section=scope.heading, start=said.start, end=said.end, facts=(told.id,),
        suggestion=Edit(start=said.start, end=said.end, text=meant.word),
    )  # fmt: skip


def _likest(layout: Layout, span: tuple[int, int], told: Told) -> list[tuple[int, int]]:
    """The clauses of a sentence that share words with a fact, the most like it only."""
    words = frozenset(pieces(told.text))
    shared = [
        (len(words & frozenset(pieces(layout.flat[start:end]))), (start, end))
        for start, end in clauses(layout, *span)
    ]
    most = max((n for n, _ in shared), default=0)
    return [clause for n, clause in shared if n and n * 2 >= most]
