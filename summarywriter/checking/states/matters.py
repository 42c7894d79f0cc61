"""Which states go together: what became of a matter, and what comes before what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from summarywriter.checking.layout.aspects import reviews
from summarywriter.checking.layout.layout import Layout, Place, all_clauses, clause_at
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.markers import markers
from summarywriter.checking.layout.progress import NOT_YET, PROGRESS, states_of
from summarywriter.checking.layout.scope import Told
from summarywriter.checking.matching.acts import acts, same_act
from summarywriter.checking.matching.subject import pieces
from summarywriter.patterns import regex

_ALIKE = (
    frozenset({"begun", "doing"}), frozenset({"nominated", "applied"}),
    frozenset({"nominated", "entered"}), frozenset({"applied", "entered"}),
    frozenset({"applied", "obtained"}), frozenset({"won", "obtained"}),
    frozenset({"filed", "granted"}), frozenset({"won", "granted"}), frozenset({"passed", "granted"}),
    frozenset({"left", "planned"}), frozenset({"left", "doing"}), frozenset({"left", "begun"}),
    frozenset({"left", "mostly"}), frozenset({"left", "notice"}), frozenset({"left", "accepted"}),
    frozenset({"unmade", "planned"}), frozenset({"unmade", "doing"}), frozenset({"unmade", "left"}),
    frozenset({"unmade", "notice"}), frozenset({"unmade", "shelved"}),
    frozenset({"handed", "assigned"}), frozenset({"handed", "accepted"}),
)  # fmt: skip
ENDS: Mapping[str, frozenset[str]] = {
    "won": frozenset({"nominated", "notice", "applied", "entered"}),
    "closed": frozenset({"accepted", "filed", "assigned", "handed", "adopted"}),
    "adopted": frozenset({"accepted", "filed", "assigned", "handed", "closed"}),
    "accepted": frozenset({"filed", "closed", "adopted"}),
    "granted": frozenset({"nominated", "notice", "applied", "accepted"}),
    "signed": frozenset({"talks", "intended"}),
    "passed": frozenset({"notice", "planned", "talks", "applied", "accepted", "drafted", "shelved"}),
    "drafted": frozenset({"passed"}),
    "carried": frozenset({"accepted", "filed", "assigned", "handed", "adopted", "closed"}),
    "producing": frozenset({"signed", "talks", "intended", "planned", "begun", "doing", "mostly", "done"}),
}
"""States that any fact may be told in, unless it names one of those that come before them."""
_BEYOND = frozenset({"mostly", "done"})
"""States of what is no longer planned."""
_APPLIED_FOR = frozenset({"accepted", "filed", "closed", "won"})
"""States of what somebody must have applied for."""


def strange(
    said: Sequence[Marker],
    own: Sequence[Marker],
    facts: Sequence[Told],
    around: Sequence[Marker] = (),
) -> tuple[Marker, Marker | None] | None:
    """A state that the facts told do not tell, or one that stands where another is gone.

    ``own`` are the states told beside the very figures, ``facts`` what the text tells, ``around`` the
    states that it tells beside what it said.
    """
    every = [m for fact in facts for m in states_of(fact)]
    for marker in sorted(said, key=lambda m: m.kind == "applied"):  # 申请获批: what became of it says more
        before = ENDS.get(marker.kind)
        known = [m for m in own if alike(marker, m)]
        rivals = [
            m for m in own
            if (before is None and m.kind not in PROGRESS)
            or (before and m.kind in before)
            or (marker.kind == "planned" and m.kind in _BEYOND)
        ]  # fmt: skip
        if marker.kind == "producing" and any(_IN_USE.search(fact.text) for fact in facts):
            rivals = [m for m in rivals if m.kind != "done"]
        gone = [m for m in rivals if not any(alike(m, other) for other in said)]
        if known:
            again = _apart([m for m in said if alike(marker, m)])
            if before is not None and len(again) > len(known) and gone:
                return again[0], gone[0]
        elif marker.kind == "applied" and not gone and any(m.kind in _APPLIED_FOR for m in own):
            continue  # 申请的案件受理57件: what was received had been applied for
        elif any(alike(marker, m) for m in every):
            gone = [m for m in gone if not any(alike(m, other) for other in around)]
            if gone:
                return marker, gone[-1]
        elif before is None or rivals or marker.kind in DECISIONS:
            meant = gone or rivals  # 采纳提案已办结89件: 办结 is told, so 立案 was meant
            proposed = [m for m in meant if before and m.kind in _PROPOSED]  # 荣获 for 推荐2名，正在公示
            return marker, (proposed or meant)[-1] if meant else None
    return None


DECISIONS = frozenset({"granted", "passed"})
"""States of what others have decided."""
_IN_USE = regex(
    "使用|启用|投用|投产|运营|运行|开放|服务|接待|接诊|入住|应用|营业|通[车航水电气]|开[馆园业诊]"
)
"""What tells that a thing is in use, whatever the state that goes with it."""


def decided(said: Marker, facts: Iterable[Told]) -> bool:
    """True for 已获批复 of what a fact tells the decision of in some words, not as waited for: 批复资金."""
    verb = _FORCE.sub("", "".join(char for char in said.word if char not in _LIGHT))[-_VERB:]
    if not verb:
        return True  # 已获通过 says not what was decided
    for fact in facts:
        if any(alike(said, m) for m in states_of(fact)):
            return True
        told = [a.start for a in acts(fact.layout) if same_act(verb, a.word) and a.word not in _HEARD]
        if verb not in _HEARD:
            told += [match.start() for match in re.finditer(verb, fact.layout.flat)]
        spans = all_clauses(fact.layout)
        for at in told:
            clause = spans[clause_at(spans, at)]
            if not any(m.kind in ENDS[said.kind] for m in markers(fact.layout, "state", *clause)):
                return True
    return False


_HEARD = frozenset({"审议", "讨论", "研究", "听取", "审阅"})
"""What a meeting may do with a matter without deciding it."""
_FORCE = regex("(?<=..)(?:实施|施行|执行|生效|合格|达标|过关)$")
"""What is done with what was given out, and how a test went: 印发实施, 验收合格."""
_LIGHT = frozenset("已经获得通过均全都部了予以顺利正式被由")
_VERB = 2
"""Characters at the end of a word of decision that tell what was decided: 已获批复."""


def _apart(states: Sequence[Marker]) -> Sequence[Marker]:
    """The states without those that only go on from the one before: 办结并答复 is one."""
    return [m for n, m in enumerate(states) if not n or m.start - states[n - 1].end > _JOINED]


_JOINED = 2


def overtaken(said: Marker, around: Sequence[Marker], every: Sequence[Marker]) -> bool:
    """True for 经选送参评，获二等奖: an earlier state beside the end that the facts tell."""
    return said.kind in _PROPOSED and any(
        said.kind in ENDS.get(m.kind, ()) and m.start > said.start and any(m.kind == k.kind for k in every)
        for m in around
    )


_PROPOSED = frozenset({"nominated", "applied", "entered"})
"""States that lead to an honour."""
_NEAR = 2
"""Characters between a state and the one that it leads on to."""


def leads_on(said: Marker, behind: Sequence[Marker]) -> bool:
    """True for the 正在 of 正在等待评审, 尚在计划之中: what stands right behind it tells the state.

    So it does behind the 下一步 of 下一步尚需表决.
    """
    follow = ("notice", "planned", "talks") if said.kind == "doing" else ("notice",)
    leads = said.kind == "doing" or said.word.endswith("步")
    return leads and any(m.kind in follow and m.start - said.end <= _NEAR for m in behind)


def likest_states(fact: Layout, text: Layout, span: tuple[int, int]) -> list[Marker]:
    """The states of the one clause of a fact that shares most words with a clause of the text.

    心血管内科获批市级重点专科，神经外科已申报省级重点专科: each has its own state.
    """
    words = frozenset(pieces(text.flat[slice(*span)]))
    own = all_clauses(fact)
    shared = [len(words.intersection(pieces(fact.flat[slice(*clause)]))) for clause in own]
    most = max(shared)
    return markers(fact, "state", *own[shared.index(most)]) if shared.count(most) == 1 else []


def alike(one: Marker, other: Marker | None) -> bool:
    """True when two words tell one state."""
    if other is None:
        return False
    same = one.deed != "" and one.deed == other.deed
    if {one.kind, other.kind} == {"unmade", "doing"} and same:
        return False  # 尚未整改 and 正在整改
    if {one.kind, other.kind} == {"unmade", "refused"} and same:
        return True  # 没有受理 and 不予受理
    if {one.kind, other.kind} == {"notice", "doing"}:
        going, awaits = (one, other) if one.kind == "doing" else (other, one)
        if going.deed in reviews() and set(going.deed) & set(awaits.word):
            return True  # 正在审批 and 待批复
    awaited = {one.kind, other.kind} == {"planned", "notice"}  # 尚未验收 and 待验
    if awaited and (same or any(m.word.startswith(NOT_YET) for m in (one, other))):
        return True
    return one.kind == other.kind or frozenset({one.kind, other.kind}) in _ALIKE


def partly_done(fact: Layout, place: Place) -> bool:
    """True for the 6 of 安排6批次，已完成4批次: what is allotted is planned as long as it is not all done."""
    allotted = _ALLOTTED.search(fact.flat, place.clause[0], place.figure.phrase_start)
    later = markers(fact, "state", place.clause[1], place.sentence[1])
    return allotted is not None and any(m.kind == "done" for m in later)


def done_in_part(fact: Layout) -> bool:
    """True for 建设农田5200亩，已完成土建的七成: what is done by so much is under way."""
    return any(
        p.figure.kind == "percent"
        and p.figure.value < _ALL  # type: ignore[operator]
        and _DONE_BY.search(fact.flat, *p.clause)
        for p in fact.places
    )


_ALL = 100
_DONE_BY = regex("完成|进度|形象")
_APART = regex("另|其余|剩余|还有")
_ALLOTTED = regex("安排|任务|指标|目标|分$")


def ends_later(fact: Layout, span: tuple[int, int], said: Marker) -> bool:
    """True for 正在施工 of what a fact expects to be finished (预计8月完工)."""
    apart = _APART.search(fact.flat, *span)  # 完成3处，另有2处计划6月完工 tells of others what is to come
    told = markers(fact, "state", span[0], apart.start() if apart else span[1])
    kinds = [m.kind for m in told]
    later = kinds[kinds.index("planned") :] if "planned" in kinds else []
    return said.kind in ("begun", "doing") and any(kind in _ENDED for kind in later)


_ENDED = ("done", "producing")
"""States of what is finished."""
