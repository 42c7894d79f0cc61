"""What the word lists know of a stretch of text: its verb, its noun, its figures, what goes with what."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.resources import alternatives
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.words import (
    act_pattern,
    frame,
    label_pattern,
    label_words,
    listed,
    noun_pattern,
    pairs,
    time_pattern,
    verb_pattern,
    verbs,
)

PIECE = regex(r"[^，；]+|[，；]")
"""What stands between commas and semicolons, and these marks themselves."""
BRACKET = regex(r"（[^（）]*）$")
"""A bracket that closes a text."""
BOUND = regex(r"(?:共计|累计|合计|总计|大约|将近|接近|超过|突破|各|共|达|约|近|超|逾|不足|不少于)+$")
"""Words of amount that end the text before a figure."""
_ACTIVITY = 3
"""Characters from which an unlisted noun may name an activity."""
_NO_AMOUNT = ("date", "ordinal", "code")


def amounts(text: str) -> list[Figure]:
    """Return the figures that count or measure: no dates, ordinals and codes."""
    return [figure for figure in find_figures(text) if figure.kind not in _NO_AMOUNT]


def opens_with_figure(text: str) -> bool:
    """Tell whether a text opens with a figure or with words of amount before one."""
    return any(figure.phrase_start == 0 for figure in find_figures(text)[:1]) or bool(
        re.match(r"(?:共计|累计|合计|共|达)[0-9]", text)
    )


def goes_on(piece: str, end: int) -> bool:
    """Tell whether a piece goes on after its figure in words that are about the figure."""
    return not re.match(r"[、（0-9]|.?$", piece[end:])


def counts(figure: Figure, verb: str) -> bool:
    """Tell whether a figure says how many of what the verb does: 举办…3期, 发放…3万元, not 测评91.8分."""
    if figure.kind == "money":
        return verb in verbs("pay")
    if figure.kind == "measure":
        return verb in verbs("extent")
    return figure.kind == "count" and not (verb in verbs("hold") and figure.unit in ("人", "人次"))


def noun_before(text: str) -> str:
    """Return what stands before the first figure of a text."""
    figure = next(iter(find_figures(text)), None)
    return BOUND.sub("", text[: figure.phrase_start] if figure else text)


def verb_and_object(text: str) -> tuple[str, str]:
    """Return the verb that opens a text and what stands between it and the first figure."""
    match = verb_pattern().match(text) or listed("tell").match(text)
    if match is None or ("noun" in match.re.groupindex and match["noun"]):
        return "", ""
    figure = next((f for f in find_figures(text) if f.start >= match.end()), None)
    until = figure.phrase_start if figure else len(text)
    return match.group(), BOUND.sub("", text[match.end() : until])


def has_act(text: str) -> bool:
    """Tell whether a text holds a verb that acts."""
    return any(match["act"] for match in verb_pattern().finditer(text))


def has_verb(text: str) -> bool:
    """Tell whether a text holds a verb of any kind."""
    return has_act(text) or any(word in text for word in verbs("both")) or bool(listed("tell").search(text))


def has_verb_already(noun: str) -> bool:
    """Tell whether what looks like a bare noun has a verb or a preposition of its own, or a colon."""
    both = listed("both").match(noun)
    # 培训中心, 普查员: what follows makes another noun of it.
    deed = both is not None and not noun.startswith(label_words("bearer"), both.end()) and noun not in pairs()
    opens = opens_with_lead(noun) or deed
    match = noun_pattern().search(_unquoted(noun))
    return "：" in noun or "每" in noun or opens or has_act(noun[: match.start()] if match else noun)


def is_act(text: str) -> bool:
    """Tell whether a text opens with a verb that acts."""
    noun = verb_pattern().match(text)
    return bool(act_pattern().match(text)) and not (noun and noun["noun"])


def is_verb(label: str) -> bool:
    """Tell whether a label is verbs and nothing else: 走访慰问."""
    return not re.sub(alternatives(verbs("act") | verbs("both")), "", label)


def verbs_for(noun: str) -> tuple[str, ...]:
    """Return the verbs that go with the listed noun that ends a text, the usual one first."""
    match = noun_pattern().search(_unquoted(noun))
    return _verbs_of(match.group()) if match else ()


def default_verb(noun: str) -> str:
    """Return the verb to supply for a noun, ``""`` where none may be."""
    first = next(iter(verbs_for(noun)), "-")
    return "" if first == "-" else first


def opens_with_lead(text: str) -> bool:
    """Tell whether a text opens with a short verb or a preposition, not with a word that begins like one."""
    return bool(listed("lead").match(text)) and not listed("compound").match(text)


def verbs_by_unit(noun: str, figure: Figure) -> tuple[str, ...]:
    """Return the verbs for an unlisted activity that is counted as one: 举办“平江讲坛”26期, 召开迎检会3次."""
    if verbs_for(noun) or len(noun) < _ACTIVITY or has_verb_already(noun) or noun[-1] == "》":
        return ()
    acts = noun.endswith(tuple(verbs("act") | verbs("both") | verbs("tell")))
    if acts or any(label_pattern(use).search(noun) for use in ("people", "place", "printed")):
        return ()
    if figure.unit in label_words("sessions"):
        return tuple(frame("held").split())
    return tuple(frame("met").split()) if noun[-1] in label_words("meeting") and figure.unit == "次" else ()


def is_done_by(noun: str) -> bool:
    """Tell whether a noun names an activity after the people who do it: 包保干部督导."""
    match = noun_pattern().search(noun)
    if match is None or match.group() not in verbs("deed"):
        return False
    before = re.sub(f"(?:(?:{alternatives(verbs('deed'))})、)+$", "", noun[: match.start()])
    return bool(label_pattern("doer").search(before))


@cache
def _verbs_of(noun: str) -> tuple[str, ...]:
    """Return the verbs of a listed noun and of the listed nouns that end it, without repeats."""
    shorter = (noun[n:] for n in range(len(noun)))
    found = [verb for part in shorter for verb in pairs().get(part, ())]
    return tuple(dict.fromkeys(verb for n, verb in enumerate(found) if n == 0 or verb != "-"))


def _unquoted(noun: str) -> str:
    """Return a noun without what closes it: “巾帼大宣讲”（线上） → “巾帼大宣讲."""
    return BRACKET.sub("", noun).rstrip("”》")


def with_verb(text: str, verb: str) -> str:
    """Put a verb where the clause begins, after its words of time."""
    opening = time_pattern().match(text)
    head = opening.end() if opening else 0
    return text[:head] + verb + text[head:]
