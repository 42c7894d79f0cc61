"""What a sheet must keep to, whatever form it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarywriter.limits import excess
from summarywriter.model import FRAME_ROLES, Section, Sheet

_SHOWN = 40
"""Characters of a heading that a message shows."""

Place = tuple[int, ...]
"""Where something stands: part, section and group by index."""


def sheet_problems(sheet: Sheet, places: Mapping[Place, str]) -> list[str]:
    """Return every breach of the rules, one Chinese sentence each.

    ``places`` says where a part, section or group stands (``第12行``), for the messages.
    """
    if not sheet.sections and not any(part.title for part in sheet.parts):
        return ["没有任何小节。请用“## 小节标题”开头写各个小节，事实每条一行，前面加“- ”。"]
    many = excess("facts", sum(len(section.all_facts) for section in sheet.sections))
    if many:
        return [many]
    return list(_problems(sheet, places))


def _problems(sheet: Sheet, places: Mapping[Place, str]) -> Iterator[str]:
    headings: dict[tuple[str, str], str] = {}
    for p, part in enumerate(sheet.parts):
        here = places.get((p,), f"第{p + 1}部分")
        if p and not part.title:
            yield f"{here}：这个部分没有标题。只有第一部分可以不写标题。"
        if not part.sections:
            yield f"{here}：部分“{_short(part.title)}”下面没有小节，请用“## 小节标题”写出小节和事实。"
        for s, section in enumerate(part.sections):
            here = places.get((p, s), f"第{p + 1}部分第{s + 1}节")
            if not section.heading:
                yield f"{here}：小节没有标题。"
            first = headings.setdefault((part.title, section.heading), here)
            if first != here:
                yield f"{here}：小节标题“{_short(section.heading)}”重复，前面已有（{first}），请合并或改名。"
            yield from _section_problems(section, (p, s), here, places)


def _section_problems(section: Section, at: Place, here: str, places: Mapping[Place, str]) -> Iterator[str]:
    if section.role not in FRAME_ROLES and not section.all_facts:
        hint = "（有文字但没有要点：" if section.text else "（"
        yield f"{here}：小节“{_short(section.heading)}”没有事实{hint}事实每条一行，前面加“- ”）。"
    for n, fact in enumerate(section.all_facts, 1):
        long = excess("fact-characters", len(fact.text))
        if long:
            yield f"{here}：小节“{_short(section.heading)}”第{n}条事实（{_short(fact.text)}）{long}"
    seen: dict[str, str] = {}
    for g, group in enumerate(section.groups):
        there = places.get((*at, g), f"{here}第{g + 1}组")
        if not group.heading:
            yield f"{there}：分组没有标题。"
        first = seen.setdefault(group.heading, there)
        if first != there:
            yield f"{there}：分组标题“{_short(group.heading)}”重复，前面已有（{first}），请合并或改名。"
        if not group.facts and section.all_facts:
            yield f"{there}：分组“{_short(group.heading)}”下没有事实，请补上要点或删去这个分组。"


def _short(heading: str) -> str:
    return heading if len(heading) <= _SHOWN else heading[:_SHOWN] + "…"
