"""The verb that a bare noun phrase lacks, from pairs that exist: “培训班3期” → “举办培训班3期”."""

from __future__ import annotations

from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.writing.composer.grammar import (
    BOUND,
    BRACKET,
    PIECE,
    amounts,
    counts,
    default_verb,
    goes_on,
    has_act,
    has_verb,
    has_verb_already,
    is_act,
    is_done_by,
    noun_before,
    opens_with_lead,
    verbs_by_unit,
    verbs_for,
    with_verb,
)
from summarywriter.writing.composer.words import (
    frame,
    label_pattern,
    label_words,
    listed,
    noun_pattern,
    pairs,
    state_pattern,
    time_pattern,
    verbs,
)

_SHORT = 6
"""Characters before a listed noun to which a piece further on is surely that noun and no clause."""
_PHRASE = 24
"""Characters to which a bullet may be a mere noun phrase."""
_LISTED = regex(r"、([^、0-9，；]{2,})")
_DONE_ON = regex(
    r"^(?P<noun>[^0-9，；：（、]{3,18})(?P<count>[0-9]+[家个处所支])"
    r"（(?P<date>(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|初|[上中下]旬)?)(?P<act>成立|组建|建成|启用|投用|开放)）"
)
"""A bracket that says when a thing came to be: 联合工会1家（4月28日成立）."""
_DIGIT = regex(r"\d")


def supplied(text: str, said: str = "") -> str:
    """Supply the missing verb of bare noun phrases: “培训班3期” → “举办培训班3期”.

    Not where ``said`` or the first piece has told the activity: 开展检查，定期检查86座.
    """
    if (done := _DONE_ON.search(text)) and done["date"] and not has_verb_already(done["noun"]):
        text = f"{done['date']}，{done['act']}{done['noun']}{done['count']}{text[done.end() :]}"
    pieces = PIECE.findall(text)
    if _lacks_verb(pieces):
        pieces[0] = _supplied_noun(pieces[0], whole=len(pieces) == 1)
    given = tuple(pieces)
    depth = 0
    for n, piece in enumerate(given):
        apart = n > 0 and piece.startswith(label_words("within"))
        if apart or state_pattern().search(piece) or listed("receive").search(piece):
            break
        if depth == 0 and len(piece) > 1 and not _is_said(piece, said + (pieces[0] if n else "")):
            pieces[n] = _supplied_piece(piece, first=n == 0)
        depth += sum(piece.count(mark) for mark in "（“《") - sum(piece.count(mark) for mark in "）”》")
    if _are_parallel(given) and any(a == b for a, b in zip(given[::2], pieces[::2], strict=True)):
        return text
    return "".join(_said_once(given, _unrepeated(given, pieces)))


def _unrepeated(given: tuple[str, ...], pieces: list[str]) -> list[str]:
    """Supply another verb, or none, where the bullet itself has the usual one: 诊疗86次，开展技术12项."""
    for n in range(0, len(pieces), 2):
        added = pieces[n].removesuffix(given[n])
        if added and pieces[n] != given[n] and any(other.startswith(added) for other in given):
            choices = verbs_for(noun_before(given[n]))
            other = next((verb for verb in choices if verb not in (added, "-")), "")
            pieces[n] = other + given[n]
    return pieces


def _are_parallel(pieces: tuple[str, ...]) -> bool:
    """Tell whether three pieces or more count the same: 火灾扑救168起；抢险救援209起；社会救助109起."""
    found = [amounts(piece) for piece in pieces[::2]]
    units = {figures[0].unit for figures in found if figures}
    alike = all(len(figures) == 1 for figures in found) and len(units) == 1
    return len(found) > 2 and alike and not any(is_act(piece) for piece in pieces[::2])


def _said_once(given: tuple[str, ...], pieces: list[str]) -> list[str]:
    """Say a verb once that was supplied to neighbours: 开展党日12次、谈话34人次."""
    for n in range(2, len(pieces), 2):
        added = [pieces[m].removesuffix(given[m]) for m in (n - 2, n)]
        whole = all(
            amounts(given[m]) and amounts(given[m])[-1].phrase_end == len(given[m]) for m in (n - 2, n)
        )
        if whole and added[1] and added[0].endswith(added[1]) and pieces[n - 1] == "，":
            pieces[n - 1 : n + 1] = ["、", given[n]]
    return pieces


def _is_said(piece: str, before: str) -> bool:
    match = noun_pattern().search(noun_before(piece))
    return match is not None and match.group() in verbs("both") and match.group() in before


def _lacks_verb(pieces: list[str]) -> bool:
    """Tell whether a clause opens with a noun and no figure, and a figure or nothing follows."""
    if amounts(BRACKET.sub("", pieces[0])):
        return False
    if len(pieces) == 1:
        return len(pieces[0]) <= _PHRASE
    of_it = is_act(pieces[2]) and not listed("reach").match(pieces[2]) if len(pieces) > 2 else True
    return not of_it and bool(_DIGIT.search(pieces[2]))


def _supplied_noun(text: str, *, whole: bool) -> str:
    """Supply the verb of a noun without a figure: “教职工气排球赛，8支队伍参加”."""
    noun = BRACKET.sub("", text)
    verb = default_verb(noun)
    if not verb or has_verb_already(noun) or state_pattern().search(text) or (whole and noun in pairs()):
        return text
    return with_verb(text, verb)


def _supplied_piece(piece: str, *, first: bool) -> str:
    """Supply the verb of a noun with a figure; after the first piece only where the noun is short."""
    opening = time_pattern().match(piece)
    head = opening.end() if opening else 0
    found = [figure for figure in amounts(piece) if figure.start >= head]
    if not found or listed("link").match(piece):
        return piece
    figure = found[0]
    noun = BOUND.sub("", piece[head : figure.phrase_start])
    if turned := _turned(noun, figure):
        return piece[:head] + turned + piece[head + len(noun) :]
    verb = default_verb(noun) or next(iter(verbs_by_unit(noun, figure)), "")
    if (
        not verb
        or is_done_by(noun)
        or verb in verbs("bare")
        or has_verb_already(noun)
        or noun in verbs("both")
    ):
        return piece
    if not counts(figure, verb):
        return piece
    if not first and len(noun_pattern().sub("", noun)) > _SHORT:
        return piece
    if not all(verb in verbs_for(other) for other in _LISTED.findall(piece[figure.phrase_end :])):
        return _supplied_list(piece)
    if goes_on(piece, figure.phrase_end):
        if len(found) > 1:
            return piece
        until = head + len(noun)
        reach = "" if has_verb(piece[figure.phrase_end :]) else frame("reach")
        piece = f"{piece[:until]}，{reach}{piece[until:]}"
    return with_verb(piece, verb)


def _turned(noun: str, figure: Figure) -> str:
    """Put the verb before what it is done to: 隐患排查 → 排查隐患, where the figure counts the thing."""
    verb = next((verb for verb in verbs("turn") if noun.endswith(verb)), "")
    thing = noun[: len(noun) - len(verb)]
    if not verb or figure.kind != "count" or figure.unit in label_words("times"):
        return ""
    if (
        is_act(thing)
        or has_act(thing[-2:])
        or opens_with_lead(thing)
        or label_pattern("manner").search(thing)
    ):
        return ""
    # What is counted like a thing is one, whatever it is called: 补植行道树2300株.
    counted = figure.unit in label_words("things") and len(thing) > 1
    return verb + thing if counted or label_pattern("turned").search(thing) else ""


def _supplied_list(piece: str) -> str:
    """Supply each noun of a list its own verb: “党员大会2次、主题党日6次”; all of them or none."""
    done = []
    for item in piece.split("、"):
        figure = next(iter(amounts(item)), None)
        verb = default_verb(item[: figure.phrase_start]) if figure else ""
        if figure is None or not verb or not counts(figure, verb) or figure.phrase_end < len(item):
            return piece
        done.append(with_verb(item, verb))
    return "、".join(done)
