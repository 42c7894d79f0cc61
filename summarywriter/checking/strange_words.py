"""Words beside a figure that no fact has there, in the place of those of its own: 街头献血 for 团体献血."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial

from summarywriter.checking.flat import common_head
from summarywriter.checking.groups import groups
from summarywriter.checking.layout import Layout, Place
from summarywriter.checking.markers import blank, unmarked
from summarywriter.checking.matching import FactFigure, Match, Matcher
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.subject import canonical, synonyms_in
from summarywriter.checking.told import Scope
from summarywriter.errors import InputError
from summarywriter.model import FRAME_ROLES, Edit, Finding
from summarywriter.resources import word_rows

_LEAST = 2
"""Characters that a word must have to tell one thing from another."""
_EMPTY = re.compile(
    "[的了地在从由也又于把被向为是和与及或至到已将拟可使让给等共总各均都则还再后前内里时]|中(?![学心医国小队药专层])|(?<!车)间|上(?![海级])|下(?![岗乡级])|[^\u4e00-\u9fff]"
)
_MOST = 4
"""Characters of a word that may be all that was exchanged."""
_LIGHT = re.compile("^(?:其中|包括|[、,])+|(?:有|为|达到?|共|计|的)+$")
"""What may stand around the words of a figure: 其中欠薪案件, 工伤案件有."""
_EACH = frozenset("每单各均")
"""How what a rate is told per begins: 每口井 for 单井."""
_SEXES = ("女", "男")
_NUMBER = re.compile("[一二三四五六七八九十百千万亿两]+")


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
    doubted = [(f.start, f.end) for f in found if f.start is not None and f.end is not None]
    always = _always(scope)
    for t, match in enumerate(matches):
        place = layout.places[t]
        if match is None or match.tie != "equal" or match.also or place.turn is not None:
            continue
        fact = matcher.figures[match.fact]
        start, end = place.own[0], max(place.after[1], place.figure.phrase_end)
        if fact.place.turn is not None or any(a < end and start < b for a, b in doubted):
            continue
        told = "\n".join((always, *(scope.lines[line].text for line in sorted(lines[place.sentence]))))
        known = f"{told}\n{canonical(told)}"
        yield from _strange(layout, place, fact, known, scope)


def _strange(layout: Layout, place: Place, fact: FactFigure, known: str, scope: Scope) -> Iterator[Finding]:
    said = [word for zone in _beside(layout, place) for word in _unknown(zone, known)]
    edit = _exchanged(layout, place, fact)
    sentence = canonical(layout.text[slice(*place.sentence)])
    own = _beside(fact.line.layout, fact.place)
    lost = [word for zone in own for word in _unknown(zone, sentence)] if said else []
    lost += [sex for sex in _SEXES if said and sex not in sentence and any(sex in zone for zone in own)]
    strange = next((word for word in said if not any(map(partial(_akin, word), lost))), "")
    sure = False
    if not lost or not strange or (strange[0] in _EACH and lost[0][0] in _EACH):
        strange = layout.text[edit.start : edit.end] if edit is not None else ""
        if edit is None or not _one_noun(strange, edit.text, known, sentence):
            return
        if _groups_in(_beside(layout, place)) & _groups_in(own):
            return
        lost = [edit.text]
    elif edit is not None:
        sure = _all_of(strange, layout.text[edit.start : edit.end]) and _all_of(lost[0], edit.text)
    start = max(layout.text.find(strange, place.own[0]), place.own[0])
    yield finding(
        "misattributed",
        f"{quoted(strange)}在相应的事实里没有：{fact.line.label}的{quoted(fact.place.figure.text)}说的是"
        f"{quoted(lost[0])}（{fact.line.text}）。请核对，是另一回事就照事实改。",
        section=scope.heading, severity="error" if sure else "warning",
        start=start, end=start + len(strange), facts=(fact.line.id,),
        suggestion=edit if sure else None,
    )  # fmt: skip


def _akin(one: str, other: str) -> bool:
    """True for words that share characters, one of two, two of more; 员 that both end in is none of them."""
    if one[-1] == other[-1] and min(len(one), len(other)) > _LEAST:
        one, other = one[:-1], other[:-1]
    return len(set(one) & set(other)) >= max(1, min(_LEAST, len(one) - 1, len(other) - 1))


def _one_noun(said: str, meant: str, known: str, sentence: str) -> bool:
    """True for 企业 in the place of 消费者, all else being the fact's: a noun that may tell nothing else."""
    if not _LEAST <= min(len(said), len(meant)) <= max(len(said), len(meant)) <= _MOST or said[0] in _EACH:
        return False
    return not _akin(said, meant) and all(
        _verbs().sub("", unmarked(canonical(word))) == canonical(word)
        and not any(word[k : k + 2] in words for k in range(len(word) - 1))
        for word, words in ((said, known), (meant, sentence))
    )


def _groups_in(zones: Iterable[str]) -> set[str]:
    return {group.name for zone in zones for group in groups(zone)}


def _all_of(word: str, words: str) -> bool:
    """True for a word that is all that words tell."""
    return _telling(words).split() == [word]


def _beside(layout: Layout, place: Place) -> tuple[str, str]:
    """The words before a figure and behind it."""
    first, last = place.figure.phrase_start, place.figure.phrase_end
    return layout.flat[place.own[0] : first], layout.flat[last : max(last, place.after[1])]


def _exchanged(layout: Layout, place: Place, fact: FactFigure) -> Edit | None:
    """The edit that makes the words before a figure those of its fact; ``None`` where none are the same."""
    told, own = _beside(layout, place)[0], _beside(fact.line.layout, fact.place)[0]
    one, other = _LIGHT.sub("", told), _LIGHT.sub("", own)
    head = common_head(one, other)
    tail = common_head(one[head:][::-1], other[head:][::-1])
    if head + tail < _LEAST or one not in told:
        return None
    start = place.own[0] + told.index(one) + head
    return Edit(start=start, end=start + len(one) - head - tail, text=other[head : len(other) - tail])


@lru_cache(maxsize=64)
def _always(scope: Scope) -> str:
    """What supports words everywhere: particulars, headings and facts without figures."""
    plain = (line.text for line in scope.lines if line.particular or not line.places)
    return "\n".join((*plain, *scope.headings, *scope.guidance))


def _unknown(zone: str, known: str) -> list[str]:
    """The words of a zone of which no two characters stand together in ``known``."""
    covered = {n for k in range(len(zone) - 1) if zone[k : k + 2] in known for n in (k, k + 1)}
    if len(covered) == len(zone):
        return []
    covered |= {n for start, end, word in synonyms_in(zone) if word in known for n in range(start, end)}
    named = {group.name for group in groups(known)} if (told := groups(zone)) else set()
    covered |= {n for group in told if group.name in named for n in range(group.start, group.end)}
    left = "".join(" " if n in covered else char for n, char in enumerate(_telling(zone)))
    return [word for word in left.split() if _tells(word)]


def _tells(word: str) -> bool:
    return len(word) >= _LEAST and not _NUMBER.fullmatch(word)


@lru_cache(maxsize=16384)
def _telling(zone: str) -> str:
    """A zone with spaces for its verbs, its marking words and the words that tell nothing."""
    return _EMPTY.sub(" ", _reworded().sub(blank, unmarked(zone)))


@cache
def _reworded() -> re.Pattern[str]:
    return _any_of((*word_rows("nameless"), *_rows()))


@cache
def _verbs() -> re.Pattern[str]:
    """The same without the nouns, and what stands for empty words."""
    rows = [row for row in (*word_rows("nameless"), *_rows()) if row[1:] != _NOUN]
    return re.compile(f"{_any_of(rows).pattern}|{_EMPTY.pattern}")


_NOUN = ("名",)


def _rows() -> Sequence[tuple[str, ...]]:
    rows = word_rows("reworded")
    for row in rows:
        if row[1:] not in ((), _NOUN):
            raise InputError(
                f"词表 reworded.tsv 的这一行看不懂：“{' / '.join(row)}”。第一栏写词，第二栏不写，或写“名”。"
            )
    return rows


def _any_of(rows: Iterable[Sequence[str]]) -> re.Pattern[str]:
    words = {word for row in rows for word in row[0].split() if len(word) > 1}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
