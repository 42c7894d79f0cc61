"""What of an earlier report is carried over when its sheet is written again."""

from __future__ import annotations

from typing import Literal, NamedTuple

from summarywriter.model import Draft, Policy, Report, Section, Sheet, WrittenSection
from summarywriter.writing import basis, facts_of, recheck, refill


class Carried(NamedTuple):
    """A section as it stands before drafting, and what is to be done with it.

    ``state`` is ``keep`` (nothing to do), ``refilled`` (only figures of its facts had changed:
    they are exchanged already) or ``draft`` (a new draft is wanted; ``reason`` says why).
    """

    section: WrittenSection
    state: Literal["keep", "refilled", "draft"]
    reason: str = ""


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
    *,
    online: bool,
    refresh: bool,
    overwrite_hand: bool,
    policy: Policy | None,
) -> Carried:
    """Decide for one section what of its earlier version holds.

    Edits made by hand hold until told otherwise. A text that the built-in composer wrote in place
    of a model that could not be reached is drafted anew once a model is configured.
    """
    fresh = WrittenSection(id=section.id, heading=section.heading, role=section.role)
    written = fresh if earlier is None else earlier.model_copy(update={"role": section.role})
    draft = written.draft
    if draft is None:
        return Carried(written, "draft", "尚未起草")
    if draft.origin == "hand" and not overwrite_hand:
        return Carried(_judged(sheet, section, written, draft, policy), "keep", "保留人工修改")
    if draft.origin == "hand":
        return Carried(written, "draft", "按要求覆盖人工修改")
    if refresh:
        return Carried(written, "draft", "按要求重新起草")
    if online and draft.origin == "composer" and not draft.usage.calls:
        return Carried(written, "draft", "此前由内置写作程序代写")
    if draft.basis != basis(sheet, section):
        return Carried(written, "draft", "事实、标题或报告要素有改动")
    if draft.facts == facts_of(sheet, section):
        return Carried(_judged(sheet, section, written, draft, policy), "keep", "没有改动")
    filled = refill(sheet, section, draft, policy=policy)
    if filled is None:
        return Carried(written, "draft", "事实有改动，原稿无法只换数字")
    if filled.text == draft.text:
        return Carried(_replaced(written, filled), "keep", "没有改动")
    return Carried(written.with_draft(filled), "refilled", "只有数字改动，已换入新数字")


def _judged(
    sheet: Sheet, section: Section, written: WrittenSection, draft: Draft, policy: Policy | None
) -> WrittenSection:
    """Return the section with its version in force checked against the facts as they are now."""
    return _replaced(written, recheck(sheet, section, draft, policy=policy))


def _replaced(written: WrittenSection, draft: Draft) -> WrittenSection:
    """Return the section with the version in force, its text unchanged, replaced by ``draft``."""
    history = list(written.history)
    history[written.current] = draft
    return written.model_copy(update={"history": tuple(history)})
