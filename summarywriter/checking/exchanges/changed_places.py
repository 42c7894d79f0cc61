"""Two figures of one fact or one group of clauses that changed places, each told as it stands."""

from __future__ import annotations

from collections.abc import Set

from summarywriter.checking.exchanges.beside import pairs_beside
from summarywriter.checking.exchanges.dated import dates_hold
from summarywriter.checking.exchanges.held import (
    crossed,
    each_holds,
    in_turn,
    own_noun,
    part_of,
    sums_up,
    units_kept,
)
from summarywriter.checking.exchanges.named_rows import names_hold, titles_hold
from summarywriter.checking.layout.headings import heading
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.markers import governing
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.progress import still_open
from summarywriter.checking.layout.rates_apart import told_per
from summarywriter.checking.layout.steps_of_change import step
from summarywriter.checking.matching.matcher import Match, Matcher, Matching, exchange
from summarywriter.checking.matching.subject import (
    Subject,
    canonical,
    counted,
    held_by_marks,
    opposed,
    pieces,
    subjects,
    total_for_part,
)
from summarywriter.checking.matching.values import amount, one_unit
from summarywriter.patterns import regex

_AGAINST = -0.5
"""Summed evidence, from 2 to -2, below which two figures are taken to have changed places."""
_GAIN = 0.1
"""Summed likeness by which two figures that change places fit better, and are taken to have done so."""
_COMMON = 0.2
"""Weight from which a word is of both subjects and tells neither."""
_SAYING = 0.5
"""Weight of words below which they say nothing of which figure is which."""


def change_places(layout: Layout, matcher: Matcher, matching: Matching, matches: list[Match | None]) -> None:
    """Exchange two figures where each speaks rather of what the other's amount is told of.

    A small gain is enough where the words that only one of the two has say so, however faint: what
    both have says nothing of which is which.
    """
    told, likenesses = subjects(layout.text), matching.likenesses
    for t, u in pairs_beside(layout, matcher, matching, matches):
        one, other = matches[t], matches[u]
        if one is None or other is None or one.tie != "equal" or other.tie != "equal":
            continue
        mine, theirs = matcher.figures[one.fact], matcher.figures[other.fact]
        a, b = mine.place.figure, theirs.place.figure
        if a.kind == "date" or one.fact == other.fact:
            continue
        pair = (t, one.fact), (u, other.fact)
        if not one_unit(a, b):
            carried = a.kind == b.kind == "count" and units_kept(layout, matcher, *pair)
            listed = _listed(matcher, layout, *pair)
            alike = a.kind == b.kind == "count" and mine.line is theirs.line
            words = (alike or listed) and _own_words_crossed(layout, matcher, *pair)
            turned = listed and crossed(layout, matcher, *pair)
            if carried or words or turned or _values_only(layout, matcher, *pair):
                # 一线职工1865户，困难职工3400人次: the units went with the figures.
                exchange(matches, t, u)
            continue
        if a.kind == "ordinal" and all(counted(f.line.layout, f.place) for f in (mine, theirs)):
            continue  # 二等奖3个、一等奖1个: which is which the counts tell
        if amount(a).value == amount(b).value:
            continue
        if _open_and_done(layout, matcher, *pair):
            continue
        small, large = (told[t].marks, mine.subject.marks), (told[u].marks, theirs.subject.marks)
        if amount(a).value > amount(b).value:  # type: ignore[operator]
            small, large = large, small
        turned = total_for_part(*small, *large) and not sums_up(layout, t, u)
        turned = turned and not _listed(matcher, layout, *pair)  # 现有 is of all that a list tells
        kept = likenesses[t].get(one.fact, 0.0) + likenesses[u].get(other.fact, 0.0)
        gain = likenesses[t].get(other.fact, 0.0) + likenesses[u].get(one.fact, 0.0) - kept
        if turned or (not sums_up(layout, t, u) and crossed(layout, matcher, *pair)):
            exchange(matches, t, u)
            continue
        apart = a.kind != "ordinal" and _own_words_crossed(layout, matcher, *pair)
        nouns = ((t, one.fact, other.fact), (u, other.fact, one.fact))
        if not apart and any(own_noun(layout, matcher, *noun) for noun in nouns):
            continue
        if in_turn(layout, layout.places[t], layout.places[u], (mine, theirs)):
            continue
        if titles_hold(layout, t, u, mine, theirs):
            continue
        if part_of(layout, t, u) or sums_up(layout, t, u) or names_hold(layout, t, u, mine, theirs):
            continue  # 64名代表中有61名到会: which is the whole the sizes tell
        if each_holds(layout, layout.places[t], mine, theirs) and each_holds(
            layout, layout.places[u], theirs, mine
        ):
            continue
        if any(told_per(layout.text, layout.places[n].figure) for n in (t, u)):
            continue
        if opposed(told[t].marks, theirs.subject.marks) or opposed(told[u].marks, mine.subject.marks):
            continue  # 总数增至97家，其中15家为新建: the marking words hold each to its own
        marks = (told[t].marks, told[u].marks), (mine.subject.marks, theirs.subject.marks)
        listed = mine.line is theirs.line and _joined(mine.line.layout, mine.place, theirs.place)
        if held_by_marks(*marks, listed=listed):
            continue  # 16.8小时，去年同期为19.5小时: so does the word that tells before from after
        if apart:
            exchange(matches, t, u)
            continue
        if _change_and_level(layout, matcher, *pair):
            continue  # 多了184人，规模为3260人 of 3260人，增加184人
        if _speak_of_neither(layout, matcher, *pair):
            continue  # 提案中，缓办的5件，办完的49件 of 提案中，已办结49件，暂缓5件: only the heads are alike
        if gain <= 0 or dates_hold(layout, matcher, (t, one.fact), (u, other.fact)):
            continue
        evidence = _evidence(matcher, told[t], mine.subject, theirs.subject) + _evidence(
            matcher, told[u], theirs.subject, mine.subject
        )
        if gain > _GAIN or evidence < _AGAINST:
            exchange(matches, t, u)


def _own_words_crossed(
    layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]
) -> bool:
    """True for 改造书屋14间，新建9间 of 新建书屋14间，改造9间: what tells them apart stands crosswise."""
    (t, mine), (u, theirs) = one, other
    places = [layout.places[n] for n in (t, u)]
    facts = [matcher.figures[n] for n in (mine, theirs)]
    if any(p.turn is not None for p in (*places, *(f.place for f in facts))):
        return False
    behind = [layout.flat[slice(*place.after)] for place in places]
    told = [f.line.layout.flat[slice(*f.place.after)] for f in facts]
    if all(behind) and behind[0] != behind[1] and behind == told[::-1]:
        return True  # 12批不合格、3批合格 of 12批合格、3批不合格
    first, second = (_own(layout, place) for place in places)
    a, b = (_own(f.line.layout, f.place) for f in facts)
    strange, lost = first & (b - a), second & (a - b)
    return bool(strange and lost) and not strange & second and not lost & first


def _open_and_done(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for 没到货的12份，到了货的46份 of 已到货46份，尚未到货12份: what is open holds each to its own."""
    said = [still_open(layout, layout.places[t]) for t, _ in (one, other)]
    facts = (matcher.figures[n] for _, n in (one, other))
    return said[0] != said[1] and said == [still_open(f.line.layout, f.place) for f in facts]


def _change_and_level(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True where one of the two is what something changed by, in the text as in the facts."""
    said = [_by(layout, layout.places[t]) for t, _ in (one, other)]
    meant = [_by(matcher.figures[n].line.layout, matcher.figures[n].place) for _, n in (one, other)]
    return said == meant and said[0] != said[1]


def _by(layout: Layout, place: Place) -> bool:
    change = step(layout, place)
    if change is not None:
        return change.kind == "by"
    return governing(layout, "direction", place, far=False) is not None


def _speak_of_neither(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True where what stands beside two figures is nothing that stands beside the other's fact figure."""
    (t, mine), (u, theirs) = one, other
    said = [_own(layout, layout.places[n]) for n in (t, u)]
    meant = [_own(matcher.figures[n].line.layout, matcher.figures[n].place) for n in (theirs, mine)]
    return all(said) and not any(a & b for a, b in zip(said, meant, strict=True))


def _own(layout: Layout, place: Place) -> Set[str]:
    """What stands right beside a figure, its verbs and marking words too, and what heads its clause."""
    start, _ = heading(layout, place.own[0])
    if place.after[0] < place.after[1] and _LISTED.search(layout.flat, *place.own):
        start = place.figure.phrase_start  # 死亡2人、受伤5人 has it before, 2人死亡、5人受伤 behind
    return _pieces(layout, start, max(place.after[1], place.figure.phrase_end))


_LISTED = regex("(?:[、和]|(?<![参])与|(?<![涉普触危])及)$")


@remembered
def _pieces(layout: Layout, start: int, end: int) -> Set[str]:
    return frozenset(pieces(canonical(layout.flat[start:end])))


def _listed(matcher: Matcher, layout: Layout, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for two amounts of one list, in the text and in the fact: 红细胞2.9万单位、血浆210万毫升."""
    mine, theirs = matcher.figures[one[1]], matcher.figures[other[1]]
    told = _joined(layout, layout.places[one[0]], layout.places[other[0]])
    return told and mine.line is theirs.line and _joined(mine.line.layout, mine.place, theirs.place)


def _joined(layout: Layout, one: Place, other: Place) -> bool:
    """True for two amounts of one list: what is told before it is told of both."""
    amounts = one.figure.kind in _AMOUNTS and other.figure.kind in _AMOUNTS
    joint = _JOINT.match(layout.flat, min(one.after[1], other.after[1]))
    return amounts and one.clause == other.clause and joint is not None


_AMOUNTS = frozenset({"count", "measure", "money"})
_JOINT = regex("[、和与及]")


def _values_only(layout: Layout, matcher: Matcher, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True for 27个单位开会18次 of 18个单位开会27次: each stands with the unit of the other's fact figure."""
    (t, mine), (u, theirs) = one, other
    told = [layout.places[n].figure.unit for n in (t, u)]
    meant = [matcher.figures[n].place.figure.unit for n in (theirs, mine)]
    plain = all(
        layout.places[n].figure.kind == "count" and "/" not in (layout.places[n].figure.unit or "")
        for n in (t, u)
    )
    return plain and told == meant and told[0] != told[1]


def _evidence(matcher: Matcher, told: Subject, mine: Subject, theirs: Subject) -> float:
    """How far a figure's words speak for one subject (1) or for another (-1); 0 where they say little."""
    speaking = against = 0.0
    for piece, weight in told.words.items():
        rarity = matcher.alike.rarity.get(piece)
        if rarity is None:
            continue
        a, b = mine.words.get(piece, 0.0), theirs.words.get(piece, 0.0)
        if min(a, b) >= _COMMON:
            continue
        difference = a - b
        if difference > 0:
            speaking += rarity * min(weight, difference)
        else:
            against += rarity * min(weight, -difference)
    total = speaking + against
    return (speaking - against) / total if total > _SAYING else 0.0
