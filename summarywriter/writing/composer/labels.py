"""A bullet's leading label joined to what it labels: “走访慰问：126户” → “走访慰问126户”."""

from __future__ import annotations

import re
from functools import cache

from summarywriter.model import Figure
from summarywriter.patterns import regex
from summarywriter.resources import alternatives
from summarywriter.writing.composer.contents import contents, is_statement
from summarywriter.writing.composer.grammar import (
    PIECE,
    amounts,
    counts,
    default_verb,
    goes_on,
    has_act,
    has_verb,
    is_act,
    is_verb,
    noun_before,
    opens_with_figure,
    opens_with_lead,
    verb_and_object,
    verbs_by_unit,
    verbs_for,
    with_verb,
)
from summarywriter.writing.composer.hosted import hosted, is_event, is_hosted, is_listing, otherwise
from summarywriter.writing.composer.numbers import find_figures
from summarywriter.writing.composer.supply import supplied
from summarywriter.writing.composer.words import (
    frame,
    label_pattern,
    label_words,
    listed,
    state_pattern,
    time_pattern,
    verbs,
)

_LABEL = regex(r"^([^，；。：、！？《]{1,18}|[^，；。：！？《0-9]{1,18}(?=：各?[0-9]))：(.+)$", re.S)
_BRACKETED = regex(r"^[【\[]([^【】\[\]]{1,12})[】\]]\s*(.+)$", re.S)
_INNER_COLON = regex(r"((?:^|[，；、])[^，；：、]{1,8})：(?=[0-9])")
_RATIO = regex(r"每|[人户日月年]均|平均")
_WORD = regex(r"\w")
_THOSE = regex(r"(?:[0-9]+余?(?:支队伍?|支|队|人|名)、?)+(?=，|；|$)")
_LISTED_LABEL = regex(r"^([^，；。：！？《0-9]{1,18})：(.+)$", re.S)
_TIMES = regex(r"^[^0-9，；]{1,12}(?=[0-9]+[次场期轮])")
_SHARE = regex(r"^[^0-9，；、]{2,8}(?=[0-9.]+[%％])")
_SUBJECT = 8
"""Characters to which a label can be the subject of what follows."""
_NAME = 8
"""Characters to which a label's content may be a mere name, kept behind its colon."""


def split_label(text: str) -> tuple[str, str]:
    """Return a bullet's label and the rest; ``""`` and the whole where it has none."""
    bracketed = _BRACKETED.match(text)
    if bracketed and bracketed[1] in label_words("editorial"):
        return "", bracketed[2].strip()
    match = bracketed or _LABEL.match(text)
    listed_label = _LISTED_LABEL.match(text) if match is None else None
    if listed_label and default_verb(listed_label[1]) in verbs("host"):
        match = listed_label
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
    time = time_pattern().match(rest)
    if time and time["comma"] and rest[time.end() :]:
        text, aspect = joined(label, rest[time.end() :], supply)
        return time.group() + told(text, aspect), ""
    if label_pattern("is").search(label) and not opens_with_figure(rest):
        return f"{label}{frame('rate')}{rest}", ""
    if (
        (is_verb(label) or is_act(label))
        and (occasion := _TIMES.match(rest))
        and not has_verb(occasion.group())
    ):
        return f"{occasion.group()}{label}{rest[occasion.end() :]}", ""
    if supply and label_pattern("period").search(label):
        activity = frame("activity").format(标签=label)
        return f"{activity}，{otherwise(rest, activity[:2], label)}", ""
    dated = time_pattern().match(label)
    if dated and label[dated.end() :]:
        text, aspect = joined(label[dated.end() :], rest, supply)
        return dated.group() + told(text, aspect), ""
    if supply and is_hosted(label) and is_listing(rest):
        return f"{with_verb(label, default_verb(label))}，{frame('includes')}{rest}", ""
    if (is_verb(label) or is_act(label)) and rest[0] in "“《":
        return label + rest, ""
    if supply and (listing := contents(label, rest)):
        return listing, ""
    if _keeps_colon(label, rest, supply):
        return f"{label}：{rest}", ""
    if amounts(label):
        return f"{label}，{rest}", ""
    rest = _INNER_COLON.sub(r"\1", rest)
    if supply and label_pattern("contest").search(label) and (those := _THOSE.match(rest)):
        rest = f"{those.group()}{frame('those')}{rest[those.end() :]}"
    if label in rest:
        return full(rest), ""
    if state_pattern().match(label):
        return label + full(rest), ""
    if pending := state_pattern().match(rest):
        head, after = pending.group(), rest[pending.end() :]
        return (head + joined_act if (joined_act := _acted_on(label, after)) else label + rest), ""
    if is_act(label):
        text = label + rest if opens_with_figure(rest) or is_verb(label) else f"{label}，{rest}"
        return full(text), ""
    if opens_with_figure(rest):
        return _label_and_figure(label, rest, supply), ""
    if label_pattern("rate").search(label) and (whose := _SHARE.match(rest)):
        return f"{whose.group()}{label}{rest[whose.end() :]}", ""
    if (scope := _scope().match(rest)) and (acted := _acted_on(label, rest[scope.end() :])):
        return scope.group() + acted, ""
    if label_pattern("place").search(label) and not label_pattern("aspect").search(label):
        return label + full(rest), ""
    if label_pattern("kind").search(label):
        return label + rest, ""
    if supply and label_pattern("work").search(label) and _is_deed(rest) and not is_hosted(label):
        return supplied(rest), label
    if acted := _acted_on(label, rest):
        return full(acted), ""
    verb, object_ = verb_and_object(rest)
    if verb and not object_ and listed("tell").match(rest):
        return label + rest, ""
    if supply and is_hosted(label):
        return hosted(label, rest), ""
    if not supply:
        return _about(label, rest), ""
    if label_pattern("attribute").search(noun_before(rest)):
        return label + rest, ""
    if label_pattern("people").search(label):
        return _of_people(label, rest), ""
    if is_event(rest) and not has_act(label) and not label.endswith("工程"):
        return supplied(label + rest), ""
    return _loosely(label, rest)


def told(text: str, aspect: str, *, again: bool = False) -> str:
    """Open a clause with the work its label names; in other words where ``again`` says so."""
    opening = frame("aspect-2" if again else "aspect")
    return f"{opening.format(标签=aspect.removesuffix('工作'))}，{text}" if aspect else text


def _is_deed(rest: str) -> bool:
    """Tell whether a label's content opens with a verb and what it is done to: 检查门店412家次."""
    noun = noun_before(rest)
    both = listed("both").match(noun)
    return is_act(rest) or (both is not None and both.end() < len(noun))


def _acted_on(label: str, rest: str) -> str:
    """Put a label behind the verb that it is the object of: 新建6个 → 新建驿站6个; ``""`` where it is not."""
    verb, object_ = verb_and_object(rest)
    if not verb or object_:
        return ""
    makes = verb in verbs("make") and not _names_activity(label)
    return verb + label + rest[len(verb) :] if makes or verb in verbs_for(label) else ""


def _about(label: str, rest: str) -> str:
    """Join a label where no verb may be supplied, as in problems: 停车难，缺口约2100个车位."""
    if rest.startswith(label_words("some")):
        return f"{label}上，{rest}"
    goes_on = opens_with_figure(rest) or label_pattern("attribute").search(noun_before(rest))
    return label + rest if goes_on and not label_pattern("wanting").search(label) else f"{label}，{rest}"


def _of_people(label: str, rest: str) -> str:
    """Join a label that names people to what they did, or what was done for them."""
    found = next(iter(amounts(rest)), None)
    verb, object_ = verb_and_object(rest)
    deed = rest[: found.phrase_start] if found else ""
    if found and found.unit in ("人", "名", "户", "位", "人次", "户次") and deed in verbs("person"):
        return deed + label + rest[len(deed) :]
    if verb in verbs("behalf"):
        return frame("behalf").format(标签=label) + rest
    if verb in verbs("give") | verbs("host") and object_:
        return verb + label + rest[len(verb) :]
    return supplied(label + rest) if is_event(rest) else label + rest


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(alternatives(label_words("scope")))


def _loosely(label: str, rest: str) -> tuple[str, str]:
    """Join a label that is neither acted on nor held: the body or the work that the rest is told of."""
    own = supplied(rest)
    if label.endswith("情况"):
        first = next(iter(amounts(rest)), None)
        share = first is not None and first.kind == "percent"
        return (f"{label.removesuffix('情况')}中，{rest}" if share else f"{label}，{own}"), ""
    pending = state_pattern().search(rest)
    if label.endswith("工程") and not pending:
        return f"{frame('project').format(标签=label)}，{own}", ""
    if _ends_in_deed(label) and (is_act(rest) or opens_with_lead(rest)) and not pending:
        return own, label
    named = len(label) <= _SUBJECT or label[-1] in "”》"
    measured = next(iter(amounts(PIECE.findall(rest)[0])), None)
    of_people = _ends_in_deed(label) and measured is not None and measured.unit in label_words("deeds")
    apart = of_people or opens_with_lead(label) or label[-2:] in PIECE.findall(rest)[0]
    subject = named and own == rest and rest[0] not in "“《" and not apart
    return (label + rest if subject else f"{label}，{own}"), ""


def _keeps_colon(label: str, rest: str, supply: bool) -> bool:
    counted = label_pattern("people").search(label) and amounts(rest)
    if label_pattern("colon").search(label) and not counted:
        return True
    if supply and is_hosted(label) and amounts(rest):
        return False
    if rest[0] in "“《":
        return True
    if opens_with_lead(rest):
        return False
    if is_statement(label) and not opens_with_figure(rest):
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


def _names_activity(label: str) -> bool:
    return bool(default_verb(label)) or _ends_in_deed(label)


def _ends_in_deed(label: str) -> bool:
    """Tell whether a label ends with a verb that is none of a noun's end (团组织)."""
    return label.endswith(tuple(verbs("both") | verbs("act"))) and not label.endswith(tuple(verbs("noun")))


def _label_and_figure(label: str, rest: str, supply: bool) -> str:
    if label_pattern("rate").search(label):
        return f"{label}{frame('rate')}{rest}"
    if label_pattern("wanting").search(label):
        return f"{label}，{frame('rate')}{rest}"
    end = find_figures(rest)[0].phrase_end if find_figures(rest) else 0
    if is_verb(label) and _tells_more(rest) and not has_verb(rest[end:]):
        return label + rest
    amount = next(iter(amounts(rest)), None)
    verb = _verb_of(label, amount) if supply else ""
    if verb and amount is not None and not counts(amount, verb) and not _tells_more(rest):
        verb = ""
    first = PIECE.findall(rest)[0]
    several = frame("project").startswith(verb) and "、" in first
    to_people = verb in verbs("pay") and _tells_more(rest) and not has_verb(first)
    if verb and (several or to_people):
        return f"{with_verb(label, verb)}，{frame('reach')}{rest}"
    latin = label[-1].isascii() and label[-1].isalnum()
    apart = latin or _RATIO.match(rest) or label[-1] == "）" or verb in verbs("bare")
    glue = "，" if apart or (supply and _tells_more(rest)) else ""
    if supply and not verb and not glue:
        return supplied(label + rest)
    return f"{with_verb(label, verb)}{glue}{rest}"


def _verb_of(label: str, amount: Figure | None) -> str:
    by_unit = verbs_by_unit(label, amount) if amount is not None else ()
    return default_verb(label) or next(iter(by_unit), "")


def _tells_more(rest: str) -> bool:
    """Tell whether the figure that opens a text is the subject of what follows: 16人参加."""
    first = PIECE.findall(rest)[0]
    figure = next(iter(find_figures(first)), None)
    return figure is not None and goes_on(first, figure.phrase_end)
