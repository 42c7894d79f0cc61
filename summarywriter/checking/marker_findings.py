"""Findings about the words beside a supported figure: direction, base, stock or flow, state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarywriter.checking.layout import Layout, Place, lay_out
from summarywriter.checking.markers import Marker, governing, markers, step
from summarywriter.checking.matching import FactFigure
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.subject import pieces
from summarywriter.checking.told import Scope, Told
from summarywriter.model import Edit, Finding

_BESIDE = 2
_MOVING = frozenset({"percent", "point", "ratio", "count", "money", "duration", "measure", "score"})
_DIRECTIONS = (
    ("direction", "升降说反了"),
    ("pace", "提前和推迟说反了"),
    ("excess", "超额和不足说反了"),
    ("purse", "收入和支出说反了"),
)


def marker_findings(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """Yield at most one finding of each family about a figure whose value is right."""
    if place.figure.kind not in _MOVING:
        if place.figure.kind in ("date", "ordinal"):
            yield from _state(layout, place, fact, scope)
        return
    yield from _direction(layout, place, fact, scope)
    yield from _base(layout, place, fact, scope)
    yield from _step(layout, place, fact, scope)
    yield from _stock(layout, place, fact, scope)
    yield from _state(layout, place, fact, scope)


def _direction(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    other = lay_out(fact.line.text)
    for family, what in _DIRECTIONS:
        said = governing(layout, family, place)
        meant = governing(other, family, fact.place)
        if said and meant and said.kind != meant.kind:
            yield _changed("direction-changed", what, said, meant, fact, scope, place)


def _base(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    other = lay_out(fact.line.text)
    said = governing(layout, "base", place)
    if said is None:
        return
    meant = governing(other, "base", fact.place)
    if meant is None:
        known = markers(other, "base", 0, len(other.flat))
        if any(m.kind == said.kind for m in known):
            return
        if known:
            meant = known[0]
        else:
            yield finding(
                "base-changed",
                severity="warning" if said.kind == "yoy" else "error",
                message=f"{quoted(said.word)}是事实里没有的比较口径：{fact.line.label}没有说和什么时候比（{fact.line.text}）。"
                f"请删去{quoted(said.word)}，或在事实里写明。",
                section=scope.heading,
                start=said.start,
                end=said.end,
                facts=(fact.line.id,),
            )
            return
    if meant.kind != said.kind:
        yield _changed("base-changed", "比较的口径变了", said, meant, fact, scope, place)


def _step(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    said = step(layout, place)
    meant = step(lay_out(fact.line.text), fact.place)
    if said and meant and {said.kind, meant.kind} in ({"by", "to"}, {"by", "of"}):
        yield _changed("base-changed", "增加了多少和增加到多少不是一个意思", said, meant, fact, scope, place)


def _stock(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    said = _stocks(layout, place)
    meant = _stocks(lay_out(fact.line.text), fact.place)
    for kind, against in (
        ("total", {"new", "net", "flow"}),
        ("new", {"total", "net"}),
        ("net", {"new", "total", "flow"}),
    ):
        if kind not in said or kind in meant:
            continue
        if kind == "total" and said.keys() & {"new", "flow", "net"}:
            continue
        if kind == "new" and "flow" in meant and "net" not in meant:
            continue
        wrong = next((meant[k] for k in ("net", "new", "total", "flow") if k in meant and k in against), None)
        if wrong is not None:
            yield _changed("base-changed", "累计数和新增数不能混用", said[kind], wrong, fact, scope, place)
            return


def _stocks(layout: Layout, place: Place) -> dict[str, Marker]:
    return {m.kind: m for m in markers(layout, "stock", *place.own)}


def _state(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    planned = list(_plan(layout, place, fact, scope))
    if planned:
        yield from planned
        return
    other = lay_out(fact.line.text)
    said = governing(layout, "state", place)
    meant = governing(other, "state", fact.place)
    if said is None or meant is None or said.kind == meant.kind or "planned" in (said.kind, meant.kind):
        return
    kinds_said = {m.kind for m in markers(layout, "state", place.own[0], place.after[1])}
    kinds_meant = {m.kind for m in markers(other, "state", fact.place.own[0], fact.place.after[1])}
    if meant.kind in kinds_said or said.kind in kinds_meant:
        return
    first = next((m for m in markers(layout, "state", *place.own) if m.kind == said.kind), said)
    yield _changed("status-changed", "事情的状态变了", first, meant, fact, scope, place)


def _plan(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    """What is planned stays planned, what is done stays done; a plan section needs no 计划."""
    other = lay_out(fact.line.text)
    said, meant = _planned(layout, place), _planned(other, fact.place)
    if _done_already(layout, place) and fact.line.role == "plan" and not said:
        yield from _too_early(layout, place, fact, scope)
    elif said and not meant:
        elsewhere = any(m.kind == "planned" for m in markers(other, "state", 0, len(other.flat)))
        if fact.line.role == "plan" or (elsewhere and not _finished(other, fact.place)):
            return
        yield finding(
            "status-changed",
            f"{quoted(said.word)}说成了还没有做：{fact.line.label}写的是{quoted(fact.line.text)}。"
            f"请按事实写，去掉{quoted(said.word)}。",
            section=scope.heading, start=said.start, end=said.end, facts=(fact.line.id,),
        )  # fmt: skip
    elif meant and not said and scope.role != "plan" and fact.line.role != "plan":
        if any(m.kind == "planned" for m in markers(layout, "state", *place.sentence)) and not _finished(
            layout, place
        ):
            return
        done = [m for m in markers(layout, "state", *place.clause) if m.kind == "done"]
        start, end = (done[0].start, done[0].end) if done else place.clause
        yield finding(
            "status-changed",
            f"事实里是{quoted(meant.word)}要做的事，这里说成了已经做："
            f"{fact.line.label}写的是{quoted(fact.line.text)}。请补上{quoted(meant.word)}。",
            section=scope.heading, start=start, end=end, facts=(fact.line.id,),
        )  # fmt: skip


def stray_markers(
    layout: Layout, told: Told, groups: Sequence[tuple[int, int]], others: frozenset[str], scope: Scope
) -> Iterator[Finding]:
    """Yield changed states and bases of a fact's clauses without figures.

    正在公示 told as 已获命名: no figure carries the change. ``groups`` are the stretches of the text
    that tell the fact, ``others`` the words of the further facts that they tell.
    """
    other = lay_out(told.text)
    for family, code, what in (
        ("state", "status-changed", "事情的状态变了"),
        ("base", "base-changed", "比较的口径变了"),
    ):
        known = {m.kind for text in others for m in markers(lay_out(text), family, 0, len(text))}
        whole = {m.kind for m in markers(other, family, 0, len(other.flat))}
        for clause in clauses(other, 0, len(other.flat)):
            meant = markers(other, family, *clause)
            if not meant or "\0" in other.flat[clause[0] : clause[1]]:
                continue
            kinds = {m.kind for m in meant}
            words = frozenset(pieces(other.flat[clause[0] : clause[1]]))
            for group in groups:
                bare = [c for c in clauses(layout, *group) if "\0" not in layout.flat[c[0] : c[1]]]
                told_kinds = {m.kind for c in bare for m in markers(layout, family, *c)}
                if kinds & told_kinds:
                    continue
                for place in bare:
                    said = [m for m in markers(layout, family, *place) if m.kind not in known]
                    alike = len(words & frozenset(pieces(layout.flat[place[0] : place[1]])))
                    strange = [m for m in said if m.kind not in whole and m.kind not in _COMMON]
                    if alike >= _ALIKE and said:
                        strange = said
                    if strange:
                        yield _stray(code, what, strange[-1], meant[-1], told, scope)
                        return


_ALIKE = 2
"""Pairs of characters that two clauses must share to be held against each other."""
_COMMON = frozenset({"done", "doing", "begun", "planned"})
"""States that any clause may tell in passing."""


def _stray(code: str, what: str, said: Marker, meant: Marker, told: Told, scope: Scope) -> Finding:
    return finding(
        code,
        f"{quoted(said.word)}与事实不符（{what}）：{told.label}写的是{quoted(meant.word)}（{told.text}）。"
        f"请改为{quoted(meant.word)}。",
        section=scope.heading, start=said.start, end=said.end, facts=(told.id,),
    )  # fmt: skip


def clauses(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    """Part a stretch at its commas, semicolons and sentence ends."""
    found = []
    for at in range(start, end):
        if layout.flat[at] in ",;。!?\n":
            found.append((start, at))
            start = at + 1
    found.append((start, end))
    return [clause for clause in found if clause[1] > clause[0]]


def state_of_fact(layout: Layout, span: tuple[int, int], told: Told, scope: Scope) -> Iterator[Finding]:
    """Yield a changed state or direction in the sentence that tells a fact without figures."""
    other = lay_out(told.text)
    likest = _likest(layout, span, told)
    for family, code, what in (
        ("state", "status-changed", "事情的状态变了"),
        ("direction", "direction-changed", "升降说反了"),
    ):
        meant = markers(other, family, 0, len(other.flat))
        said = [m for clause in likest for m in markers(layout, family, *clause)]
        if not meant or not said:
            continue
        kinds = {m.kind for m in meant}
        if kinds & {m.kind for m in said} or "done" in kinds or all(m.kind == "done" for m in said):
            continue
        fact = f"{told.label}写的是{quoted(meant[-1].word)}（{told.text}）"
        yield finding(
            code,
            f"{quoted(said[-1].word)}与事实不符（{what}）：{fact}。请改为{quoted(meant[-1].word)}。",
            section=scope.heading, start=said[-1].start, end=said[-1].end, facts=(told.id,),
            suggestion=Edit(start=said[-1].start, end=said[-1].end, text=meant[-1].word),
        )  # fmt: skip
        return


def _likest(layout: Layout, span: tuple[int, int], told: Told) -> list[tuple[int, int]]:
    """The clauses of a sentence that share words with a fact, the most like it only."""
    words = frozenset(pieces(told.text))
    shared = [
        (len(words & frozenset(pieces(layout.flat[start:end]))), (start, end))
        for start, end in clauses(layout, *span)
    ]
    most = max((n for n, _ in shared), default=0)
    return [clause for n, clause in shared if n and n * 2 >= most]


def _done_already(layout: Layout, place: Place) -> Marker | None:
    """已 right before a figure, as in 已新建20个."""
    found = [m for m in markers(layout, "state", *place.own) if m.word.startswith("已") and m.word != "已有"]
    return found[-1] if found else None


def _too_early(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    done = _done_already(layout, place)
    if done is None or any(
        m.kind == "done" for m in markers(lay_out(fact.line.text), "state", 0, len(fact.line.text))
    ):
        return
    yield finding(
        "status-changed",
        f"{fact.line.label}是打算做的事（{fact.line.text}），{quoted(done.word)}说成了已经做。请去掉{quoted(done.word)}。",
        section=scope.heading, start=done.start, end=place.figure.phrase_end, facts=(fact.line.id,),
    )  # fmt: skip


def _planned(layout: Layout, place: Place) -> Marker | None:
    """The word of planning that governs a figure: before it in its clause, or right behind a date."""
    figure = place.figure
    stop = place.clause[1] if figure.kind == "date" else figure.phrase_start
    found = [m for m in markers(layout, "state", place.clause[0], stop) if m.kind == "planned"]
    return found[-1] if found else None


def _finished(layout: Layout, place: Place) -> bool:
    return any(m.kind == "done" for m in markers(layout, "state", *place.clause))


def _changed(
    code: str, what: str, said: Marker, meant: Marker, fact: FactFigure, scope: Scope, place: Place
) -> Finding:
    # 降至0.4天 is one expression: the figure is as much in question as the word.
    beside = 0 <= place.figure.phrase_start - said.end <= _BESIDE
    end = place.figure.phrase_end if beside else said.end
    return finding(
        code,
        f"{quoted(said.word)}与事实不符（{what}）：{fact.line.label}写的是{quoted(meant.word)}（{fact.line.text}）。"
        f"请改为{quoted(meant.word)}。",
        section=scope.heading, start=said.start, end=end, facts=(fact.line.id,),
        suggestion=Edit(start=said.start, end=said.end, text=meant.word),
    )  # fmt: skip
