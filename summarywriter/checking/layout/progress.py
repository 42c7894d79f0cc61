"""How far a thing has come, as the words beside its figure tell: planned, begun, under way, done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from summarywriter.checking.layout.aspects import only_states
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import behind_in_clause, markers, own_words
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Told
from summarywriter.model import Figure
from summarywriter.patterns import regex

PROGRESS = frozenset(
    {"planned", "ordered", "begun", "doing", "left", "mostly", "unmade", "done", "producing"}
)
"""The states of this ladder; done is also what no word tells."""
UNDONE = frozenset({"planned", "ordered", "begun", "doing", "left", "mostly", "unmade"})
NOT_YET = ("尚未", "还未", "还没", "暂未", "仍未", "尚没有", "未")
"""How a word of what is not done begins."""
PLAIN = frozenset({"已", "已有", "全部", "均已", "悉数"})
"""Words that only stress what another word beside them tells: 已投入试运行."""


class Progress(NamedTuple):
    """The word that tells how far a figure's thing has come, ``None`` where nothing does.

    ``near`` where it stands close by; ``stress`` is the 已 that goes with it; ``label`` where it labels
    the whole: 2025年计划：…; ``behind`` where it stands alone in the next clause: …37件，正在审理.
    """

    marker: Marker | None
    near: bool = False
    stress: Marker | None = None
    label: bool = False
    behind: bool = False


def progress(layout: Layout, place: Place) -> Progress:
    """Return how far a figure's thing has come.

    The nearest word before the figure in its own words tells, else one right behind it, else one
    earlier in its clause or, for plans, in the clauses before it.
    """
    label = plan_label(layout, place.sentence)
    if label is not None:
        return Progress(label, label=True)
    said_of_it = [m for m in alone_behind(layout, place.clause) if m.kind in PROGRESS]
    if not said_of_it and not markers(layout, "state", place.group[0], place.clause[1]):
        return Progress(None)
    named = _words(layout, *place.turn.name) if place.turn and place.turn.name else []
    if named:
        return Progress(named[-1], True)  # 新开工、竣工投产项目分别为17个和11个
    start, end = own_words(layout, place)
    if place.turn and place.turn.name:
        start = max(start, _names_end(layout, place))  # 办结的、在办的和列入计划的分别为49件、6件和3件
    item = max(layout.flat.rfind("、", start, end) + 1, start)
    behind = [m for m in behind_in_clause(layout, "state", place) if m.kind in PROGRESS]
    behind.sort(key=lambda m: m.kind not in UNDONE)
    stress: Marker | None = None
    for found in (_words(layout, item, end), behind, _words(layout, start, item)):
        planned = [n for n, m in enumerate(found) if m.kind == "planned"]
        if planned and not any("已" in m.word for m in found[planned[-1] :]):
            return Progress(found[planned[-1]], True)  # 计划完成 is planned, not done
        plain = [m for m in found if m.word in PLAIN]
        stress = stress or (plain[-1] if plain else None)
        telling = [m for m in found if m.word not in PLAIN]
        if telling:
            return Progress(telling[0] if found is behind else telling[-1], True, stress)
    if stress is not None:
        return Progress(stress, True, stress)
    if said_of_it:
        return Progress(next((m for m in said_of_it if m.kind in UNDONE), said_of_it[-1]), True, behind=True)
    earlier = _words(layout, place.clause[0], start)
    if earlier:
        return Progress(earlier[-1])
    before = _words(layout, place.group[0], place.clause[0])
    planned = [n for n, m in enumerate(before) if m.kind == "planned"]
    still = planned and not any("已" in m.word for m in before[planned[-1] :])
    return Progress(before[planned[-1]] if still else None)


@remembered
def alone_behind(layout: Layout, clause: tuple[int, int]) -> Sequence[Marker]:
    """Return the states that stand alone behind a clause of one figure: 梳理事项37项，目前正在公示."""
    end = clause[1]
    figures = sum(clause[0] <= place.figure.start < end for place in layout.places)
    own = _CLAUSE.match(layout.flat, end + 1)
    if figures != 1 or layout.flat[end : end + 1] != "," or own is None or "\0" in own[0]:
        return []
    told = markers(layout, "state", end + 1, own.end())
    return told if only_states(layout.flat, own.span(), told) else []


def _names_end(layout: Layout, place: Place) -> int:
    """Where the names of a row end: what they say is each of its own figure."""
    return _names_ends(layout).get(place.turn.first, 0) if place.turn else 0


@remembered
def _names_ends(layout: Layout) -> Mapping[int, int]:
    """Where the names of each row end, by its first figure."""
    ends: dict[int, int] = {}
    for turn in (place.turn for place in layout.places):
        if turn is not None and turn.name is not None:
            ends[turn.first] = max(turn.name[1], ends.get(turn.first, 0))
    return ends


_PLAN_LABEL = regex(
    "(?:\0+|[明来]年|下半年|下一?步|下一?阶段|下季度|下月|全年|年度|后续|主要|重点|工作){0,3}(计划|打算|设想|目标):"
    "|(下季度|下一?步|下一?阶段|下月|明年|来年):"
)
_BY_NOW = regex("已|完成[:了]?\0|实际|截[至止]|目前|现有?\0|改完|脱困")
"""What tells in a plan what has been done of it."""


@remembered
def plan_label(layout: Layout, sentence: tuple[int, int]) -> Marker | None:
    """The 计划 of 2025年计划：建泵站4座；3月开工: what stands behind the colon is all planned."""
    label = _PLAN_LABEL.match(layout.flat, *sentence)
    if label is not None and _BY_NOW.search(layout.flat, label.end(), sentence[1]):
        return None  # 目标：全年建会200家，已完成126家
    return (
        Marker("planned", label[label.lastindex or 0], *label.span(label.lastindex or 0)) if label else None
    )


def unfinished(layout: Layout, place: Place) -> bool:
    """True where the words that may tell of a figure tell that something is not done yet."""
    told = [*markers(layout, "state", place.group[0], place.clause[1]), *alone_behind(layout, place.clause)]
    return plan_label(layout, place.sentence) is not None or any(m.kind in UNDONE for m in told)


def _words(layout: Layout, start: int, end: int) -> list[Marker]:
    told = (m for m in markers(layout, "state", start, end) if m.kind in PROGRESS)
    return [m for m in told if not circumstance(layout, m)]


_GOING_ON = ("正", "仍", "还", "尚", "在", "处于", "已", "均", "都", "目前", "全部")
"""What makes 评审中 a state and no circumstance."""
_SENTENCE_END = regex("[。!?\n]|$")


def circumstance(layout: Layout, said: Marker) -> bool:
    """True for the 评审中 of 评审中的4项已整改 and 评审中，甲馆已通过: when that was which is told behind."""
    if not said.word.endswith("中") or said.word.startswith(_GOING_ON):
        return False
    if layout.flat.endswith(_GOING_ON, 0, said.start):
        return False
    end = _SENTENCE_END.search(layout.flat, said.end)
    behind = markers(layout, "state", said.end, end.start() if end else len(layout.flat))
    return any(m.kind not in UNDONE for m in behind)


def hints(state: Marker, layout: Layout, span: tuple[int, int]) -> bool:
    """True where some word may tell a state otherwise: 预定12月通水, 还没有见到公布."""
    return any(m.kind == state.kind for m in markers(layout, "hint", *span))


def led(layout: Layout, said: Marker) -> bool:
    """True for the 开工 of 计划开工: what is planned, not where it has come to."""
    before = markers(layout, "state", max(0, said.start - _FAR), said.start)
    return said.kind in _STEPS and any(m.kind == "planned" and m.end == said.start for m in before)


_STEPS = frozenset({"begun", "producing", "done"})
_FAR = 8
"""Characters of a word of state at most."""
_OPENING = "(?<![高时崇风])尚|(?<![接招优期对款看善亏])待(?![遇业])|未(?!来|成年)"
"""Characters of what is not done; 时尚, 接待 and 未成年 hold them by chance."""
_YET = regex(
    f"{_OPENING}|[还仍][未没要需]|没有?|(?<![模虚比])拟|准备|打算|计划|预计|将(?![领军])|等[候着待]|否决"
)
_GOING = regex(
    "仍|还[在处]|正(?![式常确月高副面规当职文是])|[处身][于在]|阶段|环节|[途进]程?中|之中|在(?:[学训读](?=[,;。的\0]|$)|[研批审修]|办(?!公)|建(?![材筑制])|编(?!制))|(?<![一二三四五六七八九十高初附])(?<![其当])中(?=[,;。]|$|的[\u4e00-\u9fff]{2})"
)
_ENTERED = regex("(?:进入|晋级|闯[入进]|入围)[^,;。]{0,16}(?:[终复]评|[决复]赛|终审|名单)|候选")
_OPEN: Mapping[str, Sequence[re.Pattern[str]]] = {
    "doing": (_YET, _GOING), "notice": (_YET, _GOING), "talks": (_YET, _GOING), "nominated": (_ENTERED,),
    "planned": (_YET,), "left": (_YET,), "unmade": (_YET,), "intended": (_YET,), "shelved": (_YET,),
}  # fmt: skip
"""What leaves a matter open in whatever words, by its state."""


def left_open(state: Marker, layout: Layout, span: tuple[int, int]) -> bool:
    """True where whatever words leave the matter open: 评审尚未结束 for 尚在评审."""
    return any(words.search(layout.flat, *span) for words in _OPEN.get(state.kind, ()))


def still_open(layout: Layout, place: Place) -> bool:
    """True where the words beside a figure leave its matter open or deny it: 待拨付, 没到货的, 不予受理."""
    start, end = place.own[0], max(place.after[1], place.figure.phrase_end)
    return any(words.search(layout.flat, start, end) for words in (_YET, _GOING, _DENIED))


_DENIED = regex("不予|未予|不批|驳回|暂缓")


def open_around(layout: Layout, place: Place) -> bool:
    """True where the clause of a figure, or one without figures behind it, leaves the matter open."""
    end = place.clause[1]
    while end < place.sentence[1] and "\0" not in (behind := _CLAUSE.match(layout.flat, end)[0]):  # type: ignore[index]
        end += len(behind)
    return _AWAITED.search(layout.flat, place.clause[0], end) is not None


_AWAITED = regex(f"{_OPENING}|没有|等候|取消|中止|终止|暂[停缓无]|停[办运工业开航]|延期|推迟")
_CLAUSE = regex("[,;、。!?]?[^,;。!?\n]*")


def states_of(line: Told) -> list[Marker]:
    """Return all states that a line tells, in order."""
    return markers(line.layout, "state", 0, len(line.text))


def names(word: str, lines: Iterable[Told]) -> bool:
    """True when a line holds a word that is no state there: 决赛60人."""
    return any(
        word in line.text and not any(m.word.endswith(word) for m in states_of(line)) for line in lines
    )


def named_plan(figure: Figure, said: Marker | None, line: Told) -> bool:
    """True for the plan beside 二期改造 or 第六届运动会 of a fact that tells a plan too."""
    planned = figure.kind == "ordinal" and said is not None and said.kind == "planned"
    return planned and any(m.kind == "planned" for m in states_of(line))
