"""A bullet's leading label joined to what it labels: “走访慰问：126户” → “走访慰问126户”."""

from __future__ import annotations

import re

from summarywriter.writing.composer.grammar import (
    PIECE,
    amounts,
    counts,
    default_verb,
    goes_on,
    has_act,
    is_act,
    is_verb,
    noun_before,
    opens_with_figure,
    verb_and_object,
    verbs_for,
    with_verb,
)
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.supply import supplied
from summarywriter.writing.composer.words import (
    frame,
    label_pattern,
    listed,
    state_pattern,
    time_pattern,
    verb_pattern,
    verbs,
)

_LABEL = re.compile(r"^([^，；。：、！？《]{1,18})：(.+)$", re.S)
_BRACKETED = re.compile(r"^[【\[]([^【】\[\]]{1,12})[】\]]\s*(.+)$", re.S)
_INNER_COLON = re.compile(r"((?:^|[，；、])[^，；：、]{1,8})：(?=[0-9])")
_RATIO = re.compile(r"每|[人户日月年]均|平均")
_WORD = re.compile(r"\w")
_NAME = 8
"""Characters to which a label's content may be a mere name, kept behind its colon."""


def split_label(text: str) -> tuple[str, str]:
    """Return a bullet's label and the rest; ``""`` and the whole where it has none."""
    match = _BRACKETED.match(text) or _LABEL.match(text)
    if match is None or not _WORD.search(match[1]) or not _WORD.search(match[2].split("，")[0]):
        return "", text
    return match[1].strip(), match[2].strip()


def joined(label: str, rest: str, supply: bool) -> tuple[str, str]:
    """Join “label：rest”; return the clause and, where the label is only its aspect, the label.

    The rules stand in order; the first that applies wins.
    """

    def full(text: str) -> str:
        return supplied(text) if supply else text

    if time_pattern().fullmatch(label):
        return f"{label}，{full(rest)}", ""
    if _keeps_colon(label, rest):
        return f"{label}：{rest}", ""
    if amounts(label):
        return f"{label}，{rest}", ""
    rest = _INNER_COLON.sub(r"\1", rest)
    if label in rest:
        return full(rest), ""
    if state_pattern().match(label):
        return label + full(rest), ""
    if state_pattern().match(rest):
        return label + rest, ""
    if is_act(label):
        text = label + rest if opens_with_figure(rest) or is_verb(label) else f"{label}，{rest}"
        return full(text), ""
    if opens_with_figure(rest):
        return _label_and_figure(label, rest, supply), ""
    if label_pattern("place").search(label) and not label_pattern("aspect").search(label):
        return label + full(rest), ""
    verb, object_ = verb_and_object(rest)
    if verb and not object_:
        if verb in verbs_for(label) or (verb in verbs("make") and not _names_activity(label)):
            return verb + label + rest[len(verb) :], ""
        if listed("tell").match(rest):
            return label + rest, ""
    if supply and default_verb(label) and label not in verbs("both"):
        return f"{with_verb(label, default_verb(label))}，{supplied(rest)}", ""
    if label_pattern("attribute").search(noun_before(rest)):
        return label + rest, ""
    return full(rest), label


def _keeps_colon(label: str, rest: str) -> bool:
    if label_pattern("colon").search(label) or rest[0] in "“《":
        return True
    if _is_statement(label) and not opens_with_figure(rest):
        return True
    if amounts(label):
        return not is_act(rest)
    first = PIECE.findall(rest)[0]
    if has_act(first) or state_pattern().search(first) or opens_with_figure(rest):
        return False
    if not find_figures(first):
        return "、" in first or (first == rest and len(rest) <= _NAME)
    attribute = label_pattern("attribute").search(noun_before(first))
    told = listed("tell").match(first) or listed("both").match(first)
    return "、" in first and not attribute and not told


def _is_statement(label: str) -> bool:
    """Tell whether a label is a clause: a verb inside it with an object after it (职代会表彰先进)."""
    acts = [match for match in verb_pattern().finditer(label) if match["act"]]
    return bool(acts) and not is_act(label) and acts[-1].end() < len(label)


def _names_activity(label: str) -> bool:
    return bool(default_verb(label)) or label.endswith(tuple(verbs("both") | verbs("act")))


def _label_and_figure(label: str, rest: str, supply: bool) -> str:
    if label_pattern("rate").search(label):
        return f"{label}{frame('rate')}{rest}"
    verb = default_verb(label) if supply else ""
    amount = next(iter(amounts(rest)), None)
    if verb and amount is not None and not counts(amount, verb) and not _tells_more(rest):
        verb = ""
    latin = label[-1].isascii() and label[-1].isalnum()
    apart = latin or _RATIO.match(rest) or label[-1] == "）" or verb in verbs("bare")
    glue = "，" if apart or _tells_more(rest) else ""
    return f"{with_verb(label, verb)}{glue}{rest}"


def _tells_more(rest: str) -> bool:
    """Tell whether the figure that opens a text is the subject of what follows: 16人参加."""
    first = PIECE.findall(rest)[0]
    figure = next(iter(find_figures(first)), None)
    return figure is not None and goes_on(first, figure.phrase_end)
