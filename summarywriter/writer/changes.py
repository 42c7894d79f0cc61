"""What changed since a section was written, in Chinese, and which section it was before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from summarywriter.library import Chosen
from summarywriter.model import FRAME_ROLES, Draft, Example, Recipe, Report, Section, Sheet, WrittenSection
from summarywriter.settings import Settings
from summarywriter.writing import prompts_digest

_ENOUGH = 0.5
_PARTICULARS = {
    "title": "标题",
    "organization": "单位",
    "period": "时间范围",
    "genre": "文种",
    "guidance": "指导语",
    "decimals": "小数位数",
}


def recipe_of(settings: Settings, chosen: Sequence[Chosen]) -> Recipe:
    """Return what a draft would be asked for with now."""
    digest = hashlib.sha256()
    for choice in chosen:
        digest.update(_packed(choice.example))
    return Recipe(model=settings.model.strip(), prompts=prompts_digest(), examples=digest.hexdigest()[:16])


@lru_cache(maxsize=256)
def _packed(example: Example) -> bytes:
    return example.model_dump_json().encode()


def recipe_changes(draft: Draft, recipe: Recipe) -> str:
    """Return which of model, prompts and examples are not those of the draft; empty for none."""
    if draft.recipe is None or draft.recipe == recipe:
        return ""
    changed = []
    if draft.recipe.model != recipe.model:
        changed.append(f"模型（{draft.recipe.model}→{recipe.model}）")
    if draft.recipe.prompts != recipe.prompts:
        changed.append("提示词")
    if draft.recipe.examples != recipe.examples:
        changed.append("范例")
    return "、".join(changed)


def changes(old: Sheet, before: Section | None, new: Sheet, section: Section) -> str:
    """Return what of a section or of the report's particulars calls for a new draft.

    ``before`` is the section as the old sheet has it.
    """
    told = [name for field, name in _PARTICULARS.items() if getattr(old, field) != getattr(new, field)]
    found = [f"报告的{'、'.join(told)}有改动"] if told else []
    if before is not None:
        if before.heading != section.heading:
            found.append(f"小节标题由“{before.heading}”改为“{section.heading}”")
        if before.role != section.role:
            found.append("小节的类别有改动")
        found += _fact_changes(before, section)
    return "，".join(found) or "事实、标题或报告要素有改动"


def earlier_versions(report: Report, sheet: Sheet) -> dict[str, WrittenSection]:
    """Map the ids of the sheet's sections to what the report holds of them.

    A section under a new heading is known by its facts, one without facts by its role.
    """
    found = {written.id: written for written in report.sections}
    wanted = [section for section in sheet.sections if section.id not in found]
    ids = {section.id for section in sheet.sections}
    left = [section for section in report.sheet.sections if section.id not in ids and section.id in found]
    earlier = {section_id: written for section_id, written in found.items() if section_id in ids}
    pairs = sorted(
        ((_alike(one, other), -n, -m) for n, one in enumerate(wanted) for m, other in enumerate(left)),
        reverse=True,
    )
    taken: set[int] = set()
    for alike, n, m in pairs:
        section, other = wanted[-n], left[-m]
        if alike >= _ENOUGH and m not in taken and section.id not in earlier:
            taken.add(m)
            earlier[section.id] = found[other.id].model_copy(update={"heading": section.heading})
    return earlier


def lost(report: Report, sheet: Sheet, earlier: dict[str, WrittenSection]) -> list[WrittenSection]:
    """Return what was written of sections that the sheet does not have any more."""
    kept = {written.id for written in earlier.values()}
    return [written for written in report.sections if written.history and written.id not in kept]


def unknown_versions(stored: Report, report: Report) -> list[str]:
    """Return the headings of the sections of which ``stored`` holds more versions than ``report``."""
    known = {written.id: len(written.history) for written in report.sections}
    return [s.heading for s in stored.sections if len(s.history) > known.get(s.id, 0)]


def _alike(one: Section, other: Section) -> float:
    """Return the share of facts that two sections have in common."""
    ours, theirs = (Counter(fact.text for fact in section.all_facts) for section in (one, other))
    if not ours and not theirs:
        return float(one.role == other.role and one.role in FRAME_ROLES)
    return (ours & theirs).total() / max(ours.total(), theirs.total())


def _fact_changes(before: Section, section: Section) -> list[str]:
    ours, theirs = (Counter(fact.text for fact in s.all_facts) for s in (section, before))
    come, gone = (ours - theirs).total(), (theirs - ours).total()
    altered = min(come, gone)
    counts = {"改动": altered, "增加": come - altered, "删去": gone - altered}
    told = "、".join(f"{what}{n}条" for what, n in counts.items() if n)
    if told:
        return [f"事实{told}"]
    return [] if _shape(before) == _shape(section) else ["事实的次序、分组或可选标记有改动"]


def _shape(section: Section) -> list[tuple[str, str, bool]]:
    holders = (("", section.facts), *((group.heading, group.facts) for group in section.groups))
    return [(heading, fact.text, fact.optional) for heading, facts in holders for fact in facts]
