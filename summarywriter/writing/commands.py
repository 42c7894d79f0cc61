"""Takes commands to a writing model out of facts: they are neither sent, nor told, nor believed.

A command in a fact is no fact. Left in, it could be obeyed, and what it asked for would pass the
checker, since it stands in a fact.
"""

from __future__ import annotations

import re
from functools import cache

from summarywriter.model import Fact, Group, Section, Sheet
from summarywriter.patterns import regex
from summarywriter.resources import any_pattern, word_rows

_STOP = regex(r"[。！？!?；;\n]")
_PAUSE = regex(r"[，,。！？!?；;\n]")
_ENDS = " ，,；;、：:（("


def without_commands(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """Return the sheet without commands in its facts, and in Chinese what was left out of which fact.

    From the clause that commands to the end of its sentence nothing is kept; the rest of the fact is.
    """
    notes: list[str] = []
    parts = tuple(
        part.model_copy(update={"sections": tuple(_section(section, notes) for section in part.sections)})
        for part in sheet.parts
    )
    if not notes:
        return sheet, ()
    # Read anew, so that the facts' ids follow from their texts as they are now.
    return Sheet.model_validate(_unidentified(sheet.model_copy(update={"parts": parts}))), tuple(notes)


def _section(section: Section, notes: list[str]) -> Section:
    numbers = {fact.id: n for n, fact in enumerate(section.all_facts, 1)}

    def kept(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        out = []
        for fact in facts:
            text, taken = _less_commands(fact.text)
            if taken:
                notes.append(
                    f"“{section.heading}”第{numbers[fact.id]}条事实里“{taken}”像是写给写作模型的命令，"
                    "没有采用，也不会发送。请改写或删去。"
                )
            if text:
                out.append(fact if not taken else fact.model_copy(update={"text": text}))
        return tuple(out)

    groups = tuple(Group(heading=g.heading, facts=kept(g.facts)) for g in section.groups)
    return section.model_copy(update={"facts": kept(section.facts), "groups": groups})


def _less_commands(text: str) -> tuple[str, str]:
    """Return the text without its commands, and what was taken out."""
    taken = []
    while (match := _commands().search(text)) is not None:
        pauses = [pause.end() for pause in _PAUSE.finditer(text, 0, match.start())]
        start = pauses[-1] if pauses else 0
        stop = _STOP.search(text, match.end())
        end = len(text) if stop is None else stop.end()
        taken.append(text[start:end].strip())
        text = (text[:start].rstrip(_ENDS) if stop is None else text[:start]) + text[end:]
    return text.strip(_ENDS), "；".join(taken)


@cache
def _commands() -> re.Pattern[str]:
    return re.compile(any_pattern("commands", word_rows("commands")))


def _unidentified(sheet: Sheet) -> dict[str, object]:
    data = sheet.model_dump()
    for part in data["parts"]:
        for section in part["sections"]:
            section["id"] = ""
            for holder in (section, *section["groups"]):
                holder["facts"] = [fact | {"id": ""} for fact in holder["facts"]]
    return data
