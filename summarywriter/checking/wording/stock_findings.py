"""What has mounted up told as what was added, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import governing, markers
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.values import one_unit
from summarywriter.checking.wording.marker_change import MIXED, marker_changed
from summarywriter.model import Finding
from summarywriter.patterns import regex


def stock_findings(layout: Layout, place: Place, fact: FactFigure, scope: Scope) -> Iterator[Finding]:
    said = stocks(layout, place)
    meant = stocks(fact.line.layout, fact.place)
    added, known = step(layout, place), step(fact.line.layout, fact.place)
    # 会员总数同比增长8.2%, 会员总数比年初下滑426人
    moved = governing(fact.line.layout, "direction", fact.place, far=False) is not None
    rise = known.kind == "by" if known is not None else moved
    if "total" in meant and not (said.keys() - {"total"}) and _rises(said, added) and added and not rise:
        yield marker_changed(
            layout, "base-changed", "累计数和增加的数不能混用", added, meant["total"], fact, scope, place
        )
        return
    if (
        "total" in said
        and not meant
        and known
        and known.kind == "by"
        and (added is None or added.kind != "by")
    ):
        yield marker_changed(
            layout, "base-changed", "累计数和增加的数不能混用", said["total"], known, fact, scope, place
        )
        return
    within = _of_period(layout, place) if "total" in meant and said.keys() <= {"flow"} else None
    if within is not None and _beside_additions(fact) and _of_period(fact.line.layout, fact.place) is None:
        found = marker_changed(
            layout, "base-changed", "累计数和本期的数不能混用", within, meant["total"], fact, scope, place
        )
        yield found.model_copy(update={"suggestion": None})
        return
    if not meant and said.keys() & {"new", "net"}:
        until = _AS_OF.search(fact.line.text)
        if until is not None and not rise:
            meant = {"total": Marker("total", until.group(), *until.span())}
    if not meant and said.keys() & {"new", "net"} and _ADDED.search(next(iter(said.values())).word):
        meant = _level(fact)
    for kind, against in (
        ("total", {"new", "net", "flow"}),
        ("new", {"total", "net"}),
        ("net", {"new", "total", "flow"}),
    ):
        if kind not in said or kind in meant:
            continue
        if kind == "total" and _NEW.search(layout.flat, place.figure.phrase_end, place.clause[1]):
            continue  # 共有2136名职工新加入工会
        # 累计发展 tells a flow as 发展 does; 累计建立 for 新建 does not.
        if kind == "total" and (said.keys() & {"new", "net"} or ("flow" in said and "new" not in meant)):
            continue
        if kind == "total" and "new" not in meant and _enrolled_in_all(fact, meant):
            continue  # 学员总数 for 共招收学员
        if kind == "total" and not meant.keys() & {"new", "net"} and _beside_additions(fact):
            continue  # 总数达78个 for 建成78个，今年新增15个
        if kind == "new" and "flow" in meant and not meant.keys() & {"net", "total"}:
            continue
        wrong = next((meant[k] for k in ("net", "new", "total", "flow") if k in meant and k in against), None)
        if wrong is not None:
            yield marker_changed(layout, "base-changed", MIXED, said[kind], wrong, fact, scope, place)
            return


def _rises(said: Mapping[str, Marker], added: Marker | None) -> bool:
    """True for 增加46家, and for the 增加了 of 总数增加了46家."""
    if added is None or added.kind != "by":
        return False
    return not said or (said["total"].word in _SUMS and said["total"].end <= added.start)


_SUMS = frozenset({"总数", "总量", "总户数", "总人数"})
_NEW = regex("新(?:加入|入会|增|建|发展|吸收|吸纳)|加入|入会")
_FLOW = "(?:共|已|又|再|新)?(?:建|发展|成立|组建|办|培训|发放|创)[\u4e00-\u9fff]{0,6}$"
_PERIOD = regex(f"(?:今年|年内|当年|本年|全年|本季度){_FLOW}")
_DATED = regex(f"\0{_FLOW}")
_OF_YEAR = regex("(?:今年|年内|当年|本年)(?:共|已)?(?:达到?|有|为)$")


def _of_period(layout: Layout, place: Place) -> Marker | None:
    """上半年建成23个: the period right before what was done in it."""
    stretch = (place.clause[0], place.figure.phrase_start)
    found = _PERIOD.search(layout.flat, *stretch) or _OF_YEAR.search(layout.flat, *stretch)
    if found is None:
        found = _DATED.search(layout.flat, *stretch)
        if found is None or not any(
            f.kind == "date" and f.phrase_end == found.start() + 1 for f in layout.figures
        ):
            return None
    start = found.start() + (found.group()[0] == "\0")
    return Marker("flow", layout.text[start : found.end()], start, found.end())


_AS_OF = regex("^截[至止]到?")
"""What makes the amounts of a fact totals, if no other word says what they are."""


_ADDED = regex("^[新净]增$")
_MOVED = frozenset("增减升降多少")


def _level(fact: FactFigure) -> dict[str, Marker]:
    """The 达到 of 供热面积达到3260万平方米，同比增加145万平方米: what has grown is no addition."""
    layout, known = fact.line.layout, step(fact.line.layout, fact.place)
    at = layout.places.index(fact.place) + 1
    if at == len(layout.places) or (known is not None and known.kind != "to"):
        return {}
    behind = layout.places[at]
    change = step(layout, behind)
    grown = change is not None and change.kind == "by" and change.word[0] in _MOVED
    grown = grown and one_unit(behind.figure, fact.place.figure)
    if not grown or behind.sentence != fact.place.sentence:
        return {}
    figure = fact.place.figure
    told = known or Marker("to", figure.text, figure.start, figure.end)
    return {"total": told}


def _beside_additions(fact: FactFigure) -> bool:
    """True where a fact tells what was added beside the total: 新建4个，累计建成23个."""
    layout = fact.line.layout
    return any(
        place is not fact.place
        and one_unit(place.figure, fact.place.figure)
        and "new" in stocks(layout, place)
        for place in layout.places
    )


def stocks(layout: Layout, place: Place) -> dict[str, Marker]:
    """The words of stock and flow before a figure; those behind 共有46家 in its clause tell what it is."""
    before = {m.kind: m for m in markers(layout, "stock", *place.own)}
    if before.keys() == {"total"} and before["total"].word in _IN_ALL:
        behind = {m.kind: m for m in markers(layout, "stock", place.figure.phrase_end, place.clause[1])}
        return behind if behind.keys() & {"new", "net"} else before
    return before


_IN_ALL = frozenset({"共有", "总共"})


def _enrolled_in_all(fact: FactFigure, meant: Mapping[str, Marker]) -> bool:
    """True for 共招收: all who were taken in for one thing are its total."""
    flow = meant.get("flow")
    return flow is not None and fact.line.layout.flat.endswith("共招收", 0, flow.end)
