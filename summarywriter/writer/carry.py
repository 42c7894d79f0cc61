"""What of an earlier report is carried over when its sheet is written again."""

from __future__ import annotations

from typing import Literal, NamedTuple

from summarywriter.model import Draft, Policy, Recipe, Report, Section, Sheet, WrittenSection
from summarywriter.writer.changes import changes, recipe_changes
from summarywriter.writing import basis, compose_section, facts_of, recheck, refill


class Carried(NamedTuple):
    """A section as it stands before drafting, and what is to be done with it.

    ``state`` is ``keep`` (nothing to do), ``refilled`` (only figures of its facts had changed:
    they are exchanged already) or ``draft`` (a new draft is wanted; ``reason`` says why).
    ``exchanged`` lists the figures exchanged (``126户→131户``); ``notice`` is in Chinese what
    would be another reason for a new draft, and is not acted on.
    """

    section: WrittenSection
    state: Literal["keep", "refilled", "draft"]
    reason: str = ""
    exchanged: tuple[str, ...] = ()
    notice: str = ""


class Terms(NamedTuple):
    """How a sheet is written again.

    ``recipe`` is what a model would be asked with now, ``None`` without a model. ``refresh`` acts
    on a change of it; ``overwrite_hand`` gives up texts that were edited by hand.
    """

    recipe: Recipe | None
    refresh: bool = False
    overwrite_hand: bool = False
    policy: Policy | None = None


def blank(sheet: Sheet) -> Report:
    """Return the report of a sheet in which nothing is written yet.

    A worked example is taken as a sheet: the texts it carries are left aside.
    """
    bare = sheet.model_copy(
        update={
            "parts": tuple(
                part.model_copy(
                    update={"sections": tuple(s.model_copy(update={"text": ""}) for s in part.sections)}
                )
                for part in sheet.parts
            )
        }
    )
    return Report(
        sheet=bare,
        sections=tuple(WrittenSection(id=s.id, heading=s.heading, role=s.role) for s in bare.sections),
    )


def carry(
    sheet: Sheet,
    section: Section,
    earlier: WrittenSection | None,
    old: Sheet,
    terms: Terms,
) -> Carried:
    """Decide for one section what of its earlier version, written from ``old``, holds.

    Edits made by hand hold until told otherwise. A text that the built-in composer wrote for want of
    a model is drafted anew once there is one; where no model was wanted, it holds until refreshed.
    """
    fresh = WrittenSection(id=section.id, heading=section.heading, role=section.role)
    before = None
    if earlier is not None:
        before = next((s for s in old.sections if s.id == earlier.id), None)
        fresh = earlier.model_copy(
            update={"id": section.id, "heading": section.heading, "role": section.role}
        )
    written, draft = fresh, fresh.draft
    if draft is None:
        return Carried(written, "draft", "尚未起草")
    if draft.origin == "hand":
        if terms.overwrite_hand:
            return Carried(written, "draft", "按要求覆盖人工修改")
        kept = _replaced(written, recheck(sheet, section, draft, policy=terms.policy))
        return Carried(kept, "keep", "保留人工修改")
    composed = terms.recipe is not None and _without_model(draft)
    if composed and (terms.refresh or not draft.offline):
        return Carried(written, "draft", f"此前{'按要求不用模型' if draft.offline else '由内置写作程序代写'}")
    if draft.basis != basis(sheet, section):
        return Carried(written, "draft", changes(old, before, sheet, section))
    altered = "" if terms.recipe is None else recipe_changes(draft, terms.recipe)
    if terms.refresh and (altered or (draft.recipe is None and not _as_composed(sheet, section, draft))):
        return Carried(written, "draft", f"{altered or '写法'}有改动，按要求重新起草")
    notice = f"{altered}有改动，仍用原稿；要重新起草，请加 --refresh（refresh=True）" if altered else ""
    if composed:
        notice = "原稿按要求没有使用模型，仍用原稿；要请模型起草，请加 --refresh（refresh=True）"
    if draft.facts == facts_of(sheet, section):
        kept = _replaced(written, recheck(sheet, section, draft, policy=terms.policy))
        return Carried(kept, "keep", "没有改动", notice=notice)
    filled = refill(sheet, section, draft, policy=terms.policy)
    if filled is None:
        return Carried(written, "draft", "事实有改动，原稿无法只换数字")
    if filled.text == draft.text:
        # It tells none of the figures that changed: no new version, and what it took stays counted.
        same = filled.model_copy(update={"usage": draft.usage, "created": draft.created})
        return Carried(_replaced(written, same), "keep", "没有改动", notice=notice)
    swaps = filled.repairs[-1].problems
    reason = f"只有数字改动，已换入{len(swaps)}个新数字，其余一字未动"
    return Carried(written.with_draft(filled), "refilled", reason, swaps, notice)


def finished(sheet: Sheet, stored: Report, *, online: bool) -> bool:
    """Tell whether a stored report was written from just this sheet, and no section is wanted anew.

    Its texts are taken as they were checked then.
    """
    return (
        stored.sheet == sheet
        and not stored.unwritten
        and all(
            written.pending is None
            and not (online and written.draft and _without_model(written.draft) and not written.draft.offline)
            for written in stored.sections
        )
    )


def _without_model(draft: Draft) -> bool:
    """Tell whether the built-in composer wrote a draft and no model was asked."""
    return draft.origin == "composer" and draft.recipe is None


def _as_composed(sheet: Sheet, section: Section, draft: Draft) -> bool:
    """Tell whether the built-in composer would write this draft again word for word."""
    return draft.origin == "composer" and compose_section(sheet, section).text == draft.text


def pending_of(
    sheet: Sheet, section: Section, written: WrittenSection, recipe: Recipe, hint: str, length: int | None
) -> Draft | None:
    """Return the draft of an interrupted run that drafting can go on from, if it asks for the same."""
    draft = written.pending
    if draft is None or (draft.hint, draft.length, draft.recipe) != (hint, length, recipe):
        return None
    same = draft.basis == basis(sheet, section) and draft.facts == facts_of(sheet, section)
    return draft if same else None


def _replaced(written: WrittenSection, draft: Draft) -> WrittenSection:
    """Return the section with the version in force, its text unchanged, replaced by ``draft``."""
    history = list(written.history)
    history[written.current] = draft
    return written.model_copy(update={"history": tuple(history)})
