"""One fact turned into a clause of prose: label joined on, missing verb supplied, nothing else added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from summarywriter.model import Fact, Figure
from summarywriter.writing.composer import tidy
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.words import (
    act_pattern,
    alternatives,
    frame,
    label_pattern,
    listed,
    noun_pattern,
    pairs,
    state_pattern,
    time_pattern,
    verb_pattern,
    verbs,
)

_LABEL = re.compile(r"^([^，；。：、！？《]{1,18})：(.+)$", re.S)
_NAME = 8
"""Characters to which a label's content may be a mere name, kept behind its colon."""
_SHORT = 4
"""Characters before a listed noun to which a piece further on is surely that noun and no clause."""
_PHRASE = 24
"""Characters to which a bullet may be a mere noun phrase."""
_BRACKETED = re.compile(r"^[【\[]([^【】\[\]]{1,12})[】\]]\s*(.+)$", re.S)
_PIECE = re.compile(r"[^，；]+|[，；]")
_BOUND = re.compile(r"(?:共计|累计|合计|总计|大约|将近|接近|超过|突破|各|共|达|约|近|超|逾|不足|不少于)+$")
_BRACKET = re.compile(r"（[^（）]*）$")
_NO_AMOUNT = ("date", "ordinal", "code")
_RATIO = re.compile(r"每|[人户日月年]均|平均")
_LISTED = re.compile(r"、([^、0-9，；]{2,})")
_INNER_COLON = re.compile(r"((?:^|[，；、])[^，；：、]{1,8})：(?=[0-9])")
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A fact as it will stand in the text, without its final mark.

    ``aspect`` is a label that may open it as “…方面，” and is left out where the topic sentence
    already says it. ``whole`` marks finished sentences, kept as the person wrote them. ``verb``
    is the verb the clause opens with, empty where it opens otherwise; ``choices`` are the verbs that
    would do as well, where it was supplied. ``figures`` counts its figures, ``topic`` is filled in
    by the outline, ``opened`` where the aspect was told.
    """

    text: str
    aspect: str = ""
    whole: bool = False
    time: str = ""
    verb: str = ""
    choices: tuple[str, ...] = ()
    figures: int = 0
    topic: str = ""
    opened: bool = False


def clauses(facts: Iterable[Fact], *, supply: bool = True) -> tuple[Clause, ...]:
    """Turn facts into clauses, each told once. ``supply`` allows a verb for bare nouns."""
    made = (_clause(fact.text, supply) for fact in facts)
    return tuple({(clause.aspect, clause.text): clause for clause in made if clause.text}.values())


@lru_cache(maxsize=32768)
def _clause(given: str, supply: bool) -> Clause:
    raw = tidy.flat(given)
    if is_sentence(raw):
        return _measured(Clause(tidy.strip_marks(raw), whole=True))
    text = tidy.tidy(given)
    if not _WORD.search(text):
        return Clause("")
    label, rest = _split_label(text)
    found = _join_label(label, rest, supply) if label else Clause(_supplied(text) if supply else text)
    found = _measured(found)
    if not found.verb or found.verb in text:
        return found
    noun = _noun(_BRACKET.sub("", _PIECE.findall(found.text[len(found.time) + len(found.verb) :])[0]))
    return replace(found, choices=_verbs_for(noun))


def is_sentence(text: str) -> bool:
    """Tell whether a fact is finished prose: several sentences, or one with a verb and a full stop."""
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    if not ends:
        return False
    if ends[0] < len(text) - 2 and not text[ends[0] :].strip("。！？.…"):
        return len(text) >= 20 and _has_verb(text)
    return ends[0] < len(text) - 2 or (len(text) >= 20 and _has_verb(text))


def _measured(found: Clause) -> Clause:
    time = time_pattern().match(found.text)
    head = time.end() if time else 0
    verb = verb_pattern().match(found.text, head)
    return replace(
        found,
        time=time.group() if time else "",
        verb=verb["act"] or "" if verb else "",
        figures=len(find_figures(found.text)),
    )


def _split_label(text: str) -> tuple[str, str]:
    match = _BRACKETED.match(text) or _LABEL.match(text)
    if match is None or not _WORD.search(match[1]) or not _WORD.search(match[2].split("，")[0]):
        return "", text
    return match[1].strip(), match[2].strip()


def _join_label(label: str, rest: str, supply: bool) -> Clause:
    """Join “label：rest” into a clause. The rules stand in order; the first that applies wins."""
    if time_pattern().fullmatch(label):
        return Clause(f"{label}，{_supplied(rest) if supply else rest}")
    if _keeps_colon(label, rest):
        return Clause(f"{label}：{rest}")
    if _amounts(label):
        return Clause(f"{label}，{rest}")
    rest = _INNER_COLON.sub(r"\1", rest)
    if label in rest:
        return Clause(_supplied(rest) if supply else rest)
    if state_pattern().match(label):
        return Clause(label + (_supplied(rest) if supply else rest))
    if state_pattern().match(rest):
        return Clause(label + rest)
    if _is_act(label):
        joined = label + rest if _opens_with_figure(rest) or _is_verb(label) else f"{label}，{rest}"
        return Clause(_supplied(joined) if supply else joined)
    if _opens_with_figure(rest):
        return Clause(_label_and_figure(label, rest, supply))
    if label_pattern("place").search(label) and not label_pattern("aspect").search(label):
        return Clause(label + (_supplied(rest) if supply else rest))
    verb, object_ = _verb_and_object(rest)
    if verb and not object_:
        if verb in _verbs_for(label) or (verb in verbs("make") and not _names_activity(label)):
            return Clause(verb + label + rest[len(verb) :])
        if listed("tell").match(rest):
            return Clause(label + rest)
    if label_pattern("attribute").search(_noun(rest)):
        return Clause(label + rest)
    if supply and _default_verb(label) and label not in verbs("both"):
        return Clause(f"{_insert(label, _default_verb(label))}，{_supplied(rest)}")
    return Clause(_supplied(rest) if supply else rest, aspect=label)


def _keeps_colon(label: str, rest: str) -> bool:
    if label_pattern("colon").search(label) or rest[0] in "“《":
        return True
    if _is_statement(label) and not _opens_with_figure(rest):
        return True
    if _amounts(label):
        return not _is_act(rest)
    first = _PIECE.findall(rest)[0]
    is_list = "、" in first or (first == rest and len(rest) <= _NAME)
    return is_list and not (find_figures(first) or _has_act(first) or state_pattern().search(first))


def _is_statement(label: str) -> bool:
    """Tell whether a label is a clause: a verb inside it with an object after it (职代会表彰先进)."""
    acts = [match for match in verb_pattern().finditer(label) if match["act"]]
    return bool(acts) and not _is_act(label) and acts[-1].end() < len(label)


def _names_activity(label: str) -> bool:
    return bool(_default_verb(label)) or label.endswith(tuple(verbs("both") | verbs("act")))


def _label_and_figure(label: str, rest: str, supply: bool) -> str:
    if label_pattern("rate").search(label):
        return f"{label}{frame('rate')}{rest}"
    verb = _default_verb(label) if supply else ""
    amount = next(iter(_amounts(rest)), None)
    if verb and amount is not None and not _counts(amount, verb) and not _tells_more(rest):
        verb = ""
    latin = label[-1].isascii() and label[-1].isalnum()
    apart = latin or _RATIO.match(rest) or label[-1] == "）" or verb in verbs("bare")
    glue = "，" if apart or _tells_more(rest) else ""
    return f"{_insert(label, verb)}{glue}{rest}"


def _tells_more(rest: str) -> bool:
    """Tell whether the figure that opens a text is the subject of what follows: 16人参加."""
    first = _PIECE.findall(rest)[0]
    figure = next(iter(find_figures(first)), None)
    return figure is not None and _goes_on(first, figure.phrase_end)


def _goes_on(piece: str, end: int) -> bool:
    """Tell whether a piece goes on after its figure in words that are about the figure."""
    return not re.match(r"[、（0-9]|.?$", piece[end:])


def _noun(text: str) -> str:
    """Return what stands before the first figure of a text."""
    figure = next(iter(find_figures(text)), None)
    return _BOUND.sub("", text[: figure.phrase_start] if figure else text)


def _supplied(text: str) -> str:
    """Supply the missing verb of bare noun phrases: “培训班3期” → “举办培训班3期”."""
    pieces = _PIECE.findall(text)
    if _lacks_verb(pieces):
        pieces[0] = _supplied_noun(pieces[0], whole=len(pieces) == 1)
    depth = 0
    for n, piece in enumerate(pieces):
        if state_pattern().search(piece) or listed("receive").search(piece):
            break
        if depth == 0 and len(piece) > 1:
            pieces[n] = _supplied_piece(piece, first=n == 0)
        depth += sum(piece.count(mark) for mark in "（“《") - sum(piece.count(mark) for mark in "）”》")
    return "".join(pieces)


def _lacks_verb(pieces: list[str]) -> bool:
    """Tell whether a clause opens with a noun and no figure, and a figure or nothing follows."""
    if _amounts(_BRACKET.sub("", pieces[0])):
        return False
    if len(pieces) == 1:
        return len(pieces[0]) <= _PHRASE
    return bool(_amounts(pieces[2])) and not _is_act(pieces[2]) if len(pieces) > 2 else False


def _supplied_noun(text: str, *, whole: bool) -> str:
    """Supply the verb of a noun without a figure: “教职工气排球赛，8支队伍参加”."""
    noun = _BRACKET.sub("", text)
    verb = _default_verb(noun)
    if not verb or _has_verb_already(noun) or state_pattern().search(text) or (whole and noun in pairs()):
        return text
    return _insert(text, verb)


def _supplied_piece(piece: str, *, first: bool) -> str:
    """Supply the verb of a noun with a figure; after the first piece only where the noun is short."""
    opening = time_pattern().match(piece)
    head = opening.end() if opening else 0
    amounts = [figure for figure in _amounts(piece) if figure.start >= head]
    if not amounts or listed("link").match(piece):
        return piece
    figure = amounts[0]
    noun = _BOUND.sub("", piece[head : figure.phrase_start])
    verb = _default_verb(noun)
    if not verb or verb in verbs("bare") or _has_verb_already(noun) or noun in verbs("both"):
        return piece
    if not _counts(figure, verb):
        return piece
    if not first and len(noun_pattern().sub("", noun)) > _SHORT:
        return piece
    if not all(verb in _verbs_for(other) for other in _LISTED.findall(piece[figure.phrase_end :])):
        return piece
    if _goes_on(piece, figure.phrase_end):
        if len(amounts) > 1:
            return piece
        until = head + len(noun)
        piece = f"{piece[:until]}，{piece[until:]}"
    return _insert(piece, verb)


def _amounts(text: str) -> list[Figure]:
    """Return the figures that count or measure: no dates, ordinals and codes."""
    return [figure for figure in find_figures(text) if figure.kind not in _NO_AMOUNT]


def _has_verb_already(noun: str) -> bool:
    """Tell whether what looks like a bare noun has a verb or a preposition of its own, or a colon."""
    opens = listed("lead").match(noun) or (listed("both").match(noun) and noun not in pairs())
    match = noun_pattern().search(_unquoted(noun))
    return "：" in noun or "每" in noun or bool(opens) or _has_act(noun[: match.start()] if match else noun)


def _counts(figure: Figure, verb: str) -> bool:
    """Tell whether a figure says how many of what the verb does: 举办…3期, 发放…3万元, not 测评91.8分."""
    if figure.kind == "money":
        return verb in verbs("pay")
    return figure.kind == "count" and not (verb in verbs("hold") and figure.unit in ("人", "人次"))


def _insert(text: str, verb: str) -> str:
    opening = time_pattern().match(text)
    head = opening.end() if opening else 0
    return text[:head] + verb + text[head:]


@cache
def _verbs_of(noun: str) -> tuple[str, ...]:
    """Return the verbs of a listed noun and of the listed nouns that end it, without repeats."""
    shorter = (noun[n:] for n in range(len(noun)))
    return tuple(dict.fromkeys(verb for part in shorter for verb in pairs().get(part, ())))


def _verbs_for(noun: str) -> tuple[str, ...]:
    match = noun_pattern().search(_unquoted(noun))
    return _verbs_of(match.group()) if match else ()


def _unquoted(noun: str) -> str:
    """Return a noun without what closes it: “巾帼大宣讲”（线上） → “巾帼大宣讲."""
    return _BRACKET.sub("", noun).rstrip("”》")


def _default_verb(noun: str) -> str:
    first = next(iter(_verbs_for(noun)), "-")
    return "" if first == "-" else first


def _has_act(text: str) -> bool:
    return any(match["act"] for match in verb_pattern().finditer(text))


def _has_verb(text: str) -> bool:
    return _has_act(text) or any(word in text for word in verbs("both")) or bool(listed("tell").search(text))


def _is_act(text: str) -> bool:
    noun = verb_pattern().match(text)
    return bool(act_pattern().match(text)) and not (noun and noun["noun"])


def _is_verb(label: str) -> bool:
    """Tell whether a label is verbs and nothing else: 走访慰问."""
    return not re.sub(alternatives(verbs("act") | verbs("both")), "", label)


def _verb_and_object(text: str) -> tuple[str, str]:
    """Return the verb that opens a text and what stands between it and the first figure."""
    match = verb_pattern().match(text) or listed("tell").match(text)
    if match is None or ("noun" in match.re.groupindex and match["noun"]):
        return "", ""
    figure = next((f for f in find_figures(text) if f.start >= match.end()), None)
    until = figure.phrase_start if figure else len(text)
    return match.group(), _BOUND.sub("", text[match.end() : until])


def _opens_with_figure(text: str) -> bool:
    return any(figure.phrase_start == 0 for figure in find_figures(text)[:1]) or bool(
        re.match(r"(?:共计|累计|合计|共|达)[0-9]", text)
    )
