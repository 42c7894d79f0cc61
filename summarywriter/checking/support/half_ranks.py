"""One of two ranks that a fact tells together: 四级手术 for 三、四级手术."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.model import Finding


def half_ranks(layout: Layout, matcher: Matcher, told: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Yield a rank that alone tells what a fact tells of two: the other stands nowhere in its sentence."""
    for n, ts in sorted(told.items()):
        fact = matcher.figures[n]
        meant = fact.place.figure
        if meant.kind != "ordinal" or meant.high is None or "、" not in meant.text:
            continue
        places = [layout.places[t] for t in ts]
        if any(place.figure.high is not None or place.figure.unit != meant.unit for place in places):
            continue  # 前三名依次为甲、乙、丙 tells both
        sentences = {place.sentence for place in places}
        ranks = {
            end
            for rank in layout.ranks if rank.unit == meant.unit
            for first, last in sentences if first <= rank.start < last
            for end in (rank.value, rank.high)
        }  # fmt: skip
        if places and len(ranks & {meant.value, meant.high}) == 1:
            place = places[0]
            yield finding(
                "value-changed",
                f"{quoted(place.figure.text)}与事实不符：{fact.line.label}写的是{quoted(fact.phrase)}"
                f"（{fact.line.text}）。请改为{quoted(fact.phrase)}。",
                section=matcher.scope.heading, start=place.figure.start, end=place.figure.end,
                facts=(fact.line.id,),
            )  # fmt: skip
