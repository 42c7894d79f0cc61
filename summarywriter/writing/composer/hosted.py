"""Labels that name an activity one holds or pursues: “技能比武：16人参加” → “举办技能比武，16人参加”."""

from __future__ import annotations

from summarywriter.writing.composer.contents import is_thing
from summarywriter.writing.composer.grammar import (
    PIECE,
    amounts,
    default_verb,
    has_act,
    is_act,
    noun_before,
    opens_with_lead,
    verbs_for,
    with_verb,
)
from summarywriter.writing.composer.supply import supplied
from summarywriter.writing.composer.words import frame, noun_pattern, verbs


def is_hosted(label: str) -> bool:
    """Tell whether a label is an activity that one holds or pursues, not a thing done something with."""
    return default_verb(label) in verbs("host") and label not in verbs("both")


def hosted(label: str, rest: str) -> str:
    """Join an activity to what is told of it: 举办技能比武，16人参加; 实施改造，涉及6个小区."""
    verb = default_verb(label)
    first, *others = PIECE.findall(rest)
    if opens_with_lead(label) or has_act(noun_pattern().sub("", label)):
        return f"{frame('activity').format(标签=label)}，{otherwise(rest, verb, label)}"
    if verb in verbs("bare") and amounts(first) and not has_act(first):
        # 校务公开橱窗6期；召开工会例会8次: what has a verb of its own is not said of the label.
        after = "".join(others[1:])
        own = supplied(after)
        return f"{label}{first}{others[0] if own == after else '；'}{own}" if others else label + first
    reaches = frame("project").startswith(verb) or label.endswith(tuple(verbs("survey")))
    reach = frame("reach") if reaches and is_thing(first.split("、")[0]) else ""
    return f"{with_verb(label, verb)}，{reach}{otherwise(rest, verb, label)}"


def otherwise(rest: str, verb: str, label: str) -> str:
    """Supply what follows a label its verb, another than the label's own where it can have one."""
    own = supplied(rest, label)
    if own == rest or not own.startswith(verb):
        return own
    choices = verbs_for(noun_before(PIECE.findall(rest)[0]))
    return next((other for other in choices if other not in (verb, "-")), verb) + own.removeprefix(verb)


def is_listing(rest: str) -> bool:
    """Tell whether a label's content is a row of names: “甲”“乙”; 焊接、搬运等."""
    first = PIECE.findall(rest)[0]
    row = "、" in first or rest[0] in "“《"
    return row and not amounts(rest) and not is_act(rest) and not opens_with_lead(rest)


def is_event(rest: str) -> bool:
    """Tell whether a label's content opens with an activity and its number: 讲座3场."""
    first = PIECE.findall(rest)[0]
    noun = noun_before(first)
    return bool(amounts(first)) and default_verb(noun) in verbs("host") and not has_act(noun[:-2])
