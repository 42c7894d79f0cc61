"""Drafts: made of checked texts, compared with facts that changed, filled anew with new figures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from summarywriter.figures import find_figures
from summarywriter.model import Draft, Fact, Finding, Origin, Policy, Repair, Section, Sheet, Usage
from summarywriter.writing.attempt import Attempt, Bench
from summarywriter.writing.composer import compose
from summarywriter.writing.slots import FilledSlot, SlotTable, fill, slot_table

NOTES = frozenset({"composed", "repaired", "hand-edited"})
"""Codes of findings that tell how a text came about; checking it again does not undo them."""


class Make(NamedTuple):
    """How a draft came about, besides its text; see :class:`~summarywriter.model.Draft`."""

    origin: Origin
    repairs: tuple[Repair, ...] = ()
    examples: tuple[str, ...] = ()
    usage: Usage = Usage()
    model: str = ""
    hint: str = ""
    length: int | None = None
    offline: bool = False


def made_draft(bench: Bench, attempt: Attempt, make: Make, notes: Sequence[Finding] = ()) -> Draft:
    """Return the draft of a checked text; ``notes`` go behind the checker's findings."""
    return Draft(
        text=attempt.text,
        slots=bench.slots(attempt),
        facts=bench.facts,
        links=attempt.links,
        findings=(*attempt.findings, *notes),
        basis=basis(bench.sheet, bench.section),
        created=_now(),
        **make._asdict(),
    )


def compose_section(
    sheet: Sheet,
    section: Section,
    *,
    policy: Policy | None = None,
    hint: str = "",
    length: int | None = None,
    reason: str = "",
    offline: bool = False,
) -> Draft:
    """Write a section with the built-in composer, checked like any other text.

    ``reason`` says why no model was used, empty where none is configured; ``offline`` that none was
    wanted. ``hint`` and ``length`` are only kept: the composer cannot follow them.
    """
    bench = Bench.of(sheet, section, policy=policy)
    attempt = bench.judge(compose(sheet, section))
    message = "本节由内置写作程序按事实成文，没有使用模型。"
    if reason:
        message += f"原因：{reason}"
    make = Make(origin="composer", hint=hint, length=length, offline=offline)
    return made_draft(bench, attempt, make, bench.info("composed", message))


def hand_section(sheet: Sheet, section: Section, text: str, *, policy: Policy | None = None) -> Draft:
    """Take in a text that a person wrote or edited, checked like any other."""
    bench = Bench.of(sheet, section, policy=policy)
    return made_draft(
        bench, bench.judge(text), Make(origin="hand"), bench.info("hand-edited", "本节经人工修改。")
    )


def recheck(sheet: Sheet, section: Section, draft: Draft, *, policy: Policy | None = None) -> Draft:
    """Return the draft, its text unchanged, with findings and links as of now."""
    attempt = Bench.of(sheet, section, policy=policy).judge(draft.text)
    notes = tuple(
        f.model_copy(update={"section": section.heading}) for f in draft.findings if f.code in NOTES
    )
    return draft.model_copy(update={"findings": (*attempt.findings, *notes), "links": attempt.links})


def basis(sheet: Sheet, section: Section) -> str:
    """Return a digest of all that calls for a new draft of a section when it changes.

    These are its facts' words with their figures blanked (kind and unit stay), their order and
    groups, which are optional, the heading, the role, and the report's title, organisation,
    period, genre, rounding and guidance. Not the date of signing and the numbering, which no
    draft depends on; nor figures, which :func:`refill` exchanges.
    """
    pieces = [
        sheet.title, sheet.organization, sheet.period, sheet.genre, str(sheet.decimals), *sheet.guidance,
        section.heading, section.role,
    ]  # fmt: skip
    for heading, facts in (("", section.facts), *((g.heading, g.facts) for g in section.groups)):
        pieces += [heading, *(f"{int(fact.optional)}{_blanked(fact)}" for fact in facts), ""]
    packed = "\x1f".join(piece.replace("\x1f", " ") for piece in pieces)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def refill(sheet: Sheet, section: Section, draft: Draft, *, policy: Policy | None = None) -> Draft | None:
    """Return the draft with the figures of the facts as they are now, all other words the same.

    ``None`` where that will not do: a fact the draft tells is gone or says something else, a
    figure stands in words that cannot be exchanged, or the result has more errors than before.
    The exchanges are listed in a ``repaired`` finding and in the last of ``repairs``.
    """
    bench = Bench.of(sheet, section, policy=policy)
    pairs = _counterparts(draft.facts, bench.facts)
    if basis(sheet, section) != draft.basis or pairs is None:
        return None
    old = slot_table(draft.facts, sheet.guidance)
    filled = fill(draft.slots, old, exact=True)
    if filled.text != draft.text or not _literals_hold(draft, filled.spans, pairs):
        return None
    new = _table_in_old_numbers(old, pairs, bench)
    if new is None or any(span.key not in new.slots for span in filled.spans):
        return None
    text = fill(draft.slots, new, exact=True).text
    attempt = bench.judge(text)
    if len(attempt.errors) > sum(f.severity == "error" for f in draft.findings):
        return None
    swaps = dict.fromkeys(
        f"{old.slots[span.key].text}→{new.slots[span.key].text}"
        for span in filled.spans
        if old.slots[span.key].text != new.slots[span.key].text
    )
    notes = [f for f in draft.findings if f.code in NOTES]
    repairs = draft.repairs
    if swaps:
        message = f"只有数字改动，已换入新数字：{'，'.join(swaps)}。"
        notes += bench.info("repaired", message)
        repairs += (Repair(rung="substitute", problems=tuple(swaps), before=draft.text, after=text),)
    return draft.model_copy(
        update={
            "text": text,
            "slots": bench.slots(attempt),
            "facts": bench.facts,
            "links": attempt.links,
            "findings": (*attempt.findings, *notes),
            "repairs": repairs,
            "usage": Usage(),
            "created": _now(),
        }
    )


def _counterparts(old: Sequence[Fact], new: Sequence[Fact]) -> dict[str, Fact] | None:
    """Map the old facts' ids to the new facts of the same words; facts without one are left out.

    ``None`` when two facts of the same words cannot be told apart any more.
    """
    waiting: dict[str, list[Fact]] = {}
    for fact in new:
        waiting.setdefault(_blanked(fact), []).append(fact)
    counts: dict[str, int] = {}
    for fact in old:
        counts[_blanked(fact)] = counts.get(_blanked(fact), 0) + 1
    pairs: dict[str, Fact] = {}
    for fact in old:
        words = _blanked(fact)
        same = waiting.get(words, [])
        if not same:
            continue
        if len(same) != counts[words] and counts[words] > 1:
            return None
        taken = sum(1 for i in pairs if _blanked(pairs[i]) == words)
        if len(same) > taken:
            pairs[fact.id] = same[taken]
    return pairs


def _literals_hold(draft: Draft, spans: Sequence[FilledSlot], pairs: Mapping[str, Fact]) -> bool:
    """True when no figure that stands in words of its own rests on a fact figure that changed."""
    texts = {fact.id: fact.text for fact in draft.facts}
    for link in draft.links:
        slotted = any(s.start <= link.start and link.end <= s.end for s in spans)
        if slotted or link.fact not in texts:
            continue
        fact = pairs.get(link.fact)
        if fact is None:
            return False
        before, after = find_figures(texts[link.fact]), find_figures(fact.text)
        if len(before) != len(after):
            return False
        if before[link.index].phrase(texts[link.fact]) != after[link.index].phrase(fact.text):
            return False
    return True


def _table_in_old_numbers(old: SlotTable, pairs: Mapping[str, Fact], bench: Bench) -> SlotTable | None:
    """Return the new facts' slots under the old facts' numbers."""
    by_fact: dict[str, list[str]] = {}
    for slot in bench.table.slots.values():
        by_fact.setdefault(slot.fact, []).append(slot.text)
    slots = {}
    for key, slot in old.slots.items():
        if not slot.fact:
            slots[key] = slot
            continue
        fact = pairs.get(slot.fact)
        if fact is None:
            continue
        texts = by_fact.get(fact.id, [])
        place = sum(1 for other in slots.values() if other.fact == slot.fact)
        if len(texts) != sum(1 for other in old.slots.values() if other.fact == slot.fact):
            return None
        slots[key] = slot._replace(text=texts[place])
    return SlotTable(slots, old.shown, old.shown_guidance, old.first_number)


def _blanked(fact: Fact) -> str:
    """Return a fact's words with every figure phrase replaced by its kind and unit."""
    out = []
    done = 0
    for figure in find_figures(fact.text):
        if figure.article or figure.phrase_start < done:
            continue
        out += [fact.text[done : figure.phrase_start], f"□{figure.kind}{figure.unit or ''}"]
        done = figure.phrase_end
    return re.sub(r"\s+", " ", "".join([*out, fact.text[done:]]))


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
