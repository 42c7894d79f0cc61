"""One fact turned into a clause of prose: label joined on, missing verb supplied, nothing else added."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarywriter.figures import find_figures
from summarywriter.model import Fact
from summarywriter.writing.composer import tidy
from summarywriter.writing.composer.words import (
    frame,
    label_pattern,
    noun_pattern,
    pairs,
    starts,
    time_pattern,
    verb_pattern,
    verbs,
)

_LABEL = re.compile(r"^([^，；。：、！？《]{1,18})：(.+)$", re.S)
_BRACKETED = re.compile(r"^[【\[]([^【】\[\]]{1,12})[】\]]\s*(.+)$", re.S)
_PIECE = re.compile(r"[^，；]+|[，；]")
_BOUND = re.compile(r"(?:共计|累计|合计|总计|大约|将近|接近|超过|突破|各|共|达|约|近|超|逾|不足|不少于)+$")
_SENTENCE = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A fact as it will stand in the text, without its final mark.

    ``aspect`` is a label that may open it as “…方面，” and is left out where the topic sentence
    already says it. ``whole`` marks finished sentences, kept as the person wrote them. ``verb``
    is the verb the clause opens with, empty where it opens otherwise. ``figures`` counts its figures.
    """

    text: str
    aspect: str = ""
    whole: bool = False
    time: str = ""
    verb: str = ""
    figures: int = 0


def clause(fact: Fact, *, supply: bool = True) -> Clause:
    """Turn one fact into a clause; ``supply`` allows a verb for bare nouns (not among problems)."""
    raw = tidy.flat(fact.text)
    if is_sentence(raw):
        text = tidy.strip_marks(raw) if raw[-1] not in "”’）》" else raw
        return _measured(Clause(text, whole=True))
    text = tidy.tidy(fact.text)
    label, rest = _split_label(text)
    if label and rest:
        found = _join_label(label, rest, supply)
    else:
        found = Clause(_supplied(text) if supply else text)
    return _measured(found)


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
    return (match[1].strip(), match[2].strip()) if match else ("", text)


def _join_label(label: str, rest: str, supply: bool) -> Clause:
    """Join “label：rest” into a clause. The rules stand in order; the first that applies wins."""
    joined = label + rest
    if time_pattern().fullmatch(label):
        return Clause(f"{label}，{_supplied(rest) if supply else rest}")
    if _keeps_colon(label, rest):
        return Clause(f"{label}：{rest}")
    if label in rest:
        return Clause(_supplied(rest) if supply else rest)
    if starts("state").match(label):
        return Clause(joined)
    if starts("state").match(rest):
        return Clause(joined)
    if _opens_with_figure(rest):
        return Clause(_label_and_figure(label, rest, supply))
    if label_pattern("place").search(label):
        return Clause(joined)
    if _is_act(label):
        return Clause(f"{label}，{rest}" if _is_act(rest) else joined)
    verb, object_ = _verb_and_object(rest)
    if verb and not object_ and verb in _verbs_for(label):
        return Clause(verb + label + rest[len(verb) :])
    if supply and _default_verb(label):
        return Clause(f"{_default_verb(label)}{label}，{_supplied(rest)}")
    if starts("tell").match(rest) and not object_:
        return Clause(joined)
    return Clause(_supplied(rest) if supply else rest, aspect=label)


def _keeps_colon(label: str, rest: str) -> bool:
    if label_pattern("colon").search(label) or rest[0] in "“《":
        return True
    if find_figures(label):
        return True
    return not find_figures(rest) and not _has_verb(rest) and not starts("state").search(rest)


def _label_and_figure(label: str, rest: str, supply: bool) -> str:
    if label_pattern("rate").search(label):
        return f"{label}{frame('rate')}{rest}"
    verb = _default_verb(label) if supply and not _is_act(label) else ""
    glue = "，" if label[-1].isascii() and label[-1].isalnum() else ""
    return f"{verb}{label}{glue}{rest}"


def _supplied(text: str) -> str:
    """Supply the missing verb of bare noun phrases: “培训班3期” → “举办培训班3期”."""
    if starts("state").search(text):
        return text
    pieces = _PIECE.findall(text)
    if len(pieces) == 1 and len(text) <= 24 and not find_figures(text):
        verb = _default_verb(text)
        return _insert(text, verb) if verb and not _has_act(text) and text not in pairs() else text
    depth = 0
    done = []
    for piece in pieces:
        outside = depth == 0
        depth += sum(piece.count(mark) for mark in "（“《") - sum(piece.count(mark) for mark in "）”》")
        done.append(_supplied_piece(piece) if outside and len(piece) > 1 else piece)
    return "".join(done)


def _supplied_piece(piece: str) -> str:
    figure = next(iter(find_figures(piece)), None)
    if figure is None or starts("link").match(piece):
        return piece
    opening = time_pattern().match(piece)
    head = opening.end() if opening else 0
    if figure.start < head:
        figure = next((f for f in find_figures(piece) if f.start >= head), None)
        if figure is None:
            return piece
    noun = _BOUND.sub("", piece[head : figure.phrase_start])
    verb = _default_verb(noun)
    return _insert(piece, verb) if verb and not _has_act(noun) else piece


def _insert(text: str, verb: str) -> str:
    opening = time_pattern().match(text)
    head = opening.end() if opening else 0
    return text[:head] + verb + text[head:]


def _verbs_for(noun: str) -> tuple[str, ...]:
    match = noun_pattern().search(noun)
    return pairs()[match.group()] if match else ()


def _default_verb(noun: str) -> str:
    first = next(iter(_verbs_for(noun)), "-")
    return "" if first == "-" else first


def _has_act(text: str) -> bool:
    return any(match["act"] for match in verb_pattern().finditer(text))


def _has_verb(text: str) -> bool:
    return _has_act(text) or any(word in text for word in verbs("both")) or bool(starts("tell").search(text))


def _is_act(text: str) -> bool:
    match = verb_pattern().match(text)
    return bool(match and match["act"]) or any(text.startswith(word) for word in ("走访慰问", "慰问"))


def _verb_and_object(text: str) -> tuple[str, str]:
    """Return the verb that opens a text and what stands between it and the first figure."""
    match = verb_pattern().match(text) or starts("tell").match(text)
    if match is None or ("noun" in match.re.groupindex and match["noun"]):
        return "", ""
    figure = next((f for f in find_figures(text) if f.start >= match.end()), None)
    until = figure.phrase_start if figure else len(text)
    return match.group(), _BOUND.sub("", text[match.end() : until])


def _opens_with_figure(text: str) -> bool:
    return any(figure.phrase_start == 0 for figure in find_figures(text)[:1]) or bool(
        re.match(r"(?:共计|累计|合计|共|达)[0-9]", text)
    )
