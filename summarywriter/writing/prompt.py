"""Builds the messages for a section and for its repairs from the templates in ``prompts/``.

The longest stable text comes first (rules, then the report, then examples, then the section's
facts, then repairs of the whole), so that providers' prefix caches help. Repairs of single sentences
are asked for in a conversation of their own, which costs a fraction of the whole one's tokens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from summarywriter.checking import check
from summarywriter.model import FRAME_ROLES, Example, Fact, Section, Sheet
from summarywriter.resources import folder
from summarywriter.settings import Settings
from summarywriter.writing.message import Message
from summarywriter.writing.slots import (
    EXAMPLE_NUMBER,
    SlotTable,
    example_numbers,
    plain,
    slot_table,
    to_slots,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_LEAD_LENGTH = 140
_CLOSING_LENGTH = 70
_SHORTEST = 60


class SentenceRepair(NamedTuple):
    """One place to be mended: its number, the sentence in slot form (empty: one is to be added),
    the problems in words, the numbers of the facts concerned, the sentence before it in slot form."""

    number: int
    sentence: str
    problems: tuple[str, ...]
    facts: tuple[int, ...]
    before: str = ""


def facts_of(sheet: Sheet, section: Section) -> tuple[Fact, ...]:
    """Return the facts a section is drafted from, in the order in which its slots number them.

    Lead and closing may use every section's facts; their own come first.
    """
    if section.role not in FRAME_ROLES:
        return section.all_facts
    others = (fact for other in sheet.sections if other.id != section.id for fact in other.all_facts)
    return (*section.all_facts, *others)


def table_of(sheet: Sheet, section: Section) -> SlotTable:
    """Return the slots of a section's prompt."""
    return slot_table(facts_of(sheet, section), sheet.guidance)


def section_messages(
    sheet: Sheet,
    section: Section,
    *,
    examples: Sequence[Example] = (),
    settings: Settings,
    hint: str = "",
    length: int | None = None,
    table: SlotTable | None = None,
) -> list[Message]:
    """Return the messages that ask for a draft of ``section``; ``length`` is in characters.

    ``table`` are its slots (:func:`table_of`), where they are known already.
    """
    facts = facts_of(sheet, section)
    table = table or table_of(sheet, section)
    frame = section.role in FRAME_ROLES
    places = _places(section)
    if frame:
        for other in sheet.sections:
            if other.id != section.id:
                places += _placed(other.all_facts, f"小节：{other.heading}")
    pieces = [
        _render(
            "report",
            title=plain(sheet.title),
            organization=plain(sheet.organization),
            period=plain(sheet.period),
            outline=_outline(sheet),
            guidance=table.shown_guidance,
        )
    ]
    if examples:
        pieces.append(_render("examples", examples=_shown_examples(examples, table.numbers)))
    pieces.append(
        _render(
            "section",
            role=section.role,
            heading=plain(section.heading),
            groups=[plain(group.heading) for group in section.groups if group.facts],
            length=length or settings.length or usual_length(section),
            hint=plain(hint).strip(),
            frame=frame,
            facts=_shown_facts(facts, table, places),
        )
    )
    return [
        {"role": "system", "content": _rules()},
        {"role": "user", "content": "\n\n".join(pieces)},
    ]


def sentence_repair_messages(
    sheet: Sheet, section: Section, repairs: Sequence[SentenceRepair], table: SlotTable
) -> list[Message]:
    """Return the messages that ask for the failing sentences of a section again, and for nothing else."""
    shown = dict(table.numbered())
    items = [
        {
            "number": repair.number,
            "sentence": repair.sentence,
            "before": repair.before,
            "problems": [plain(problem) for problem in repair.problems],
            "facts": [{"number": n, "text": shown[n]} for n in repair.facts if n in shown],
        }
        for repair in repairs
    ]
    request = _render(
        "repair-sentences",
        period=plain(sheet.period),
        heading=plain(section.heading),
        guidance=table.shown_guidance if section.role in FRAME_ROLES else (),
        items=items,
    )
    return [{"role": "system", "content": _render("repair-system")}, {"role": "user", "content": request}]


def section_repair_messages(
    messages: Sequence[Message], draft: str, problems: Sequence[str]
) -> list[Message]:
    """Return the messages that ask for the whole section again."""
    request = _render("repair-section", problems=[plain(problem) for problem in problems])
    return [*messages, {"role": "assistant", "content": draft}, {"role": "user", "content": request}]


def answer_repair_messages(messages: Sequence[Message], problem: str) -> list[Message]:
    """Return the messages that ask once more where an answer was no text at all."""
    last = messages[-1]
    request = _render("repair-answer", problem=problem)
    return [*messages[:-1], {"role": last["role"], "content": f"{last['content']}\n\n{request}"}]


def redaction_note() -> str:
    """Return what the system message says of marks that stand for redacted names."""
    return _render("redacted")


@cache
def prompts_digest() -> str:
    """Return a digest of all prompts, by which a draft shows that they changed since."""
    digest = hashlib.sha256()
    for file in sorted(folder("prompts").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".j2"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def usual_length(section: Section) -> int:
    """Return a section's usual length in characters, by its role and facts."""
    if section.role == "lead":
        return _LEAD_LENGTH
    if section.role == "closing":
        return _CLOSING_LENGTH
    told = sum(len(fact.text) for fact in section.all_facts)
    # Facts are terse; joining them and naming topics adds about a fifth.
    return max(_SHORTEST, round(told * 1.2 / 10) * 10)


def rewording_messages(heading: str, facts: Sequence[str]) -> list[Message]:
    """Return the messages that ask for the facts of an old report's section in terser words."""
    return [{"role": "user", "content": _render("reword-facts", heading=heading, facts=list(facts))}]


def _outline(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "title": plain(part.title),
            "entries": [
                {"heading": plain(s.heading), "groups": [plain(g.heading) for g in s.groups]}
                for s in part.sections
            ],
        }
        for part in sheet.parts
    ]


def _places(section: Section) -> list[str]:
    """Return for each of the section's facts the heading to print before it, mostly empty."""
    places = [""] * len(section.facts)
    for group in section.groups:
        places += _placed(group.facts, f"小标题：{group.heading}")
    return places


def _placed(facts: Sequence[Fact], heading: str) -> list[str]:
    return [plain(heading) if n == 0 else "" for n in range(len(facts))]


@cache
def _rules() -> str:
    return _render("system", example_number=EXAMPLE_NUMBER)


def _shown_facts(facts: Sequence[Fact], table: SlotTable, places: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"number": number, "text": text, "optional": fact.optional, "group": place}
        for (number, text), fact, place in zip(table.numbered(), facts, places, strict=True)
    ]


def _shown_examples(examples: Sequence[Example], targets: int) -> list[dict[str, Any]]:
    shown = []
    number = example_numbers(targets)
    for example in examples:
        facts, text, numbers = _in_slots(example, number)
        shown.append({"heading": plain(example.section.heading), "facts": facts, "text": text})
        number += numbers
    return shown


@lru_cache(maxsize=256)
def _in_slots(example: Example, first_number: int) -> tuple[list[dict[str, Any]], str, int]:
    """Return an example's facts and text in slot form, and how many numbers they take up.

    Figures are matched as the checker matches texts.
    """
    section = example.section
    links = check(section.text, section).links
    table = slot_table(section.all_facts, first_number=first_number)
    text = to_slots(section.text, links, table)
    return _shown_facts(section.all_facts, table, _places(section)), text, table.numbers


@cache
def _environment() -> Environment:
    # Imported here: checking and composing do without.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    templates = folder("prompts")
    return Environment(
        loader=FunctionLoader(lambda name: (templates / name).read_text("utf-8")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def _render(template: str, **variables: Any) -> str:
    return _environment().get_template(f"{template}.j2").render(**variables).strip()
