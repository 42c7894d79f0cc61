"""Words beside a figure that no fact has there, in the place of those of its own: 街头献血 for 团体献血."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from summarywriter.checking.common.flat import common_head
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.marker_words import unmarked
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.layout.short_names import other_forms
from summarywriter.checking.matching.acts import same_act
from summarywriter.checking.matching.groups import groups
from summarywriter.checking.matching.matcher import FactFigure, Match, Matcher
from summarywriter.checking.matching.reworded import (
    LEAST,
    characters,
    covered,
    nouns_of,
    telling,
    unknown_words,
    went,
)
from summarywriter.checking.matching.subject import canonical
from summarywriter.model import FRAME_ROLES, Edit, Finding
from summarywriter.patterns import regex

_MOST = 4
"""Characters of a word that may be all that was exchanged."""
_LIGHT = regex("^(?:其中|包括|[、,])+|(?:有|为|达到?|共|计|的)+$")
"""What may stand around the words of a figure: 其中欠薪案件, 工伤案件有."""
_EACH = frozenset("每单各均")
"""How what a rate is told per begins: 每口井 for 单井."""
_SEXES = ("女", "男")


def strange_words(
    layout: Layout, matcher: Matcher, matches: Sequence[Match | None], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield words beside a figure that no fact of its sentence holds, where its fact's own are lost.

    The two share no character: who words a thing anew keeps some of it. Where the words around are the
    fact's it is an error, else only to be looked at. What is ``found`` already is not said again.
    """
    scope = matcher.scope
    if scope.role in FRAME_ROLES:
        return  # leads and closings sum up in words of their own
    lines: dict[tuple[int, int], set[int]] = defaultdict(set)
    for t, match in enumerate(matches):
        if match is not None:
            lines[layout.places[t].sentence].add(matcher.line_of[match.fact])
    doubted = Stretches.of(found)
    known: dict[tuple[int, int], _Known] = {}
    for t, match in enumerate(matches):
        place = layout.places[t]
        if match is None or match.tie != "equal" or match.also or place.turn is not None:
            continue
        fact = matcher.figures[match.fact]
        start, end = place.own[0], max(place.after[1], place.figure.phrase_end)
        if fact.place.turn is not None or doubted.touch(start, end):
            continue
        if place.sentence not in known:
            facts = (scope.facts[line].text for line in sorted(lines[place.sentence]))
            sentence = layout.text[slice(*place.sentence)]
            known[place.sentence] = _known("\n".join(facts), sentence, _always(scope))
        yield from _strange(layout, place, fact, known[place.sentence], scope)


class _Known(NamedTuple):
    """What holds the words of a sentence: all that supports it, the facts that it tells, the sentence."""

    every: str
    facts: str
    sentence: str


def _known(facts: str, sentence: str, always: str) -> _Known:
    told = canonical(facts)
    spelt = "\n".join(other_forms(facts))
    return _Known(f"{always}\n{facts}\n{told}\n{spelt}", told, canonical(sentence))


def _strange(
    layout: Layout, place: Place, fact: FactFigure, known: _Known, scope: Scope
) -> Iterator[Finding]:
    told, own = _beside(layout, place), _beside(fact.line.layout, fact.place)
    if told == own:
        return
    said = [word for zone in told for word in unknown_words(zone, known.every)]
    edit = _exchanged(layout, place, fact)
    sentence = known.sentence
    lost = [word for zone in own for word in unknown_words(zone, sentence)] if said else []
    lost += [sex for sex in _SEXES if said and sex not in sentence and any(sex in zone for zone in own)]
    strange = next((word for word in said if not any(map(partial(_akin, word), lost))), "")
    sure = False
    replaced = _replaced(layout, place, fact, known)
    if replaced is not None:
        strange, lost, sure = replaced[0], [replaced[1]], True
    elif not lost or not strange or (strange[0] in _EACH and lost[0][0] in _EACH):
        strange = layout.text[edit.start : edit.end] if edit is not None else ""
        if edit is None or not _one_noun(*_words(layout, edit), known, fact.line.text):
            return
        if _groups_in(told) & _groups_in(own):
            return
        lost = [edit.text]
    elif edit is not None:
        sure = _all_of(strange, layout.text[edit.start : edit.end]) and _all_of(lost[0], edit.text)
    if went(strange) or same_act(strange, lost[0]):
        return
    if "一" in strange and set(strange) <= characters("空") | set(fact.line.text):
        return  # 合同一签管三年 for 签订合同，有效期三年
    start = max(layout.text.find(strange, place.own[0]), place.own[0])
    yield finding(
        "misattributed",
        f"{quoted(strange)}在相应的事实里没有：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(lost[0])}（{fact.line.text}）。请核对，是另一回事就照事实改。",
        section=scope.heading, severity="error" if sure else "warning",
        start=start, end=start + len(strange), facts=(fact.line.id,),
        suggestion=edit if sure else None,
    )  # fmt: skip


def _replaced(layout: Layout, place: Place, fact: FactFigure, known: _Known) -> tuple[str, str] | None:
    """The one noun in the place of the fact's, all other words being the same: 游客转移 for 转移群众.

    The sentence tells the fact's own word less often than the facts do, and the other oftener: it is not
    only put elsewhere.
    """
    told = unmarked("".join(_beside(layout, place)))
    own = unmarked("".join(_beside(fact.line.layout, fact.place)))
    said, meant = _apart(told, own), _apart(own, told)
    if not len(said) == len(meant) == 1:
        return None
    head = common_head(said[0], meant[0])
    tail = common_head(said[0][head:][::-1], meant[0][head:][::-1])
    one, other = (word[head : len(word) - tail] for word in (said[0], meant[0]))
    sentence = layout.text[slice(*place.sentence)]
    alike = set(_left().sub("", told.replace(one, ""))) == set(_left().sub("", own.replace(other, "")))
    if not alike or set(one) & set(other) or place.figure.kind == "date":
        return None
    if _groups_in([told]) & _groups_in([own]):
        return None
    nouns = nouns_of(one) if head or tail else telling(one), nouns_of(other)
    if _inside(told, one) == _inside(own, other) != ("", "") and len(one) > LEAST:
        nouns = telling(one), other  # 农机报废更新补贴 for 农机购置补贴
    if not all(LEAST <= len(noun) <= _MOST and " " not in noun for noun in nouns):
        return None
    fact_text = fact.line.text
    lost = all(sentence.count(pair) < fact_text.count(pair) for pair in map("".join, pairwise(other)))
    added = all(
        sentence.count(pair) > max(known.facts.count(pair), fact_text.count(pair))
        for pair in map("".join, pairwise(one))
    )
    return (one, other) if lost and added else None


def _inside(words: str, word: str) -> tuple[str, str]:
    """The characters on either side of a word that stands within a longer one, else none."""
    at = words.find(word)
    before, behind = words[max(0, at - LEAST) : at], words[at + len(word) : at + len(word) + LEAST]
    within = all(len(side) == LEAST and not _left().search(side) for side in (before, behind))
    return (before, behind) if within else ("", "")


@cache
def _left() -> re.Pattern[str]:
    """What says nothing of what a figure is of."""
    return re.compile(f"[^\u4e00-\u9fff]|[{''.join(map(re.escape, sorted(characters('附'))))}]")


def _apart(zone: str, known: str) -> list[str]:
    """The runs of a zone's characters of which no two stand together in ``known``, light ones aside."""
    held = covered(zone, f"{known}\n{canonical(known)}")
    return _left().sub(" ", "".join(" " if n in held else c for n, c in enumerate(zone))).split()


def _akin(one: str, other: str) -> bool:
    """True for words that share characters, one of two, two of more; 员 that both end in is none of them."""
    if one[-1] == other[-1] and min(len(one), len(other)) > LEAST:
        one, other = one[:-1], other[:-1]
    return len(set(one) & set(other)) >= max(1, min(LEAST, len(one) - 1, len(other) - 1))


def _words(layout: Layout, edit: Edit) -> tuple[str, str]:
    """What stands there and what the fact has, with the character behind where either is but one."""
    said, meant = layout.text[edit.start : edit.end], edit.text
    if any({said, meant} <= characters(kind) for kind in "量比"):
        return "", ""  # 每日 for 每天, 较预期 for 比预期
    behind = layout.text[edit.end : edit.end + 1] if len(said) == 1 == len(meant) else ""
    return said + behind, meant + behind


def _one_noun(said: str, meant: str, known: _Known, fact: str) -> bool:
    """True for 企业 in the place of 消费者, all else being the fact's: a noun that may tell nothing else.

    The sentence has it oftener than the facts that it tells, and what they tell less often. A verb may
    be told in other words, but not in those that the fact has for another figure.
    """
    if not LEAST <= min(len(said), len(meant)) <= max(len(said), len(meant)) <= _MOST or said[0] in _EACH:
        return False
    if len(said) > LEAST and _akin(said, meant):
        return False
    verb = any(" " in nouns_of(unmarked(canonical(word))) for word in (said, meant))
    if verb and not (said in fact and meant in fact):
        return False
    return all(
        pair not in every or _oftener(pair, one, other)
        for word, every, one, other in (
            (said, known.every, known.sentence, known.facts),
            (meant, known.sentence, known.facts, known.sentence),
        )
        for pair in map("".join, pairwise(word))
    )


def _oftener(word: str, one: str, other: str) -> bool:
    """True when a word that both have stands more often in ``one``."""
    return one.count(word) > other.count(word) > 0


def _groups_in(zones: Iterable[str]) -> set[str]:
    return {group.name for zone in zones for group in groups(zone)}


def _all_of(word: str, words: str) -> bool:
    """True for a word that is all that words tell."""
    return telling(words).split() == [word]


def _beside(layout: Layout, place: Place) -> tuple[str, str]:
    """The words before a figure and behind it."""
    first, last = place.figure.phrase_start, place.figure.phrase_end
    return layout.flat[place.own[0] : first], layout.flat[last : max(last, place.after[1])]


def _exchanged(layout: Layout, place: Place, fact: FactFigure) -> Edit | None:
    """The edit that makes the words before a figure those of its fact; ``None`` where none are the same."""
    told, own = _beside(layout, place)[0], _beside(fact.line.layout, fact.place)[0]
    one, other = _LIGHT.sub("", told), _LIGHT.sub("", own).replace("的", "")
    if one not in told:
        return None
    # 涉农贷款的平均利率 and 小微企业贷款平均利率 differ in 涉农 alone.
    first = place.own[0] + told.index(one)
    stands = [first + n for n, char in enumerate(one) if char != "的"]
    one = one.replace("的", "")
    head = common_head(one, other)
    tail = common_head(one[head:][::-1], other[head:][::-1])
    if head + tail < LEAST or not one:
        return None
    start = stands[head] if head < len(one) else stands[-1] + 1
    end = stands[len(one) - tail - 1] + 1 if head + tail < len(one) else start
    return Edit(start=start, end=end, text=other[head : len(other) - tail])


@remembered
def _always(scope: Scope) -> str:
    """What supports words everywhere, with synonyms made one too: particulars, headings, facts without
    figures."""
    plain = (line.text for line in scope.lines if line.particular or not line.places)
    always = "\n".join((*plain, *scope.headings, *scope.guidance))
    return f"{always}\n{canonical(always)}"
