"""A label and the things that it is made up of: “应急物资：编织袋2万条，发电机6台” → “应急物资有…”."""

from __future__ import annotations

import re

from summarywriter.writing.composer.grammar import (
    amounts,
    default_verb,
    has_verb,
    has_verb_already,
    is_act,
    noun_before,
)
from summarywriter.writing.composer.words import frame, label_pattern, label_words, verb_pattern, verbs

_STANDS_APART = ("people", "place", "colon", "kind")
_TAIL = 2


def contents(label: str, rest: str) -> str:
    """Join a label to its things; ``""`` where the rest is something else.

    The first piece is a thing; the others are things or what is measured of them (访问量340万次).
    """
    first, *others = [piece for piece in re.split("[，；、]", rest) if piece]
    if not others or not is_thing(first) or not all(map(_is_bare, others)):
        return ""
    if amounts(label) or is_statement(label) or label[-_TAIL:] in rest.replace(first, "", 1):
        return ""
    deed = next((verb for verb in verbs("gather") if label.endswith(verb)), "")
    if deed and len(label) > len(deed) + 1:
        return f"{deed}{label.removesuffix(deed)}，{frame('holds')}{rest}"
    if has_verb_already(label) or default_verb(label) or label.endswith(tuple(verbs("both"))):
        return ""
    apart = any(label_pattern(use).search(label) for use in _STANDS_APART)
    return "" if apart else f"{label}{frame('holds')}{rest}"


def is_thing(piece: str) -> bool:
    """Tell whether a piece is a thing of its own with its number, nothing that is said of another."""
    measured = amounts(piece)[:1]
    noun = noun_before(piece)
    counted = bool(measured) and measured[0].kind in ("count", "measure")
    deed = counted and measured[0].unit in label_words("deeds") and not label_pattern("printed").search(noun)
    return counted and not deed and _is_bare(piece) and not label_pattern("attribute").search(noun)


def _is_bare(piece: str) -> bool:
    """Tell whether a piece is a noun and its figure, without a verb."""
    noun = noun_before(piece)
    figure = next(iter(amounts(piece)), None)
    return figure is not None and figure.phrase_end == len(piece) and len(noun) > 1 and not has_verb(noun)


def is_statement(label: str) -> bool:
    """Tell whether a label is a clause: a verb inside it with an object after it (职代会表彰先进)."""
    acts = [match for match in verb_pattern().finditer(label) if match["act"]]
    return bool(acts) and not is_act(label) and acts[-1].end() < len(label)
